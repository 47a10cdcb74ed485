/*
 * matcher_portable_compile - the portable back end's tables from literals
 */
#include "simd/matcher_portable.h"

#include <stdlib.h>

/* ---- layout ------------------------------------------------------------ */

static size_t
padded(size_t size)
{
	return (size + 7) / 8 * 8;
}

/* At most 200,000 entries, 51 MB of pool, 2^20 slots: no sum overflows. */
struct portable_layout
portable_layout(const struct portable_body *body)
{
	struct portable_layout at;
	size_t next = padded(sizeof(*body));

	at.entry = next;
	next += padded(body->entry_count * sizeof(struct portable_entry));
	for (unsigned kind = 0; kind < PORTABLE_KINDS; kind++) {
		at.slot[kind] = next;
		next += ((size_t)1 << body->slot_bits[kind]) *
			sizeof(struct portable_slot);
	}
	for (unsigned kind = 0; kind < PORTABLE_KINDS; kind++) {
		at.filter[kind] = next;
		next += ((size_t)1 << body->filter_bits[kind]) / 8;
	}
	at.pair = next;
	at.pool = at.pair + PORTABLE_PAIRS / 8;
	at.size = at.pool + padded(body->pool_size);
	return at;
}

/* The least b with 2^b >= n, kept where the tables stay useful. */
static uint32_t
bits_for(size_t n, uint32_t max)
{
	uint32_t bits = PORTABLE_BITS_MIN;

	while (bits < max && ((size_t)1 << bits) < n)
		bits++;
	return bits;
}

static unsigned
rank_of(uint32_t size)
{
	return size < PORTABLE_MIDDLE_GRAM ? 0
	       : size < PORTABLE_LONG_GRAM ? 1
					   : 2;
}

static void
count_literals(struct portable_body *body,
    const struct matcher_literal *literals, size_t count)
{
	uint32_t kinds[1 + PORTABLE_KINDS] = {0};

	for (size_t i = 0; i < count; i++) {
		body->pool_size += literals[i].size;
		kinds[rank_of(literals[i].size)]++;
		if (literals[i].nocase)
			body->has_nocase = 1;
	}
	body->entry_count = (uint32_t)count;
	body->kind_first[0] = kinds[0];
	for (unsigned kind = 0; kind < PORTABLE_KINDS; kind++) {
		size_t n = kinds[1 + kind];

		body->kind_first[kind + 1] =
		    body->kind_first[kind] + (uint32_t)n;
		/* Slots are at most half full. */
		body->slot_bits[kind] = bits_for(n * 2, PORTABLE_BITS_MAX);
		/* 10,000 grams set 1 % of the bits, in 128 KB; 200,000 set 5 %,
		 * in 512 KB, which an L2 cache still holds. */
		body->filter_bits[kind] = bits_for(n * 64, 22);
	}
}

/* ---- order ------------------------------------------------------------- */

static int
compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

/* By kind, then by folded bytes from the end; total, so that the
 * image does not depend on the sorting algorithm. */
static int
compare_literals(const void *left, const void *right)
{
	const struct matcher_literal *a = left;
	const struct matcher_literal *b = right;
	int difference = (int)rank_of(a->size) - (int)rank_of(b->size);

	for (uint32_t i = 1; difference == 0 && i <= a->size && i <= b->size;
	     i++)
		difference = portable_fold[a->bytes[a->size - i]] -
			     portable_fold[b->bytes[b->size - i]];
	if (difference == 0)
		difference = compare_numbers(a->size, b->size);
	if (difference == 0)
		difference = compare_numbers(a->id, b->id);
	if (difference == 0)
		difference = (int)a->nocase - (int)b->nocase;
	return difference != 0 ? difference
			       : memcmp(a->bytes, b->bytes, a->size);
}

static struct matcher_literal *
sorted_copy(const struct matcher_literal *literals, size_t count)
{
	struct matcher_literal *copy = malloc(count * sizeof(*copy));

	if (copy == NULL)
		return NULL;
	memcpy(copy, literals, count * sizeof(*copy));
	qsort(copy, count, sizeof(*copy), compare_literals);
	return copy;
}

/* ---- tables ------------------------------------------------------------ */

static void
fill_entries(struct portable_entry *entry, uint8_t *pool,
    const struct matcher_literal *sorted, size_t count)
{
	uint32_t offset = 0;

	for (size_t i = 0; i < count; i++) {
		entry[i].offset = offset;
		entry[i].id = sorted[i].id;
		entry[i].size = (uint8_t)sorted[i].size;
		entry[i].nocase = sorted[i].nocase;
		memcpy(pool + offset, sorted[i].bytes, sorted[i].size);
		offset += sorted[i].size;
	}
}

static void
fill_short_index(
    struct portable_body *body, const struct matcher_literal *sorted)
{
	uint32_t next = 0;

	for (unsigned last = 0; last < 256; last++) {
		body->short_first[last] = next;
		while (
		    next < body->kind_first[0] &&
		    portable_fold[sorted[next].bytes[sorted[next].size - 1]] ==
			last)
			next++;
	}
	body->short_first[256] = next;
}

static uint64_t
gram_of(enum portable_kind kind, const struct matcher_literal *literal)
{
	return portable_gram(kind, literal->bytes + literal->size);
}

static void
fill_slots(const struct portable_body *body, enum portable_kind kind,
    struct portable_slot *slot, const struct matcher_literal *sorted)
{
	uint32_t mask = portable_mask(body->slot_bits[kind]);
	uint32_t stop = body->kind_first[kind + 1];
	uint32_t end;

	for (uint32_t first = body->kind_first[kind]; first < stop;
	     first = end) {
		uint64_t gram = gram_of(kind, &sorted[first]);
		uint32_t at = portable_hash(gram, mask);

		for (end = first + 1;
		     end < stop && gram_of(kind, &sorted[end]) == gram;)
			end++;
		while (slot[at].first != slot[at].end)
			at = (at + 1) & mask;
		slot[at] = (struct portable_slot){gram, first, end};
	}
}

static void
fill_filter(const struct portable_body *body, enum portable_kind kind,
    uint8_t *filter, const struct matcher_literal *sorted)
{
	uint64_t case_mask = portable_case_mask(body);
	uint32_t mask = portable_mask(body->filter_bits[kind]);

	for (uint32_t i = body->kind_first[kind];
	     i < body->kind_first[kind + 1]; i++) {
		uint32_t hash = portable_filter_hash(
		    kind, sorted[i].bytes + sorted[i].size, case_mask, mask);

		filter[hash >> 3] |= portable_bit[hash & 7];
	}
}

static uint8_t
other_case(uint8_t byte)
{
	if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'))
		return byte ^ 0x20;
	return byte;
}

static void
set_pair(uint8_t *pair, unsigned before, unsigned last)
{
	unsigned both = portable_pair((uint8_t)before, (uint8_t)last);

	pair[both >> 3] |= portable_bit[both & 7];
}

/* Both cases are entered for all: entries decide. */
static void
fill_pairs(const struct portable_body *body, uint8_t *pair,
    const struct matcher_literal *sorted)
{
	for (uint32_t i = 0; i < body->kind_first[0]; i++) {
		const uint8_t *end = sorted[i].bytes + sorted[i].size;
		const uint8_t last[2] = {end[-1], other_case(end[-1])};
		bool one = sorted[i].size == 1;

		for (unsigned k = 0; k < 2; k++) {
			for (unsigned any = 0; one && any < 256; any++)
				set_pair(pair, any, last[k]);
			if (!one) {
				set_pair(pair, end[-2], last[k]);
				set_pair(pair, other_case(end[-2]), last[k]);
			}
		}
	}
}

/* ---- all of it --------------------------------------------------------- */

static void
fill(struct portable_body *body, const struct matcher_literal *sorted)
{
	struct portable_layout at = portable_layout(body);
	uint8_t *base = (uint8_t *)body;

	fill_entries((void *)(base + at.entry), base + at.pool, sorted,
	    body->entry_count);
	fill_short_index(body, sorted);
	for (unsigned i = 0; i < PORTABLE_KINDS; i++) {
		enum portable_kind kind = (enum portable_kind)i;

		fill_slots(body, kind, (void *)(base + at.slot[i]), sorted);
		fill_filter(body, kind, base + at.filter[i], sorted);
	}
	fill_pairs(body, base + at.pair, sorted);
}

enum matcher_result
portable_compile(const struct matcher_literal *literals, size_t count,
    struct matcher_header **image_r)
{
	struct portable_body counts = {0};
	struct matcher_header *image;
	struct matcher_literal *sorted;

	sorted = sorted_copy(literals, count);
	if (sorted == NULL)
		return MATCHER_NO_MEMORY;
	count_literals(&counts, literals, count);
	image = matcher_image_create(
	    &matcher_portable_ops, count, portable_layout(&counts).size);
	if (image != NULL) {
		memcpy(image + 1, &counts, sizeof(counts));
		fill((struct portable_body *)(image + 1), sorted);
	}
	free(sorted);
	*image_r = image;
	return image != NULL ? MATCHER_OK : MATCHER_NO_MEMORY;
}
