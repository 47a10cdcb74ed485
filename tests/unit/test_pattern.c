/*
 * test_pattern - what the compiler takes, refuses and looks for
 *
 * The table of what is taken was made with clamscan 1.4.6: each row was loaded
 * as the only line of an .ndb file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/scan/verify.h"
#include "core/pattern/pattern.h"
#include "core/pattern/pattern_program.h"
#include "tests/support/arena_case.h"

static enum pattern_result
compile(const char *hexsig, const char *offset, unsigned flags,
    struct pattern *pattern_r)
{
	const char *reason = NULL;
	enum pattern_result result;

	arena_reset(arena);
	result = pattern_compile(slice_from_string(hexsig),
	    slice_from_string(offset), flags, arena, pattern_r, &reason);
	if (result != PATTERN_OK)
		assert_non_null(reason);
	else
		assert_true(pattern_program_check(
		    pattern_r->program.data, pattern_r->program.size));
	return result;
}

/* ---- taken and refused ------------------------------------------------- */

static const struct {
	const char *hexsig;
	enum pattern_result expected;
} forms[] = {
    /* plain */
    {"616263", PATTERN_OK},
    {"61626A", PATTERN_OK},
    {"000000", PATTERN_OK},
    {"", PATTERN_MALFORMED},
    {"61", PATTERN_MALFORMED},
    {"6162", PATTERN_MALFORMED},
    {"616", PATTERN_MALFORMED},
    {"61626", PATTERN_MALFORMED},
    {"61626g", PATTERN_MALFORMED},
    {"6162 63", PATTERN_MALFORMED},
    /* wildcards and two plain bytes in a row */
    {"6865??", PATTERN_OK},
    {"??6865", PATTERN_OK},
    {"68??65", PATTERN_MALFORMED},
    {"6865??66", PATTERN_OK},
    {"61626?", PATTERN_OK},
    {"6?6263", PATTERN_OK},
    {"?1?26263", PATTERN_OK},
    {"616?6263", PATTERN_OK},
    {"6162?", PATTERN_MALFORMED},
    {"61?26", PATTERN_MALFORMED},
    {"?", PATTERN_MALFORMED},
    /* gaps */
    {"616263*646566", PATTERN_OK},
    {"616263**646566", PATTERN_MALFORMED},
    {"*616263", PATTERN_MALFORMED},
    {"616263*", PATTERN_MALFORMED},
    {"{2}616263", PATTERN_OK},
    {"616263{2}", PATTERN_OK},
    {"{2-}616263", PATTERN_MALFORMED},
    {"{200}616263", PATTERN_MALFORMED},
    {"616263{5-}", PATTERN_MALFORMED},
    {"616263{}616263", PATTERN_OK},
    {"616263{-}616263", PATTERN_OK},
    {"616263{5-3}616263", PATTERN_OK},
    {"616263{127}616263", PATTERN_OK},
    {"616263{128}616263", PATTERN_OK},
    {"616263{1-2-3}616263", PATTERN_MALFORMED},
    {"616263{a}616263", PATTERN_MALFORMED},
    {"616263{1", PATTERN_MALFORMED},
    {"616263{", PATTERN_MALFORMED},
    {"6162{2-3}6162", PATTERN_OK},
    {"61{2-3}616263", PATTERN_MALFORMED},
    {"61{2}616263", PATTERN_OK},
    {"6?61{2-3}616263", PATTERN_MALFORMED},
    {"616263{2147483647-}616263", PATTERN_OK},
    /* alternatives */
    {"6865(61|62)", PATTERN_OK},
    {"78(61|62)79", PATTERN_MALFORMED},
    {"616263(61)", PATTERN_OK},
    {"616263(61|62", PATTERN_MALFORMED},
    {"616263)61", PATTERN_MALFORMED},
    {"616263(", PATTERN_MALFORMED},
    {"616263(6?|62)", PATTERN_OK},
    {"616263(??|6162)", PATTERN_OK},
    {"616263(61|(62|6364))", PATTERN_OK},
    {"616263(61|*62)", PATTERN_MALFORMED},
    {"616263(61|6{1}62)", PATTERN_MALFORMED},
    {"616263(61|{1}62)", PATTERN_OK},
    {"616263(61|{128}62)", PATTERN_MALFORMED},
    {"616263(61|{1-2}62)", PATTERN_MALFORMED},
    {"616263(61|(B))", PATTERN_MALFORMED},
    {"616263(61|!(62))", PATTERN_MALFORMED},
    {"6162(6)63", PATTERN_MALFORMED},
    {"(616263|646566)", PATTERN_MALFORMED},
    {"(616263|646566)6162", PATTERN_OK},
    {"((61|62))6263", PATTERN_OK},
    /* negations */
    {"616263!(61)", PATTERN_OK},
    {"616263!(6162|6364)", PATTERN_OK},
    {"616263!(61|6162)", PATTERN_MALFORMED},
    {"616263!(6?)", PATTERN_MALFORMED},
    {"616263!((61|62))", PATTERN_MALFORMED},
    {"616263!6162", PATTERN_MALFORMED},
    {"616263!", PATTERN_MALFORMED},
    /* classes */
    {"616263(B)", PATTERN_OK},
    {"616263!(B)", PATTERN_OK},
    {"(L)616263(L)", PATTERN_OK},
    {"(W)616263!(W)", PATTERN_OK},
    {"(B)6162", PATTERN_OK},
    {"(B)61", PATTERN_MALFORMED},
    {"616263(X)", PATTERN_MALFORMED},
    {"616263(b)", PATTERN_MALFORMED},
    {"616263(BB)", PATTERN_OK}, /* the byte bb */
    /* ranges */
    {"79[1-2]7878", PATTERN_OK},
    {"787879[1-2]79", PATTERN_OK},
    {"79[1-2]7878[0-3]79", PATTERN_OK},
    {"7979[1-2]7878", PATTERN_MALFORMED},
    {"79[1-32]7878", PATTERN_OK},
    {"79[1-33]7878", PATTERN_MALFORMED},
    {"79[3-2]7878", PATTERN_MALFORMED},
    {"79[2]7878", PATTERN_OK},
    {"79[0]7878", PATTERN_OK},
    {"79[2-]7878", PATTERN_OK},
    {"79[-2]7878", PATTERN_MALFORMED},
    {"79[]7878", PATTERN_MALFORMED},
    {"79[1-27878", PATTERN_MALFORMED},
    {"7?[2]7878", PATTERN_OK},
    {"??[2]7878", PATTERN_OK},
    {"79[2]78787?", PATTERN_OK},
    {"(B)79[1-2]7878", PATTERN_MALFORMED},
    {"79[1-2](B)7878", PATTERN_OK},
};

static void
forms_are_taken_or_refused_as_by_clamscan(void **state)
{
	struct pattern pattern;

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (compile(forms[i].hexsig, "*", 0, &pattern) !=
		    forms[i].expected)
			fail_msg("%s", forms[i].hexsig);
	}
}

static const struct {
	const char *offset;
	enum pattern_result expected;
} offsets[] = {
    {"*", PATTERN_OK},
    {"0", PATTERN_OK},
    {"2147483647", PATTERN_OK},
    {"1,2", PATTERN_OK},
    {"1,", PATTERN_OK},
    {"EOF-0", PATTERN_OK},
    {"EOF-3", PATTERN_OK},
    {"EOF-3,2", PATTERN_OK},
    {"", PATTERN_MALFORMED},
    {"EOF", PATTERN_MALFORMED},
    {"EOF+3", PATTERN_MALFORMED},
    {"EOF-3,x", PATTERN_MALFORMED},
    {"eof-3", PATTERN_MALFORMED},
    {"-1", PATTERN_MALFORMED},
    {"1-", PATTERN_MALFORMED},
    {" 1", PATTERN_MALFORMED},
    {"1,2,3", PATTERN_MALFORMED},
    {"EP+0", PATTERN_OK},
    {"EP-10", PATTERN_OK},
    {"EP+", PATTERN_OK},
    {"EP+4,5", PATTERN_OK},
    {"EP", PATTERN_MALFORMED},
    {"ep+0", PATTERN_MALFORMED},
    {"EP+0x10", PATTERN_MALFORMED},
    {"EP+4x", PATTERN_MALFORMED},
    {"S1+0", PATTERN_OK},
    {"S1+", PATTERN_OK},
    {"S1+0,", PATTERN_OK},
    {"S255+16777215", PATTERN_OK},
    {"S255+16777216", PATTERN_UNSUPPORTED},
    {"S256+0", PATTERN_UNSUPPORTED},
    {"S1", PATTERN_MALFORMED},
    {"S1-4", PATTERN_MALFORMED},
    {"S+0", PATTERN_MALFORMED},
    {"Sx+0", PATTERN_MALFORMED},
    {"SE2", PATTERN_OK},
    {"SE", PATTERN_OK},
    {"SE0,4", PATTERN_OK},
    {"SE0+4", PATTERN_MALFORMED},
    {"SEL", PATTERN_MALFORMED},
    {"SE0x", PATTERN_MALFORMED},
    {"SE0,4x", PATTERN_MALFORMED},
    {"SL+4,5", PATTERN_OK},
    {"SL", PATTERN_MALFORMED},
    {"SL-4", PATTERN_MALFORMED},
    {"VI", PATTERN_OK},
    {"VI,4", PATTERN_OK},
    {"VI+4", PATTERN_MALFORMED},
    {"$1$", PATTERN_UNSUPPORTED},
};

static void
offsets_are_taken_refused_or_put_off(void **state)
{
	struct pattern pattern;

	(void)state;
	for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++) {
		if (compile("616263", offsets[i].offset, 0, &pattern) !=
		    offsets[i].expected)
			fail_msg("%s", offsets[i].offset);
	}
}

static void
two_plain_bytes_are_taken_when_asked_for(void **state)
{
	struct pattern pattern;

	(void)state;
	assert_int_equal(
	    compile("6162", "*", PATTERN_SHORT, &pattern), PATTERN_OK);
	assert_int_equal(pattern.anchors[0].shortest, 2);
	assert_int_equal(
	    compile("61", "*", PATTERN_SHORT, &pattern), PATTERN_MALFORMED);
}

/* ---- limits ------------------------------------------------------------ */

static enum pattern_result
compile_nested(unsigned depth)
{
	char text[512] = "616263";
	size_t at = 6;
	struct pattern pattern;

	for (unsigned i = 0; i < depth; i++)
		text[at++] = '(';
	at += (size_t)snprintf(text + at, sizeof(text) - at, "6162");
	for (unsigned i = 0; i < depth; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "|6262)");
	return compile(text, "*", 0, &pattern);
}

static void
sixteen_levels_of_alternatives_are_taken_and_not_more(void **state)
{
	(void)state;
	assert_int_equal(compile_nested(16), PATTERN_OK);
	assert_int_equal(compile_nested(17), PATTERN_MALFORMED);
}

static void
unclosed_alternatives_of_any_depth_are_refused(void **state)
{
	char text[128] = "616263";
	struct pattern pattern;

	(void)state;
	for (size_t depth = 0; depth < 40; depth++) {
		text[6 + depth] = '(';
		text[7 + depth] = '\0';
		assert_int_equal(
		    compile(text, "*", 0, &pattern), PATTERN_MALFORMED);
	}
}

static enum pattern_result
compile_parts(unsigned count)
{
	char text[2048];
	size_t at = 0;
	struct pattern pattern;

	for (unsigned i = 0; i < count; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s616263",
		    i == 0 ? "" : "*");
	return compile(text, "*", 0, &pattern);
}

static void
as_many_parts_as_allowed_are_taken_and_not_one_more(void **state)
{
	(void)state;
	assert_int_equal(compile_parts(PROGRAM_PARTS_MAX), PATTERN_OK);
	assert_int_equal(
	    compile_parts(PROGRAM_PARTS_MAX + 1), PATTERN_UNSUPPORTED);
}

/* (61|??{n}) twice and more: forms from 1 to n + 1 bytes. */
static enum pattern_result
compile_spread(unsigned spread)
{
	char text[256];
	size_t at = (size_t)snprintf(text, sizeof(text), "616263");
	struct pattern pattern;

	for (; spread > 0; spread -= spread > 127 ? 127 : spread) {
		unsigned one = spread > 127 ? 127 : spread;

		at += (size_t)snprintf(
		    text + at, sizeof(text) - at, "(61|??{%u})", one);
	}
	return compile(text, "*", 0, &pattern);
}

static void
a_part_of_too_many_lengths_is_unsupported(void **state)
{
	(void)state;
	assert_int_equal(compile_spread(PROGRAM_SPREAD_MAX - 1), PATTERN_OK);
	assert_int_equal(
	    compile_spread(PROGRAM_SPREAD_MAX), PATTERN_UNSUPPORTED);
}

static void
a_full_arena_is_no_memory_and_not_a_crash(void **state)
{
	struct pattern pattern;
	const char *reason;

	(void)state;
	for (size_t room = 0; room < 1200; room += 40) {
		struct arena *small = arena_create(room);
		enum pattern_result result;

		assert_non_null(small);
		result = pattern_compile(SLICE("616263*646566(67|6869)"),
		    SLICE("*"), 0, small, &pattern, &reason);
		if (room < 400)
			assert_int_equal(result, PATTERN_NO_MEMORY);
		arena_destroy(&small);
	}
}

static void
text_cut_at_every_byte_is_taken_or_refused(void **state)
{
	static const char text[] = "79[1-2](B)6162??6?(61|(6263|64))!(6161)"
				   "{2}!(L)6162{3-40}(W)616263*6465[0-3]66";
	struct pattern pattern;
	const char *reason;

	(void)state;
	for (size_t size = 0; size < sizeof(text); size++) {
		enum pattern_result result;

		arena_reset(arena);
		result =
		    pattern_compile((struct slice){(const uint8_t *)text, size},
			SLICE("*"), 0, arena, &pattern, &reason);
		assert_true(
		    result == PATTERN_OK || result == PATTERN_MALFORMED);
	}
	assert_int_equal(compile(text, "*", 0, &pattern), PATTERN_OK);
}

/* ---- anchors ----------------------------------------------------------- */

static void
assert_literal(
    const struct pattern *pattern, size_t anchor, const char *expected)
{
	struct slice bytes = pattern->anchors[anchor].literals[0].bytes;

	if (!slice_equal(bytes, slice_from_string(expected)))
		fail_msg("%.*s is not %s", (int)bytes.size,
		    (const char *)bytes.data, expected);
}

static void
a_short_run_is_its_own_anchor(void **state)
{
	struct pattern pattern;

	(void)state;
	assert_int_equal(compile("7a71786a6b76", "*", 0, &pattern), PATTERN_OK);
	assert_int_equal(pattern.anchor_count, 1);
	assert_int_equal(pattern.anchors[0].count, 1);
	assert_int_equal(pattern.length_min, 6);
	assert_literal(&pattern, 0, "zqxjkv");
}

static void
the_rarer_part_comes_first(void **state)
{
	struct pattern pattern;

	(void)state;
	/* "the " and "zqxj" */
	assert_int_equal(
	    compile("74686520*7a71786a", "*", 0, &pattern), PATTERN_OK);
	assert_int_equal(pattern.anchor_count, 2);
	assert_literal(&pattern, 0, "zqxj");
	assert_literal(&pattern, 1, "the ");
	assert_true(pattern.anchors[0].rarity > pattern.anchors[1].rarity);
}

static void
zeros_and_blanks_are_no_good_anchor(void **state)
{
	struct pattern pattern;

	(void)state;
	assert_int_equal(
	    compile("0000000000000000000000*636f6d65", "*", 0, &pattern),
	    PATTERN_OK);
	assert_literal(&pattern, 0, "come");
	assert_int_equal(
	    compile("20202020202020202020*636f6d65", "*", 0, &pattern),
	    PATTERN_OK);
	assert_literal(&pattern, 0, "come");
}

static void
a_long_run_gives_a_window_of_it(void **state)
{
	struct pattern pattern;
	char text[201] = "";

	(void)state;
	for (size_t i = 0; i < 100; i++)
		snprintf(text + 2 * i, 3, "%02x",
		    i >= 40 && i < 48 ? 0x7au + (unsigned)(i & 1) : 0x20u);
	assert_int_equal(compile(text, "*", 0, &pattern), PATTERN_OK);
	assert_int_equal(pattern.anchors[0].shortest, 32);
	assert_memory_equal(
	    pattern.anchors[0].literals[0].bytes.data + 24, "z{z{z{z{", 8);
}

static void
short_runs_are_multiplied_out_to_four_bytes(void **state)
{
	struct pattern pattern;

	(void)state;
	/* "ab" then c or d then "ef": five bytes in two ways */
	assert_int_equal(
	    compile("6162(63|64)6566", "*", 0, &pattern), PATTERN_OK);
	assert_int_equal(pattern.anchors[0].count, 2);
	assert_int_equal(pattern.anchors[0].shortest, 5);
	assert_literal(&pattern, 0, "abcef");
	/* a nibble is 16 ways */
	assert_int_equal(compile("61626?63", "*", 0, &pattern), PATTERN_OK);
	assert_int_equal(pattern.anchors[0].count, 16);
	assert_int_equal(pattern.anchors[0].shortest, 4);
}

static void
long_alternatives_make_a_set_of_their_own(void **state)
{
	struct pattern pattern;

	(void)state;
	assert_int_equal(
	    compile("{1}6162{1}(7a71786a6b76|7171717a6a78)", "*", 0, &pattern),
	    PATTERN_OK);
	assert_int_equal(pattern.anchors[0].count, 2);
	assert_literal(&pattern, 0, "zqxjkv");
}

static void
without_four_bytes_a_shorter_literal_is_offered(void **state)
{
	struct pattern pattern;

	(void)state;
	assert_int_equal(
	    compile("6162??????636465", "*", 0, &pattern), PATTERN_OK);
	assert_int_equal(pattern.anchors[0].shortest, 3);
}

static void
without_case_literals_are_in_lower_case(void **state)
{
	struct pattern pattern;

	(void)state;
	assert_int_equal(
	    compile("4A4B4C4D5A", "*", PATTERN_NOCASE, &pattern), PATTERN_OK);
	assert_literal(&pattern, 0, "jklmz");
}

static void
the_least_length_counts_parts_gaps_and_offset(void **state)
{
	struct pattern pattern;

	(void)state;
	assert_int_equal(
	    compile("616263{5-9}6465(66|6667)", "10", 0, &pattern), PATTERN_OK);
	assert_int_equal(pattern.length_min, 10 + 3 + 5 + 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(forms_are_taken_or_refused_as_by_clamscan),
	    cmocka_unit_test(offsets_are_taken_refused_or_put_off),
	    cmocka_unit_test(two_plain_bytes_are_taken_when_asked_for),
	    cmocka_unit_test(
		sixteen_levels_of_alternatives_are_taken_and_not_more),
	    cmocka_unit_test(unclosed_alternatives_of_any_depth_are_refused),
	    cmocka_unit_test(
		as_many_parts_as_allowed_are_taken_and_not_one_more),
	    cmocka_unit_test(a_part_of_too_many_lengths_is_unsupported),
	    cmocka_unit_test(a_full_arena_is_no_memory_and_not_a_crash),
	    cmocka_unit_test(text_cut_at_every_byte_is_taken_or_refused),
	    cmocka_unit_test(a_short_run_is_its_own_anchor),
	    cmocka_unit_test(the_rarer_part_comes_first),
	    cmocka_unit_test(zeros_and_blanks_are_no_good_anchor),
	    cmocka_unit_test(a_long_run_gives_a_window_of_it),
	    cmocka_unit_test(short_runs_are_multiplied_out_to_four_bytes),
	    cmocka_unit_test(long_alternatives_make_a_set_of_their_own),
	    cmocka_unit_test(without_four_bytes_a_shorter_literal_is_offered),
	    cmocka_unit_test(without_case_literals_are_in_lower_case),
	    cmocka_unit_test(the_least_length_counts_parts_gaps_and_offset),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
