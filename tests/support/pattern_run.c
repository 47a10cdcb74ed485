/*
 * pattern_run - a compiled pattern run over a whole buffer, without a matcher
 */
#include "tests/support/pattern_run.h"

#include "core/pattern/pattern_program.h"

static bool
literal_at(struct slice literal, bool nocase, struct slice buffer, size_t at)
{
	struct slice here = slice_sub(buffer, at, literal.size);

	return nocase ? slice_equal_nocase(here, literal)
		      : slice_equal(here, literal);
}

enum verify_result
pattern_run(const struct pattern *pattern, size_t anchor, bool nocase,
    struct slice buffer, int64_t steps, struct verify_match *match_r)
{
	const struct pattern_anchor *set = &pattern->anchors[anchor];
	struct verify_range known[PROGRAM_PARTS_MAX];
	enum verify_result result = VERIFY_NO;

	for (size_t i = 0; i < PROGRAM_PARTS_MAX; i++)
		known[i] = VERIFY_RANGE_NONE;
	for (size_t at = 0; at < buffer.size; at++) {
		for (uint16_t m = 0; m < set->count; m++) {
			struct slice literal = set->literals[m].bytes;
			enum verify_result one;

			if (!literal_at(literal, nocase, buffer, at))
				continue;
			one = pattern_verify(pattern->program.data, set->id,
			    set->literals[m].member, buffer, NULL,
			    at + literal.size, &steps, known, match_r);
			if (one == VERIFY_YES)
				return one;
			if (one == VERIFY_EXHAUSTED)
				result = one;
		}
	}
	return result;
}
