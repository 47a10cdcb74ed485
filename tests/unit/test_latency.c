/*
 * test_latency - a histogram of times
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/report/latency.h"

#define US UINT64_C(1000)

static uint64_t counts[LATENCY_STEPS];

static void
add(uint64_t us, uint64_t n)
{
	counts[latency_step(us * US)] += n;
}

static void
times_below_16_us_have_a_step_each(void **state)
{
	(void)state;
	for (uint64_t us = 0; us < 16; us++) {
		assert_int_equal(latency_step(us * US), us);
		assert_int_equal(latency_step(us * US + 999), us);
		assert_int_equal(latency_end_us(us), us + 1);
	}
}

static void
a_time_lies_before_the_end_of_its_step_and_no_other(void **state)
{
	(void)state;
	for (unsigned bit = 4; bit < 33; bit++)
		for (int64_t near = -2; near < 3; near++) {
			uint64_t us = (UINT64_C(1) << bit) + (uint64_t)near;
			size_t step = latency_step(us * US);

			assert_true(us < latency_end_us(step));
			assert_true(us >= latency_end_us(step - 1));
			/* To one part in eight. */
			assert_true(
			    latency_end_us(step) - latency_end_us(step - 1) <=
			    us / 8 + 1);
		}
}

static void
the_longest_times_share_the_last_step(void **state)
{
	(void)state;
	assert_int_equal(latency_step(UINT64_MAX), LATENCY_STEPS - 1);
	assert_int_equal(
	    latency_step((UINT64_C(1) << 33) * US), LATENCY_STEPS - 1);
	assert_int_equal(
	    latency_step(((UINT64_C(1) << 33) - 1) * US), LATENCY_STEPS - 2);
}

static void
quantiles_are_the_end_of_the_step_of_that_rank(void **state)
{
	(void)state;
	memset(counts, 0, sizeof(counts));
	assert_int_equal(latency_quantile_us(counts, 500000), 0);
	for (uint64_t us = 0; us < 10; us++)
		add(us, 1);
	assert_int_equal(latency_quantile_us(counts, 0), 1);
	assert_int_equal(latency_quantile_us(counts, 100000), 1);
	assert_int_equal(latency_quantile_us(counts, 100001), 2);
	assert_int_equal(latency_quantile_us(counts, 500000), 5);
	assert_int_equal(latency_quantile_us(counts, 900000), 9);
	assert_int_equal(latency_quantile_us(counts, 1000000), 10);
}

static void
quantiles_hold_for_more_than_fits_into_a_product(void **state)
{
	(void)state;
	memset(counts, 0, sizeof(counts));
	add(1, UINT64_C(999) << 50);
	add(12, UINT64_C(1) << 50);
	assert_int_equal(latency_quantile_us(counts, 998000), 2);
	assert_int_equal(latency_quantile_us(counts, 999900), 13);
}

static void
times_within_a_bound_are_counted_by_whole_steps(void **state)
{
	(void)state;
	memset(counts, 0, sizeof(counts));
	add(3, 5);
	add(127, 7);
	add(128, 11);
	assert_int_equal(latency_count(counts), 23);
	assert_int_equal(latency_count_within_us(counts, 3), 0);
	assert_int_equal(latency_count_within_us(counts, 4), 5);
	assert_int_equal(latency_count_within_us(counts, 128), 12);
	assert_int_equal(latency_count_within_us(counts, 144), 23);
	assert_int_equal(latency_count_within_us(counts, UINT64_MAX), 23);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(times_below_16_us_have_a_step_each),
	    cmocka_unit_test(
		a_time_lies_before_the_end_of_its_step_and_no_other),
	    cmocka_unit_test(the_longest_times_share_the_last_step),
	    cmocka_unit_test(quantiles_are_the_end_of_the_step_of_that_rank),
	    cmocka_unit_test(quantiles_hold_for_more_than_fits_into_a_product),
	    cmocka_unit_test(times_within_a_bound_are_counted_by_whole_steps),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
