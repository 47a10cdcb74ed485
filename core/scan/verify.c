/*
 * verify - does the whole pattern match here?
 *
 * By its form: one plain run (verify_plain.c), or parts with gaps between them
 * (verify_parts.c); and by what its offset refers to.
 */
#include "core/scan/verify.h"

#include "core/scan/verify_parts.h"
#include "core/scan/verify_plain.h"
#include "core/scan/verify_window.h"

/* The pattern in a window of starts. */
static enum verify_result
verify_within(const struct program_head *head, uint16_t anchor, uint16_t member,
    struct slice buffer, struct verify_range window, uint64_t literal_end,
    int64_t *steps, struct verify_range *known, struct verify_match *match_r)
{
	if (head->form == PROGRAM_PLAIN)
		return verify_plain_at(
		    head, buffer, window, literal_end, steps, match_r);
	if (known == NULL)
		return verify_parts_alone(head, anchor, member, buffer, window,
		    literal_end, steps, match_r);
	return verify_parts_at(head, anchor, member, buffer, window,
	    literal_end, steps, known, match_r);
}

/* At any of the keys.  What was searched in vain for one key may do for
 * another, so nothing is remembered. */
static enum verify_result
verify_at_version(const struct program_head *head, uint16_t anchor,
    uint16_t member, struct slice buffer, const struct verify_places *places,
    uint64_t literal_end, int64_t *steps, struct verify_match *match_r)
{
	enum verify_result result = VERIFY_NO;

	for (size_t i = 0; i < places->version_key_count && result == VERIFY_NO;
	     i++) {
		uint64_t key = places->version_keys[i];

		result = verify_within(head, anchor, member, buffer,
		    (struct verify_range){key, key}, literal_end, steps, NULL,
		    match_r);
	}
	return result;
}

bool
pattern_wants_places(const void *program)
{
	const struct program_head *head = program;

	return program_origin_is_executable(head->origin);
}

enum verify_result
pattern_verify(const void *program, uint16_t anchor, uint16_t member,
    struct slice buffer, const struct verify_places *places,
    uint64_t literal_end, int64_t *steps, struct verify_range *known,
    struct verify_match *match_r)
{
	const struct program_head *head = program;
	struct verify_range window;

	if (head->origin == PROGRAM_AT_VERSION)
		return places == NULL
			   ? VERIFY_NO
			   : verify_at_version(head, anchor, member, buffer,
				 places, literal_end, steps, match_r);
	if (!verify_window(head, places, buffer.size, &window))
		return VERIFY_NO;
	return verify_within(head, anchor, member, buffer, window, literal_end,
	    steps, known, match_r);
}

/* ---- without an anchor ------------------------------------------------- */

static enum verify_result
search_within(const struct program_head *head, struct slice buffer,
    struct verify_range window, uint64_t from, int64_t *steps,
    struct verify_range *known, struct verify_match *match_r, uint64_t *next_r)
{
	if (head->form == PROGRAM_PLAIN)
		return verify_plain_search(
		    head, buffer, window, from, steps, match_r, next_r);
	return verify_parts_search(
	    head, buffer, window, from, steps, known, match_r, next_r);
}

/* Of what stands at any of the keys, that which ends its search first. */
static __attribute__((noinline)) enum verify_result
search_at_version(const struct program_head *head, struct slice buffer,
    const struct verify_places *places, uint64_t from, int64_t *steps,
    struct verify_match *match_r, uint64_t *next_r)
{
	struct verify_range known[PROGRAM_PARTS_MAX];
	enum verify_result best = VERIFY_NO;

	for (size_t i = 0; i < places->version_key_count; i++) {
		uint64_t key = places->version_keys[i], next = 0;
		struct verify_match match;
		enum verify_result one;

		for (uint32_t k = 0; k < pattern_range_count(head); k++)
			known[k] = VERIFY_RANGE_NONE;
		one =
		    search_within(head, buffer, (struct verify_range){key, key},
			from, steps, known, &match, &next);
		if (one == VERIFY_EXHAUSTED)
			return one;
		if (one == VERIFY_NO || (best == VERIFY_YES && next >= *next_r))
			continue;
		best = one;
		*match_r = match;
		*next_r = next;
	}
	return best;
}

enum verify_result
pattern_search(const void *program, struct slice buffer,
    const struct verify_places *places, uint64_t from, int64_t *steps,
    struct verify_range *known, struct verify_match *match_r, uint64_t *next_r)
{
	const struct program_head *head = program;
	struct verify_range window;

	if (head->origin == PROGRAM_AT_VERSION)
		return places == NULL ? VERIFY_NO
				      : search_at_version(head, buffer, places,
					    from, steps, match_r, next_r);
	if (!verify_window(head, places, buffer.size, &window))
		return VERIFY_NO;
	return search_within(
	    head, buffer, window, from, steps, known, match_r, next_r);
}
