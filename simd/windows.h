/*
 * windows - where in a text one of many windows may stand
 *
 * A window is twelve bytes, both cases of a letter being one.  A filter has two
 * bits set for each window that is looked for; a text is asked at every fourth
 * place.  What the filter does not deny must be looked up: it never denies what
 * it was made for, and passes a little else.  Every variant gives the same
 * places.
 *
 * Threads: any.
 */
#ifndef SIMD_WINDOWS_H
#define SIMD_WINDOWS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WINDOWS_SIZE 12u
#define WINDOWS_STEP 4u

/* Factors of the three words of a window. */
#define WINDOWS_FIRST UINT32_C(0x85ebca6b)
#define WINDOWS_SECOND UINT32_C(0xc2b2ae35)
#define WINDOWS_THIRD UINT32_C(0x9e3779b1)
/* One bit of each byte: it makes both cases of a letter equal, and a few other
 * bytes too. */
#define WINDOWS_FOLD UINT32_C(0x20202020)
/* How far a sum is shifted into itself, as its lower bits know only the lower
 * bits of each byte. */
#define WINDOWS_MIX 15

/* Bits of a hash: [0, 5) and [5, 10) are those of the filter's word, which
 * follows from WINDOWS_INDEX on. */
#define WINDOWS_BIT_MASK 31u
#define WINDOWS_OTHER_BIT 5
#define WINDOWS_INDEX 13
#define WINDOWS_INDEX_BITS_MAX (32 - WINDOWS_INDEX)

struct windows_filter {
	const uint32_t *words; /* mask + 1 of them */
	uint32_t mask;         /* 2^n - 1, n at most WINDOWS_INDEX_BITS_MAX */
};

/* Of the window that begins at bytes; words as this machine reads them. */
static inline uint32_t
windows_hash(const uint8_t *bytes)
{
	uint32_t words[WINDOWS_SIZE / sizeof(uint32_t)], sum;

	memcpy(words, bytes, sizeof(words));
	sum = (words[0] | WINDOWS_FOLD) * WINDOWS_FIRST +
	      (words[1] | WINDOWS_FOLD) * WINDOWS_SECOND +
	      (words[2] | WINDOWS_FOLD) * WINDOWS_THIRD;
	return sum ^ sum >> WINDOWS_MIX;
}

static inline uint32_t
windows_index(uint32_t hash, uint32_t mask)
{
	return hash >> WINDOWS_INDEX & mask;
}

/* What a filter has set for a hash, in the word at its index. */
static inline uint32_t
windows_bits(uint32_t hash)
{
	return UINT32_C(1) << (hash & WINDOWS_BIT_MASK) |
	       UINT32_C(1) << (hash >> WINDOWS_OTHER_BIT & WINDOWS_BIT_MASK);
}

/*
 * The first of the places at, at + WINDOWS_STEP, ... at which a window begins
 * that lies in data and is not denied; size if there is none.  at is at most
 * size; no byte outside of data is read.
 */
size_t windows_next(const struct windows_filter *filter, const uint8_t *data,
    size_t size, size_t at);

#endif
