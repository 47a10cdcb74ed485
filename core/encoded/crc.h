/*
 * crc - the sums that encoded files carry
 *
 * Private to core/encoded.
 */
#ifndef CORE_ENCODED_CRC_H
#define CORE_ENCODED_CRC_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/slice.h"

/*
 * The remainder of CRC-32 (ISO 3309) over bytes, begun with seed.  yEnc and zip
 * begin with all ones and invert the end; [MS-OXRTFCP] begins with zero and
 * does not.
 */
uint32_t crc32_remainder(struct slice bytes, uint32_t seed);

static inline uint32_t
crc32_of(struct slice bytes)
{
	return ~crc32_remainder(bytes, UINT32_MAX);
}

/* CRC-16 of XMODEM, begun with 0: what BinHex calls its CRC. */
uint16_t crc16_of(struct slice bytes, uint16_t seed);

#endif
