/*
 * integer - whole numbers in bytes, of either byte order
 *
 * At any alignment, on any machine.  What is not all there counts as 0 (of
 * eight bytes, each half by itself): who must tell that from a 0 looks at the
 * size first.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_INTEGER_H
#define CORE_BASE_INTEGER_H

#include "core/base/slice.h"

static inline bool
integer_fits(struct slice bytes, uint64_t at, size_t size)
{
	return bytes.size >= size && at <= bytes.size - size;
}

static inline uint16_t
u16_le(struct slice bytes, uint64_t at)
{
	if (!integer_fits(bytes, at, 2))
		return 0;
	return (uint16_t)(bytes.data[at] | bytes.data[at + 1] << 8);
}

static inline uint32_t
u32_le(struct slice bytes, uint64_t at)
{
	if (!integer_fits(bytes, at, 4))
		return 0;
	return u16_le(bytes, at) | (uint32_t)u16_le(bytes, at + 2) << 16;
}

static inline uint64_t
u64_le(struct slice bytes, uint64_t at)
{
	if (at > UINT64_MAX - 4)
		return 0;
	return u32_le(bytes, at) | (uint64_t)u32_le(bytes, at + 4) << 32;
}

/* The lowest size bytes of value, up to eight. */
static inline void
integer_put_le(uint8_t *to, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		to[i] = (uint8_t)(value >> 8 * i);
}

static inline uint16_t
u16_be(struct slice bytes, uint64_t at)
{
	return __builtin_bswap16(u16_le(bytes, at));
}

static inline uint32_t
u32_be(struct slice bytes, uint64_t at)
{
	return __builtin_bswap32(u32_le(bytes, at));
}

static inline uint64_t
u64_be(struct slice bytes, uint64_t at)
{
	return __builtin_bswap64(u64_le(bytes, at));
}

static inline bool
integer_is_power_of_two(uint64_t number)
{
	return number != 0 && (number & (number - 1)) == 0;
}

#endif
