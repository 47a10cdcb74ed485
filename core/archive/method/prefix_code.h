/*
 * prefix_code - canonical codes of Huffman, decoded by table (private to
 * core/archive)
 *
 * A code is its lengths: shorter codes come first, those of one length in the
 * order of their symbols.  Codes up to PREFIX_FAST bits are one look into a
 * table; longer ones are found length by length.
 */
#ifndef CORE_ARCHIVE_METHOD_PREFIX_CODE_H
#define CORE_ARCHIVE_METHOD_PREFIX_CODE_H

#include "core/archive/method/bit_reader.h"
#include "core/base/check.h"

#define PREFIX_SYMBOLS_MAX 721u
#define PREFIX_LENGTH_MAX 16u
#define PREFIX_FAST 9u
/* No symbol has these bits. */
#define PREFIX_NONE UINT32_MAX

struct prefix_code {
	/* By the next bits: symbol << 4 | length; 0: longer, or none. */
	uint16_t fast[1u << PREFIX_FAST];
	/* Of codes of that length; 0: one symbol is all there is. */
	uint16_t count[PREFIX_LENGTH_MAX + 1];
	uint16_t symbol[PREFIX_SYMBOLS_MAX]; /* in the order of their codes */
};

enum prefix_order {
	PREFIX_LOW,  /* the code's first bit is the lowest of a low_*() look */
	PREFIX_HIGH, /* ... the highest of a high_*() look */
};

/*
 * lengths: one of each symbol, at most PREFIX_LENGTH_MAX; 0: it has no code.
 * False: more codes than there can be.  That some bits are no code is allowed:
 * unpackers differ in whether they mind.
 */
bool prefix_code_build(struct prefix_code *code, const uint8_t *lengths,
    size_t count, enum prefix_order order) MUST_USE;

/* A code of one symbol, which takes no bits. */
void prefix_code_single(struct prefix_code *code, uint16_t symbol);

/* Bits that no code begins with are PREFIX_NONE, and nothing is taken. */
uint32_t prefix_low_slow(
    const struct prefix_code *code, struct bit_reader *bits);
uint32_t prefix_high_slow(
    const struct prefix_code *code, struct bit_reader *bits);

/* The next symbol, of 16 bits or more that are filled. */
static inline uint32_t
prefix_low(const struct prefix_code *code, struct bit_reader *bits)
{
	uint32_t entry = code->fast[bits->held & ((1u << PREFIX_FAST) - 1)];

	if (entry == 0)
		return prefix_low_slow(code, bits);
	low_drop(bits, entry & 15);
	return entry >> 4;
}

static inline uint32_t
prefix_high(const struct prefix_code *code, struct bit_reader *bits)
{
	uint32_t entry = code->fast[bits->held >> (64 - PREFIX_FAST)];

	if (entry == 0)
		return prefix_high_slow(code, bits);
	high_drop(bits, entry & 15);
	return entry >> 4;
}

#endif
