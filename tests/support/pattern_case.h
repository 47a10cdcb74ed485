/*
 * pattern_case - one pattern, asked of bytes from each of its anchors
 *
 * A pattern lives in the arena until the next one is compiled.  Include after
 * cmocka.h.
 */
#ifndef TESTS_SUPPORT_PATTERN_CASE_H
#define TESTS_SUPPORT_PATTERN_CASE_H

#include "tests/support/arena_case.h"
#include "tests/support/pattern_run.h"

/* More than any pattern here needs. */
#define STEPS ((int64_t)1000000)

/* A pattern that is as well formed as its program, or the test fails. */
static inline void
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
static inline enum verify_result
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

#endif
