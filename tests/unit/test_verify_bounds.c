/*
 * test_verify_bounds - what verifying costs, and what it does with nonsense
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/pattern_case.h"

/* ---- steps ------------------------------------------------------------------
 */

static void
no_steps_left_is_said(void **state)
{
	struct verify_match match;
	struct pattern pattern;

	(void)state;
	compile("616263", "*", 0, &pattern);
	assert_int_equal(
	    pattern_run(&pattern, 0, false, SLICE("abc"), 0, &match),
	    VERIFY_EXHAUSTED);
	assert_int_equal(
	    pattern_run(&pattern, 0, false, SLICE("abc"), 1, &match),
	    VERIFY_YES);
	compile("616263*646566", "*", 0, &pattern);
	assert_int_equal(
	    pattern_run(&pattern, 0, false, SLICE("abc..def"), 2, &match),
	    VERIFY_EXHAUSTED);
}

/*
 * Twelve gaps over 400 possible starts each: backtracking would try more ways
 * than there are atoms, remembering makes it a few thousand steps.
 */
static void
overlapping_gaps_cost_linear_time(void **state)
{
	static uint8_t data[1000];
	char text[512] = "7a71";
	struct verify_match match;
	struct pattern pattern;
	int64_t steps = 200000;

	(void)state;
	for (unsigned i = 0; i < 12; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    "{1-60}6161");
	snprintf(
	    text + strlen(text), sizeof(text) - strlen(text), "{1-60}6262");
	memset(data, 'a', sizeof(data));
	memcpy(data, "zq", 2);
	compile(text, "*", 0, &pattern);
	for (uint16_t a = 0; a < pattern.anchor_count; a++) {
		const struct pattern_anchor *set = &pattern.anchors[a];

		if (set->literals[0].bytes.data[0] != 'z')
			continue;
		assert_int_equal(pattern_verify(pattern.program.data, set->id,
				     set->literals[0].member,
				     (struct slice){data, sizeof(data)}, NULL,
				     2, &steps, NULL, &match),
		    VERIFY_NO);
	}
	assert_true(steps > 150000);
}

static void
alternatives_in_a_row_cost_no_exponential_time(void **state)
{
	static uint8_t data[200];
	char text[1024] = "7a71";
	struct verify_match match;
	struct pattern pattern;

	(void)state;
	for (unsigned i = 0; i < 40; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    "(61|6161|616161)");
	snprintf(text + strlen(text), sizeof(text) - strlen(text), "6262");
	memset(data, 'a', sizeof(data));
	memcpy(data, "zq", 2);
	compile(text, "*", 0, &pattern);
	for (size_t a = 0; a < pattern.anchor_count; a++)
		assert_int_equal(
		    pattern_run(&pattern, a, false,
			(struct slice){data, sizeof(data)}, 100000, &match),
		    VERIFY_NO);
	memcpy(data + 100, "bb", 2);
	for (size_t a = 0; a < pattern.anchor_count; a++)
		assert_int_equal(
		    pattern_run(&pattern, a, false,
			(struct slice){data, sizeof(data)}, 100000, &match),
		    VERIFY_YES);
}

/* What all hits of "zq" together cost in size bytes that have nothing else but
 * "bb". */
static int64_t
steps_for_hits(const char *hexsig, bool remember, size_t size)
{
	static uint8_t data[16384];
	struct verify_range known[2];
	struct verify_match match;
	struct pattern pattern;
	int64_t steps = INT64_MAX;

	for (size_t i = 0; i < size; i++)
		data[i] = (uint8_t) "zq..bb.."[i % 8];
	compile(hexsig, "*", 0, &pattern);
	assert_int_equal(pattern_range_count(pattern.program.data), 2);
	known[0] = known[1] = VERIFY_RANGE_NONE;
	for (uint16_t a = 0; a < pattern.anchor_count; a++) {
		const struct pattern_anchor *set = &pattern.anchors[a];

		if (set->literals[0].bytes.data[0] != 'z')
			continue;
		for (size_t end = 2; end < size; end += 8)
			assert_int_equal(
			    pattern_verify(pattern.program.data, set->id,
				set->literals[0].member,
				(struct slice){data, size}, NULL, end, &steps,
				remember ? known : NULL, &match),
			    VERIFY_NO);
	}
	assert_int_not_equal(steps, INT64_MAX);
	return INT64_MAX - steps;
}

static void
what_was_searched_in_vain_is_not_searched_again_for_the_next_hit(void **state)
{
	static const char *const texts[] = {"7a71*6262(78|79)",
	    "6262(78|79)*7a71", "7a71{1-12000}6262(78|79)",
	    "6262(78|79){-12000}7a71"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		int64_t once = steps_for_hits(texts[i], true, 8192);
		int64_t twice = steps_for_hits(texts[i], true, 16384);

		assert_true(twice < 3 * once);
		assert_true(twice < 16384 * 2);
		assert_true(
		    steps_for_hits(texts[i], false, 16384) > 50 * twice);
	}
}

/* ---- how far a match may reach ----------------------------------------------
 */

static void
the_reach_is_where_the_last_match_ends(void **state)
{
	static const struct {
		const char *hexsig, *offset;
		uint64_t reach;
	} reaches[] = {
	    {"616263", "0", 3},
	    {"616263", "5", 8},
	    {"616263", "5,10", 18},
	    {"6162{2-4}6364", "1", 9},
	    {"6162(63|646566)67", "2", 8},
	    {"6162*6364", "0", UINT64_MAX},
	    {"6162{5-}6364", "0", UINT64_MAX},
	    {"616263", "*", UINT64_MAX},
	    {"616263", "EOF-5", UINT64_MAX},
	    {"616263", "EP+0", UINT64_MAX},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(reaches) / sizeof(reaches[0]); i++) {
		struct pattern pattern;

		compile(reaches[i].hexsig, reaches[i].offset, 0, &pattern);
		assert_true(
		    pattern_reach(pattern.program.data) == reaches[i].reach);
	}
}

/* ---- hits and programs that are none ----------------------------------------
 */

static void
hits_and_numbers_out_of_range_are_answered_with_no(void **state)
{
	static const char *const texts[] = {"616263", "616263*646566"};
	struct verify_match match;
	struct pattern pattern;
	int64_t steps = STEPS;
	const void *program;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		compile(texts[i], "*", 0, &pattern);
		program = pattern.program.data;
		for (uint64_t end = 0; end < 3; end++)
			assert_int_equal(
			    pattern_verify(program, 0, 0, SLICE("abcabc"), NULL,
				end, &steps, NULL, &match),
			    VERIFY_NO);
		assert_int_equal(pattern_verify(program, 0, 0, SLICE("abcdef"),
				     NULL, UINT64_MAX, &steps, NULL, &match),
		    VERIFY_NO);
		assert_int_equal(
		    pattern_verify(program, 0, 0, (struct slice){NULL, 0}, NULL,
			3, &steps, NULL, &match),
		    VERIFY_NO);
	}
	assert_int_equal(pattern_verify(program, 9, 0, SLICE("abcdef"), NULL, 3,
			     &steps, NULL, &match),
	    VERIFY_NO);
	assert_int_equal(pattern_verify(program, 0, 9, SLICE("abcdef"), NULL, 3,
			     &steps, NULL, &match),
	    VERIFY_NO);
}

static void
a_cut_program_is_refused(void **state)
{
	static const char *const texts[] = {
	    "616263", "79[1-2]6162(61|6263)!(6162)6?*616263(L)6162"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct pattern pattern;

		compile(texts[i], "*", 0, &pattern);
		for (size_t size = 0; size < pattern.program.size; size++)
			assert_false(
			    pattern_program_check(pattern.program.data, size));
		assert_false(pattern_program_check(
		    pattern.program.data + 4, pattern.program.size - 4));
	}
}

/* Each byte set to each of a few values: refused, or run without harm. */
static void
a_damaged_program_is_refused_or_runs_safely(void **state)
{
	static const uint8_t values[] = {
	    0, 1, 2, 6, 7, 8, 15, 0x7f, 0x80, 0xff};
	uint8_t copy[2048] __attribute__((aligned(8)));
	struct verify_match match;
	struct pattern pattern;
	unsigned refused = 0;

	(void)state;
	compile("79[1-2]6162(61|6263)!(6162)6?*(B)616263(L)6162", "1,9", 0,
	    &pattern);
	assert_true(pattern.program.size <= sizeof(copy));
	for (size_t at = 0; at < pattern.program.size; at++) {
		for (size_t v = 0; v < sizeof(values); v++) {
			int64_t steps = 2000;

			memcpy(
			    copy, pattern.program.data, pattern.program.size);
			copy[at] = values[v];
			if (!pattern_program_check(
				copy, pattern.program.size)) {
				refused++;
				continue;
			}
			for (uint16_t a = 0; a < 4; a++)
				for (uint64_t end = 0; end < 20; end++)
					(void)pattern_verify(copy, a, 0,
					    SLICE("y.abaccu.abc\nab..."), NULL,
					    end, &steps, NULL, &match);
		}
	}
	assert_true(refused > 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_steps_left_is_said),
	    cmocka_unit_test(overlapping_gaps_cost_linear_time),
	    cmocka_unit_test(alternatives_in_a_row_cost_no_exponential_time),
	    cmocka_unit_test(
		what_was_searched_in_vain_is_not_searched_again_for_the_next_hit),
	    cmocka_unit_test(
		hits_and_numbers_out_of_range_are_answered_with_no),
	    cmocka_unit_test(the_reach_is_where_the_last_match_ends),
	    cmocka_unit_test(a_cut_program_is_refused),
	    cmocka_unit_test(a_damaged_program_is_refused_or_runs_safely),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
