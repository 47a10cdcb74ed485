/*
 * test_verify - does a pattern match, and where
 *
 * The table was made with clamscan 1.4.6, except where a row says otherwise.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/pattern_case.h"
#include "tests/support/slow_pattern.h"

static const struct {
	const char *hexsig;
	const char *offset;
	struct slice buffer;
	bool expected;
} rows[] = {
    {"616263", "*", {(const uint8_t *)"xxabcx", 6}, true},
    {"616263", "*", {(const uint8_t *)"xxabxx", 6}, false},
    {"616263", "*", {(const uint8_t *)"xxABCx", 6}, false},
    /* offsets */
    {"616263", "2", {(const uint8_t *)"xxabcx", 6}, true},
    {"616263", "1", {(const uint8_t *)"xxabcx", 6}, false},
    {"616263", "0,1", {(const uint8_t *)"xxabcx", 6}, false},
    {"616263", "0,2", {(const uint8_t *)"xxabcx", 6}, true},
    {"616263", "EOF-3", {(const uint8_t *)"xxxabc", 6}, true},
    {"616263", "EOF-2", {(const uint8_t *)"xxxabc", 6}, false},
    {"616263", "EOF-4", {(const uint8_t *)"xxxabc", 6}, false},
    {"616263", "EOF-6,3", {(const uint8_t *)"xxxabc", 6}, true},
    {"616263", "EOF-7,3", {(const uint8_t *)"xxxabc", 6}, false},
    {"79[1-2]7878", "3", {(const uint8_t *)".y.xx.", 6}, true},
    {"79[1-2]7878", "1", {(const uint8_t *)".y.xx.", 6}, false},
    {"616263*646566", "1", {(const uint8_t *)".abc.def", 8}, true},
    {"616263*646566", "5", {(const uint8_t *)".abc.def", 8}, false},
    /* gaps */
    {"616263{2-3}646566", "*", {(const uint8_t *)"abc.def", 7}, false},
    {"616263{2-3}646566", "*", {(const uint8_t *)"abc..def", 8}, true},
    {"616263{2-3}646566", "*", {(const uint8_t *)"abc...def", 9}, true},
    {"616263{2-3}646566", "*", {(const uint8_t *)"abc....def", 10}, false},
    {"616263{-2}646566", "*", {(const uint8_t *)"abcdef", 6}, true},
    {"616263{-2}646566", "*", {(const uint8_t *)"abc...def", 9}, false},
    {"616263{2-}646566", "*", {(const uint8_t *)"abc.def", 7}, false},
    {"616263{2-}646566", "*", {(const uint8_t *)"abc......def", 12}, true},
    {"616263{0}646566", "*", {(const uint8_t *)"abc...def", 9}, true},
    {"616263{-0}646566", "*", {(const uint8_t *)"abc...def", 9}, true},
    {"616263{0-0}646566", "*", {(const uint8_t *)"abc...def", 9}, true},
    {"616263{3-0}646566", "*", {(const uint8_t *)"abc....def", 10}, true},
    {"616263{3-0}646566", "*", {(const uint8_t *)"abc..def", 8}, false},
    {"616263{5-3}646566", "*", {(const uint8_t *)"abc....def", 10}, false},
    {"616263{2}646566", "*", {(const uint8_t *)"abc..def", 8}, true},
    {"616263{2}646566", "*", {(const uint8_t *)"abc...def", 9}, false},
    {"616263*646566", "*", {(const uint8_t *)"def...abc", 9}, false},
    /* a range belongs to neither end of the gap */
    {"616263{5-5}79[1-2]7878", "*", {(const uint8_t *)"abc...y.xx", 10}, true},
    {"7878[1-2]79{5-5}616263", "*", {(const uint8_t *)"xx.y...abc", 10}, true},
    {"79[1-2]7878", "*", {(const uint8_t *)"yxx", 3}, false},
    {"79[0-1]7878", "*", {(const uint8_t *)"yxx", 3}, true},
    /* wildcards */
    {"787879{2}", "*", {(const uint8_t *)"xxy", 3}, false},
    {"787879{2}", "*", {(const uint8_t *)"xxy..", 5}, true},
    {"78786?79", "*", {(const uint8_t *)"xxoy", 4}, true},
    {"78786?79", "*", {(const uint8_t *)"xxxy", 4}, false},
    /* alternatives */
    {"7878(61|6279)79", "*", {(const uint8_t *)"xxbyy", 5}, true},
    {"7878(61|{1}79)79", "*", {(const uint8_t *)"xx.yy", 5}, true},
    {"7878(61|6279)79", "*", {(const uint8_t *)"xxby.", 5}, false},
    {"7878!(61|62)7979", "*", {(const uint8_t *)"xxcyy", 5}, true},
    {"7878!(61|62)7979", "*", {(const uint8_t *)"xxbyy", 5}, false},
    {"7878!(6179|6279)7920", "*", {(const uint8_t *)"xxayy ", 6}, false},
    {"7878!(6179|6279)7920", "*", {(const uint8_t *)"xxcyy ", 6}, true},
    {"787879!(61)", "*", {(const uint8_t *)"xxy", 3}, false},
    {"787879(6162|6364)", "*", {(const uint8_t *)"xxya", 4}, false},
    /* classes; clamscan cannot be asked for !(B) at the start: it crashes */
    {"(B)787879", "*", {(const uint8_t *)"xxy", 3}, true},
    {"(B)787879", "*", {(const uint8_t *)"/xxy", 4}, true},
    {"(B)787879", "*", {(const uint8_t *)"\nxxy", 4}, false},
    {"(B)787879", "*", {(const uint8_t *)"=xxy", 4}, false},
    {"!(B)787879", "*", {(const uint8_t *)"=xxy", 4}, false},
    {"!(B)787879", "*", {(const uint8_t *)"axxy", 4}, true},
    {"!(B)787879", "*", {(const uint8_t *)"xxy", 3}, false},
    /* A negated one is a byte of the pattern on the left. */
    {"!(W)787879", "0", {(const uint8_t *)"axxy", 4}, true},
    {"!(W)787879", "1", {(const uint8_t *)"axxy", 4}, false},
    {"(W)787879", "1", {(const uint8_t *)".xxy", 4}, true},
    {"616263{1-1}!(W)787879", "*", {(const uint8_t *)"abc.axxy", 8}, true},
    {"616263{1-1}!(W)787879", "*", {(const uint8_t *)"abcaxxy", 7}, false},
    {"787879(B)", "*", {(const uint8_t *)"xxy", 3}, true},
    {"787879(B)", "*", {(const uint8_t *)"xxy\n", 4}, true},
    {"787879(B)", "*", {(const uint8_t *)"xxy.", 4}, false},
    {"787879!(B)", "*", {(const uint8_t *)"xxy.", 4}, true},
    {"787879!(B)", "*", {(const uint8_t *)"xxy", 3}, false},
    {"787879(B)7979", "*", {(const uint8_t *)"xxy.yy", 6}, true},
    {"787879(B)7979", "*", {(const uint8_t *)"xxyayy", 6}, false},
    {"787879(B)7979", "*", {(const uint8_t *)"xxyyy", 5}, false},
    {"(W)787879", "*", {(const uint8_t *)"\0xxy", 4}, true},
    {"(W)787879", "*", {(const uint8_t *)"0xxy", 4}, false},
    {"787879(W)", "*", {(const uint8_t *)"xxy\xff", 4}, true},
    {"787879!(W)", "*", {(const uint8_t *)"xxyZ", 4}, true},
    {"(L)787879", "*", {(const uint8_t *)"\nxxy", 4}, true},
    {"(L)787879", "*", {(const uint8_t *)"\rxxy", 4}, false},
    {"(L)787879", "*", {(const uint8_t *)"xxy", 3}, true},
    {"787879(L)", "*", {(const uint8_t *)"xxy\r\n", 5}, true},
    {"787879(L)", "*", {(const uint8_t *)"xxy\r", 4}, false},
    {"787879(L)", "*", {(const uint8_t *)"xxy", 3}, true},
    {"787879!(L)", "*", {(const uint8_t *)"xxy\ry", 5}, true},
    {"787879!(L)", "*", {(const uint8_t *)"xxy\r\n", 5}, false},
    {"787879(L)7979", "*", {(const uint8_t *)"xxy\nyy", 6}, true},
    {"787879(L)7979", "*", {(const uint8_t *)"xxy\r\nyy", 7}, true},
    {"787879(L)0a7979", "*", {(const uint8_t *)"xxy\r\nyy", 7}, true},
    {"787879!(L)7979", "*", {(const uint8_t *)"xxy\ryy", 6}, true},
    {"787879!(L)0a7979", "*", {(const uint8_t *)"xxy\r\nyy", 7}, false},
    /* What clamscan misses, by hand: it tries one start for alternatives of
     * several lengths, ... */
    {"(6161|62|6?)6363", "*", {(const uint8_t *)"\rccc\r", 5}, true},
    /* ... and keeps only the last nine ends of a part. */
    {"6162{9-9}6364", "*",
	{(const uint8_t *)"ababababababababababab.........cd", 33}, true},
    {"6162{27-27}6364", "*",
	{(const uint8_t *)"ababababababababababab.........cd", 33}, true},
};

static void
patterns_match_where_they_should_and_nowhere_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct verify_match match;
		struct pattern pattern;
		bool found;

		compile(rows[i].hexsig, rows[i].offset, 0, &pattern);
		found = run_all(&pattern, false, rows[i].buffer, &match) ==
			VERIFY_YES;
		if (found != rows[i].expected)
			fail_msg("%s at %s in row %zu", rows[i].hexsig,
			    rows[i].offset, i);
	}
}

/* The same with the modifiers f and w. */
static const struct {
	const char *hexsig;
	unsigned flags;
	struct slice buffer;
	bool expected;
} words[] = {
    {"6162", PATTERN_WORD, {(const uint8_t *)"z ab z", 6}, true},
    {"6162", PATTERN_WORD, {(const uint8_t *)"z abxz", 6}, false},
    /* What stands at an end of its own accord eats there. */
    {"(W)6162", PATTERN_WORD, {(const uint8_t *)"z ab z", 6}, false},
    {"(W)6162", PATTERN_WORD, {(const uint8_t *)"z  ab z", 7}, true},
    {"6162(W)", PATTERN_WORD, {(const uint8_t *)"z ab z", 6}, false},
    {"6162(W)", PATTERN_WORD, {(const uint8_t *)"z ab  z", 7}, true},
    {"!(W)6162", PATTERN_WORD, {(const uint8_t *)"z xab z", 7}, true},
    {"!(W)6162", PATTERN_WORD, {(const uint8_t *)"z ab z", 6}, false},
    {"6162!(W)", PATTERN_WORD, {(const uint8_t *)"z abx z", 7}, true},
    {"6162!(W)", PATTERN_WORD, {(const uint8_t *)"z ab z", 6}, false},
    {"(B)6162", PATTERN_WORD, {(const uint8_t *)"z= ab z", 7}, true},
    {"6162(B)", PATTERN_WORD, {(const uint8_t *)"z ab =z", 7}, true},
    {"6162", PATTERN_WORD | PATTERN_WIDE, {(const uint8_t *)"za\0b\0z", 6},
	true},
    {"(W)6162", PATTERN_WORD | PATTERN_WIDE,
	{(const uint8_t *)"z \0x\0a\0b\0 \0z", 12}, true},
    {"6162(W)", PATTERN_WORD | PATTERN_WIDE, {(const uint8_t *)"za\0b\0z", 6},
	false},
};

static void
whole_words_are_told_as_by_clamscan(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct verify_match match;
		struct pattern pattern;
		bool found;

		compile(words[i].hexsig, "*", words[i].flags | PATTERN_SHORT,
		    &pattern);
		found = run_all(&pattern, false, words[i].buffer, &match) ==
			VERIFY_YES;
		if (found != words[i].expected)
			fail_msg("%s in row %zu", words[i].hexsig, i);
	}
}

static void
the_slow_matcher_agrees_with_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool found =
		    slow_pattern_match(slice_from_string(rows[i].hexsig),
			slice_from_string(rows[i].offset), false,
			rows[i].buffer) == SLOW_YES;

		if (found != rows[i].expected)
			fail_msg("%s", rows[i].hexsig);
	}
}

static void
a_match_says_where_it_starts_and_ends(void **state)
{
	struct verify_match match;
	struct pattern pattern;

	(void)state;
	compile("616263", "*", 0, &pattern);
	assert_int_equal(
	    run_all(&pattern, false, SLICE("..abc."), &match), VERIFY_YES);
	assert_int_equal(match.start, 2);
	assert_int_equal(match.end, 5);

	compile("616263{1-3}(64|6566)6768*696a6b", "*", 0, &pattern);
	assert_int_equal(
	    run_all(&pattern, false, SLICE(".abc..efgh....ijk."), &match),
	    VERIFY_YES);
	assert_int_equal(match.start, 1);
	assert_int_equal(match.end, 17);
}

static void
without_case_letters_match_in_either(void **state)
{
	struct verify_match match;
	struct pattern pattern;

	(void)state;
	compile("41624331", "*", PATTERN_NOCASE, &pattern);
	assert_int_equal(
	    run_all(&pattern, true, SLICE("..aBc1"), &match), VERIFY_YES);
	assert_int_equal(
	    run_all(&pattern, true, SLICE("..aBc\x11"), &match), VERIFY_NO);
	compile(
	    "4162{2}7?(41|42)*43(4445|46)4748", "*", PATTERN_NOCASE, &pattern);
	assert_int_equal(
	    run_all(&pattern, true, SLICE("aB..pa...cDegH"), &match),
	    VERIFY_YES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(patterns_match_where_they_should_and_nowhere_else),
	    cmocka_unit_test(whole_words_are_told_as_by_clamscan),
	    cmocka_unit_test(the_slow_matcher_agrees_with_the_table),
	    cmocka_unit_test(a_match_says_where_it_starts_and_ends),
	    cmocka_unit_test(without_case_letters_match_in_either),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
