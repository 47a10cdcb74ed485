/*
 * test_hashes - every level against plain arithmetic, written from hashes.h
 */
#include "simd/hashes.h"

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

#define COUNT_MAX 600u
#define ENTRIES 1024u

/* What the vector kernels may write behind the last one. */
#define VECTOR 8u

static const uint16_t entries[ENTRIES];
static const struct hashes_table table = {
    entries, ENTRIES - 1, sizeof(entries[0])};

/* ---- by numbers of 32 bits, and digit by digit --------------------------- */

static uint32_t
plain_mixed(uint64_t x)
{
	x = product(x, UINT64_C(0x9e3779b97f4a7c15));
	x ^= x >> 32;
	return (uint32_t)(product(x, UINT64_C(0xd6e8feb86659fd93)) >> 32);
}

static uint32_t
plain_hash(const uint8_t *bytes)
{
	uint64_t run = 0;

	for (unsigned i = 0; i < HASHES_RUN; i++)
		run |= (uint64_t)bytes[i] << 8 * i;
	return plain_mixed(run);
}

static void
assert_runs(const struct guard *guard, size_t count)
{
	const uint8_t *bytes = guard_tail(guard, count + HASHES_ROOM);
	uint32_t hashes[COUNT_MAX + VECTOR];

	hashes_of_runs(bytes, count, hashes);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(hashes[i], plain_hash(bytes + i));
}

static void
runs_of_any_number_have_the_hashes_of_their_bytes(void **state)
{
	struct guard guard = guard_open(COUNT_MAX + HASHES_ROOM);
	uint64_t seed = 41;

	(void)state;
	for (size_t i = 0; i < guard.size; i++)
		guard.begin[i] = (uint8_t)random_next(&seed);
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t count = 0; count < 70; count++)
			assert_runs(&guard, count);
		assert_runs(&guard, COUNT_MAX);
	}
	guard_close(&guard);
}

static void
runs_of_the_outermost_bytes_have_their_hashes_too(void **state)
{
	struct guard guard = guard_open(COUNT_MAX + HASHES_ROOM);

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		memset(guard.begin, 0, guard.size);
		assert_runs(&guard, 16);
		memset(guard.begin, 0xff, guard.size);
		assert_runs(&guard, 16);
	}
	guard_close(&guard);
}

/* ---- words --------------------------------------------------------------- */

#define PLACE 77u

static size_t
plain_of_words(const uint32_t *words, size_t count, size_t ahead, uint32_t *to)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		to[n++] = plain_mixed(((uint64_t)PLACE << 32) + words[i]);
		for (size_t d = 1; d <= 4 && i + d < count + ahead; d++)
			to[n++] = plain_mixed(
			    ((uint64_t)words[i] << 32) + words[i + d] +
			    product(PLACE + d, UINT64_C(0xd1342543de82ef95)));
	}
	return n;
}

static void
assert_alone(const uint32_t *words, size_t count, const uint32_t *alone)
{
	for (size_t i = 0; i < count; i++)
		assert_int_equal(
		    alone[i], plain_mixed(((uint64_t)PLACE << 32) + words[i]));
}

static void
words_are_hashed_alone_and_with_those_behind_them(void **state)
{
	uint32_t words[40], plain[40 * 5], hashes[40 * 5 + VECTOR], alone[40];
	uint64_t seed = 23;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		words[i] = (uint32_t)random_next(&seed);
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t count = 0; count < 30; count++)
			for (size_t ahead = 0; ahead < 6; ahead++) {
				size_t n =
				    plain_of_words(words, count, ahead, plain);

				assert_int_equal(
				    hashes_of_words(words, count, ahead, PLACE,
					hashes, alone),
				    n);
				assert_memory_equal(
				    hashes, plain, n * sizeof(plain[0]));
				assert_alone(words, count, alone);
			}
	}
}

/* ---- each once ----------------------------------------------------------- */

static size_t
plain_keep_new(bool *seen, const uint32_t *hashes, size_t count, uint32_t *kept)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		bool *place = &seen[hashes[i] / (1u << 15)];

		if (!*place)
			kept[n++] = hashes[i];
		*place = true;
	}
	return n;
}

/* So few values that most are seen again, in several calls. */
static void
assert_kept(uint64_t *seed, size_t values)
{
	static uint64_t seen[HASHES_SEEN_BYTES / 8];
	static bool plain_seen[1u << HASHES_SEEN_BITS];
	uint32_t hashes[COUNT_MAX], kept[COUNT_MAX], plain[COUNT_MAX];

	memset(seen, 0, sizeof(seen));
	memset(plain_seen, 0, sizeof(plain_seen));
	for (int call = 0; call < 4; call++) {
		size_t count = random_below(seed, COUNT_MAX + 1), n;

		for (size_t i = 0; i < count; i++)
			hashes[i] = (uint32_t)random_below(seed, values) *
				    UINT32_C(0x9e3779b1);
		n = plain_keep_new(plain_seen, hashes, count, plain);
		assert_int_equal(
		    hashes_keep_new(seen, hashes, count, &table, kept), n);
		assert_memory_equal(kept, plain, n * sizeof(*kept));
	}
}

static void
hashes_are_kept_once_and_in_order(void **state)
{
	uint64_t seed = 17;

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t values = 1; values < 5000; values *= 3)
			assert_kept(&seed, values);
	}
}

static void
what_is_kept_may_stand_where_it_was(void **state)
{
	static uint64_t seen[HASHES_SEEN_BYTES / 8];
	const uint32_t known[] = {7u << 15, 9u << 15, 1u << 31};

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		uint32_t hashes[] = {7u << 15, 7u << 15 | 1, 9u << 15, 9u << 15,
		    1u << 31, 7u << 15};

		cpu_force_level((enum cpu_level)level);
		memset(seen, 0, sizeof(seen));
		assert_int_equal(
		    hashes_keep_new(seen, hashes, 6, &table, hashes), 3);
		assert_memory_equal(hashes, known, sizeof(known));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(runs_of_any_number_have_the_hashes_of_their_bytes),
	    cmocka_unit_test(runs_of_the_outermost_bytes_have_their_hashes_too),
	    cmocka_unit_test(words_are_hashed_alone_and_with_those_behind_them),
	    cmocka_unit_test(hashes_are_kept_once_and_in_order),
	    cmocka_unit_test(what_is_kept_may_stand_where_it_was),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
