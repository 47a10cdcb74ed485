/*
 * crc32 - CRC-32 (ISO 3309), as zip, gzip, 7z, yEnc and TNEF carry it
 *
 * zlib's, which takes several bytes a step.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_CRC32_H
#define CORE_BASE_CRC32_H

#include "core/base/slice.h"

/* The sum of bytes behind those that gave sum; 0 to begin. */
uint32_t crc32_of(uint32_t sum, struct slice bytes);

/*
 * The bare remainder of bytes, inverted at neither end, begun with 0
 * ([MS-OXRTFCP] 2.1.3.2.1).
 */
static inline uint32_t
crc32_remainder(struct slice bytes)
{
	return ~crc32_of(UINT32_MAX, bytes);
}

/* One byte into a bare remainder. */
uint32_t crc32_step(uint32_t remainder, uint8_t byte);

#endif
