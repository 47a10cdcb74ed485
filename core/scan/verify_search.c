/*
 * verify_search - do the other parts fit around one that was found?
 */
#include "core/scan/verify_search.h"

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

/* Where the part behind one that ends at end may start. */
static bool
gap_right(const struct verify_search *search, const struct program_part *part,
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
    struct verify_search *search, uint32_t index, struct verify_range starts);

/* The ends of part index are known; do the parts behind it fit? */
static bool
continue_right(
    struct verify_search *search, uint32_t index, const struct reach *ends)
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
    struct verify_search *search, uint32_t index, struct verify_range starts)
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
search_right(
    struct verify_search *search, uint32_t index, struct verify_range starts)
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
    struct verify_search *search, uint32_t index, struct verify_range ends);

/* The start of part index is known; do the parts before it fit? */
bool
verify_search_left_of(
    struct verify_search *search, uint32_t index, uint64_t start)
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
starts_for(const struct verify_search *search, uint32_t index,
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
search_left_in(
    struct verify_search *search, uint32_t index, struct verify_range ends)
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
		    verify_search_left_of(search, index, start))
			return true;
		if (start == 0)
			return false;
		start--;
	}
	return false;
}

static bool
search_left(
    struct verify_search *search, uint32_t index, struct verify_range ends)
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
bool
verify_search_from(struct verify_search *search, uint32_t index, uint64_t start)
{
	const struct program_part *part = &search->run.parts[index];
	struct reach ends;

	if (index == 0 &&
	    (start < search->origin.from || start > search->origin.to))
		return false;
	return verify_part_at(&search->run, part, start, &ends) &&
	       verify_search_left_of(search, index, start) &&
	       continue_right(search, index, &ends);
}
