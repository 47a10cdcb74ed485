/*
 * test_spans - every level against a walk over single bits, and plain
 * arithmetic
 */
#include "simd/spans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "simd/cpu.h"
#include "tests/support/guard.h"
#include "tests/support/product.h"
#include "tests/support/random.h"

#define STEPS 9u
#define BITS (STEPS * 64)
#define SPANS (STEPS * SPANS_IN_64)

/* ---- spans --------------------------------------------------------------- */

static bool
is_set(const uint64_t *bits, size_t i)
{
	return i < BITS && (bits[i / 64] >> i % 64 & 1) != 0;
}

static size_t
plain_spans(const uint64_t *bits, uint16_t *begins, uint16_t *ends)
{
	size_t count = 0;

	for (size_t i = 0; i < BITS; i++) {
		if (is_set(bits, i) && (i == 0 || !is_set(bits, i - 1)))
			begins[count] = (uint16_t)i;
		if (is_set(bits, i) && !is_set(bits, i + 1))
			ends[count++] = (uint16_t)(i + 1);
	}
	return count;
}

static void
assert_spans(const uint64_t *bits)
{
	uint16_t begins[SPANS], ends[SPANS], plain_begins[SPANS];
	uint16_t plain_ends[SPANS];
	size_t count = plain_spans(bits, plain_begins, plain_ends);

	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		assert_int_equal(spans_of(bits, STEPS, begins, ends), count);
		assert_memory_equal(
		    begins, plain_begins, count * sizeof(begins[0]));
		assert_memory_equal(ends, plain_ends, count * sizeof(ends[0]));
	}
}

/* Runs and gaps of any length below most. */
static void
fill_by_chance(uint64_t *bits, size_t most, uint64_t *seed)
{
	size_t at = random_below(seed, most);

	memset(bits, 0, STEPS * sizeof(*bits));
	while (at < BITS - 1) {
		size_t end = at + 1 + random_below(seed, most);

		for (; at < end && at < BITS - 1; at++)
			bits[at / 64] |= UINT64_C(1) << at % 64;
		at += 1 + random_below(seed, most);
	}
}

static void
spans_are_runs_of_set_bits(void **state)
{
	uint64_t bits[STEPS], seed = 5;

	(void)state;
	for (size_t most = 1; most < 200; most = most * 3 / 2 + 1)
		for (int i = 0; i < 20; i++) {
			fill_by_chance(bits, most, &seed);
			assert_spans(bits);
		}
}

static void
none_one_and_as_many_as_can_be(void **state)
{
	uint64_t bits[STEPS] = {0};

	(void)state;
	assert_spans(bits);
	memset(bits, 0xff, sizeof(bits));
	bits[STEPS - 1] = UINT64_MAX >> 1;
	assert_spans(bits);
	memset(bits, 0x55, sizeof(bits));
	assert_spans(bits);
	memset(bits, 0xaa, sizeof(bits));
	bits[STEPS - 1] &= UINT64_MAX >> 1;
	assert_spans(bits);
}

/* ---- hashes, by the description: eight bytes a step, the size first -------
 */

static uint32_t
plain_hash(const uint8_t *bytes, size_t size)
{
	uint64_t hash = product(size, UINT64_C(0x9e3779b97f4a7c15));

	for (size_t at = 0; at < size; at += 8) {
		uint64_t word = 0;

		for (size_t i = 0; i < 8 && at + i < size; i++)
			word += (uint64_t)bytes[at + i] << 8 * i;
		hash = product(hash ^ word, UINT64_C(0xd6e8feb86659fd93));
		hash ^= hash >> 32;
	}
	return (uint32_t)hash;
}

#define MOST 40u
#define WORDS 100u

/* Words of 1 to longest bytes, up to the end of what may be read. */
static size_t
make_words(size_t bytes, size_t longest, uint64_t *seed, uint16_t *begins,
    uint16_t *ends)
{
	size_t at = 0, count = 0;

	while (count < WORDS && bytes - at > longest) {
		begins[count] = (uint16_t)at;
		at += 1 + random_below(seed, longest);
		ends[count++] = (uint16_t)at;
		at += 1;
	}
	begins[count] = (uint16_t)(bytes - 1);
	ends[count++] = (uint16_t)bytes;
	return count;
}

static void
assert_hashes(const struct guard *guard, size_t longest, uint64_t *seed)
{
	uint16_t begins[WORDS + 1], ends[WORDS + 1];
	uint32_t hashes[WORDS + 1];
	size_t size = guard->size - SPANS_ROOM;
	const uint8_t *bytes = guard_tail(guard, guard->size);
	size_t all = make_words(size, longest, seed, begins, ends);

	for (size_t from = 0; from < all; from += 1 + from / 4) {
		size_t count = all - from;

		spans_hash(
		    bytes, begins + from, ends + from, count, MOST, hashes);
		for (size_t i = 0; i < count; i++) {
			size_t had = (size_t)ends[from + i] - begins[from + i];

			assert_int_equal(
			    hashes[i], plain_hash(bytes + begins[from + i],
					   had < MOST ? had : MOST));
		}
	}
}

static void
words_of_any_size_have_the_hashes_of_their_bytes(void **state)
{
	struct guard guard = guard_open(4096);
	uint64_t seed = 29;

	(void)state;
	for (size_t i = 0; i < guard.size; i++)
		guard.begin[i] = (uint8_t)random_next(&seed);
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t longest = 1; longest < 60; longest++)
			assert_hashes(&guard, longest, &seed);
	}
	guard_close(&guard);
}

static void
one_word_has_the_same_hash(void **state)
{
	uint8_t bytes[MOST + SPANS_ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(251 * i + 7);
	for (size_t size = 1; size <= MOST; size++)
		assert_int_equal(
		    spans_hash_one(bytes, size), plain_hash(bytes, size));
	assert_int_equal(spans_hash_one(bytes, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(spans_are_runs_of_set_bits),
	    cmocka_unit_test(none_one_and_as_many_as_can_be),
	    cmocka_unit_test(words_of_any_size_have_the_hashes_of_their_bytes),
	    cmocka_unit_test(one_word_has_the_same_hash),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
