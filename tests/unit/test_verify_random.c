/*
 * test_verify_random - the verifier beside the slow matcher, on random patterns
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/support/pattern_case.h"
#include "tests/support/slow_pattern.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_verifier_agrees_with_the_slow_matcher),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
