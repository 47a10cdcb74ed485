/*
 * test_verify - does a pattern match, and where
 *
 * The table was made with clamscan 1.4.6, except where a row says otherwise;
 * the random part holds the verifier against the slow matcher.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/pattern_run.h"
#include "tests/support/slow_pattern.h"

#define STEPS ((int64_t)1000000)

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_create((size_t)8 << 20);
	return arena == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

static void
compile(const char *hexsig, const char *offset, unsigned flags,
    struct pattern *pattern_r)
{
	const char *reason;

	arena_reset(arena);
	if (pattern_compile(slice_from_string(hexsig),
		slice_from_string(offset), flags, arena, pattern_r,
		&reason) != PATTERN_OK)
		fail_msg("%s: %s", hexsig, reason);
	assert_true(pattern_program_check(
	    pattern_r->program.data, pattern_r->program.size));
}

/* The same answer from each anchor, or the test fails. */
static enum verify_result
run_all(const struct pattern *pattern, bool nocase, struct slice buffer,
    struct verify_match *match_r)
{
	enum verify_result first =
	    pattern_run(pattern, 0, nocase, buffer, STEPS, match_r);

	for (size_t i = 1; i < pattern->anchor_count; i++) {
		struct verify_match other;

		assert_int_equal(first,
		    pattern_run(pattern, i, nocase, buffer, STEPS, &other));
	}
	return first;
}

/* ---- the table --------------------------------------------------------- */

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

/* ---- against the slow matcher ------------------------------------------ */

static uint32_t random_state;

static uint32_t
random_below(uint32_t n)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (random_state >> 8) % n;
}

static const char *const atoms[] = {"61", "62", "63", "61", "62", "63", "{1}",
    "6?", "?1", "?2", "{2}", "(61|62)", "(61)", "(6162|63)", "(61|6?62|626361)",
    "(63|(61|6262)62)", "!(61)", "!(62|63)", "!(6162|6261)", "(B)", "!(W)",
    "(L)"};
static const char *const gaps[] = {
    "*", "{1-2}", "{-1}", "{-3}", "{2-}", "{0}", "{3-4}", "{0-0}", "{2-2}"};
static const char *const starts[] = {
    "", "", "", "", "(B)", "(W)", "!(L)", "(L)", "61[0-2]", "6?[1-3]"};
static const char *const ends[] = {
    "", "", "", "", "(B)", "(W)", "!(B)", "(L)", "[0-2]62", "[1-1]61"};
static const char *const places[] = {
    "*", "*", "*", "0", "3", "1,4", "EOF-6", "EOF-9,4", "EOF-4,9"};

#define PICK(table) table[random_below(sizeof(table) / sizeof(table[0]))]

static void
random_pattern(char *text, size_t room)
{
	uint32_t parts = 1 + random_below(3);
	size_t at = 0;

	for (uint32_t i = 0; i < parts; i++) {
		uint32_t before = random_below(3);
		uint32_t after = random_below(3);

		if (i > 0)
			at += (size_t)snprintf(
			    text + at, room - at, "%s", PICK(gaps));
		at +=
		    (size_t)snprintf(text + at, room - at, "%s", PICK(starts));
		while (before-- > 0)
			at += (size_t)snprintf(
			    text + at, room - at, "%s", PICK(atoms));
		for (unsigned letter = 0; letter < 2; letter++)
			at += (size_t)snprintf(
			    text + at, room - at, "6%u", 1 + random_below(3));
		while (after-- > 0)
			at += (size_t)snprintf(
			    text + at, room - at, "%s", PICK(atoms));
		at += (size_t)snprintf(text + at, room - at, "%s", PICK(ends));
	}
}

static void
the_verifier_agrees_with_the_slow_matcher(void **state)
{
	static const char bytes[] = "aaaabbbbcccc.\n\r";
	uint64_t matched = 0;
	uint64_t compared = 0;

	(void)state;
	random_state = 20240607;
	for (unsigned round = 0; round < 4000; round++) {
		char text[512];
		const char *offset = PICK(places);
		struct pattern pattern;
		const char *reason;

		random_pattern(text, sizeof(text));
		arena_reset(arena);
		if (pattern_compile(slice_from_string(text),
			slice_from_string(offset), PATTERN_SHORT, arena,
			&pattern, &reason) != PATTERN_OK)
			continue;
		for (unsigned i = 0; i < 8; i++) {
			uint8_t data[32];
			struct slice buffer = {data, random_below(32)};
			struct verify_match match;
			enum slow_result slow;

			for (size_t b = 0; b < buffer.size; b++)
				data[b] = (uint8_t)
				    bytes[random_below(sizeof(bytes) - 1)];
			slow = slow_pattern_match(slice_from_string(text),
			    slice_from_string(offset), false, buffer);
			if (slow == SLOW_GAVE_UP)
				continue;
			compared++;
			matched += slow == SLOW_YES;
			if ((run_all(&pattern, false, buffer, &match) ==
				VERIFY_YES) != (slow == SLOW_YES))
				fail_msg("%s at %s", text, offset);
		}
	}
	/* The random patterns are not all hopeless, nor all trivial. */
	assert_true(compared > 20000);
	assert_true(matched > 400);
}

/* ---- bounds ------------------------------------------------------------ */

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

/* ---- how far a match may reach ----------------------------------------- */

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

/* ---- programs that were damaged ---------------------------------------- */

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
	    cmocka_unit_test(patterns_match_where_they_should_and_nowhere_else),
	    cmocka_unit_test(whole_words_are_told_as_by_clamscan),
	    cmocka_unit_test(the_slow_matcher_agrees_with_the_table),
	    cmocka_unit_test(a_match_says_where_it_starts_and_ends),
	    cmocka_unit_test(without_case_letters_match_in_either),
	    cmocka_unit_test(the_verifier_agrees_with_the_slow_matcher),
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
	return cmocka_run_group_tests(tests, setup, teardown);
}
