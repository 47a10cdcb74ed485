/*
 * crc16 - the sum that files of the Macintosh carry
 *
 * Private to core/encoded.
 */
#ifndef CORE_ENCODED_CRC16_H
#define CORE_ENCODED_CRC16_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/slice.h"

/* CRC-16 of XMODEM, begun with 0: what BinHex calls its CRC. */
uint16_t crc16_of(struct slice bytes, uint16_t seed);

#endif
