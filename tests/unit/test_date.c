/*
 * test_date - Date and the end of Received
 *
 * Expected seconds: Python's email.utils.mktime_tz(), or GNU date where Python
 * does not know the form.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/header/date.h"
#include "tests/support/slices.h"

#define UNKNOWN INT32_MAX /* as a zone */

struct row {
	const char *value;
	int64_t seconds;
	int32_t zone_minutes;
	bool obsolete;
};

static void
assert_dates(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct date date = {0};
		bool found =
		    date_parse(slice_from_string(rows[i].value), &date);
		bool known = rows[i].zone_minutes != UNKNOWN;

		if (!found || date.seconds != rows[i].seconds ||
		    date.obsolete != rows[i].obsolete)
			print_error("of \"%s\"\n", rows[i].value);
		assert_true(found);
		assert_true(date.seconds == rows[i].seconds);
		assert_int_equal(date.zone_known, known);
		assert_int_equal(
		    date.zone_seconds, known ? rows[i].zone_minutes * 60 : 0);
		assert_int_equal(date.obsolete, rows[i].obsolete);
	}
}
#define ASSERT_DATES(rows)                                                     \
	assert_dates((rows), sizeof(rows) / sizeof((rows)[0]))

static void
dates_of_rfc_5322_are_read(void **state)
{
	static const struct row rows[] = {
	    {"Fri, 21 Nov 1997 09:55:06 -0600", 880127706, -360, false},
	    {"Tue, 1 Jul 2003 10:52:37 +0200", 1057049557, 120, false},
	    {"Thu, 13 Feb 1969 23:32:54 -0330", -27723426, -210, false},
	    {"Mon, 5 Jan 2004 10:00 +0000", 1073296800, 0, false},
	    {"5 Jan 2004 10:00:00 +0530", 1073277000, 330, false},
	    {"5 Jan 2004 10:00:00 -0000", 1073296800, UNKNOWN, false},
	    {"Mon, 05 Jan 2004 10:00:00 -0500 (EST)", 1073314800, -300, false},
	    {"Mon, 5 Jan 2004\r\n\t10:00:00 +0000 (a (b) c)\r\n", 1073296800, 0,
		false},
	    {"mon, 5 jan 2004 10:00:00 +0000", 1073296800, 0, false},
	};

	(void)state;
	ASSERT_DATES(rows);
}

static void
the_calendar_goes_from_year_0_to_9999(void **state)
{
	static const struct row rows[] = {
	    {"1 Jan 1970 00:00:00 +0000", 0, 0, false},
	    {"31 Dec 1969 23:59:59 +0000", -1, 0, false},
	    {"29 Feb 2000 12:00:00 +0000", 951825600, 0, false},
	    {"1 Mar 1900 00:00:00 +0000", -2203891200, 0, false},
	    {"19 Jan 2038 03:14:08 +0000", 2147483648, 0, false},
	    {"31 Dec 9999 23:59:59 +0000", 253402300799, 0, false},
	    {"1 Jan 0001 00:00:00 +0000", -62135596800, 0, false},
	    {"1 Jan 0000 00:00:00 +0000", -62167219200, 0, false},
	    {"29 Feb 1600 00:00:00 +0000", -11670998400, 0, false},
	    {"1 Jun 0099 00:00:00 +0000", -59029948800, 0, false},
	    /* A leap second; GNU date gives 1483228799 for second 59. */
	    {"31 Dec 2016 23:59:60 +0000", 1483228800, 0, false},
	};

	(void)state;
	ASSERT_DATES(rows);
}

/* 400 years of days, each one more than the one before. */
static void
days_follow_each_other(void **state)
{
	static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May",
	    "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int64_t expected = INT64_C(-11676096000); /* date -d 1600-01-01 */
	char value[64];
	struct date date;

	(void)state;
	for (unsigned year = 1600; year < 2000; year++)
		for (unsigned month = 0; month < 12; month++)
			for (unsigned day = 1; day <= 31; day++) {
				snprintf(value, sizeof(value),
				    "%u %s %u 00:00:00 +0000", day,
				    names[month], year);
				if (!date_parse(
					slice_from_string(value), &date))
					continue;
				assert_true(date.seconds == expected);
				expected += 86400;
			}
	assert_true(expected == 946684800); /* date -d 2000-01-01 */
}

static void
obsolete_forms_are_read_and_said(void **state)
{
	static const struct row rows[] = {
	    {"21 Nov 97 09:55:06 GMT", 880106106, 0, true},
	    {"Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", 880127706, -360,
		true},
	    {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777, 0, true},
	    {"Mon, 05 Jan 2004 10:00:00 EST", 1073314800, -300, true},
	    {"Mon, 05 Jan 2004 10:00:00 PDT", 1073322000, -420, true},
	    {"Mon, 05 Jan 2004 10:00:00 CEST", 1073289600, 120, true},
	    /* Military and unknown zones. */
	    {"Mon, 05 Jan 2004 10:00:00 A", 1073296800, UNKNOWN, true},
	    {"Mon, 05 Jan 2004 10:00:00 XYZ", 1073296800, UNKNOWN, true},
	    {"Mon, 05 Jan 2004 10:00:00 Z", 1073296800, 0, true},
	    {"Mon, 05 Jan 2004 10:00:00", 1073296800, UNKNOWN, true},
	    /* Years of two and three digits: 2049, 1950, 2004. */
	    {"1 Jan 49 00:00:00 +0000", 2493072000, 0, true},
	    {"1 Jan 50 00:00:00 +0000", -631152000, 0, true},
	    {"5 Jan 104 10:00:00 +0000", 1073296800, 0, true},
	    /* Parts in other places, long, without comma or blank. */
	    {"Mon 5 Jan 2004 10:00:00 +0000", 1073296800, 0, true},
	    {"Monday, 5 January 2004 10:00:00 +0000", 1073296800, 0, true},
	    {"(c) Mon, 5 Jan 2004 10:00:00 +0000", 1073296800, 0, true},
	    {"5-Jan-2004 10:00:00 +0000", 1073296800, 0, true},
	    {"Mon,5 Jan 2004 10:00:00 +0000", 1073296800, 0, false},
	    {"10:00:00 +0000 5 Jan 2004", 1073296800, 0, true},
	    {"Mon, 5 Jan 2004 9:00:00 +0000", 1073293200, 0, true},
	    {"Mon, 5 Jan 2004 10.00.00 +0000", 1073296800, 0, true},
	    {"Mon, 5 Jan 2004", 1073260800, UNKNOWN, true},
	};

	(void)state;
	ASSERT_DATES(rows);
}

static void
other_peoples_forms_are_read(void **state)
{
	static const struct row rows[] = {
	    /* asctime(), with a zone too. */
	    {"Mon Jan  5 10:00:00 2004", 1073296800, UNKNOWN, true},
	    {"Mon Jan  5 10:00:00 EST 2004", 1073314800, -300, true},
	    {"Mon Jan  5 10:00:00 -0500 2004", 1073314800, -300, true},
	    /* ISO 8601. */
	    {"2004-01-05T10:00:00Z", 1073296800, 0, true},
	    {"2004-01-05T10:00:00.5-05:00", 1073314800, -300, true},
	    {"2004-01-05 10:00:00 +0000 UTC m=+1.5", 1073296800, 0, true},
	    {"2004-01-05", 1073260800, UNKNOWN, true},
	    {"2004/01/05 10:00", 1073296800, UNKNOWN, true},
	    /* Found in mail. */
	    {"21/08/2002 16:24:40", 1029947080, UNKNOWN, true},
	    {"Sep, 02 2002 3:40:05 PM -0000", 1030981205, UNKNOWN, true},
	    {"Mon, 5 Jan 2004 12:00:00 AM +0000", 1073260800, 0, true},
	    {"Mon, 5 Jan 2004 10:00:00 -05:00", 1073314800, -300, true},
	    {"Mon, 5 Jan 2004 10:00:00 GMT-0500", 1073314800, -300, true},
	    {"Mon, 5 Jan 2004 10:00:00 +-0500", 1073314800, -300, true},
	    {"Mon, 5 Jan 2004 10:00:00 -500", 1073314800, -300, true},
	    {"\xCF\xED, 5 Jan 2004 10:00:00 +0000", 1073296800, 0, true},
	    /* A zone that is none. */
	    {"Mon, 5 Jan 2004 10:00:00 +9999", 1073296800, UNKNOWN, true},
	    {"Mon, 5 Jan 2004 10:00:00 +2400", 1073296800, UNKNOWN, true},
	    {"Mon, 5 Jan 2004 10:00:00 +0060", 1073296800, UNKNOWN, true},
	    {"Mon, 5 Jan 2004 10:00:00 +2359", 1073210460, 1439, false},
	};

	(void)state;
	ASSERT_DATES(rows);
}

static void
what_is_no_date_is_none(void **state)
{
	static const char *const values[] = {"", " ", "today", "Mon", "5 Jan",
	    "Jan 2004", "10:00:00", "30 Feb 2004 10:00:00 +0000",
	    "29 Feb 1900 10:00:00 +0000", "31 Apr 2004 10:00:00 +0000",
	    "0 Jan 2004 10:00:00 +0000", "32 Jan 2004 10:00:00 +0000",
	    "5 Jan 2004 24:00:00 +0000", "5 Jan 2004 10:60:00 +0000",
	    "5 Jan 2004 10:00:61 +0000", "5 Jan 10000 10:00:00 +0000",
	    "2004-13-01", "2004-00-01", "2004-01-32", "13/13/2004",
	    "5 Jan 99999999999999999999 10:00:00 +0000",
	    "99999999999999999999 Jan 5"};
	struct date date;

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (date_parse(slice_from_string(values[i]), &date))
			print_error("of \"%s\"\n", values[i]);
		assert_false(date_parse(slice_from_string(values[i]), &date));
	}
}

static void
a_date_that_ends_at_any_byte_is_survived(void **state)
{
	struct slice whole =
	    SLICE("Mon, 05 (x) Jan 2004 10 : 00 : 00.5 PM GMT+05:00 (E\\)");

	(void)state;
	for (size_t end = 0; end <= whole.size; end++) {
		uint8_t *bytes = malloc(end > 0 ? end : 1);
		struct date date;

		memcpy(bytes, whole.data, end);
		assert_int_equal(
		    date_parse((struct slice){bytes, end}, &date), end >= 17);
		free(bytes);
	}
}

static void
hostile_values_cost_linear_time(void **state)
{
	static const struct slice patterns[] = {SLICE("("), SLICE("1("),
	    SLICE("1 "), SLICE("1:"), SLICE("1() "), SLICE("a"), SLICE("+1"),
	    SLICE("1/"), SLICE("2004-1-")};
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);
	struct date date;

	(void)state;
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		for (size_t i = 0; i < size; i++)
			bytes[i] = patterns[p].data[i % patterns[p].size];
		/* "1/1/1" is a date. */
		assert_int_equal(date_parse((struct slice){bytes, size}, &date),
		    bytes[1] == '/');
	}
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(dates_of_rfc_5322_are_read),
	    cmocka_unit_test(the_calendar_goes_from_year_0_to_9999),
	    cmocka_unit_test(days_follow_each_other),
	    cmocka_unit_test(obsolete_forms_are_read_and_said),
	    cmocka_unit_test(other_peoples_forms_are_read),
	    cmocka_unit_test(what_is_no_date_is_none),
	    cmocka_unit_test(a_date_that_ends_at_any_byte_is_survived),
	    cmocka_unit_test(hostile_values_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
