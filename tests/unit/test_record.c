/*
 * test_record - what a helper counts, day by day, by a clock that is handed in
 *
 * The law: each day is told of once, and what all reports hold together with
 * what is still kept is what was counted, whatever clocks, helpers and engines
 * do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "core/base/clock.h"
#include "core/report/moment.h"
#include "threads/record/day_list.h"
#include "threads/record/live_file.h"
#include "threads/record/record.h"
#include "threads/shared/live_stats.h"

#define DAY_S 86400
/* 2026-01-01 00:00 in Berlin */
#define YEAR_S INT64_C(1767222000)
#define YEAR_DAY 20454
#define DAYS 800

static char state[64], path[PLACE_BYTES + 64];
static struct live_file file; /* of helper 0: seen to be alive */
static struct live *hidden;   /* of helper 1: taken for dead by others */
static struct record *records[2];
static struct day day;
static struct record_wishes wishes;
static unsigned told[DAYS]; /* reports of each day from YEAR_DAY on */
static uint64_t reported;   /* requests in all of them */
static uint64_t counted;    /* ... that there were */
static int64_t wall_s;
static uint64_t now_ns;
static bool cannot_tell;
static unsigned complaints;

static void
say(void *owner, const char *sentence)
{
	(void)owner;
	(void)sentence;
	complaints++;
}

static bool
tell(void *owner, const struct day *of, char ready_r[PLACE_BYTES],
    char place_r[PLACE_BYTES])
{
	(void)owner;
	(void)ready_r;
	(void)place_r;
	if (cannot_tell)
		return false;
	assert_in_range(of->number, YEAR_DAY, YEAR_DAY + DAYS - 1);
	told[of->number - YEAR_DAY]++;
	reported += of->totals.counters[COUNTER_REQUESTS];
	return true;
}

static struct live *
live_of(int helper)
{
	return helper == 0 ? file.live : hidden;
}

/* An engine starts: it knows nothing but what is in the block and on disk. */
static void
start(int helper)
{
	record_init(records[helper], live_of(helper), state, say, NULL);
}

static int
set_up(void **ignored)
{
	char buffer[512];
	struct text error = TEXT_OVER(buffer);
	const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

	(void)ignored;
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	snprintf(state, sizeof(state), "%s/test_record.XXXXXX", place);
	hidden = aligned_alloc(64, sizeof(*hidden));
	records[0] = malloc(sizeof(*records[0]));
	records[1] = malloc(sizeof(*records[1]));
	if (hidden == NULL || records[0] == NULL || records[1] == NULL ||
	    mkdtemp(state) == NULL || !live_file_create(&file, state, &error))
		return -1;
	memset(hidden, 0, sizeof(*hidden));
	hidden->header.instance = 99;
	hidden->header.pid = INT32_MAX;
	memset(told, 0, sizeof(told));
	reported = counted = now_ns = 0;
	now_ns = NS_PER_S;
	complaints = 0;
	cannot_tell = false;
	wall_s = YEAR_S;
	wishes = (struct record_wishes){.keep = 1000, .tell = tell};
	start(0);
	start(1);
	return 0;
}

static void
remove_all(const char *directory)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;

	while (entries != NULL && (entry = readdir(entries)) != NULL) {
		snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
		(void)unlink(path);
	}
	if (entries != NULL)
		closedir(entries);
	rmdir(directory);
}

static int
tear_down(void **ignored)
{
	char days[128];

	(void)ignored;
	snprintf(days, sizeof(days), "%s/days", state);
	remove_all(days);
	live_file_destroy(&file);
	free(hidden);
	free(records[0]);
	free(records[1]);
	return rmdir(state);
}

static void
scan(int helper, uint64_t messages)
{
	live_stats_add(&live_of(helper)->stats, 1, COUNTER_REQUESTS, messages);
	counted += messages;
}

static void
tick(int helper)
{
	record_tick(records[helper], wall_s, now_ns, &wishes);
}

static void
pass(int64_t seconds)
{
	wall_s += seconds;
	now_ns += (uint64_t)seconds * NS_PER_S;
}

/* Both scan a little and look at the clock, to the end of the span. */
static void
live_through(int64_t seconds, int64_t step)
{
	for (int64_t end = wall_s + seconds; wall_s < end; pass(step)) {
		scan(0, 3);
		scan(1, 5);
		tick(0);
		tick(1);
	}
}

static int32_t
today(void)
{
	return moment_at(wall_s).day;
}

/* What is kept and not yet told of, and what no saving has seen. */
static uint64_t
kept_untold(void)
{
	struct day_list *list = malloc(sizeof(*list));
	uint64_t sum = 0;

	assert_non_null(list);
	assert_true(day_list_read(state, list));
	for (size_t i = 0; i < list->count; i++) {
		int32_t number = list->days[i];
		bool was_told = number >= YEAR_DAY &&
				number < YEAR_DAY + DAYS &&
				told[number - YEAR_DAY] > 0;

		if (day_list_sum(state, number, true, &day))
			sum += day_messages(&day);
		if (was_told && day_list_sum(state, number, false, &day))
			sum -= day_messages(&day);
	}
	free(list);
	return sum;
}

static void
the_sums_are_equal(void)
{
	record_end(records[0], wall_s, now_ns);
	record_end(records[1], wall_s, now_ns);
	assert_int_equal(reported + kept_untold(), counted);
	for (int i = 0; i < DAYS; i++)
		assert_in_range(told[i], 0, 1);
}

/* ---- tests ------------------------------------------------------------- */

static void
moments_are_of_the_clock_on_the_wall(void **ignored)
{
	(void)ignored;
	/* 2026-03-29 01:59:59 CET, then 03:00:00 CEST; day 20541 */
	assert_int_equal(moment_at(1774745999).second, 2 * 3600 - 1);
	assert_int_equal(moment_at(1774746000).second, 3 * 3600);
	assert_int_equal(moment_at(1774746000).day, 20541);
	/* 2026-10-25: 02:59:59 CEST, then 02:00:00 CET */
	assert_int_equal(moment_at(1792889999).second, 3 * 3600 - 1);
	assert_int_equal(moment_at(1792890000).second, 2 * 3600);
	assert_int_equal(moment_at(1792890000).day, moment_at(1792889999).day);
	/* Midnight between. */
	assert_int_equal(moment_at(YEAR_S - 1).day, YEAR_DAY - 1);
	assert_int_equal(moment_at(YEAR_S).day, YEAR_DAY);
	assert_int_equal(moment_at(YEAR_S).second, 0);
}

static void
a_report_is_due_from_its_hour_on(void **ignored)
{
	static const struct {
		uint32_t second, hour;
		int32_t due;
	} rows[] = {{0, 0, 99}, {86399, 0, 99}, {0, 1, 98}, {3599, 1, 98},
	    {3600, 1, 99}, {23 * 3600 - 1, 23, 98}, {23 * 3600, 23, 99}};

	(void)ignored;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct moment now = {100, rows[i].second};

		assert_int_equal(
		    moment_last_due(now, rows[i].hour), rows[i].due);
	}
}

static void
a_year_has_a_report_a_day_and_the_right_sums(void **ignored)
{
	(void)ignored;
	/* Every four hours, and around each midnight. */
	for (int i = 0; i < 366; i++) {
		int32_t number = today();

		live_through(DAY_S - 60, 4 * 3600 - 10);
		if (i > 0)
			assert_int_equal(told[number - 1 - YEAR_DAY], 1);
		live_through(60, 20);
	}
	for (int32_t number = YEAR_DAY; number < today() - 1; number++)
		assert_int_equal(told[number - YEAR_DAY], 1);
	the_sums_are_equal();
	assert_int_equal(complaints, 0);
}

static void
both_changes_of_the_clock_have_one_report_each(void **ignored)
{
	static const int64_t changes[] = {1774746000, 1792890000};

	(void)ignored;
	for (size_t i = 0; i < 2; i++) {
		int32_t number = moment_at(changes[i]).day;

		wishes.hour = 2; /* which is not there, or twice */
		wall_s = changes[i] - 12 * 3600;
		start(0);
		start(1);
		live_through(3 * DAY_S, 300);
		assert_int_equal(told[number - 1 - YEAR_DAY], 1);
		assert_int_equal(told[number - YEAR_DAY], 1);
	}
	the_sums_are_equal();
}

static void
restarts_around_midnight_lose_and_double_nothing(void **ignored)
{
	(void)ignored;
	live_through(DAY_S - 2, 3600);
	/* Just before, in between, just after; with and without last words. */
	for (int i = 0; i < 40; i++) {
		scan(0, 7);
		if (i % 3 == 0)
			record_end(records[0], wall_s, now_ns);
		else if (i % 3 == 1)
			tick(0);
		start(0);
		tick(1);
		pass(i % 4 == 0);
	}
	live_through(DAY_S, 1800);
	assert_int_equal(told[0], 1);
	the_sums_are_equal();
}

/* Everything of a helper but its files is gone, and another comes. */
static void
a_new_helper_goes_on_where_one_ended(void **ignored)
{
	(void)ignored;
	for (int i = 0; i < 30; i++) {
		live_through(3 * 3600, 1200);
		record_end(records[1], wall_s, now_ns);
		memset(&hidden->stats, 0, sizeof(hidden->stats));
		hidden->header.instance++;
		hidden->header.pid--;
		start(1);
	}
	live_through(DAY_S, 1800);
	the_sums_are_equal();
}

static void
a_clock_that_is_set_back_and_forth_makes_one_report_a_day(void **ignored)
{
	static const int64_t steps[] = {-3600, 3600, -2 * DAY_S, DAY_S,
	    10 * DAY_S, -10 * DAY_S, -60, 60, 3 * DAY_S, -86399, 5, -5};

	(void)ignored;
	live_through(5 * DAY_S, 7200);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		wall_s += steps[i];
		live_through(4 * 3600, 600);
		/* Also right at a midnight. */
		wall_s += DAY_S - moment_at(wall_s).second - 30;
		live_through(60, 10);
		wall_s += steps[i];
		live_through(1800, 60);
	}
	live_through(15 * DAY_S, 7200);
	the_sums_are_equal();
	/* Set right at last: nothing of these days is left untold. */
	assert_true(kept_untold() <= counted - reported);
	for (int32_t number = today() - 10; number < today() - 1; number++)
		assert_int_equal(told[number - YEAR_DAY], 1);
}

static void
a_step_of_a_minute_over_midnight_tells_nothing_early(void **ignored)
{
	(void)ignored;
	live_through(DAY_S / 2, 3600);
	wall_s += DAY_S;
	live_through(50, 10);
	wall_s -= DAY_S;
	live_through(3600, 60);
	assert_int_equal(told[0], 0);
	live_through(DAY_S, 600);
	assert_int_equal(told[0], 1);
	the_sums_are_equal();
}

static void
a_report_that_cannot_be_made_is_made_later(void **ignored)
{
	(void)ignored;
	cannot_tell = true;
	live_through(3 * DAY_S, 3600);
	assert_int_equal(told[0], 0);
	cannot_tell = false;
	live_through(2 * 3600, 600);
	for (int i = 0; i < 3; i++)
		assert_int_equal(told[i], 1);
	the_sums_are_equal();
}

static void
a_directory_that_cannot_be_written_is_told_and_mended(void **ignored)
{
	char days[128], aside[128];

	(void)ignored;
	live_through(3600, 600);
	snprintf(days, sizeof(days), "%s/days", state);
	snprintf(aside, sizeof(aside), "%s/aside", state);
	assert_int_equal(rename(days, aside), 0);
	live_through(DAY_S, 600);
	assert_true(complaints > 0);
	assert_true(complaints < 100);
	assert_int_equal(rename(aside, days), 0);
	live_through(DAY_S, 600);
	assert_int_equal(told[0], 1);
	the_sums_are_equal();
}

static void
old_days_are_forgotten_and_the_newest_stay(void **ignored)
{
	struct day_list *list = malloc(sizeof(*list));

	(void)ignored;
	assert_non_null(list);
	wishes.keep = 7;
	live_through(30 * DAY_S, 4 * 3600);
	assert_true(day_list_read(state, list));
	assert_in_range(list->count, 7, 8);
	assert_in_range(list->days[list->count - 1], today() - 1, today());
	free(list);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(moments_are_of_the_clock_on_the_wall),
	    TEST(a_report_is_due_from_its_hour_on),
	    TEST(a_year_has_a_report_a_day_and_the_right_sums),
	    TEST(both_changes_of_the_clock_have_one_report_each),
	    TEST(restarts_around_midnight_lose_and_double_nothing),
	    TEST(a_new_helper_goes_on_where_one_ended),
	    TEST(a_clock_that_is_set_back_and_forth_makes_one_report_a_day),
	    TEST(a_step_of_a_minute_over_midnight_tells_nothing_early),
	    TEST(a_report_that_cannot_be_made_is_made_later),
	    TEST(a_directory_that_cannot_be_written_is_told_and_mended),
	    TEST(old_days_are_forgotten_and_the_newest_stay),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
