/*
 * test_live - what a running helper shows of itself, read by another program
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/report/status.h"

static struct live live;
static struct status status, before;
static char error_buffer[512];

static void
make_good(void)
{
	memset(&live, 0, sizeof(live));
	memcpy(live.header.magic, LIVE_MAGIC, sizeof(live.header.magic));
	live.header.format = LIVE_FORMAT;
	live.header.byte_order = LIVE_BYTE_ORDER;
	live.header.size = sizeof(live);
	live.header.layout = live_layout();
	live.header.instance = 7;
	live.header.pid = 4711;
	live.header.started_ns = 1000000000;
	live.header.worker_count = 3;
	live.header.slot_count = 16384;
	memcpy(live.header.version, "1.2.3", 6);
}

static bool
take(size_t size)
{
	struct text error = TEXT_OVER(error_buffer);
	bool taken = live_take(&live, size, &error);

	assert_int_equal(taken, error.size == 0);
	return taken;
}

static void
a_good_block_is_taken_and_one_that_ends_anywhere_is_not(void **state)
{
	(void)state;
	for (size_t size = 0; size < sizeof(live);
	     size += size < 512 ? 1 : 997) {
		make_good();
		assert_false(take(size));
	}
	make_good();
	assert_false(take(sizeof(live) + 1));
	assert_true(take(sizeof(live)));
}

static void
what_is_not_of_this_program_is_refused(void **state)
{
	(void)state;
	make_good();
	live.header.magic[7] = 'E';
	assert_false(take(sizeof(live)));
	assert_false(live_is_block(&live));
	make_good();
	live.header.byte_order = UINT32_C(0x04030201);
	assert_false(take(sizeof(live)));
	make_good();
	live.header.format++;
	assert_false(take(sizeof(live)));
	assert_non_null(strstr(error_buffer, "another version"));
	assert_true(live_is_block(&live));
	make_good();
	live.header.layout++;
	assert_false(take(sizeof(live)));
	make_good();
	live.header.size--;
	assert_false(take(sizeof(live)));
	make_good();
	live.header.instance = 0;
	assert_false(take(sizeof(live)));
	make_good();
	live.header.pid = 0;
	assert_false(take(sizeof(live)));
}

static void
strings_end_whatever_they_held(void **state)
{
	struct live_sight *sight = &live.sight;

	(void)state;
	make_good();
	memset(live.header.version, 'v', sizeof(live.header.version));
	memset(sight->oldest_path, 'p', sizeof(sight->oldest_path));
	for (size_t i = 0; i < LIVE_WORKERS; i++)
		memset(sight->workers[i].path, 'w', LIVE_PATH_BYTES);
	assert_true(take(sizeof(live)));
	assert_int_equal(strlen(live.header.version), 31);
	assert_int_equal(strlen(sight->oldest_path), LIVE_PATH_BYTES - 1);
	assert_int_equal(
	    strlen(sight->workers[LIVE_WORKERS - 1].path), LIVE_PATH_BYTES - 1);
}

/* ---- as it is shown ---------------------------------------------------- */

static char shown[1 << 18];
static struct text out_text;

static bool
keep(void *owner, struct slice bytes)
{
	(void)owner;
	text_put(&out_text, bytes);
	return true;
}

static void
fill(void)
{
	make_good();
	live.stats.rows[1].count[COUNTER_CLEAN] = 30;
	live.stats.rows[2].count[COUNTER_CLEAN] = 12;
	live.stats.rows[0].count[COUNTER_REQUESTS] = 50;
	live.stats.rows[2].score[100] = 2;
	live.stats.rows[3].score[40] = 1;
	live.answers.latency[latency_step(900000)] = 41;  /* 0.9 ms */
	live.answers.latency[latency_step(90000000)] = 1; /* 90 ms */
	live.answers.latency_us = 126900;
	live.sight.in_flight = 2;
	live.sight.oldest_ns = 5000000000;
	memcpy(live.sight.oldest_path, "Queue/\033[31m1.msg", 16);
	live.sight.workers[1].started_ns = 6500000000;
	live.sight.workers[1].lane = 99;
	memcpy(live.sight.workers[1].path, "Queue/2.msg", 12);
	live.sight.looked_ns = 7000000000;
	live.facts.signatures = 1234;
	status_make(&live, 7000000000, 1700000000, &status);
}

static void
show_as(int how, const struct status *earlier)
{
	static const struct page_style style = {.ascii = true, .width = 100};
	struct writer out;
	struct page page;
	struct json json;

	out_text = TEXT_OVER(shown);
	writer_init(&out, keep, NULL);
	if (how == 0) {
		page_init(&page, &out, &style);
		status_show(&page, &status, earlier);
	} else if (how == 1) {
		json_init(&json, &out);
		status_json(&json, NULL, &status);
	} else {
		status_metrics(&out, &status, 1, METRICS_OPEN);
	}
	assert_true(writer_flush(&out));
	assert_false(out_text.truncated);
}

static void
a_person_sees_totals_rates_workers_and_the_oldest_request(void **state)
{
	(void)state;
	fill();
	show_as(0, NULL);
	assert_non_null(strstr(shown, "helper 4711  version 1.2.3  up 6.0 s"));
	assert_non_null(strstr(shown, "1,234 signatures"));
	/* 42 in 6 s */
	assert_non_null(strstr(shown, "  clean                             42"
				      "          7.0"));
	assert_non_null(strstr(shown, "p50 0.96 ms"));
	assert_non_null(strstr(shown, "max 90 ms"));
	assert_non_null(strstr(shown, "2 in flight of 16384"));
	assert_non_null(strstr(shown, "the oldest since 2.0 s:"));
	assert_non_null(strstr(shown, "Queue/<U+001B>[31m1.msg"));
	assert_non_null(strstr(shown, "500 ms  Queue/2.msg"));
	assert_null(strchr(shown, '\033'));
}

static void
rates_are_of_the_time_between_two_looks(void **state)
{
	(void)state;
	fill();
	before = status;
	before.now_ns = 5000000000;
	before.totals[COUNTER_CLEAN] = 40;
	show_as(0, &before);
	/* 2 in 2 s */
	assert_non_null(strstr(shown, "  clean                             42"
				      "          1.0"));
	assert_non_null(strstr(shown, "no answer just now"));
}

static void
programs_get_json(void **state)
{
	(void)state;
	fill();
	show_as(1, NULL);
	assert_non_null(strstr(shown, "\"pid\":4711"));
	assert_non_null(strstr(shown, "\"clean\":42"));
	assert_non_null(strstr(shown, "\"in_flight\":2"));
	assert_non_null(strstr(shown, "Queue/\\u001b[31m1.msg"));
	assert_non_null(strstr(shown, "\"p50\":960"));
}

static void
prometheus_gets_openmetrics(void **state)
{
	(void)state;
	fill();
	show_as(2, NULL);
	assert_non_null(
	    strstr(shown, "\ncgpfilter_clean_total{pid=\"4711\"} 42\n"));
	assert_non_null(strstr(shown,
	    "\ncgpfilter_latency_seconds_bucket{pid=\"4711\",le=\"0.001024\"} "
	    "41\n"));
	assert_non_null(strstr(shown,
	    "\ncgpfilter_latency_seconds_bucket{pid=\"4711\",le=\"+Inf\"} "
	    "42\n"));
	assert_non_null(strstr(
	    shown, "\ncgpfilter_latency_seconds_sum{pid=\"4711\"} 0.126900\n"));
	assert_non_null(strstr(
	    shown, "\ncgpfilter_score_bucket{pid=\"4711\",le=\"39.0\"} 0\n"));
	assert_non_null(strstr(
	    shown, "\ncgpfilter_score_bucket{pid=\"4711\",le=\"80.0\"} 1\n"));
	assert_non_null(
	    strstr(shown, "\ncgpfilter_score_sum{pid=\"4711\"} 240\n"));
	assert_non_null(strstr(
	    shown, "\ncgpfilter_oldest_request_seconds{pid=\"4711\"} 2.000\n"));
	assert_string_equal(shown + out_text.size - 6, "# EOF\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_good_block_is_taken_and_one_that_ends_anywhere_is_not),
	    cmocka_unit_test(what_is_not_of_this_program_is_refused),
	    cmocka_unit_test(strings_end_whatever_they_held),
	    cmocka_unit_test(
		a_person_sees_totals_rates_workers_and_the_oldest_request),
	    cmocka_unit_test(rates_are_of_the_time_between_two_looks),
	    cmocka_unit_test(programs_get_json),
	    cmocka_unit_test(prometheus_gets_openmetrics),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
