/*
 * test_score_text - numbers, bars and reasons as headers show them
 *
 * The bars are those of row B2 of the list of features; the lines of reasons
 * were written by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "core/score/score_text.h"

static void
numbers_and_bars_are_those_of_the_table(void **state)
{
	static const struct {
		double value;
		const char *number, *bar;
	} rows[] = {
	    {0, "0.000000", ""},
	    {-3, "0.000000", ""},
	    {NAN, "0.000000", ""},
	    {0.0000004, "0.000000", ""},
	    {0.0000006, "0.000001", "X"},
	    {1, "1.000000", "X"},
	    {39.9999994, "39.999999", "X"},
	    {39.9999996, "40.000000", "XX"},
	    {40, "40.000000", "XX"},
	    {80.999999, "80.999999", "XX"},
	    {81, "81.000000", "XXX"},
	    {90.5, "90.500000", "XXX"},
	    {91, "91.000000", "XXXX"},
	    {92.12, "92.120000", "XXXX"},
	    {95.999999, "95.999999", "XXXX"},
	    {96, "96.000000", "XXXXX"},
	    {99.999999, "99.999999", "XXXXX"},
	    {99.9999996, "100.000000", "XXXXXX"},
	    {100, "100.000000", "XXXXXX"},
	    {1e300, "100.000000", "XXXXXX"},
	    {INFINITY, "100.000000", "XXXXXX"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char room[32];
		struct text text = TEXT_OVER(room);
		double value = score_value(rows[i].value);

		score_put_value(&text, value);
		assert_string_equal(room, rows[i].number);
		if (!slice_equal(
			score_bar(value), slice_from_string(rows[i].bar)))
			fail_msg("row %zu: another bar", i);
	}
}

static struct score_reason reasons[] = {
    {SCORE_BY_WORDS, {(const uint8_t *)"Subject: cheap", 14}, 3.0},
    {SCORE_BY_PRINT, {(const uint8_t *)"a\nX: \"\\", 7}, 2.0},
    {SCORE_BY_WORDS, {(const uint8_t *)"minutes", 7}, -1.0},
};

#define FIRST "\n\t(50%) WORDS: Subject: cheap"
#define SECOND "\n\t(33%) PRINT: a?X: '/"
#define THIRD "\n\t(-17%) WORDS: minutes"

static void
reasons_have_their_share_and_no_byte_to_escape(void **state)
{
	const struct score score = {.reasons = reasons, .reason_count = 3};
	char room[512];
	struct text text = TEXT_OVER(room);

	(void)state;
	score_put_reasons(&text, &score, sizeof(room));
	assert_string_equal(room, FIRST SECOND THIRD);
}

/* In the line to the server each has two bytes more: \e and \t. */
static void
only_whole_reasons_are_put(void **state)
{
	const struct score score = {.reasons = reasons, .reason_count = 3};
	const size_t first = sizeof(FIRST) - 1 + 2;
	const size_t second = sizeof(SECOND) - 1 + 2;

	(void)state;
	for (size_t max = 0; max < 128; max++) {
		char room[512];
		struct text text = TEXT_OVER(room);

		score_put_reasons(&text, &score, max);
		assert_true(text.size <= max);
		if (max < first)
			assert_string_equal(room, "");
		else if (max < first + second)
			assert_string_equal(room, FIRST);
	}
}

static void
reasons_without_weight_have_no_share(void **state)
{
	struct score_reason one = {
	    SCORE_BY_WHITELIST, {(const uint8_t *)"whitelist.cfg:3", 15}, 0};
	const struct score score = {.reasons = &one, .reason_count = 1};
	char room[64];
	struct text text = TEXT_OVER(room);

	(void)state;
	score_put_reasons(&text, &score, sizeof(room));
	assert_string_equal(room, "\n\t(0%) WHITELIST: whitelist.cfg:3");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_and_bars_are_those_of_the_table),
	    cmocka_unit_test(reasons_have_their_share_and_no_byte_to_escape),
	    cmocka_unit_test(only_whole_reasons_are_put),
	    cmocka_unit_test(reasons_without_weight_have_no_share),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("score_text", tests, NULL, NULL);
}
