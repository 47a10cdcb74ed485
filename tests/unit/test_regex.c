/*
 * test_regex - regular expressions of logical signatures
 *
 * How often one matches is what clamscan 1.4.6 said of the same bytes; what an
 * expression requires was found by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "core/base/text.h"
#include "core/logic/regex.h"

static struct regex_scratch *scratch;

static int
setup(void **state)
{
	(void)state;
	scratch = regex_scratch_create();
	return scratch == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	regex_scratch_destroy(&scratch);
	return 0;
}

static struct regex_place
place_of(const char *offset, const char *options)
{
	struct regex_place place;

	assert_true(
	    regex_options_parse(slice_from_string(options), &place.options));
	assert_true(regex_offset_parse(slice_from_string(offset), &place));
	return place;
}

static enum regex_result
count(const char *text, const struct regex_place *place, struct slice buffer,
    uint32_t *count_r)
{
	const char *reason;
	struct regex *regex =
	    regex_compile(slice_from_string(text), place, &reason);
	enum regex_result result;

	if (regex == NULL)
		fail_msg("%s: %s", text, reason);
	result =
	    regex_count(regex, place, scratch, buffer, UINT32_MAX, count_r);
	regex_destroy(&regex);
	return result;
}

/* ---- counting ---------------------------------------------------------- */

/* "foo" lies at 12 and 22 and, behind a line end, at 31; "FOO" at 17. */
#define DATA                                                                   \
	"\x01\x02\xff\xfe\x00\x00\x03"                                         \
	"key1 foo2 FOO3 foo4 bar\nfoo5\n"

static void
expressions_match_as_often_as_with_clamscan(void **state)
{
	static const struct {
		const char *offset;
		const char *text;
		const char *options;
		uint32_t count;
	} rows[] = {
	    {"*", "foo", "", 1},
	    {"*", "foo", "g", 3},
	    {"*", "foo", "gi", 4},
	    {"*", "^foo", "", 0},
	    {"*", "^foo", "m", 1},
	    {"12", "foo", "", 1},
	    {"11", "foo", "", 0},
	    {"0", "foo", "", 0},
	    {"0,20", "foo", "", 1},
	    {"0,12", "foo", "e", 0},
	    {"0,15", "foo", "e", 1},
	    {"13,3", "foo", "", 0},
	    {"13,3", "foo", "e", 0},
	    {"0", "foo", "r", 1},
	    {"13", "foo", "r", 1},
	    {"*", "bar$", "E", 0},
	    {"*", "bar$", "m", 1},
	    {"*", "foo5$", "", 1},
	    {"*", "foo5$", "E", 0},
	    {"*", "f o o", "x", 1},
	    {"*", "foo", "A", 0},
	    {"*", "fo+", "U", 1},
	    {"*", "bar.foo", "s", 1},
	    {"*", "bar.foo", "", 0},
	    {"EOF-5", "foo", "", 1},
	    {"EOF-5,3", "foo", "", 1},
	    {"*", "x*", "", 1},
	    {"*", "x*", "g", 1},
	    {"9999", "foo", "", 0},
	    {"*", "foo", "e", 1},
	    {"0", "foo", "rg", 3},
	    {"13,12", "foo", "ge", 1},
	    {"12,12", "foo", "ge", 1},
	    {"12,18", "foo", "ge", 2},
	    {"*", "(?<=key1 )foo", "", 1},
	    {"12", "(?<=key1 )foo", "", 0},
	    {"12,3", "foo(?=2)", "e", 0},
	    {"12", "foo", "e", 1},
	    {"11", "foo", "e", 0},
	    {"13", "foo", "re", 1},
	    {"12", "\\Afoo", "", 1},
	    {"12,4", "^foo", "", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct regex_place place =
		    place_of(rows[i].offset, rows[i].options);
		uint32_t found;

		assert_int_equal(
		    count(rows[i].text, &place, SLICE(DATA), &found),
		    REGEX_DONE);
		if (found != rows[i].count)
			fail_msg("%s:/%s/%s matches %u times", rows[i].offset,
			    rows[i].text, rows[i].options, found);
	}
}

static void
an_expression_that_explodes_reaches_its_bound(void **state)
{
	static char bytes[4096];
	struct regex_place place = place_of("*", "");
	uint32_t found;

	(void)state;
	memset(bytes, 'a', sizeof(bytes));
	assert_int_equal(
	    count("(a+)+b|(a|aa)+c", &place,
		(struct slice){(uint8_t *)bytes, sizeof(bytes)}, &found),
	    REGEX_LIMIT);
	assert_int_equal(found, 0);
	/* The scratch serves on. */
	assert_int_equal(count("foo", &place, SLICE(DATA), &found), REGEX_DONE);
	assert_int_equal(found, 1);
}

/* ---- text -------------------------------------------------------------- */

static void
what_does_not_compile_is_said_why(void **state)
{
	static const char *const rows[] = {
	    "fo(o", "[a", "*", "a{5,2}", "(?<=a+)b", "\\"};
	struct regex_place place = place_of("*", "");

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *reason = NULL;
		struct regex *regex =
		    regex_compile(slice_from_string(rows[i]), &place, &reason);

		if (regex != NULL)
			fail_msg("%s compiles", rows[i]);
		assert_true(reason != NULL && reason[0] != '\0');
	}
}

static void
offsets_and_options_that_are_none_are_refused(void **state)
{
	static const char *const offsets[] = {
	    "", "x", "EP+0", "SL+1", "1,", "1,x", "EOF", "EOF-", "4294967296"};
	struct regex_place place;
	uint32_t options;

	(void)state;
	for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++)
		assert_false(
		    regex_offset_parse(slice_from_string(offsets[i]), &place));
	assert_false(regex_options_parse(SLICE("iz"), &options));
	assert_true(regex_options_parse(SLICE("sigismxAEUgre"), &options));
	assert_int_equal(options, REGEX_OPTIONS);
}

/* ---- what is required -------------------------------------------------- */

static void
put_run(void *owner, uint32_t branch, struct slice run)
{
	struct text *text = owner;

	if (branch > 0)
		text_printf(text, "%u:", (unsigned)branch);
	text_put_printable(text, run, REGEX_RUN_MAX);
	text_printf(text, "|");
}

static void
what_every_match_holds_is_found(void **state)
{
	static const struct {
		const char *text;
		const char *runs; /* each with a bar behind it, and in front
				   * its branch but for the first */
		uint32_t branches;
	} rows[] = {
	    {"abc", "abc|", 1},
	    {"abc.def", "abc|def|", 1},
	    {"abc\\.def", "abc.def|", 1},
	    {"\\x41\\x42c\\x2f", "ABc/|", 1},
	    {"abc*d", "ab|d|", 1},
	    {"abc?d", "ab|d|", 1},
	    {"abc+d", "abc|d|", 1},
	    {"abc+?d", "abc|d|", 1},
	    {"abc{2}d", "abc|d|", 1},
	    {"abc{0,2}d", "ab|d|", 1},
	    {"abc{00}d", "ab|d|", 1},
	    {"abc{1,}d", "abc|d|", 1},
	    {"ab[cd]ef", "ab|ef|", 1},
	    {"ab[]c]ef", "ab|ef|", 1},
	    {"ab[^]c\\]]ef", "ab|ef|", 1},
	    {"ab(cd)ef", "ab|ef|", 1},
	    {"ab(cd)?ef", "ab|ef|", 1},
	    {"ab(c|d)ef", "ab|ef|", 1},
	    {"ab(?!c(d))ef", "ab|ef|", 1},
	    {"ab(?:[)]\\))+ef", "ab|ef|", 1},
	    {"ab\\d+ef", "ab|ef|", 1},
	    {"ab\\bef$", "ab|ef|", 1},
	    {"^ab", "ab|", 1},
	    {"\\x3b[\\s\\t]*filename=\\x22PO\\s&", ";|filename=\"PO|&|", 1},
	    /* Branches. */
	    {"abc|def", "abc|1:def|", 2},
	    {"abc.d|e+f|[gh]", "abc|d|1:e|1:f|", 3},
	    {"abc|", "abc|", 2},
	    {"|abc", "1:abc|", 2},
	    {"ab||cd?", "ab|2:c|", 3},
	    {"ab(c|d)|e\\|f", "ab|1:e|f|", 2},
	    {"a[|]b|c", "a|b|1:c|", 2},
	    /* Nothing can be said. */
	    {"abc|*def", "", 0},
	    {"abc|d(?i)ef", "", 0},
	    {"ab(?i)cd", "", 0},
	    {"ab(?i:cd)ef", "", 0},
	    {"(*ACCEPT)ab", "", 0},
	    {"ab\\Qcd\\Eef", "", 0},
	    {"ab(\\Q(\\E)ef", "", 0},
	    {"(a)bc\\1", "", 0},
	    {"ab\\x{41}c", "", 0},
	    {"ab\\012c", "", 0},
	    {"ab{,5}c", "", 0},
	    {"ab(?#)(c)d", "", 0},
	    {"[[:alpha:]]abc", "", 0},
	};
	const struct regex_place place = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char bytes[256];
		struct text text = TEXT_OVER(bytes);

		uint32_t branches = regex_find_required(
		    slice_from_string(rows[i].text), &place, put_run, &text);

		if (strcmp(text.data, rows[i].runs) != 0)
			fail_msg("%s: %s", rows[i].text, text.data);
		if (branches != rows[i].branches)
			fail_msg("%s: %u", rows[i].text, (unsigned)branches);
	}
}

/* Cut anywhere nothing is read behind the end, and what it tells of is no more
 * than the text could spell. */
static void
an_expression_may_end_at_every_byte(void **state)
{
	static const char whole[] =
	    "a|\\x41[]b\\]]{1,2}|(?:c[)]|\\(d)*?\\Qe(?#f)[[:a:]]{00}";
	const struct regex_place place = {0};

	(void)state;
	for (size_t size = 0; size < sizeof(whole); size++) {
		uint8_t *copy = malloc(size + 1);
		char bytes[512];
		struct text text = TEXT_OVER(bytes);

		memcpy(copy, whole, size);
		regex_find_required(
		    (struct slice){copy, size}, &place, put_run, &text);
		assert_true(text.size <= 4 * size);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(expressions_match_as_often_as_with_clamscan),
	    cmocka_unit_test(an_expression_that_explodes_reaches_its_bound),
	    cmocka_unit_test(what_does_not_compile_is_said_why),
	    cmocka_unit_test(offsets_and_options_that_are_none_are_refused),
	    cmocka_unit_test(what_every_match_holds_is_found),
	    cmocka_unit_test(an_expression_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, setup, teardown);
}
