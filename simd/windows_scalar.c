/*
 * windows_scalar - the reference twin: plain C for any processor
 */
#include "simd/windows_kernels.h"

size_t
windows_next_scalar(const struct windows_filter *filter, const uint8_t *data,
    size_t size, size_t at)
{
	const struct windows_filter held = *filter;

	for (; size - at >= WINDOWS_SIZE; at += WINDOWS_STEP) {
		uint32_t hash = windows_hash(data + at);
		uint32_t word = held.words[windows_index(hash, held.mask)];

		/* Two shifts cost less than a mask of two bits. */
		if ((word >> (hash & WINDOWS_BIT_MASK) &
			word >> (hash >> WINDOWS_OTHER_BIT & WINDOWS_BIT_MASK) &
			1) != 0)
			return at;
	}
	return size;
}
