/*
 * test_statistics - what is reported, and reports of many added up
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/report/statistics.h"

static struct statistics_totals totals;
static char room[200000];
static struct text text;

static int
set_up(void **state)
{
	(void)state;
	memset(&totals, 0, sizeof(totals));
	text = TEXT_OVER(room);
	return 0;
}

static void
counts_are_those_since_the_report_before(void **state)
{
	static struct live live;
	struct statistics_sums before = {.count = {0}}, now = {.count = {0}};

	(void)state;
	live.stats.rows[0].count[COUNTER_REQUESTS] = 3;
	live.stats.rows[5].count[COUNTER_REQUESTS] = 4;
	live.stats.rows[1].score[0] = 1;
	live.stats.rows[1].score[39] = 2;
	live.stats.rows[2].score[99] = 5;
	live.stats.rows[2].score[100] = 6;
	statistics_sum(&live, &before);
	statistics_put_counts(&text, &before, &now);
	assert_string_equal(room, "count.requests=7\nscore.0=1\nscore.1=2\n"
				  "score.96=5\nscore.100=6\n");
	live.stats.rows[5].count[COUNTER_REQUESTS] = 14;
	statistics_sum(&live, &now);
	text_clear(&text);
	statistics_put_counts(&text, &now, &before);
	assert_string_equal(room, "count.requests=10\n");
}

static void
facts_name_the_cartridge(void **state)
{
	static struct live live;

	(void)state;
	live.facts.signatures = 12;
	statistics_put_facts(&text, &live);
	assert_string_equal(room, "signatures=12\n");
	live.facts.cartridge = 1;
	live.facts.cartridge_version[0] = 4294967295u;
	live.facts.cartridge_update = 17;
	text_clear(&text);
	statistics_put_facts(&text, &live);
	assert_string_equal(
	    room, "signatures=12\ncartridge=4294967295.0.0.0\nupdate=17\n");
}

static void
a_value_cannot_make_another_line(void **state)
{
	(void)state;
	statistics_put(&text, "customer", "a\nhost=b\x7f");
	assert_string_equal(room, "customer=a?host=b?\n");
}

static void
reports_are_added_up(void **state)
{
	(void)state;
	assert_true(statistics_add(&totals,
	    SLICE("version=0.1.0\ncustomer=A@b\nseconds=3600\n"
		  "count.requests=5\nscore.100=1\ncount.limit_PARTS=2\n")));
	assert_true(
	    statistics_add(&totals, SLICE("version=0.1.0\r\ncount.requests="
					  "18446744073709551615\r\n")));
	statistics_totals_put(&text, &totals);
	assert_string_equal(room,
	    "reports=2\nversion.0.1.0=2\ncustomer.a_b=1\n"
	    "count.requests=18446744073709551615\nscore.100=1\n"
	    "count.limit_PARTS=2\n");
	assert_true(statistics_totals_read(text_slice(&text), &totals));
	assert_int_equal(totals.count, 6);
}

static void
what_is_no_report_adds_nothing(void **state)
{
	static const char *const bad[] = {
	    "",
	    "\n",
	    "count.requests=5\n",
	    "version=1\n\n",
	    "version=1\ncount.requests\n",
	    "version=1\ncount.requests=\n",
	    "version=1\ncount.requests=-5\n",
	    "version=1\ncount.requests=18446744073709551616\n",
	    "version=1\ncount.requests=5x\n",
	    "version=1\n=5\n",
	    "version=1\na b=5\n",
	    "version=1\nhost=a\tb\n",
	    "version=1\n<script>=1\n",
	    "version=1\n"
	    "k23456789012345678901234567890123456789012345678901234567890"
	    "12345=1\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (statistics_add(&totals, slice_from_string(bad[i])))
			fail_msg("%s", bad[i]);
		assert_int_equal(totals.count, 0);
	}
}

static void
a_report_that_ends_anywhere_does_no_harm(void **state)
{
	static const char report[] =
	    "version=0.1.0\ncustomer=ann\ncount.requests=5\nscore.100=1\n";

	(void)state;
	for (size_t end = 0; end < sizeof(report); end++) {
		uint8_t *cut = malloc(end + 1);

		assert_non_null(cut);
		memcpy(cut, report, end);
		(void)!statistics_add(&totals, (struct slice){cut, end});
		free(cut);
	}
	assert_in_range(totals.count, 1, STATISTICS_NAMES_MAX);
}

static void
names_and_bytes_are_bounded(void **state)
{
	static char large[STATISTICS_BYTES_MAX + 64];
	char report[64];

	(void)state;
	for (unsigned i = 0; i < STATISTICS_NAMES_MAX + 100; i++) {
		snprintf(report, sizeof(report), "version=1\ncount.c%u=1\n", i);
		assert_true(statistics_add(&totals, slice_from_string(report)));
	}
	assert_int_equal(totals.count, STATISTICS_NAMES_MAX);
	assert_int_equal(totals.lost, 102);
	statistics_totals_put(&text, &totals);
	assert_false(text.truncated);
	memset(large, 'x', sizeof(large));
	memcpy(large, "version=", 8);
	assert_false(statistics_add(
	    &totals, (struct slice){(uint8_t *)large, sizeof(large)}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(
		counts_are_those_since_the_report_before, set_up),
	    cmocka_unit_test_setup(facts_name_the_cartridge, set_up),
	    cmocka_unit_test_setup(a_value_cannot_make_another_line, set_up),
	    cmocka_unit_test_setup(reports_are_added_up, set_up),
	    cmocka_unit_test_setup(what_is_no_report_adds_nothing, set_up),
	    cmocka_unit_test_setup(
		a_report_that_ends_anywhere_does_no_harm, set_up),
	    cmocka_unit_test_setup(names_and_bytes_are_bounded, set_up),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
