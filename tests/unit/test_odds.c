/*
 * test_odds - every level against plain arithmetic, written from odds.h, and
 * against the logarithm of the C library
 */
#include "simd/odds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <math.h>

#include "simd/cpu.h"
#include "tests/support/guard.h"
#include "tests/support/random.h"

#define COUNT_MAX 70u

/* As many ham as spam, none of either, and what is common. */
static const struct odds_scales scales[] = {
    {1, 1, 0.15, 0.1, 0.4 / 0.6, 0.6 / 0.4},
    {1897, 4151, 0.15, 0.1, 0.4 / 0.6, 0.6 / 0.4},
    {60001, 1, 0.5, 0.25, 0.9, 1.25},
};

static double
plain_ratio(const struct odds_scales *by, double ham, double spam)
{
	double of_ham = ham * by->ham, of_spam = spam * by->spam;
	double doubt = fmax(by->doubt * (of_ham + of_spam), by->doubt_least);

	return (doubt + (ham + spam) * of_spam) /
	       (doubt + (ham + spam) * of_ham);
}

/* Few messages of each kind, or any number of them. */
static uint32_t
any_counts(uint64_t *seed)
{
	uint32_t below = random_below(seed, 2) == 0 ? 4 : 0x10000;

	return odds_counts((uint16_t)random_below(seed, below),
	    (uint16_t)random_below(seed, below));
}

static void
assert_kept(const struct odds_scales *by, const uint32_t *counts, size_t count)
{
	double kept[COUNT_MAX + ODDS_ROOM];
	size_t n = odds_keep_ratios(by, counts, count, kept), at = 0;

	for (size_t i = 0; i < count; i++) {
		double ratio =
		    plain_ratio(by, counts[i] % 65536, counts[i] / 65536);

		if (ratio > by->dull_from && ratio < by->dull_to)
			continue;
		assert_true(at < n);
		assert_memory_equal(&kept[at++], &ratio, sizeof(ratio));
	}
	assert_int_equal(at, n);
}

static void
ratios_that_say_something_are_kept_in_order(void **state)
{
	struct guard guard = guard_open(COUNT_MAX * sizeof(uint32_t));
	uint64_t seed = 11;

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t count = 0; count <= COUNT_MAX; count++) {
			uint32_t *counts =
			    (void *)guard_tail(&guard, count * sizeof(*counts));

			for (size_t i = 0; i < count; i++)
				counts[i] = any_counts(&seed);
			for (size_t i = 0; i < 3; i++)
				assert_kept(&scales[i], counts, count);
		}
	}
	guard_close(&guard);
}

static void
a_word_that_was_never_seen_says_nothing(void **state)
{
	static const uint32_t counts[9] = {0};
	double kept[9 + ODDS_ROOM];

	(void)state;
	assert_true(odds_ratio(&scales[1], 0) == 1);
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		assert_int_equal(
		    odds_keep_ratios(&scales[1], counts, 9, kept), 0);
	}
}

static void
fill(double *numbers, size_t count, uint64_t *seed)
{
	/* 2^-40 to 2^40, and what stands at the corners. */
	for (size_t i = 0; i < count; i++)
		numbers[i] =
		    i % 5 == 0
			? ldexp(1.41421356237309504880, (int)i)
			: ldexp(1 + (double)random_below(seed, 1u << 30) /
					(1u << 30),
			      (int)random_below(seed, 81) - 40);
}

static void
logarithms_are_those_of_the_c_library_and_the_same_on_every_level(void **state)
{
	(void)state;
	for (size_t count = 0; count <= COUNT_MAX; count++) {
		double first[COUNT_MAX + ODDS_ROOM] = {0};

		for (int level = 0; level < CPU_LEVELS; level++) {
			double numbers[COUNT_MAX + ODDS_ROOM] = {0};
			double logs[COUNT_MAX + ODDS_ROOM];
			uint64_t seed = count + 5;

			cpu_force_level((enum cpu_level)level);
			fill(numbers, count, &seed);
			memcpy(logs, numbers, sizeof(logs));
			odds_make_logs(logs, count);
			for (size_t i = 0; i < count; i++)
				assert_true(
				    fabs(logs[i] - log(numbers[i])) < 1e-9);
			if (level == 0)
				memcpy(first, logs, sizeof(first));
			assert_memory_equal(
			    logs, first, count * sizeof(logs[0]));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ratios_that_say_something_are_kept_in_order),
	    cmocka_unit_test(a_word_that_was_never_seen_says_nothing),
	    cmocka_unit_test(
		logarithms_are_those_of_the_c_library_and_the_same_on_every_level),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
