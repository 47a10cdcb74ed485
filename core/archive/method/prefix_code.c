/*
 * prefix_code - canonical codes of Huffman, decoded by table
 */
#include "core/archive/method/prefix_code.h"

#include <string.h>

/* The first code of each length, as a number of that many bits. */
struct firsts {
	uint32_t code[PREFIX_LENGTH_MAX + 1];
	uint16_t index[PREFIX_LENGTH_MAX + 1]; /* ... of its symbol */
};

/* False: more codes than there can be. */
static bool
find_firsts(const struct prefix_code *code, struct firsts *firsts_r)
{
	uint32_t next = 0;
	uint16_t index = 0;

	for (unsigned length = 1; length <= PREFIX_LENGTH_MAX; length++) {
		next <<= 1;
		firsts_r->code[length] = next;
		firsts_r->index[length] = index;
		next += code->count[length];
		index = (uint16_t)(index + code->count[length]);
		if (next > 1u << length)
			return false;
	}
	return true;
}

static uint32_t
reverse(uint32_t value, unsigned count)
{
	uint32_t reversed = 0;

	for (unsigned i = 0; i < count; i++)
		reversed |= (value >> i & 1) << (count - 1 - i);
	return reversed;
}

/* All looks that begin with this code. */
static void
fill_fast(struct prefix_code *code, uint32_t bits, unsigned length,
    size_t symbol, enum prefix_order order)
{
	uint16_t entry = (uint16_t)(symbol << 4 | length);
	uint32_t spread = 1u << (PREFIX_FAST - length);

	if (order == PREFIX_HIGH) {
		for (uint32_t i = 0; i < spread; i++)
			code->fast[bits << (PREFIX_FAST - length) | i] = entry;
		return;
	}
	bits = reverse(bits, length);
	for (uint32_t i = 0; i < spread; i++)
		code->fast[i << length | bits] = entry;
}

bool
prefix_code_build(struct prefix_code *code, const uint8_t *lengths,
    size_t count, enum prefix_order order)
{
	struct firsts firsts;

	CHECK(count <= PREFIX_SYMBOLS_MAX);
	memset(code->fast, 0, sizeof(code->fast));
	memset(code->count, 0, sizeof(code->count));
	for (size_t i = 0; i < count; i++) {
		CHECK(lengths[i] <= PREFIX_LENGTH_MAX);
		code->count[lengths[i]]++;
	}
	code->count[0] = 0;
	if (!find_firsts(code, &firsts))
		return false;
	for (size_t i = 0; i < count; i++) {
		unsigned length = lengths[i];
		uint32_t bits;

		if (length == 0)
			continue;
		bits = firsts.code[length]++;
		code->symbol[firsts.index[length]++] = (uint16_t)i;
		if (length <= PREFIX_FAST)
			fill_fast(code, bits, length, i, order);
	}
	return true;
}

void
prefix_code_single(struct prefix_code *code, uint16_t symbol)
{
	memset(code->fast, 0, sizeof(code->fast));
	memset(code->count, 0, sizeof(code->count));
	code->count[0] = 1;
	code->symbol[0] = symbol;
}

/* Goes up by one length with each bit; first and index are those of the length
 * at hand, as in find_firsts(). */
struct search {
	uint32_t bits;
	uint32_t first;
	uint32_t index;
	unsigned length;
};

static inline bool
step(const struct prefix_code *code, struct search *search, uint32_t bit)
{
	uint32_t count = code->count[++search->length];

	search->bits = search->bits << 1 | bit;
	search->first <<= 1;
	if (search->bits - search->first < count)
		return true;
	search->first += count;
	search->index += count;
	return false;
}

static uint32_t
found(const struct prefix_code *code, const struct search *search)
{
	return code->symbol[search->index + search->bits - search->first];
}

uint32_t
prefix_low_slow(const struct prefix_code *code, struct bit_reader *bits)
{
	struct search search;

	if (code->count[0] > 0)
		return code->symbol[0];
	search = (struct search){.length = 0};
	while (search.length < PREFIX_LENGTH_MAX) {
		uint32_t bit = (uint32_t)(bits->held >> search.length) & 1;

		if (!step(code, &search, bit))
			continue;
		low_drop(bits, search.length);
		return found(code, &search);
	}
	return PREFIX_NONE;
}

uint32_t
prefix_high_slow(const struct prefix_code *code, struct bit_reader *bits)
{
	struct search search;

	if (code->count[0] > 0)
		return code->symbol[0];
	search = (struct search){.length = 0};
	while (search.length < PREFIX_LENGTH_MAX) {
		uint32_t bit =
		    (uint32_t)(bits->held >> (63 - search.length)) & 1;

		if (!step(code, &search, bit))
			continue;
		high_drop(bits, search.length);
		return found(code, &search);
	}
	return PREFIX_NONE;
}
