/*
 * bit_reader - bits out of bytes, lowest first or highest first (for
 * core/archive and core/pdf)
 *
 * Reading past the end gives zeros and is noticed afterwards, so a decoder asks
 * once for each symbol and not for each bit.
 */
#ifndef CORE_ARCHIVE_METHOD_BIT_READER_H
#define CORE_ARCHIVE_METHOD_BIT_READER_H

#include <stdbool.h>

#include "core/base/slice.h"

/* As many bits may be looked at behind one fill. */
#define BITS_FILLED 56u

struct bit_reader {
	const uint8_t *next;
	const uint8_t *end;
	uint64_t held;  /* low_*: in the lowest bits, high_*: in the highest */
	unsigned count; /* of bits held */
	unsigned zeros; /* of those that stand for bytes past the end */
};

static inline struct bit_reader
bit_reader_of(struct slice bytes)
{
	static const uint8_t nothing[1];
	const uint8_t *data = bytes.size > 0 ? bytes.data : nothing;

	return (struct bit_reader){.next = data, .end = data + bytes.size};
}

/* Have more bits been taken than there were? */
static inline bool
bits_overrun(const struct bit_reader *bits)
{
	return bits->zeros > bits->count;
}

/* The bytes of which no bit was taken; not after an overrun. */
static inline struct slice
bits_rest(const struct bit_reader *bits)
{
	size_t held = (bits->count - bits->zeros) / 8;
	const uint8_t *from = bits->next - held;

	return (struct slice){from, (size_t)(bits->end - from)};
}

/* ---- the lowest bit first ---------------------------------------------- */

/* Eight bytes, as one load where the compiler sees that it is one. */
static inline uint64_t
bits_load_low(const uint8_t *from)
{
	return (uint64_t)from[0] | (uint64_t)from[1] << 8 |
	       (uint64_t)from[2] << 16 | (uint64_t)from[3] << 24 |
	       (uint64_t)from[4] << 32 | (uint64_t)from[5] << 40 |
	       (uint64_t)from[6] << 48 | (uint64_t)from[7] << 56;
}

/* Bits of a byte that is only half counted are held already, and are the same
 * when it is loaded again. */
static inline void
low_fill(struct bit_reader *bits)
{
	if (bits->end - bits->next >= 8) {
		bits->held |= bits_load_low(bits->next) << bits->count;
		bits->next += (63 - bits->count) >> 3;
		bits->count |= BITS_FILLED;
		return;
	}
	while (bits->count < BITS_FILLED) {
		if (bits->next < bits->end)
			bits->held |= (uint64_t)*bits->next++ << bits->count;
		else
			bits->zeros += 8;
		bits->count += 8;
	}
}

static inline void
low_drop(struct bit_reader *bits, unsigned count)
{
	bits->held >>= count;
	bits->count -= count;
}

/* Up to 32, of what is filled. */
static inline uint32_t
low_take(struct bit_reader *bits, unsigned count)
{
	uint64_t mask = (UINT64_C(1) << count) - 1;
	uint32_t value = (uint32_t)(bits->held & mask);

	low_drop(bits, count);
	return value;
}

/* ---- the highest bit first --------------------------------------------- */

static inline uint64_t
bits_load_high(const uint8_t *from)
{
	return (uint64_t)from[0] << 56 | (uint64_t)from[1] << 48 |
	       (uint64_t)from[2] << 40 | (uint64_t)from[3] << 32 |
	       (uint64_t)from[4] << 24 | (uint64_t)from[5] << 16 |
	       (uint64_t)from[6] << 8 | (uint64_t)from[7];
}

static inline void
high_fill(struct bit_reader *bits)
{
	if (bits->end - bits->next >= 8) {
		bits->held |= bits_load_high(bits->next) >> bits->count;
		bits->next += (63 - bits->count) >> 3;
		bits->count |= BITS_FILLED;
		return;
	}
	while (bits->count < BITS_FILLED) {
		if (bits->next < bits->end)
			bits->held |= (uint64_t)*bits->next++
				      << (64 - 8 - bits->count);
		else
			bits->zeros += 8;
		bits->count += 8;
	}
}

static inline void
high_drop(struct bit_reader *bits, unsigned count)
{
	bits->held <<= count;
	bits->count -= count;
}

/* Up to 32, of what is filled. */
static inline uint32_t
high_take(struct bit_reader *bits, unsigned count)
{
	uint32_t value = (uint32_t)(bits->held >> 1 >> (63 - count));

	high_drop(bits, count);
	return value;
}

#endif
