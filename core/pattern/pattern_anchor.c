/*
 * pattern_anchor - which bytes of a pattern to look for first
 *
 * An anchor is a set of literals of which every match holds one.  A good one
 * is rare in mail, and its last eight bytes are rare too: that tail is what
 * the matcher's first filter sees.  Tried in this order:
 *
 *   runs of plain bytes in a part, each with its best end;
 *   when no run is long or rare enough, neighbouring bytes, nibbles and
 *   alternatives multiplied out; and one run from each alternative.
 */
#include <stdlib.h>
#include <string.h>

#include "core/pattern/pattern_build.h"

/* Shorter literals hit everywhere: they are the last resort. */
#define LITERAL_GOOD 4u
/* As much of a plain neighbour as a product takes in. */
#define NEIGHBOUR_MAX 8u
/* A plain run below this is worth comparing with sets: about "www." */
#define RARITY_POOR 120u
/* Bounds the time that a hostile pattern may take to compile. */
#define STARTS_MAX 256u

/* ---- keeping the best -------------------------------------------------- */

/* The set that is being tried; set_keep() decides whether it stays. */
static struct anchor_set *
set_new(struct pattern_build *build, uint32_t part)
{
	struct anchor_set *set = &build->sets[build->order[build->set_count]];

	set->part = (uint16_t)part;
	set->count = 0;
	set->rarity = 0;
	return set;
}

static bool
set_better(const struct anchor_set *a, const struct anchor_set *b)
{
	bool a_good = a->shortest >= LITERAL_GOOD;
	bool b_good = b->shortest >= LITERAL_GOOD;

	if (a_good != b_good)
		return a_good;
	return a->rarity > b->rarity;
}

/* Sort the newest set into its place; the worst of too many falls off. */
static void
set_keep(struct pattern_build *build)
{
	uint32_t i = build->set_count;
	uint8_t newest = build->order[i];

	for (; i > 0 && set_better(&build->sets[newest],
			    &build->sets[build->order[i - 1]]);
	     i--)
		build->order[i] = build->order[i - 1];
	build->order[i] = newest;
	if (build->set_count < PATTERN_ANCHORS)
		build->set_count++;
}

/* Rarity falls by log2(count): each member is one more way to hit. */
static void
set_rate(struct anchor_set *set)
{
	uint32_t rarity = UINT32_MAX;
	uint32_t penalty = 0;

	set->shortest = UINT16_MAX;
	for (uint32_t i = 0; i < set->count; i++) {
		uint32_t one = pattern_literal_rarity(&set->literals[i]);

		rarity = one < rarity ? one : rarity;
		if (set->literals[i].size < set->shortest)
			set->shortest = set->literals[i].size;
	}
	for (uint32_t n = set->count; n > 1; n /= 2)
		penalty += 8;
	set->rarity = rarity > penalty ? rarity - penalty : 0;
}

/* ---- plain runs -------------------------------------------------------- */

/* A run with [min, max] bytes of the part before it. */
static void
try_run(struct pattern_build *build, uint32_t part,
    const struct program_element *run, uint32_t min, uint32_t max)
{
	const uint8_t *bytes = build->data + run->data;
	struct anchor_set *set = set_new(build, part);
	struct anchor_literal *literal = &set->literals[0];
	size_t end;
	size_t size;

	set->rarity = pattern_rarest_window(bytes, run->min, &end, &size);
	set->count = 1;
	set->shortest = (uint16_t)size;
	literal->size = (uint8_t)size;
	memcpy(literal->bytes, bytes + end - size, size);
	literal->end_min = min + (uint32_t)end;
	literal->end_max = max + (uint32_t)end;
	set_keep(build);
}

/* ---- sets: neighbours multiplied out ----------------------------------- */

/* As much of a literal as a member has room for. */
static struct program_element
element_cut(struct program_element element, uint32_t skip)
{
	element.data += skip;
	element.min -= skip;
	if (element.min > NEIGHBOUR_MAX)
		element.min = NEIGHBOUR_MAX;
	element.max = element.min;
	return element;
}

/*
 * Multiply out from byte skip of element from on, for as long as it goes, and
 * offer the best length on the way.
 */
static void
try_product(struct pattern_build *build, uint32_t part, uint32_t from,
    uint32_t skip, uint32_t min, uint32_t max)
{
	const struct program_part *whole = &build->parts[part];
	uint32_t end = whole->element_first + whole->element_count;
	struct anchor_set *set = malloc(2 * sizeof(*set));
	struct anchor_set *best;

	if (set == NULL)
		return;
	best = set + 1;
	best->count = 0;
	set->part = (uint16_t)part;
	set->count = 1;
	set->literals[0] = (struct anchor_literal){
	    .end_min = min + skip, .end_max = max + skip};
	for (uint32_t i = from; i < end; i++) {
		struct program_element element = build->elements[i];
		bool cut = element.kind == PROGRAM_LITERAL &&
			   element.min - skip > NEIGHBOUR_MAX;
		bool more;

		if (element.kind == PROGRAM_LITERAL)
			element = element_cut(element, skip);
		more = anchor_set_multiply(build,
		    element.kind == PROGRAM_LITERAL ? &element
						    : &build->elements[i],
		    set);
		if (!more)
			break;
		set_rate(set);
		if (best->count == 0 || set_better(set, best))
			*best = *set;
		if (cut)
			break;
		skip = 0;
		if (element.kind == PROGRAM_ALT)
			i += element.data;
	}
	if (best->count > 1) {
		*set_new(build, part) = *best;
		set_keep(build);
	}
	free(set);
}

/* ---- sets: one run of each alternative --------------------------------- */

/* The rarest run of one branch, bytes before it in the part counted. */
static bool
branch_literal(const struct pattern_build *build,
    const struct program_element *branch, uint32_t min, uint32_t max,
    struct anchor_literal *literal_r)
{
	uint32_t best = 0;

	literal_r->size = 0;
	for (uint32_t i = 1; i <= branch->data; i++) {
		const struct program_element *element = &branch[i];
		size_t end;
		size_t size;

		if (element->kind == PROGRAM_LITERAL) {
			const uint8_t *bytes = build->data + element->data;
			uint32_t rarity = pattern_rarest_window(
			    bytes, element->min, &end, &size);

			if (rarity > best || literal_r->size == 0) {
				best = rarity;
				literal_r->size = (uint8_t)size;
				literal_r->end_min = min + (uint32_t)end;
				literal_r->end_max = max + (uint32_t)end;
				memcpy(
				    literal_r->bytes, bytes + end - size, size);
			}
		}
		min += element->min;
		max += element->max;
		if (element->kind == PROGRAM_ALT)
			i += element->data;
	}
	return literal_r->size >= LITERAL_GOOD;
}

static void
try_branches(struct pattern_build *build, uint32_t part,
    const struct program_element *alt, uint32_t min, uint32_t max)
{
	struct anchor_set *set = set_new(build, part);
	const struct program_element *branch = alt + 1;

	for (uint32_t b = 0; b < alt->count; b++) {
		struct anchor_literal literal;

		if (!branch_literal(build, branch, min, max, &literal) ||
		    !anchor_set_put(set, &literal))
			return;
		branch += 1 + branch->data;
	}
	set_rate(set);
	set_keep(build);
}

/* ---- all of it --------------------------------------------------------- */

static void
try_plain(struct pattern_build *build, uint32_t part)
{
	const struct program_part *whole = &build->parts[part];
	uint32_t min = 0;
	uint32_t max = 0;

	for (uint32_t i = 0; i < whole->element_count; i++) {
		const struct program_element *element =
		    &build->elements[whole->element_first + i];

		if (element->kind == PROGRAM_LITERAL && element->min >= 2)
			try_run(build, part, element, min, max);
		min += element->min;
		max += element->max;
		if (element->kind == PROGRAM_ALT)
			i += element->data;
	}
}

static void
try_sets(struct pattern_build *build, uint32_t part, uint32_t *starts)
{
	const struct program_part *whole = &build->parts[part];
	uint32_t end = whole->element_first + whole->element_count;
	uint32_t min = 0;
	uint32_t max = 0;

	for (uint32_t i = whole->element_first; i < end; i++) {
		const struct program_element *element = &build->elements[i];
		uint32_t skip = 0;

		if (element->kind == PROGRAM_LITERAL &&
		    element->min > NEIGHBOUR_MAX)
			skip = element->min - NEIGHBOUR_MAX;
		if (element->kind == PROGRAM_ALT)
			try_branches(build, part, element, min, max);
		do {
			if (*starts == 0)
				return;
			(*starts)--;
			try_product(build, part, i, skip, min, max);
		} while (
		    element->kind == PROGRAM_LITERAL && ++skip < element->min);
		min += element->min;
		max += element->max;
		if (element->kind == PROGRAM_ALT)
			i += element->data;
	}
}

void
pattern_find_anchors(struct pattern_build *build)
{
	const struct anchor_set *best;
	uint32_t starts = STARTS_MAX;

	build->set_count = 0;
	for (uint8_t i = 0; i <= PATTERN_ANCHORS; i++)
		build->order[i] = i;
	for (uint32_t part = 0; part < build->part_count; part++)
		try_plain(build, part);
	best = &build->sets[build->order[0]];
	if (best->shortest >= LITERAL_GOOD && best->rarity >= RARITY_POOR)
		return;
	if (build->part_count == 1 && build->element_count == 1)
		return;
	for (uint32_t part = 0; part < build->part_count; part++)
		try_sets(build, part, &starts);
}
