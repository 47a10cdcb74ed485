/*
 * test_live_stats - counters that every thread may raise at any time
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "threads/shared/live_stats.h"

static struct live_stats stats;

static void
rows_are_summed(void **state)
{
	(void)state;
	memset(&stats, 0, sizeof(stats));
	for (uint32_t row = 0; row < LIVE_STATS_ROWS; row++)
		live_stats_add(&stats, row, COUNTER_CLEAN, row);
	assert_int_equal(live_stats_sum(&stats, COUNTER_CLEAN), 63 * 64 / 2);
	assert_int_equal(live_stats_sum(&stats, COUNTER_INFECTED), 0);
}

static void
workers_beyond_the_rows_share_them(void **state)
{
	(void)state;
	memset(&stats, 0, sizeof(stats));
	live_stats_add(&stats, 1025, COUNTER_BYTES, 5);
	live_stats_add(&stats, UINT32_MAX, COUNTER_BYTES, 6);
	assert_int_equal(live_stats_sum(&stats, COUNTER_BYTES), 11);
}

static void
counters_do_not_touch_each_other(void **state)
{
	(void)state;
	memset(&stats, 0, sizeof(stats));
	for (int i = 0; i < COUNTER_COUNT; i++)
		live_stats_add(&stats, 3, (enum counter)i, (uint64_t)i * 1000);
	for (int i = 0; i < COUNTER_COUNT; i++)
		assert_int_equal(
		    live_stats_sum(&stats, (enum counter)i), i * 1000);
}

static void
every_counter_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (int i = 0; i < COUNTER_COUNT; i++) {
		const char *name = counter_name((enum counter)i);

		assert_non_null(name);
		assert_true(name[0] != '\0');
		for (int k = 0; k < i; k++)
			assert_string_not_equal(
			    name, counter_name((enum counter)k));
	}
	assert_string_equal(counter_name(COUNTER_REQUESTS), "requests");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_are_summed),
	    cmocka_unit_test(workers_beyond_the_rows_share_them),
	    cmocka_unit_test(counters_do_not_touch_each_other),
	    cmocka_unit_test(every_counter_has_a_name_of_its_own),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
