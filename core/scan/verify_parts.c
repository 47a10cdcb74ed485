/*
 * verify_parts - a pattern of parts with gaps between them
 */
#include "core/scan/verify_parts.h"

#include "core/scan/verify_search.h"

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
search_all(struct verify_search *search, uint32_t index,
    const struct program_member *member, uint64_t literal_end)
{
	uint64_t start =
	    literal_end > member->end_max ? literal_end - member->end_max : 0;

	if (literal_end < member->end_min || literal_end > search->run.size)
		return VERIFY_NO;
	for (; start <= literal_end - member->end_min; start++) {
		if (verify_search_from(search, index, start))
			return VERIFY_YES;
		if (!verify_pay(&search->run, 1))
			break;
	}
	return search->run.exhausted ? VERIFY_EXHAUSTED : VERIFY_NO;
}

static void
search_begin(struct verify_search *search, struct slice buffer,
    struct verify_range window, int64_t *steps, struct verify_range *known)
{
	search->run.buffer = buffer.data;
	search->run.size = buffer.size;
	search->run.steps = steps;
	search->run.exhausted = false;
	search->origin = window;
	search->known = known;
}

enum verify_result
verify_parts_at(const struct program_head *head, uint16_t anchor,
    uint16_t member, struct slice buffer, struct verify_range window,
    uint64_t literal_end, int64_t *steps, struct verify_range *known,
    struct verify_match *match_r)
{
	const struct program_counts *counts =
	    (const struct program_counts *)(head + 1);
	const struct program_anchor *anchors;
	const struct program_member *members;
	enum verify_result result;
	struct verify_search search;

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

enum verify_result
verify_parts_alone(const struct program_head *head, uint16_t anchor,
    uint16_t member, struct slice buffer, struct verify_range window,
    uint64_t literal_end, int64_t *steps, struct verify_match *match_r)
{
	struct verify_range known[PROGRAM_PARTS_MAX];
	uint32_t count = pattern_range_count(head);

	for (uint32_t i = 0; i < count; i++)
		known[i] = VERIFY_RANGE_NONE;
	return verify_parts_at(head, anchor, member, buffer, window,
	    literal_end, steps, known, match_r);
}

enum verify_result
verify_parts_search(const struct program_head *head, struct slice buffer,
    struct verify_range window, uint64_t from, int64_t *steps,
    struct verify_range *known, struct verify_match *match_r, uint64_t *next_r)
{
	const struct program_anchor *anchors;
	const struct program_member *members;
	const struct program_part *part;
	uint32_t last;
	struct verify_search search;
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
		    verify_search_left_of(&search, last, from)) {
			(void)reach_next(&ends, 0, &search.match.end);
			*match_r = search.match;
			*next_r = from + 1;
			return VERIFY_YES;
		}
		from++;
	}
	return search.run.exhausted ? VERIFY_EXHAUSTED : VERIFY_NO;
}
