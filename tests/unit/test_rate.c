/*
 * test_rate - options, rows and summary of `CGPFilter RATE`
 *
 * Percentiles by nearest rank, the share of misordered pairs and the rows of
 * CSV (RFC 4180) were worked out by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "threads/command/rate/rate_options.h"
#include "threads/command/rate/rate_row.h"
#include "threads/command/rate/rate_summary.h"

static char written[16384];
static size_t written_size;

static bool
keep(void *owner, struct slice bytes)
{
	(void)owner;
	assert_true(written_size + bytes.size < sizeof(written));
	memcpy(written + written_size, bytes.data, bytes.size);
	written_size += bytes.size;
	written[written_size] = '\0';
	return true;
}

static void
begin(struct writer *out)
{
	written_size = 0;
	written[0] = '\0';
	writer_init(out, keep, NULL);
}

/* ---- options ----------------------------------------------------------- */

static bool
read_options(const char *line, struct rate_options *options, char *why_text)
{
	static char copy[256];
	static char *argv[16];
	struct text why = text_over(why_text, 512);
	int argc = 0;

	snprintf(copy, sizeof(copy), "%s", line);
	for (char *at = copy; *at != '\0';) {
		argv[argc++] = at;
		at += strcspn(at, " ");
		if (*at == ' ')
			*at++ = '\0';
	}
	return rate_options_read(options, argc, argv, &why);
}

static void
options_are_read_in_both_spellings(void **state)
{
	struct rate_options options;
	char why[512];

	(void)state;
	assert_true(read_options(
	    "-r -v -c a.cartridge -m 40.5 -j 3 b -", &options, why));
	assert_true(options.recursive && options.verbose);
	assert_string_equal(options.cartridge, "a.cartridge");
	assert_true(options.least == 40.5);
	assert_int_equal(options.jobs, 3);
	assert_int_equal(options.place_count, 2);
	assert_string_equal(options.places[1], "-");
	assert_true(read_options(
	    "--json --jobs=2 --min=0 -s --expect=i", &options, why));
	assert_int_equal(options.form, RATE_JSON);
	assert_true(options.summary_only);
	assert_string_equal(options.expect, "i");
	assert_true(
	    read_options("-rvs -j4 -m=50 -ca.cartridge b", &options, why));
	assert_true(
	    options.recursive && options.verbose && options.summary_only);
	assert_int_equal(options.jobs, 4);
	assert_true(options.least == 50);
	assert_string_equal(options.cartridge, "a.cartridge");
	assert_true(read_options("--csv --no-summary -- -v", &options, why));
	assert_int_equal(options.form, RATE_CSV);
	assert_false(options.verbose);
	assert_string_equal(options.places[0], "-v");
	assert_true(read_options("-h", &options, why));
}

static void
wrong_arguments_are_told(void **state)
{
	static const struct {
		const char *line, *why;
	} rows[] = {
	    {"", "no place: give a file or directory with messages, or - for "
		 "standard input"},
	    {"-x a", "-x: no such option"},
	    {"-rx a", "-rx: no such option"},
	    {"-j", "-j: a number of threads is missing behind it"},
	    {"--min", "--min: a score from 0 to 100 is missing behind it"},
	    {"--min=101 a", "--min=101: give a score from 0 to 100"},
	    {"-m x a", "-m x: give a score from 0 to 100"},
	    {"-j 257 a", "-j 257: give a number of threads"},
	    {"--expect i a",
		"an index names its own messages: give --expect or "
		"places"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rate_options options;
		char why[512];

		assert_false(read_options(rows[i].line, &options, why));
		assert_string_equal(why, rows[i].why);
	}
}

/* ---- rows -------------------------------------------------------------- */

static struct score_reason reasons[] = {
    {SCORE_BY_WORDS, {(const uint8_t *)"a \"b\"", 5}, 2.5},
    {SCORE_BY_PRINT, {(const uint8_t *)"c\nd", 3}, -0.25},
};

static void
rows_have_the_form_that_was_asked_for(void **state)
{
	static const struct mail_entry file = {.path = "dir/a \"b\".eml"};
	static const struct mail_entry boxed = {
	    .path = "box\n1", .number = 7, .mark = RATE_SPAM};
	static const struct {
		struct rate_options options;
		const struct mail_entry *entry;
		double value;
		const char *row;
	} rows[] = {
	    {{.form = RATE_TABLE}, &file, 92.12,
		" 92.120000 [XXXX  ] dir/a \"b\".eml\n"},
	    {{.form = RATE_TABLE, .expect = "i", .verbose = true}, &boxed, 100,
		"100.000000 [XXXXXX] spam box?1:7\n"
		"       +2.500  WORDS      a \"b\"\n"
		"       -0.250  PRINT      c?d\n"},
	    {{.form = RATE_JSON}, &file, 0,
		"{\"file\":\"dir/a \\\"b\\\".eml\",\"score\":0.000000,\"bar\":"
		"\"\",\"whitelisted\":false}\n"},
	    {{.form = RATE_JSON, .expect = "i", .verbose = true}, &boxed, 1,
		"{\"file\":\"box\\n1\",\"message\":7,\"score\":1.000000,"
		"\"bar\":\"X\",\"whitelisted\":false,\"expected\":\"spam\","
		"\"reasons\":[{\"source\":\"WORDS\",\"text\":\"a \\\"b\\\"\","
		"\"weight\":2.500},{\"source\":\"PRINT\",\"text\":\"c\\nd\","
		"\"weight\":-0.250}]}\n"},
	    {{.form = RATE_CSV}, &file, 50,
		"\"dir/a \"\"b\"\".eml\",0,50.000000,XX,no,\r\n"},
	    {{.form = RATE_CSV, .verbose = true}, &boxed, 50,
		"\"box?1\",7,50.000000,XX,no,spam,\"+2.500 WORDS: a \"\"b\"\"; "
		"-0.250 PRINT: c?d\"\r\n"},
	    {{.form = RATE_TABLE, .least = 50.1}, &file, 50, ""},
	    {{.form = RATE_JSON, .summary_only = true}, &file, 50, ""},
	};
	const struct score score = {.reasons = reasons, .reason_count = 2};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rate_job job = {
		    .entry = rows[i].entry, .value = rows[i].value};
		struct writer out;

		begin(&out);
		rate_row_put(&rows[i].options, &job, &score, &out);
		assert_true(writer_flush(&out));
		assert_string_equal(written, rows[i].row);
	}
}

/* ---- summary ----------------------------------------------------------- */

static void
add(struct rate_summary *summary, double value, enum rate_label label)
{
	const struct mail_entry entry = {.path = "x", .mark = (uint8_t)label};
	const struct rate_job job = {
	    .entry = &entry, .rated = true, .value = value};

	rate_summary_add(summary, &job);
}

static void
the_summary_counts_what_there_is(void **state)
{
	struct rate_summary summary = {.alert_level = 96, .took_s = 2};
	struct writer out;

	(void)state;
	for (unsigned i = 0; i < 100; i++)
		add(&summary, i + 1.0, i < 50 ? RATE_HAM : RATE_SPAM);
	begin(&out);
	rate_summary_text(&summary, 10, &out);
	assert_true(writer_flush(&out));
	assert_non_null(
	    strstr(written, "to 10            9   9.0 %  #########\n"
			    "from 10         10  10.0 %  ##########\n"));
	assert_non_null(strstr(written, "from 96          4   4.0 %  ####\n"
					"100              1   1.0 %  #\n"));
	assert_non_null(strstr(written,
	    "score at most             1.00    5.00   10.00   25.00   50.00   "
	    "75.00   90.00   95.00   99.00\n"));
	assert_non_null(strstr(written, "expected: 50 ham, 50 spam\n"
					"ham at 96 and over: 0 (0.000 %)\n"
					"spam below it: 45 (90.000 %)\n"
					"1-AUC: 0.0000 %\n"));
	assert_non_null(strstr(written, "messages rated: 100\n"));
	assert_non_null(strstr(written, "(50 a second)\n"));
	rate_summary_free(&summary);
}

static void
misordered_pairs_are_counted_with_ties_as_halves(void **state)
{
	struct rate_summary summary = {.alert_level = 96};

	(void)state;
	assert_true(rate_summary_misordered(&summary) < 0);
	add(&summary, 10, RATE_HAM);
	add(&summary, 99, RATE_UNKNOWN);
	assert_true(rate_summary_misordered(&summary) < 0);
	/* Pairs: 10-5 wrong, 10-10 half, 10-20; 30-5, 30-10, 30-20 wrong. */
	add(&summary, 5, RATE_SPAM);
	add(&summary, 20, RATE_SPAM);
	add(&summary, 30, RATE_HAM);
	add(&summary, 10, RATE_SPAM);
	assert_true(rate_summary_misordered(&summary) == 4.5 / 6);
	rate_summary_free(&summary);
}

static void
a_summary_of_nothing_is_short(void **state)
{
	struct rate_summary summary = {.troubles = 2};
	struct writer out;

	(void)state;
	begin(&out);
	rate_summary_text(&summary, 10, &out);
	assert_true(writer_flush(&out));
	assert_string_equal(written,
	    "\nmessages rated: 0\nby the whitelist: 0\nnot rated: 2\n"
	    "time: 0.000 s (0 a second)\n");
	begin(&out);
	rate_summary_json(&summary, &out);
	assert_true(writer_flush(&out));
	assert_non_null(strstr(written, "\"percentiles\":{}}}\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(options_are_read_in_both_spellings),
	    cmocka_unit_test(wrong_arguments_are_told),
	    cmocka_unit_test(rows_have_the_form_that_was_asked_for),
	    cmocka_unit_test(the_summary_counts_what_there_is),
	    cmocka_unit_test(misordered_pairs_are_counted_with_ties_as_halves),
	    cmocka_unit_test(a_summary_of_nothing_is_short),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("rate", tests, NULL, NULL);
}
