/*
 * fuzz_pattern - any text as a pattern
 *
 * Input: one byte of flags, the offset, a line feed, the pattern.  Whatever is
 * taken must be a whole program, have anchors with literals of sensible size,
 * and match what the slow matcher says on the bytes of its own first literal.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/pattern_run.h"
#include "tests/support/slow_pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define STEPS 100000

static void
check_anchors(const struct pattern *pattern)
{
	CHECK(pattern->anchor_count >= 1);
	CHECK(pattern->anchor_count <= PATTERN_ANCHORS);
	for (size_t i = 0; i < pattern->anchor_count; i++) {
		const struct pattern_anchor *set = &pattern->anchors[i];
		size_t shortest = SIZE_MAX;

		CHECK(set->id == i);
		CHECK(set->count >= 1);
		CHECK(set->count <= PATTERN_ANCHOR_LITERALS);
		for (uint16_t m = 0; m < set->count; m++) {
			CHECK(set->literals[m].bytes.size >= 1);
			CHECK(set->literals[m].bytes.size <= 64);
			CHECK(set->literals[m].member == m);
			if (set->literals[m].bytes.size < shortest)
				shortest = set->literals[m].bytes.size;
		}
		CHECK(set->shortest == shortest);
	}
}

static void
check_against_slow(const struct pattern *pattern, struct slice hexsig,
    struct slice offset, bool nocase)
{
	struct slice buffer = pattern->anchors[0].literals[0].bytes;
	struct verify_match match;
	enum slow_result slow =
	    slow_pattern_match(hexsig, offset, nocase, buffer);

	for (size_t i = 0; i < pattern->anchor_count; i++) {
		enum verify_result result =
		    pattern_run(pattern, i, nocase, buffer, STEPS, &match);

		if (slow == SLOW_GAVE_UP || result == VERIFY_EXHAUSTED)
			continue;
		CHECK((result == VERIFY_YES) == (slow == SLOW_YES));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = {data, size};
	struct slice offset;
	struct slice hexsig;
	struct arena *arena;
	struct pattern pattern;
	const char *reason = NULL;
	enum pattern_result result;
	unsigned flags;
	size_t line;

	if (size < 2)
		return 0;
	flags = data[0] & (PATTERN_NOCASE | PATTERN_SHORT);
	text = slice_skip(text, 1);
	line = slice_find_byte(text, '\n');
	offset = slice_sub(text, 0, line);
	hexsig = slice_skip(text, line + 1);
	arena = arena_create((size_t)16 << 20);
	if (arena == NULL)
		return 0;
	result =
	    pattern_compile(hexsig, offset, flags, arena, &pattern, &reason);
	CHECK(result == PATTERN_OK || reason != NULL);
	if (result == PATTERN_OK) {
		CHECK(pattern_program_check(
		    pattern.program.data, pattern.program.size));
		check_anchors(&pattern);
		if (hexsig.size <= 512)
			check_against_slow(&pattern, hexsig, offset,
			    (flags & PATTERN_NOCASE) != 0);
	}
	arena_destroy(&arena);
	return 0;
}
