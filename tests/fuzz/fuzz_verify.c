/*
 * fuzz_verify - a pattern, a buffer, and a program that was tampered with
 *
 * Input: two bytes that say how to tamper, one of flags, offset, line feed,
 * pattern, line feed, buffer.
 *
 *   - every anchor set gives the answer of the slow matcher;
 *   - so each match holds a literal of each set;
 *   - a match lies in the buffer;
 *   - a program with one byte changed is refused or runs within its steps.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/pattern_run.h"
#include "tests/support/slow_pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define STEPS 100000

static void
check_answers(const struct pattern *pattern, struct slice hexsig,
    struct slice offset, bool nocase, struct slice buffer)
{
	enum slow_result slow =
	    slow_pattern_match(hexsig, offset, nocase, buffer);

	for (size_t i = 0; i < pattern->anchor_count; i++) {
		struct verify_match match = {0, 0};
		enum verify_result result =
		    pattern_run(pattern, i, nocase, buffer, STEPS, &match);

		if (result == VERIFY_YES) {
			CHECK(match.start < match.end);
			CHECK(match.end <= buffer.size);
			CHECK(match.end >= pattern->length_min);
		}
		if (slow == SLOW_GAVE_UP || result == VERIFY_EXHAUSTED)
			continue;
		CHECK((result == VERIFY_YES) == (slow == SLOW_YES));
	}
}

/* EP+n, Sx+n, VI and the like, which the slow matcher does not know. */
static bool
is_in_program(struct slice offset)
{
	return offset.size > 0 &&
	       (offset.data[0] == 'E' || offset.data[0] == 'S' ||
		   offset.data[0] == 'V') &&
	       !slice_starts_with(offset, SLICE("EOF-"));
}

/* The copy has exactly the program's size, so that ASan sees its end. */
static void
run_tampered(const struct pattern *pattern, uint8_t where, uint8_t value,
    struct slice buffer)
{
	size_t size = pattern->program.size;
	uint8_t *copy = aligned_alloc(8, size);
	struct verify_match match;
	int64_t steps = STEPS;

	if (copy == NULL)
		return;
	memcpy(copy, pattern->program.data, size);
	copy[where * 3u % size] = value;
	if (pattern_program_check(copy, size)) {
		for (uint64_t end = 0; end <= buffer.size + 1; end++)
			(void)pattern_verify(copy, (uint16_t)(end & 1),
			    value & 1, buffer, NULL, end, &steps, NULL, &match);
	}
	free(copy);
}

static struct slice
take_line(struct slice *text)
{
	size_t end = slice_find_byte(*text, '\n');
	struct slice line = slice_sub(*text, 0, end);

	*text = slice_skip(*text, end + 1);
	return line;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = {data, size};
	struct slice offset;
	struct slice hexsig;
	struct arena *arena;
	struct pattern pattern;
	const char *reason;
	unsigned flags;

	if (size < 4)
		return 0;
	flags = data[2] & (PATTERN_NOCASE | PATTERN_SHORT);
	text = slice_skip(text, 3);
	offset = take_line(&text);
	hexsig = take_line(&text);
	if (hexsig.size > 512 || text.size > 64)
		return 0;
	arena = arena_create((size_t)8 << 20);
	if (arena == NULL)
		return 0;
	if (pattern_compile(hexsig, offset, flags, arena, &pattern, &reason) ==
	    PATTERN_OK) {
		if (!is_in_program(offset))
			check_answers(&pattern, hexsig, offset,
			    (flags & PATTERN_NOCASE) != 0, text);
		run_tampered(&pattern, data[0], data[1], text);
	}
	arena_destroy(&arena);
	return 0;
}
