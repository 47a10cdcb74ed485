/*
 * verify_check - is this a program that the verifier may run?
 *
 * Everything the verifier relies on is checked here, once, when an image is
 * opened: every index and place, every length against the sum of what it is
 * made of, the depth of nesting.  After that the verifier checks only what
 * depends on the buffer.
 */
#include "core/scan/verify.h"
#include "core/pattern/pattern.h"
#include "core/pattern/pattern_program.h"

struct program_view {
	const struct program_part *parts;
	const struct program_anchor *anchors;
	const struct program_member *members;
	const struct program_element *elements;
	const struct program_counts *counts;
};

/* ---- elements ---------------------------------------------------------- */

struct lengths {
	uint64_t min;
	uint64_t max;
};

static bool
data_holds(const struct program_view *view, uint32_t place, uint64_t size)
{
	return place <= view->counts->data &&
	       size <= view->counts->data - place;
}

/* Bytes of data that the element refers to. */
static uint64_t
data_size(const struct program_element *element)
{
	switch (element->kind) {
	case PROGRAM_LITERAL:
		return element->min;
	case PROGRAM_MASK:
		return (uint64_t)element->min * 2;
	case PROGRAM_NOT:
		return (uint64_t)element->min * element->count;
	case PROGRAM_SET:
	case PROGRAM_BEFORE:
	case PROGRAM_AFTER:
		return PROGRAM_BITMAP;
	default:
		return 0;
	}
}

/* Least and most bytes that a simple element of that kind may eat. */
static bool
simple_lengths(const struct program_element *element)
{
	switch (element->kind) {
	case PROGRAM_LITERAL:
	case PROGRAM_MASK:
	case PROGRAM_SKIP:
	case PROGRAM_NOT:
		return element->min == element->max && element->min > 0;
	case PROGRAM_SET:
	case PROGRAM_NO_LINE:
		return element->min == 1 && element->max == 1;
	case PROGRAM_LINE:
		return element->min == 1 && element->max == 2;
	case PROGRAM_BEFORE:
	case PROGRAM_AFTER:
	case PROGRAM_LINE_END:
	case PROGRAM_NO_LINE_END:
	case PROGRAM_NEAR_BEFORE:
	case PROGRAM_NEAR_AFTER:
		return element->min == 0 && element->max == 0;
	default:
		return false;
	}
}

static bool
simple_check(
    const struct program_view *view, const struct program_element *element)
{
	bool has_data = data_size(element) > 0;

	if (element->max > PROGRAM_LENGTH_MAX || !simple_lengths(element))
		return false;
	return !has_data || data_holds(view, element->data, data_size(element));
}

static bool sequence_check(const struct program_view *view, uint32_t first,
    uint32_t count, unsigned depth, struct lengths *lengths_r);

/* The ALT at index with span elements below it. */
static bool
alt_check(const struct program_view *view, uint32_t index, unsigned depth)
{
	const struct program_element *alt = &view->elements[index];
	struct lengths all = {.min = UINT64_MAX};
	uint32_t branches = 0;
	uint32_t left = alt->data;

	if (depth == PROGRAM_DEPTH_MAX)
		return false;
	while (left > 0) {
		uint32_t at = index + 1 + (alt->data - left);
		const struct program_element *branch = &view->elements[at];
		struct lengths one;

		if (branch->kind != PROGRAM_BRANCH || branch->data == 0 ||
		    branch->data >= left ||
		    !sequence_check(
			view, at + 1, branch->data, depth + 1, &one) ||
		    one.min != branch->min || one.max != branch->max)
			return false;
		all.min = one.min < all.min ? one.min : all.min;
		all.max = one.max > all.max ? one.max : all.max;
		left -= 1 + branch->data;
		branches++;
	}
	return branches > 0 && branches == alt->count && all.min == alt->min &&
	       all.max == alt->max;
}

/* Elements [first, first + count) lie in the array; their sum of lengths. */
static bool
sequence_check(const struct program_view *view, uint32_t first, uint32_t count,
    unsigned depth, struct lengths *lengths_r)
{
	*lengths_r = (struct lengths){0};
	for (uint32_t i = 0; i < count; i++) {
		const struct program_element *element =
		    &view->elements[first + i];

		if (element->kind == PROGRAM_ALT) {
			if (element->data >= count - i ||
			    !alt_check(view, first + i, depth))
				return false;
			i += element->data;
		} else if (!simple_check(view, element)) {
			return false;
		}
		lengths_r->min += element->min;
		lengths_r->max += element->max;
		if (lengths_r->max > PROGRAM_LENGTH_MAX ||
		    lengths_r->max - lengths_r->min >= PROGRAM_SPREAD_MAX)
			return false;
	}
	return true;
}

/* ---- parts and anchors ------------------------------------------------- */

static bool
part_check(const struct program_view *view, const struct program_part *part)
{
	struct lengths lengths;

	return part->element_first <= view->counts->elements &&
	       part->element_count <=
		   view->counts->elements - part->element_first &&
	       sequence_check(view, part->element_first, part->element_count, 0,
		   &lengths) &&
	       lengths.min == part->length_min &&
	       lengths.max == part->length_max &&
	       part->probe_min <= part->probe_max &&
	       part->probe_max <= PROGRAM_LENGTH_MAX;
}

/* A sum over the parts, so that they do not share elements a hundred times. */
static bool
parts_check(const struct program_view *view)
{
	uint64_t elements = 0;

	for (uint32_t i = 0; i < view->counts->parts; i++) {
		if (view->parts[i].element_first != elements)
			return false;
		elements += view->parts[i].element_count;
		if (!part_check(view, &view->parts[i]))
			return false;
	}
	return elements == view->counts->elements;
}

static bool
anchors_check(const struct program_view *view)
{
	uint64_t members = 0;

	for (uint32_t i = 0; i < view->counts->anchors; i++) {
		const struct program_anchor *anchor = &view->anchors[i];

		if (anchor->part >= view->counts->parts ||
		    anchor->member_first != members)
			return false;
		members += anchor->member_count;
	}
	if (members != view->counts->members)
		return false;
	for (uint32_t i = 0; i < view->counts->members; i++) {
		const struct program_member *member = &view->members[i];

		if (member->end_min > member->end_max ||
		    member->end_max - member->end_min >= PROGRAM_SPREAD_MAX)
			return false;
	}
	return true;
}

/* ---- the whole --------------------------------------------------------- */

static bool
parts_program_check(const struct program_head *head)
{
	struct program_view view = {
	    .counts = (const struct program_counts *)(head + 1)};
	const struct program_counts *counts = view.counts;
	uint64_t size = sizeof(*head) + sizeof(*counts);

	if (head->size < size)
		return false;
	size += (uint64_t)counts->parts * sizeof(view.parts[0]);
	size += (uint64_t)counts->anchors * sizeof(view.anchors[0]);
	size += (uint64_t)counts->members * sizeof(view.members[0]);
	size += (uint64_t)counts->elements * sizeof(view.elements[0]);
	size += counts->data;
	if (((size + 7) & ~(uint64_t)7) != head->size || counts->parts == 0 ||
	    counts->parts > PROGRAM_PARTS_MAX || counts->anchors == 0 ||
	    counts->anchors > PATTERN_ANCHORS)
		return false;
	view.parts = (const struct program_part *)(counts + 1);
	view.anchors =
	    (const struct program_anchor *)(view.parts + counts->parts);
	view.members =
	    (const struct program_member *)(view.anchors + counts->anchors);
	view.elements =
	    (const struct program_element *)(view.members + counts->members);
	return parts_check(&view) && anchors_check(&view);
}

bool
pattern_program_check(const void *program, size_t size)
{
	const struct program_head *head = program;

	if (((uintptr_t)program & 7) != 0 || size < sizeof(*head) ||
	    head->size != size || (size & 7) != 0 ||
	    head->origin >= PROGRAM_ORIGINS || head->nocase > 1)
		return false;
	if (head->form == PROGRAM_PLAIN)
		return head->length > 1 &&
		       head->length <= size - sizeof(*head) &&
		       head->anchor_end <= head->length &&
		       head->probe < head->length - 1;
	return head->form == PROGRAM_PARTS && parts_program_check(head);
}

/* ---- how far it reaches ------------------------------------------------ */

/* From the start of the first part to the end of the last. */
static uint64_t
parts_length_max(const struct program_head *head)
{
	const struct program_counts *counts =
	    (const struct program_counts *)(head + 1);
	const struct program_part *parts =
	    (const struct program_part *)(counts + 1);
	uint64_t length = 0;

	for (uint32_t i = 0; i < counts->parts; i++) {
		if (i > 0 && parts[i].gap_max == PROGRAM_NO_LIMIT)
			return UINT64_MAX;
		length += parts[i].length_max;
		if (i > 0)
			length += parts[i].gap_max;
	}
	return length;
}

uint64_t
pattern_reach(const void *program)
{
	const struct program_head *head = program;
	uint64_t length = head->length;

	if (head->origin != PROGRAM_FROM_START)
		return UINT64_MAX;
	if (head->form == PROGRAM_PARTS)
		length = parts_length_max(head);
	if (length == UINT64_MAX)
		return length;
	return (uint64_t)head->offset + head->shift + length;
}
