/*
 * matcher_portable - how the portable back end lays out its tables (private)
 *
 * Built by matcher_portable_compile.c, read by matcher_portable.c.  Literals
 * fall into three kinds by size: short ones of 1..3 bytes, middle ones of 4..7
 * and long ones of 8 or more.  A place in the text where a middle or long one
 * may end is known by its gram, the last 4 or 8 bytes there.
 *
 * The body of an image, sections in this order:
 *
 *     struct portable_body
 *     entry[entry_count]       the literals, short, middle, long; in each kind
 *                              sorted by their folded bytes read from the end:
 *                              those that can match at one place of the text
 *                              are neighbours, smaller ones first
 *     slot[], middle and long  hash of the folded gram to the run of entries
 *                              that end so; open addressing, never full
 *     filter[], the same two   1 bit for each hash of a gram
 *     pair[65536]              1 bit for each last two bytes that a short
 *                              literal can end with
 *     pool[pool_size]          the literals' bytes
 *
 * Filters and pairs only say "nothing ends here" quickly; entries decide.
 */
#ifndef SIMD_MATCHER_PORTABLE_H
#define SIMD_MATCHER_PORTABLE_H

#include <string.h>

#include "simd/matcher_backend.h"

struct portable_entry {
	uint32_t offset; /* into the pool */
	uint32_t id;
	uint8_t size;
	uint8_t nocase;
	uint8_t reserved[2];
};

/* A run of entries that share their gram; first == end: empty. */
struct portable_slot {
	uint64_t gram; /* folded, as loaded from memory */
	uint32_t first;
	uint32_t end;
};

enum portable_kind { PORTABLE_MIDDLE, PORTABLE_LONG, PORTABLE_KINDS };

#define PORTABLE_MIDDLE_GRAM 4u
#define PORTABLE_LONG_GRAM 8u
#define PORTABLE_PAIRS 65536u
#define PORTABLE_BITS_MIN 9u
#define PORTABLE_BITS_MAX 24u /* what the hash has */

struct portable_body {
	uint32_t entry_count;
	uint32_t pool_size;
	uint32_t kind_first[PORTABLE_KINDS + 1]; /* [0]: end of the short */
	uint32_t slot_bits[PORTABLE_KINDS];
	uint32_t filter_bits[PORTABLE_KINDS];
	uint32_t has_nocase;
	uint32_t short_first[257]; /* short entries by last folded byte */
	uint32_t reserved;
};

/* Where the sections lie, in bytes from the body's start; multiples of 8. */
struct portable_layout {
	size_t entry;
	size_t slot[PORTABLE_KINDS];
	size_t filter[PORTABLE_KINDS];
	size_t pair;
	size_t pool;
	size_t size; /* of the whole body */
};

/* Counts and bits are within their limits. */
struct portable_layout portable_layout(const struct portable_body *body);

enum matcher_result portable_compile(const struct matcher_literal *literals,
    size_t count, struct matcher_header **image_r);

/* ASCII letters to lower case, other bytes as they are. */
extern const uint8_t portable_fold[256];

/* The bit of a number in its byte of a bit table. */
extern const uint8_t portable_bit[8];

static inline uint64_t
portable_load(enum portable_kind kind, const uint8_t *bytes)
{
	uint32_t half;
	uint64_t whole;

	if (kind == PORTABLE_MIDDLE) {
		memcpy(&half, bytes, sizeof(half));
		return half;
	}
	memcpy(&whole, bytes, sizeof(whole));
	return whole;
}

static inline unsigned
portable_gram_size(enum portable_kind kind)
{
	return kind == PORTABLE_MIDDLE ? PORTABLE_MIDDLE_GRAM
				       : PORTABLE_LONG_GRAM;
}

/* The folded gram that ends before end. */
static inline uint64_t
portable_gram(enum portable_kind kind, const uint8_t *end)
{
	uint8_t folded[PORTABLE_LONG_GRAM];
	unsigned size = portable_gram_size(kind);

	for (unsigned i = 0; i < size; i++)
		folded[i] = portable_fold[end[(int)i - (int)size]];
	return portable_load(kind, folded);
}

/*
 * Filters hash raw text.  Where a set has nocase literals, bit 0x20 is set in
 * every byte first: equal for both cases of a letter, and one operation for a
 * whole word, where the fold table takes one a byte.
 */
static inline uint64_t
portable_case_mask(const struct portable_body *body)
{
	return body->has_nocase ? UINT64_C(0x2020202020202020) : 0;
}

static inline uint32_t
portable_mask(uint32_t bits)
{
	return (UINT32_C(1) << bits) - 1;
}

/* The upper bits of a product, by a constant shift and a mask: a shift by a
 * variable costs three times as much on x86. */
static inline uint32_t
portable_hash(uint64_t gram, uint32_t mask)
{
	return (uint32_t)((gram * UINT64_C(0x9e3779b97f4a7c15)) >> 40) & mask;
}

/* The same for a filter, from the raw bytes before end. */
static inline uint32_t
portable_filter_hash(enum portable_kind kind, const uint8_t *end,
    uint64_t case_mask, uint32_t mask)
{
	uint64_t raw = portable_load(kind, end - portable_gram_size(kind));

	if (kind == PORTABLE_MIDDLE)
		case_mask &= UINT32_MAX;
	return portable_hash(raw | case_mask, mask);
}

static inline unsigned
portable_pair(uint8_t before, uint8_t last)
{
	return (unsigned)before << 8 | last;
}

#endif
