/*
 * test_day - a day: dates, sums, names that come most often, the file
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/base/checksum.h"
#include "core/report/day_file.h"
#include "threads/record/day_names.h"
#include "threads/shared/notes.h"

static char written[DAY_FILE_MAX];
static struct text file;
static struct kept_day kept, again;

static bool
keep(void *owner, struct slice bytes)
{
	(void)owner;
	text_put(&file, bytes);
	return true;
}

static void
write_kept(void)
{
	struct writer writer;

	file = TEXT_OVER(written);
	writer_init(&writer, keep, NULL);
	day_file_write(&writer, &kept);
	assert_true(writer_flush(&writer));
	assert_false(file.truncated);
}

static void
fill(void)
{
	memset(&kept, 0, sizeof(kept));
	kept.instance = 0xfedcba9876543210;
	kept.saving = 17;
	kept.day.number = 20785;
	for (int i = 0; i < COUNTER_COUNT; i++) {
		kept.day.totals.counters[i] = (uint64_t)i * 3;
		kept.seen.counters[i] = UINT64_MAX - (uint64_t)i;
	}
	kept.day.totals.scores[100] = 5;
	kept.seen.scores[0] = 1;
	kept.day.totals.latency[LATENCY_STEPS - 1] = 6;
	kept.day.totals.latency_us = 123456;
	kept.day.quarters[95] = (struct quarter){1, 2, 3};
	tops_add(&kept.day.sources, SLICE("192.0.2.1"), 4, 1);
	tops_add(&kept.day.targets, SLICE("a b\n@example.net"), 2, 0);
	tops_add(&kept.day.viruses, SLICE("EICAR-Test-File"), 9, 0);
	kept.day.signatures = 1234;
	kept.day.newest_s = 1795889820;
	memcpy(kept.day.cartridge, "1.0.0.0 update 17", 18);
	kept.day.cartridge_s = 1795889000;
	for (int i = 0; i < LEARNING_COUNT; i++) {
		kept.day.totals.learning[i] = (uint64_t)i;
		kept.seen.learning[i] = 1000 - (uint64_t)i;
	}
}

/* ---- dates ------------------------------------------------------------- */

static void
dates_are_those_of_the_calendar(void **state)
{
	/* By `date -ud DATE +%s`, divided by 86400. */
	static const struct {
		const char *date;
		int32_t number;
	} rows[] = {{"1970-01-01", 0}, {"1970-03-01", 59},
	    {"2000-02-29", 11016}, {"2000-03-01", 11017}, {"2024-02-29", 19782},
	    {"2026-11-28", 20785}, {"2100-02-28", 47540}, {"2100-03-01", 47541},
	    {"9999-12-31", 2932896}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char buffer[16];
		struct text text = TEXT_OVER(buffer);
		int32_t number;

		day_put_date(&text, rows[i].number);
		assert_string_equal(buffer, rows[i].date);
		assert_true(
		    day_read_date(slice_from_string(rows[i].date), &number));
		assert_int_equal(number, rows[i].number);
	}
}

static void
what_is_no_date_is_refused(void **state)
{
	static const char *const rows[] = {"", "2026-11-2", "2026-11-288",
	    "2026-11-31", "2025-02-29", "2100-02-29", "2026-00-10",
	    "2026-13-01", "2026-01-00", "1969-12-31", "2026/11/28",
	    "2026-1a-28", "-026-11-28", "today"};
	int32_t number;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_false(
		    day_read_date(slice_from_string(rows[i]), &number));
}

/* ---- tops -------------------------------------------------------------- */

static void
frequent_names_are_kept_among_many(void **state)
{
	static struct tops tops;
	uint64_t all = 0;

	(void)state;
	memset(&tops, 0, sizeof(tops));
	/* 1 of 50 is "often", the rest are all different. */
	for (unsigned i = 0; i < 50000; i++) {
		char name[32];

		snprintf(name, sizeof(name), "name-%u", i);
		tops_add(&tops,
		    i % 50 == 0 ? SLICE("often") : slice_from_string(name), 1,
		    0);
	}
	tops_sort(&tops);
	assert_int_equal(tops.used, TOPS_ROOM);
	assert_string_equal(tops.tops[0].name, "often");
	/* 1000 times, and never more than it may be over. */
	assert_true(tops.tops[0].count >= 1000);
	assert_true(tops.tops[0].count - tops.tops[0].over <= 1000);
	for (uint32_t i = 0; i < tops.used; i++)
		all += tops.tops[i].count;
	assert_int_equal(all, 50000);
}

static void
names_are_made_printable_and_cut(void **state)
{
	static struct tops tops;
	char name[300];

	(void)state;
	memset(&tops, 0, sizeof(tops));
	memset(name, 'x', sizeof(name));
	tops_add(&tops, SLICE("a b\n\x1b\xff"), 1, 0);
	assert_string_equal(tops.tops[0].name, "a?b???");
	tops_add(&tops, (struct slice){(uint8_t *)name, sizeof(name)}, 1, 0);
	assert_int_equal(strlen(tops.tops[1].name), TOPS_NAME_BYTES - 1);
	tops_add(&tops, SLICE(""), 1, 0);
	tops_add(&tops, SLICE("none"), 0, 0);
	assert_int_equal(tops.used, 2);
}

/* ---- the file ---------------------------------------------------------- */

static void
what_is_written_is_read(void **state)
{
	(void)state;
	fill();
	write_kept();
	assert_true(day_file_read(text_slice(&file), &again));
	assert_memory_equal(&again, &kept, sizeof(kept));
}

static void
a_file_that_ends_anywhere_is_refused(void **state)
{
	(void)state;
	fill();
	write_kept();
	for (size_t size = 0; size < file.size; size++)
		assert_false(day_file_read(
		    slice_sub(text_slice(&file), 0, size), &again));
}

static void
a_bit_that_fell_over_is_seen(void **state)
{
	(void)state;
	fill();
	write_kept();
	for (size_t at = 0; at < file.size; at += 7) {
		written[at] ^= 1;
		assert_false(day_file_read(text_slice(&file), &again));
		written[at] ^= 1;
	}
}

/* Lines under a good sum. */
static bool
read_lines(const char *lines)
{
	struct slice rest = slice_from_string(lines);
	uint64_t sum = 0;

	file = TEXT_OVER(written);
	text_put(&file, rest);
	while (rest.size > 0) {
		size_t size = slice_find_byte(rest, '\n') + 1;

		sum = checksum64(rest.data, size, sum);
		rest = slice_skip(rest, size);
	}
	text_printf(&file, "sum %016llx\n", (unsigned long long)sum);
	return day_file_read(text_slice(&file), &again);
}

#define GOOD "CGPFilter-day 1\nday 2026-11-28\nhelper 0000000000000001 1\n"

static void
lines_are_checked_and_those_of_later_versions_passed_over(void **state)
{
	static const char *const bad[] = {"score 101 1 1\n", "score -1 1 1\n",
	    "score 1 1\n", "score 1 1 1 1\n", "latency 249 1 1\n",
	    "quarter 96 1 1 1\n", "quarter 1 1 1\n", "count clean 1\n",
	    "count clean x 1\n", "count clean 18446744073709551616 1\n",
	    "day 2026-11-31\n", "source a 1\n", "signatures 1\n",
	    "signatures 1 9223372036854775808\n", "helper 1 1\n",
	    "latency_us 1\n"};

	(void)state;
	assert_true(read_lines(GOOD));
	assert_true(read_lines(GOOD "count of_a_later_version 5 5\n"
				    "word that is not known\n\n"
				    "count clean 5 6\n"));
	assert_int_equal(again.day.totals.counters[COUNTER_CLEAN], 5);
	assert_int_equal(again.seen.counters[COUNTER_CLEAN], 6);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char lines[256];

		snprintf(lines, sizeof(lines), GOOD "%s", bad[i]);
		assert_false(read_lines(lines));
	}
	assert_false(read_lines("CGPFilter-day 1\nday 2026-11-28\n"));
	assert_false(
	    read_lines("CGPFilter-day 1\nhelper 0000000000000001 1\n"));
	assert_false(read_lines("CGPFilter-day 2\nday 2026-11-28\n"
				"helper 0000000000000001 1\n"));
}

/* ---- names of files ---------------------------------------------------- */

static void
names_of_files_are_read_as_they_are_written(void **state)
{
	static const struct day_name rows[] = {
	    {DAY_NAME_OPEN, 0, 4711, 0x1234, 0},
	    {DAY_NAME_CLOSED, 20785, 0, UINT64_MAX, 17},
	    {DAY_NAME_TOLD, 20785, 0, 0, 0},
	};
	static const char *const bad[] = {"", "lock", "open-", "open-1-",
	    "open-0-0000000000000001", "open-1-0000000000000000",
	    "open-1-000000000000001", "open-1-000000000000000G", "2026-11-28",
	    "2026-11-28.tolds", "2026-11-31.told",
	    "2026-11-28-0000000000000001", "2026-11-28-0000000000000001-",
	    "2026-11-28-0000000000000001-x", "2026-11-28.told.new-17"};
	struct day_name name;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char buffer[128];
		struct text text = TEXT_OVER(buffer);

		day_name_put(&text, &rows[i]);
		assert_true(day_name_read(text_slice(&text), &name));
		assert_memory_equal(&name, &rows[i], sizeof(name));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(day_name_read(slice_from_string(bad[i]), &name));
}

/* ---- notes ------------------------------------------------------------- */

static void
notes_of_all_workers_arrive_and_more_than_fit_are_refused(void **state)
{
	static struct day day;
	struct notes *notes = notes_create(2);
	unsigned taken = 0;

	(void)state;
	assert_non_null(notes);
	day_clear(&day, 1);
	for (int round = 0; round < 3; round++) {
		assert_true(notes_put(notes, 0, NOTE_VIRUS, SLICE("v")));
		while (notes_put(notes, 1, NOTE_SOURCE, SLICE("s")))
			taken++;
		notes_take(notes, &day);
		notes_take(notes, &day);
	}
	assert_true(taken >= 3000);
	assert_int_equal(day.sources.tops[0].count, taken);
	assert_int_equal(day.viruses.tops[0].count, 3);
	assert_int_equal(day.targets.used, 0);
	notes_destroy(&notes);
	assert_null(notes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(dates_are_those_of_the_calendar),
	    cmocka_unit_test(what_is_no_date_is_refused),
	    cmocka_unit_test(frequent_names_are_kept_among_many),
	    cmocka_unit_test(names_are_made_printable_and_cut),
	    cmocka_unit_test(what_is_written_is_read),
	    cmocka_unit_test(a_file_that_ends_anywhere_is_refused),
	    cmocka_unit_test(a_bit_that_fell_over_is_seen),
	    cmocka_unit_test(
		lines_are_checked_and_those_of_later_versions_passed_over),
	    cmocka_unit_test(names_of_files_are_read_as_they_are_written),
	    cmocka_unit_test(
		notes_of_all_workers_arrive_and_more_than_fit_are_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
