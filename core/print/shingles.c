/*
 * shingles - 32 bytes of which two texts share as many as they are alike
 */
#include "core/print/shingles.h"

#include <string.h>

#include "core/print/digest.h"

#define WORDS 3u
#define LETTERS 5u
#define EMPTY UINT32_MAX

/* The finalizer of splitmix64 (public domain): every bit depends on every
 * other one. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static uint64_t
rotate(uint64_t x, unsigned by)
{
	return x << by | x >> (64 - by);
}

static void
throw_in(uint32_t *bins, uint64_t hash)
{
	uint32_t *bin = &bins[hash >> 59];
	/* EMPTY is left to bins in which there is none. */
	uint32_t value = (uint32_t)hash & ~UINT32_C(1);

	if (value < *bin)
		*bin = value;
}

static struct slice
piece(const struct letters *letters, size_t from, size_t count)
{
	uint32_t start = letters->starts[from];

	return (struct slice){
	    letters->bytes.data + start, letters->starts[from + count] - start};
}

/* Three words: each hashed once. */
static void
throw_words(const struct letters *letters, uint32_t *bins)
{
	uint64_t first = digest_short(piece(letters, 0, 1));
	uint64_t second = digest_short(piece(letters, 1, 1));

	for (size_t i = 2; i < letters->count; i++) {
		uint64_t third = digest_short(piece(letters, i, 1));

		throw_in(
		    bins, mix(rotate(first, 21) + rotate(second, 42) + third));
		first = second;
		second = third;
	}
}

static void
throw_letters(const struct letters *letters, uint32_t *bins)
{
	for (size_t i = 0; i + LETTERS <= letters->count; i++)
		throw_in(bins, digest_short(piece(letters, i, LETTERS)));
}

/* The order in which an empty bin asks others depends on its number alone. */
static uint32_t
borrow(const uint32_t *bins, unsigned bin)
{
	uint64_t state = bin + 1;

	/* At most half of them are empty. */
	for (;;) {
		state = mix(state + UINT64_C(0x9e3779b97f4a7c15));
		if (bins[state >> 59] != EMPTY)
			return bins[state >> 59];
	}
}

static unsigned
count_empty(const uint32_t *bins)
{
	unsigned count = 0;

	for (unsigned i = 0; i < SHINGLES_BINS; i++)
		count += bins[i] == EMPTY ? 1 : 0;
	return count;
}

bool
shingles_make(const struct letters *letters, uint8_t digest_r[PRINT_BYTES])
{
	uint32_t bins[SHINGLES_BINS];
	size_t size = letters->dense ? LETTERS : WORDS;

	if (letters->count < SHINGLES_MIN + size - 1)
		return false;
	memset(bins, 0xff, sizeof(bins));
	if (letters->dense)
		throw_letters(letters, bins);
	else
		throw_words(letters, bins);
	if (count_empty(bins) > SHINGLES_EMPTY_MAX)
		return false;
	for (unsigned i = 0; i < SHINGLES_BINS; i++) {
		uint32_t value = bins[i] != EMPTY ? bins[i] : borrow(bins, i);

		/* The low bits of the least of many are still even. */
		digest_r[i] = (uint8_t)(mix(value) >> 56);
	}
	return true;
}

unsigned
shingles_same(const uint8_t *a, const uint8_t *b)
{
	unsigned same = 0;

	for (size_t i = 0; i < SHINGLES_BINS; i++)
		same += a[i] == b[i] ? 1 : 0;
	return same;
}
