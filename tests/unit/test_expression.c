/*
 * test_expression - the logic of logical signatures
 *
 * What each expression comes to is what clamscan 1.4.6 said of files with so
 * many matches of each sub-signature.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "core/logic/expression.h"
#include "tests/support/arena_case.h"

static enum expression_result
compile(const char *text, struct expression *expression_r)
{
	const char *reason;
	enum expression_result result = expression_compile(
	    slice_from_string(text), arena, expression_r, &reason);

	assert_true((reason == NULL) == (result == EXPRESSION_OK));
	return result;
}

/* ---- truth ------------------------------------------------------------- */

#define FILES 4
#define IDS 4

/* Matches of sub-signatures 0 .. 3 in four files. */
static const uint32_t counts[FILES][IDS] = {
    {2, 1, 1, 0}, {1, 1, 1, 0}, {0, 0, 0, 1}, {0, 1, 0, 1}};

static const struct {
	const char *text;
	bool truth[FILES];
} measured[] = {
    {"((0|1)>0|2)>1,2", {false, false, false, false}},
    {"((0|1)>0|2)>1,1", {true, true, false, false}},
    {"((0|1)>0|2)>2", {true, true, false, false}},
    {"((0|1)|2)>1,2", {true, true, false, false}},
    {"(0=0|1)>0,2", {false, false, false, true}},
    {"(0|1)=0", {false, false, true, false}},
    {"(0&1)=0", {false, false, true, true}},
    {"(0&1)<1", {false, false, true, true}},
    {"((0&1)=0|2)>0", {true, true, false, false}},
    {"((0&1)=0&2)>0,2", {false, false, false, false}},
    {"((0&3)=0|2)>0,1", {true, true, false, false}},
    {"(0|1)<9,2", {true, true, false, false}},
    {"(0|1)=2,2", {false, true, false, false}},
    {"(0&3)=2", {false, false, false, false}},
    {"(0&3|1)=1", {true, true, false, true}},
    {"(0|3&1)=1", {false, false, false, false}},
    {"(0>0|1)=2", {false, true, false, false}},
    {"((0|1)=2&2)=3,3", {false, false, false, false}},
    {"((0|1)=2&2)=3,1", {false, true, false, false}},
    {"((0|1)=2&2)=3,2", {false, false, false, false}},
    {"(0&(1|2)>0)=3", {false, true, false, false}},
    {"(0|(1&2)=1|3)>0,2", {false, false, false, false}},
    {"0|1&3", {true, true, false, true}},
    {"0&3|1", {true, true, false, false}},
    {"(0|1&3)", {false, false, false, true}},
    {"(3&0|1)", {true, true, false, true}},
    {"3&0|1", {false, false, false, true}},
    {"(3|0&3)", {false, false, true, true}},
    {"(1|0&3|2)", {true, true, false, true}},
    {"(3&1|0&3)", {false, false, false, true}},
    {"(0|1)>1,2,5", {true, true, false, false}},
};

struct asked {
	const uint32_t *counts;
	uint32_t questions;
};

/* As lazy as a counter may be: no more than was asked for. */
static uint32_t
count(void *owner, uint32_t id, uint32_t wanted)
{
	struct asked *asked = owner;

	asked->questions++;
	assert_true(wanted > 0);
	return asked->counts[id] < wanted ? asked->counts[id] : wanted;
}

static void
expressions_are_true_when_clamscan_says_so(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(measured) / sizeof(measured[0]); i++) {
		struct expression e;

		if (compile(measured[i].text, &e) != EXPRESSION_OK)
			fail_msg("%s is not taken", measured[i].text);
		assert_true(expression_check(e.nodes, e.count, IDS));
		for (size_t f = 0; f < FILES; f++) {
			struct asked asked = {.counts = counts[f]};

			if (expression_is_true(e.nodes, count, &asked) !=
			    measured[i].truth[f])
				fail_msg("%s in file %zu is not %d",
				    measured[i].text, f, measured[i].truth[f]);
		}
	}
}

static void
what_is_decided_is_not_asked_for(void **state)
{
	static const struct {
		const char *text;
		uint32_t questions; /* of the third file: 0 0 0 1 */
	} rows[] = {{"0&1&2&3", 1}, {"3|0|1|2", 1}, {"(3|0|1)&(3|2)", 2},
	    {"(3|0|1)>0", 3}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct asked asked = {.counts = counts[2]};
		struct expression e;

		assert_int_equal(compile(rows[i].text, &e), EXPRESSION_OK);
		(void)expression_is_true(e.nodes, count, &asked);
		assert_int_equal(asked.questions, rows[i].questions);
	}
}

/* ---- text -------------------------------------------------------------- */

static void
what_clamscan_takes_and_refuses(void **state)
{
	static const struct {
		const char *text;
		int id_max; /* -1: malformed */
	} rows[] = {
	    {"0", 0},
	    {"(0)", 0},
	    {"((0))", 0},
	    {"0=1", 0},
	    {"0=1,1", 0},
	    {"0>1<5", 0},
	    {"0 & 1", 1},
	    {"(0|1)=2", 1},
	    {"(0|1)=2,2", 1},
	    {"(0|1)=2,", 1},
	    {"(0|1)>1&(2)", 2},
	    {"((0|1)>1)", 1},
	    {"(0)&(1)", 1},
	    {"0&1=1&1>3", 1},
	    {"0>=2", 0},
	    {"0=4294967296", 0},
	    {"(((0&1)))", 1},
	    {"0&(1|(2&3)=1)=1", 3},
	    {"63", 63},
	    {"64", -1},
	    {"", -1},
	    {"()", -1},
	    {"x", -1},
	    {"-1", -1},
	    {"(0)=1", -1},
	    {"(0)>0", -1},
	    {"((0)=1)", -1},
	    {"0&&1", -1},
	    {"&0", -1},
	    {"0&", -1},
	    {"(0&1", -1},
	    {"0&1)", -1},
	    {"(0|1)=", -1},
	    {"(0|1)>", -1},
	    {"0=", -1},
	    {"0>a", -1},
	    {"(0|1)(2)", -1},
	    {"(0|1)2", -1},
	    {"(0|1)>1>2", -1},
	    {"((0|1)>1)>2", -1},
	    {"((0|1))>1", -1},
	    {"(0|1)>1 ", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct expression e;
		enum expression_result result = compile(rows[i].text, &e);

		if (rows[i].id_max < 0 && result != EXPRESSION_MALFORMED)
			fail_msg("\"%s\" is not malformed", rows[i].text);
		if (rows[i].id_max >= 0 && result != EXPRESSION_OK)
			fail_msg("\"%s\" is not taken", rows[i].text);
		if (rows[i].id_max >= 0)
			assert_int_equal(e.id_max, rows[i].id_max);
	}
}

/* Cut anywhere it is taken or refused, never half of both. */
static void
an_expression_may_end_at_every_byte(void **state)
{
	const char *whole = "((0|1)>1,2&2=3)|(3&4>0)=2";
	char text[64];

	(void)state;
	for (size_t size = 0; size <= strlen(whole); size++) {
		struct expression e;

		snprintf(text, sizeof(text), "%.*s", (int)size, whole);
		if (compile(text, &e) == EXPRESSION_OK)
			assert_true(expression_check(e.nodes, e.count, 5));
	}
}

/* count times piece, then the rest. */
static void
repeat(char *text_r, const char *piece, size_t count_of, const char *rest)
{
	size_t size = strlen(piece);

	for (size_t i = 0; i < count_of; i++)
		memcpy(text_r + i * size, piece, size);
	memcpy(text_r + count_of * size, rest, strlen(rest) + 1);
}

static void
what_is_too_deep_or_too_long_is_refused(void **state)
{
	static char text[EXPRESSION_TEXT_MAX * 2];
	struct expression e;

	(void)state;
	repeat(text, "(", EXPRESSION_DEPTH * 4, "0");
	assert_int_equal(compile(text, &e), EXPRESSION_MALFORMED);
	repeat(text, "0&", EXPRESSION_DEPTH, "0");
	assert_int_equal(compile(text, &e), EXPRESSION_OK);
	repeat(text, "0&", EXPRESSION_DEPTH + 1, "0");
	assert_int_equal(compile(text, &e), EXPRESSION_TOO_LARGE);
	repeat(text, "(0|1)&", EXPRESSION_DEPTH - 2, "0");
	assert_int_equal(compile(text, &e), EXPRESSION_OK);
	repeat(text, "0&", EXPRESSION_TEXT_MAX / 2, "0");
	assert_int_equal(compile(text, &e), EXPRESSION_TOO_LARGE);
}

/* ---- nodes from elsewhere ---------------------------------------------- */

static void
a_tree_that_does_not_hold_together_is_noticed(void **state)
{
	struct expression_node good[] = {
	    {.kind = EXPRESSION_AND, .size = 4},
	    {.kind = EXPRESSION_LEAF, .size = 1, .id = 0},
	    {.kind = EXPRESSION_OR, .size = 2, .compare = EXPRESSION_MORE},
	    {.kind = EXPRESSION_LEAF, .size = 1, .id = 1},
	};
	struct expression_node bad[4];

	(void)state;
	assert_true(expression_check(good, 4, 2));
	assert_false(expression_check(good, 4, 1));
	assert_false(expression_check(good, 3, 2));
	assert_false(expression_check(good, 0, 2));
	for (size_t i = 0; i < 4; i++)
		for (uint32_t size = 0; size < 6; size++) {
			memcpy(bad, good, sizeof(bad));
			bad[i].size = size;
			assert_int_equal(
			    expression_check(bad, 4, 2), size == good[i].size);
		}
	memcpy(bad, good, sizeof(bad));
	bad[2].kind = 0;
	assert_false(expression_check(bad, 4, 2));
	memcpy(bad, good, sizeof(bad));
	bad[2].compare = EXPRESSION_COMPARES;
	assert_false(expression_check(bad, 4, 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(expressions_are_true_when_clamscan_says_so),
	    cmocka_unit_test(what_is_decided_is_not_asked_for),
	    cmocka_unit_test(what_clamscan_takes_and_refuses),
	    cmocka_unit_test(an_expression_may_end_at_every_byte),
	    cmocka_unit_test(what_is_too_deep_or_too_long_is_refused),
	    cmocka_unit_test(a_tree_that_does_not_hold_together_is_noticed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
