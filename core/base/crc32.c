/*
 * crc32 - CRC-32 (ISO 3309)
 */
#include "core/base/crc32.h"

#include <limits.h>
#include <zlib.h>

uint32_t
crc32_of(uint32_t sum, struct slice bytes)
{
	while (bytes.size > 0) {
		uInt size = bytes.size > UINT_MAX ? UINT_MAX : (uInt)bytes.size;

		sum = (uint32_t)crc32(sum, bytes.data, size);
		bytes = slice_skip(bytes, size);
	}
	return sum;
}

uint32_t
crc32_step(uint32_t remainder, uint8_t byte)
{
	return (uint32_t)get_crc_table()[(remainder ^ byte) & 0xFF] ^
	       remainder >> 8;
}
