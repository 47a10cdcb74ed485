/*
 * verify - does the whole pattern match here?
 *
 * The part that the anchor lies in is placed first.  What stands right of it
 * and what stands left of it are then searched apart from each other, a part
 * at a time, depth first.  Each side remembers for each part the range that
 * was searched in vain, so that no range is searched twice however the gaps
 * overlap; that keeps the search linear instead of exponential.
 */
#include "core/scan/verify.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/scan/verify_part.h"
#include "core/scan/verify_window.h"

/* ---- one plain run ----------------------------------------------------- */

static bool
plain_equal(const struct program_head *head, const uint8_t *at)
{
	const uint8_t *run = (const uint8_t *)(head + 1);

	if (!head->nocase)
		return memcmp(at, run, head->length) == 0;
	for (uint32_t i = 0; i < head->length; i++)
		if (program_fold(at[i]) != run[i])
			return false;
	return true;
}

static enum verify_result
plain_verify(const struct program_head *head, struct slice buffer,
    struct verify_range window, uint64_t literal_end, int64_t *steps,
    struct verify_match *match_r)
{
	uint64_t start = literal_end - head->anchor_end;

	if (--*steps < 0)
		return VERIFY_EXHAUSTED;
	if (literal_end < head->anchor_end || literal_end > buffer.size ||
	    head->length > buffer.size - start || start < window.from ||
	    start > window.to || !plain_equal(head, buffer.data + start))
		return VERIFY_NO;
	match_r->start = start;
	match_r->end = start + head->length;
	return VERIFY_YES;
}

/* ---- ranges searched in vain ------------------------------------------- */

static bool
range_empty(struct verify_range range)
{
	return range.from > range.to;
}

/* What of asked is not known yet: at most a piece below and one above. */
static void
range_minus(struct verify_range asked, struct verify_range known,
    struct verify_range *below_r, struct verify_range *above_r)
{
	*below_r = asked;
	*above_r = VERIFY_RANGE_NONE;
	if (range_empty(known) || known.to < asked.from ||
	    known.from > asked.to)
		return;
	*below_r = VERIFY_RANGE_NONE;
	if (asked.from < known.from)
		*below_r = (struct verify_range){asked.from, known.from - 1};
	if (asked.to > known.to)
		*above_r = (struct verify_range){known.to + 1, asked.to};
}

/* Remember asked too: one range, the newest if the two do not touch. */
static void
range_learn(struct verify_range *known, struct verify_range asked)
{
	if (range_empty(*known) || asked.from > known->to + 1 ||
	    known->from > asked.to + 1) {
		*known = asked;
		return;
	}
	if (asked.from < known->from)
		known->from = asked.from;
	if (asked.to > known->to)
		known->to = asked.to;
}

/* ---- the search -------------------------------------------------------- */

struct search {
	struct verify_run run;
	struct verify_range origin; /* starts of the first part */
	/* By part.  Right of the anchor's: starts; left of it: ends. */
	struct verify_range *known;
	struct verify_match match;
};

/* Where the part behind one that ends at end may start. */
static bool
gap_right(const struct search *search, const struct program_part *part,
    uint64_t end, struct verify_range *starts_r)
{
	uint64_t size = search->run.size;

	if (part->gap_min > size - end ||
	    part->length_min > size - end - part->gap_min)
		return false;
	starts_r->from = end + part->gap_min;
	starts_r->to = size - part->length_min;
	if (part->gap_max != PROGRAM_NO_LIMIT &&
	    part->gap_max < starts_r->to - end)
		starts_r->to = end + part->gap_max;
	return starts_r->from <= starts_r->to;
}

static bool search_right(
    struct search *search, uint32_t index, struct verify_range starts);

/* The ends of part index are known; do the parts behind it fit? */
static bool
continue_right(struct search *search, uint32_t index, const struct reach *ends)
{
	uint64_t end = 0;
	struct verify_range starts;

	for (; reach_next(ends, end, &end); end++) {
		if (index + 1 == search->run.part_count) {
			search->match.end = end;
			return true;
		}
		if (gap_right(
			search, &search->run.parts[index + 1], end, &starts) &&
		    search_right(search, index + 1, starts))
			return true;
	}
	return false;
}

static bool
search_right_in(
    struct search *search, uint32_t index, struct verify_range starts)
{
	const struct program_part *part = &search->run.parts[index];
	uint64_t start = starts.from;
	struct reach ends;

	for (;
	     verify_candidate_up(&search->run, part, start, starts.to, &start);
	     start++) {
		if (verify_part_at(&search->run, part, start, &ends) &&
		    continue_right(search, index, &ends))
			return true;
	}
	return false;
}

static bool
search_right(struct search *search, uint32_t index, struct verify_range starts)
{
	struct verify_range below;
	struct verify_range above;

	range_minus(starts, search->known[index], &below, &above);
	if ((!range_empty(below) && search_right_in(search, index, below)) ||
	    (!range_empty(above) && search_right_in(search, index, above)))
		return true;
	range_learn(&search->known[index], starts);
	return false;
}

/* Where the part in front of one that starts at start may end. */
static bool
gap_left(const struct program_part *part, uint64_t start,
    struct verify_range *ends_r)
{
	if (part->gap_min > start)
		return false;
	ends_r->to = start - part->gap_min;
	ends_r->from = 0;
	if (part->gap_max != PROGRAM_NO_LIMIT && part->gap_max < start)
		ends_r->from = start - part->gap_max;
	return ends_r->from <= ends_r->to;
}

static bool search_left(
    struct search *search, uint32_t index, struct verify_range ends);

/* The start of part index is known; do the parts before it fit? */
static bool
continue_left(struct search *search, uint32_t index, uint64_t start)
{
	struct verify_range ends;

	if (index == 0) {
		search->match.start = start;
		return start >= search->origin.from &&
		       start <= search->origin.to;
	}
	return gap_left(&search->run.parts[index], start, &ends) &&
	       search_left(search, index - 1, ends);
}

/* Starts from which the part may end within ends. */
static bool
starts_for(const struct search *search, uint32_t index,
    struct verify_range ends, struct verify_range *starts_r)
{
	const struct program_part *part = &search->run.parts[index];

	if (part->length_min > ends.to)
		return false;
	starts_r->to = ends.to - part->length_min;
	starts_r->from =
	    ends.from > part->length_max ? ends.from - part->length_max : 0;
	if (index == 0 && starts_r->from < search->origin.from)
		starts_r->from = search->origin.from;
	if (index == 0 && starts_r->to > search->origin.to)
		starts_r->to = search->origin.to;
	return starts_r->from <= starts_r->to;
}

static bool
search_left_in(struct search *search, uint32_t index, struct verify_range ends)
{
	const struct program_part *part = &search->run.parts[index];
	struct verify_range starts;
	struct reach reach;
	uint64_t start;
	uint64_t end;

	if (!starts_for(search, index, ends, &starts))
		return false;
	start = starts.to;
	while (verify_candidate_down(
	    &search->run, part, starts.from, start, &start)) {
		if (verify_part_at(&search->run, part, start, &reach) &&
		    reach_next(&reach, ends.from, &end) && end <= ends.to &&
		    continue_left(search, index, start))
			return true;
		if (start == 0)
			return false;
		start--;
	}
	return false;
}

static bool
search_left(struct search *search, uint32_t index, struct verify_range ends)
{
	struct verify_range below;
	struct verify_range above;

	range_minus(ends, search->known[index], &below, &above);
	if ((!range_empty(above) && search_left_in(search, index, above)) ||
	    (!range_empty(below) && search_left_in(search, index, below)))
		return true;
	range_learn(&search->known[index], ends);
	return false;
}

/* Left first: it is bounded by the hit, and often by an offset. */
static bool
search_from(struct search *search, uint32_t index, uint64_t start)
{
	const struct program_part *part = &search->run.parts[index];
	struct reach ends;

	if (index == 0 &&
	    (start < search->origin.from || start > search->origin.to))
		return false;
	return verify_part_at(&search->run, part, start, &ends) &&
	       continue_left(search, index, start) &&
	       continue_right(search, index, &ends);
}

/* ---- a program --------------------------------------------------------- */

static void
take_apart(const struct program_head *head, struct verify_run *run,
    const struct program_anchor **anchors_r,
    const struct program_member **members_r)
{
	const struct program_counts *counts =
	    (const struct program_counts *)(head + 1);

	run->parts = (const struct program_part *)(counts + 1);
	*anchors_r =
	    (const struct program_anchor *)(run->parts + counts->parts);
	*members_r =
	    (const struct program_member *)(*anchors_r + counts->anchors);
	run->elements =
	    (const struct program_element *)(*members_r + counts->members);
	run->data = (const uint8_t *)(run->elements + counts->elements);
	run->part_count = counts->parts;
	run->nocase = head->nocase != 0;
}

static enum verify_result
search_all(struct search *search, uint32_t index,
    const struct program_member *member, uint64_t literal_end)
{
	uint64_t start =
	    literal_end > member->end_max ? literal_end - member->end_max : 0;

	if (literal_end < member->end_min || literal_end > search->run.size)
		return VERIFY_NO;
	for (; start <= literal_end - member->end_min; start++) {
		if (search_from(search, index, start))
			return VERIFY_YES;
		if (!verify_pay(&search->run, 1))
			break;
	}
	return search->run.exhausted ? VERIFY_EXHAUSTED : VERIFY_NO;
}

static void
search_begin(struct search *search, struct slice buffer,
    struct verify_range window, int64_t *steps, struct verify_range *known)
{
	search->run.buffer = buffer.data;
	search->run.size = buffer.size;
	search->run.steps = steps;
	search->run.exhausted = false;
	search->origin = window;
	search->known = known;
}

static enum verify_result
parts_verify(const struct program_head *head, uint16_t anchor, uint16_t member,
    struct slice buffer, struct verify_range window, uint64_t literal_end,
    int64_t *steps, struct verify_range *known, struct verify_match *match_r)
{
	const struct program_counts *counts =
	    (const struct program_counts *)(head + 1);
	const struct program_anchor *anchors;
	const struct program_member *members;
	enum verify_result result;
	struct search search;

	search_begin(&search, buffer, window, steps, known);
	take_apart(head, &search.run, &anchors, &members);
	if (anchor >= counts->anchors || member >= anchors[anchor].member_count)
		return VERIFY_NO;
	result = search_all(&search, anchors[anchor].part,
	    &members[anchors[anchor].member_first + member], literal_end);
	if (result == VERIFY_YES)
		*match_r = search.match;
	return result;
}

/* Apart from the others, so that they pay for no big frame. */
static __attribute__((noinline)) enum verify_result
parts_verify_alone(const struct program_head *head, uint16_t anchor,
    uint16_t member, struct slice buffer, struct verify_range window,
    uint64_t literal_end, int64_t *steps, struct verify_match *match_r)
{
	struct verify_range known[PROGRAM_PARTS_MAX];
	uint32_t count = pattern_range_count(head);

	for (uint32_t i = 0; i < count; i++)
		known[i] = VERIFY_RANGE_NONE;
	return parts_verify(head, anchor, member, buffer, window, literal_end,
	    steps, known, match_r);
}

uint32_t
pattern_range_count(const void *program)
{
	const struct program_head *head = program;
	const struct program_counts *counts =
	    (const struct program_counts *)(head + 1);

	if (head->form == PROGRAM_PLAIN || counts->parts == 1)
		return 0;
	return counts->parts;
}

/* The pattern in a window of starts. */
static enum verify_result
verify_within(const struct program_head *head, uint16_t anchor, uint16_t member,
    struct slice buffer, struct verify_range window, uint64_t literal_end,
    int64_t *steps, struct verify_range *known, struct verify_match *match_r)
{
	if (head->form == PROGRAM_PLAIN)
		return plain_verify(
		    head, buffer, window, literal_end, steps, match_r);
	if (known == NULL)
		return parts_verify_alone(head, anchor, member, buffer, window,
		    literal_end, steps, match_r);
	return parts_verify(head, anchor, member, buffer, window, literal_end,
	    steps, known, match_r);
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

/* The next start in [from, high] by two bytes of the run. */
static bool
plain_candidate(const struct program_head *head, struct slice buffer,
    const struct bytes_two *two, uint64_t high, int64_t *steps, uint64_t *start)
{
	uint64_t size = high - *start + 2;
	uint64_t passed =
	    bytes_find_two(buffer.data + *start + head->probe, size, two);

	*steps -= 1 + (int64_t)(passed / VERIFY_PROBE_STEP);
	*start += passed;
	return passed < size;
}

static struct bytes_two
plain_probe(const struct program_head *head)
{
	const uint8_t *at = (const uint8_t *)(head + 1) + head->probe;
	bool nocase = head->nocase != 0;

	return verify_two(at[0], nocase && ascii_is_letter(at[0]), at[1],
	    nocase && ascii_is_letter(at[1]));
}

static enum verify_result
plain_search(const struct program_head *head, struct slice buffer,
    struct verify_range window, uint64_t from, int64_t *steps,
    struct verify_match *match_r, uint64_t *next_r)
{
	struct bytes_two two = plain_probe(head);
	uint64_t high = window.to;

	if (head->length > buffer.size)
		return VERIFY_NO;
	if (high > buffer.size - head->length)
		high = buffer.size - head->length;
	if (from < window.from)
		from = window.from;
	for (uint64_t start = from; start <= high; start++) {
		if (!plain_candidate(head, buffer, &two, high, steps, &start))
			break;
		if (*steps < 0)
			return VERIFY_EXHAUSTED;
		if (!plain_equal(head, buffer.data + start))
			continue;
		match_r->start = start;
		match_r->end = start + head->length;
		*next_r = start + 1;
		return VERIFY_YES;
	}
	return *steps < 0 ? VERIFY_EXHAUSTED : VERIFY_NO;
}

static enum verify_result
parts_search(const struct program_head *head, struct slice buffer,
    struct verify_range window, uint64_t from, int64_t *steps,
    struct verify_range *known, struct verify_match *match_r, uint64_t *next_r)
{
	const struct program_anchor *anchors;
	const struct program_member *members;
	const struct program_part *part;
	uint32_t last;
	struct search search;
	struct reach ends;

	search_begin(&search, buffer, window, steps, known);
	take_apart(head, &search.run, &anchors, &members);
	last = search.run.part_count - 1;
	part = &search.run.parts[last];
	if (part->length_min > buffer.size)
		return VERIFY_NO;
	while (verify_candidate_up(
	    &search.run, part, from, buffer.size - part->length_min, &from)) {
		if (verify_part_at(&search.run, part, from, &ends) &&
		    continue_left(&search, last, from)) {
			(void)reach_next(&ends, 0, &search.match.end);
			*match_r = search.match;
			*next_r = from + 1;
			return VERIFY_YES;
		}
		from++;
	}
	return search.run.exhausted ? VERIFY_EXHAUSTED : VERIFY_NO;
}

static enum verify_result
search_within(const struct program_head *head, struct slice buffer,
    struct verify_range window, uint64_t from, int64_t *steps,
    struct verify_range *known, struct verify_match *match_r, uint64_t *next_r)
{
	if (head->form == PROGRAM_PLAIN)
		return plain_search(
		    head, buffer, window, from, steps, match_r, next_r);
	return parts_search(
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
