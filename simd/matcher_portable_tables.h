/*
 * matcher_portable_tables - how the portable back end lays out its tables
 * (private)
 *
 * Made by matcher_portable_compile, checked by matcher_portable_check, read by
 * matcher_portable.
 *
 * A literal of WINDOW_SIZE_MIN bytes or more is known by its windows: four runs
 * of 12 bytes, each begun one byte behind the one before.  Wherever the literal
 * stands in a text, just one of them begins at a multiple of four, so a text is
 * looked at there only.  Which four of its bytes begin windows is chosen so
 * that few other literals have the same ones.  Both cases of a letter make the
 * same window.
 *
 * The others are dense: looked for at each byte.  There are short ones of 1..3
 * bytes, middle ones of 4..7 and long ones of 8 or more, among them those whose
 * windows too many others have.  A place where a middle or long one may end is
 * known by its gram, the last 4 or 8 bytes there.
 *
 * The body of an image, sections in this order:
 *
 *     struct portable_body
 *     entry[entry_count]       the literals: short, middle, long, known by
 *                              windows; in each kind sorted by their folded
 *                              bytes read from the end: those that can match at
 *                              one place of the text are neighbours, smaller
 *                              ones first
 *     slot[], middle and long  hash of the folded gram to the run of entries
 *                              that end so; open addressing, never full
 *     window[]                 hash of a window to its literal, likewise; the
 *                              windows of one literal in the order of its ends
 *     filter[]                 2 bits in a word of 32 for each window, see
 *                              windows.h
 *     dense[]                  for each hash of the last 4 bytes of a middle or
 *                              long literal, in all cases that match, 8 bits:
 *                              that of the group of the byte before them; all,
 *                              if the literal has none
 *     pool[pool_size]          the literals' bytes
 *
 * Filters only say "nothing is here" quickly; entries decide.
 */
#ifndef SIMD_MATCHER_PORTABLE_TABLES_H
#define SIMD_MATCHER_PORTABLE_TABLES_H

#include <string.h>

#include "simd/matcher_backend.h"
#include "simd/windows.h"

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

/* use: entry << 8 | bytes from the window's first to behind the literal's
 * last; 0: empty. */
struct portable_window {
	uint32_t tag; /* of the hash */
	uint32_t use;
};

enum portable_kind { PORTABLE_MIDDLE, PORTABLE_LONG, PORTABLE_KINDS };

#define PORTABLE_MIDDLE_GRAM 4u
#define PORTABLE_LONG_GRAM 8u
#define PORTABLE_BITS_MIN 9u
#define PORTABLE_BITS_MAX 24u /* what the hash has */

#define PORTABLE_SHORT_MAX 3u
#define PORTABLE_WINDOW WINDOWS_SIZE
#define PORTABLE_STEP WINDOWS_STEP
#define PORTABLE_WINDOW_SIZE_MIN (PORTABLE_WINDOW + PORTABLE_STEP - 1)
/* Empty places that a window's search passes, and so what a place of the text
 * may cost, is bounded by this when windows are chosen. */
#define PORTABLE_CLUSTER_MAX 48u

struct portable_body {
	uint32_t entry_count;
	uint32_t pool_size;
	/* [0]: end of the short entries, [1]: of the middle ones, [2]: of the
	 * long ones; the rest is known by windows. */
	uint32_t kind_first[PORTABLE_KINDS + 1];
	uint32_t slot_bits[PORTABLE_KINDS];
	uint32_t window_bits;
	uint32_t filter_bits;
	uint32_t dense_bits;
	uint32_t short_first[257]; /* short entries by last folded byte */
	/* For the last byte, the one before and the one before that, which of 8
	 * groups of short literals have it there. */
	uint8_t short_groups[PORTABLE_SHORT_MAX][256];
	uint8_t dense_group[256]; /* the bit of each byte; the same for both
				     cases of a letter */
	uint32_t reserved;
};

/* Where the sections lie, in bytes from the body's start; multiples of 8. */
struct portable_layout {
	size_t entry;
	size_t slot[PORTABLE_KINDS];
	size_t window;
	size_t filter;
	size_t dense;
	size_t pool;
	size_t size; /* of the whole body */
};

/* Where everything is, for one look at an image. */
struct portable_tables {
	const struct portable_body *body;
	const struct portable_entry *entry;
	const struct portable_slot *slot[PORTABLE_KINDS];
	const struct portable_window *window;
	const uint32_t *filter;
	const uint8_t *dense;
	const uint8_t *pool;
};

/* Counts and bits are within their limits. */
struct portable_layout portable_layout(const struct portable_body *body);
struct portable_tables portable_tables(const struct portable_body *body);

/* The least b with 2^b >= n, kept where the tables stay useful. */
uint32_t portable_bits_for(size_t n, uint32_t max);

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

static inline uint32_t
portable_mask(uint32_t bits)
{
	return (UINT32_C(1) << bits) - 1;
}

static inline uint64_t
portable_product(uint64_t gram)
{
	return gram * UINT64_C(0x9e3779b97f4a7c15);
}

/* The upper bits of a product, by a constant shift and a mask: a shift by a
 * variable costs three times as much on x86. */
static inline uint32_t
portable_index(uint64_t product, uint32_t mask)
{
	return (uint32_t)(product >> 40) & mask;
}

/* The bits that portable_index() does not use. */
static inline uint32_t
portable_tag(uint64_t product)
{
	return (uint32_t)(product >> 8);
}

static inline uint32_t
portable_hash(uint64_t gram, uint32_t mask)
{
	return portable_index(portable_product(gram), mask);
}

/* The product of the window that begins at bytes. */
static inline uint64_t
portable_window_product(const uint8_t *bytes)
{
	return portable_product(windows_hash(bytes));
}

static inline uint32_t
portable_filter_mask(uint32_t filter_bits)
{
	return portable_mask(filter_bits) / 32;
}

/* The place in dense[] of the 4 bytes before end. */
static inline uint32_t
portable_dense_index(const uint8_t *end, uint32_t mask)
{
	return portable_hash(portable_load(PORTABLE_MIDDLE, end - 4), mask);
}

#endif
