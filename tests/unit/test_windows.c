/*
 * test_windows - every level against a set of windows kept as they are
 */
#include "simd/windows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "simd/cpu.h"
#include "tests/support/guard.h"
#include "tests/support/random.h"

#define WORDS 64u
#define TEXT_MAX 300u

static uint32_t words[WORDS];
static const struct windows_filter filter = {words, WORDS - 1};

static void
enter(const void *window)
{
	uint32_t hash = windows_hash(window);

	words[windows_index(hash, filter.mask)] |= windows_bits(hash);
}

/* Both bits, looked at one by one. */
static bool
is_passed(const uint8_t *window)
{
	uint32_t hash = windows_hash(window);
	uint32_t word = words[windows_index(hash, filter.mask)];

	return (word & windows_bits(hash)) == windows_bits(hash);
}

static size_t
plain_next(const uint8_t *data, size_t size, size_t at)
{
	for (; at + WINDOWS_SIZE <= size; at += WINDOWS_STEP)
		if (is_passed(data + at))
			return at;
	return size;
}

static void
one_bit_apart_is_another_window_but_for_the_case(void **state)
{
	static const uint8_t base[WINDOWS_SIZE] = "twelve bytes";
	uint8_t changed[WINDOWS_SIZE];

	(void)state;
	for (unsigned bit = 0; bit < 8 * WINDOWS_SIZE; bit++) {
		memcpy(changed, base, sizeof(base));
		changed[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (bit % 8 == 5)
			assert_int_equal(
			    windows_hash(changed), windows_hash(base));
		else
			assert_int_not_equal(
			    windows_hash(changed), windows_hash(base));
	}
}

/* Of a window, by hand: sums of 32 bits of its three words. */
static void
a_hash_is_what_its_words_give(void **state)
{
	static const uint32_t window[3] = {0x61626364, 0x00000000, 0xffffffff};
	uint32_t sum = UINT32_C(0x61626364) * UINT32_C(0x85ebca6b) +
		       UINT32_C(0x20202020) * UINT32_C(0xc2b2ae35) +
		       UINT32_C(0xffffffff) * UINT32_C(0x9e3779b1);

	(void)state;
	assert_int_equal(
	    windows_hash((const uint8_t *)window), sum ^ sum / 32768);
}

/* Texts of a few letters, at the very end of a page: windows of theirs are
 * entered, so that a few of all places pass. */
static void
every_level_finds_the_same_places(void **state)
{
	struct guard guard = guard_open(TEXT_MAX);
	uint64_t seed = 11;

	(void)state;
	for (size_t i = 0; i < guard.size; i++)
		guard.begin[i] =
		    (uint8_t)("aAbB c\n\xff"[random_next(&seed) % 8]);
	memset(words, 0, sizeof(words));
	for (unsigned i = 0; i < 12; i++)
		enter(guard.begin + guard.size - 12 - i * 23);
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t size = 0; size <= TEXT_MAX; size++) {
			const uint8_t *data = guard_tail(&guard, size);

			for (size_t at = 0; at <= size && at < 40; at++)
				assert_int_equal(
				    windows_next(&filter, data, size, at),
				    plain_next(data, size, at));
		}
	}
	guard_close(&guard);
}

static void
what_was_entered_is_never_denied(void **state)
{
	uint8_t text[TEXT_MAX];
	uint64_t seed = 5;

	(void)state;
	for (unsigned round = 0; round < 200; round++) {
		size_t at = random_next(&seed) % 60 * WINDOWS_STEP;

		for (size_t i = 0; i < sizeof(text); i++)
			text[i] = (uint8_t)random_next(&seed);
		memset(words, 0, sizeof(words));
		enter(text + at);
		for (int level = 0; level < CPU_LEVELS; level++) {
			cpu_force_level((enum cpu_level)level);
			assert_int_equal(
			    windows_next(&filter, text, sizeof(text), at), at);
		}
	}
}

static void
a_filter_of_nothing_denies_all_and_one_of_all_nothing(void **state)
{
	static const uint8_t text[100];

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		memset(words, 0, sizeof(words));
		assert_int_equal(windows_next(&filter, text, 100, 0), 100);
		memset(words, 0xff, sizeof(words));
		for (size_t at = 0; at <= 88; at += 4)
			assert_int_equal(
			    windows_next(&filter, text, 100, at), at);
		assert_int_equal(windows_next(&filter, text, 100, 89), 100);
		assert_int_equal(windows_next(&filter, text, 100, 100), 100);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_bit_apart_is_another_window_but_for_the_case),
	    cmocka_unit_test(a_hash_is_what_its_words_give),
	    cmocka_unit_test(every_level_finds_the_same_places),
	    cmocka_unit_test(what_was_entered_is_never_denied),
	    cmocka_unit_test(
		a_filter_of_nothing_denies_all_and_one_of_all_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("windows", tests, NULL, NULL);
}
