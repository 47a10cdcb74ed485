/*
 * crc16 - the sum that files of the Macintosh carry
 */
#include "core/encoded/crc16.h"

/* The polynomial x^16 + x^12 + x^5 + 1, a byte at once without a table. */
uint16_t
crc16_of(struct slice bytes, uint16_t seed)
{
	uint32_t sum = seed;

	for (size_t i = 0; i < bytes.size; i++) {
		uint32_t x = (sum >> 8 ^ bytes.data[i]) & 0xFF;

		x ^= x >> 4;
		sum = (sum << 8 ^ x << 12 ^ x << 5 ^ x) & 0xFFFF;
	}
	return (uint16_t)sum;
}
