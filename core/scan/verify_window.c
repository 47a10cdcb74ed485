/*
 * verify_window - where a pattern may start, by its offset
 */
#include "core/scan/verify_window.h"

/* Where a section begins; false: there is none of that number. */
static bool
section_at(const struct executable *executable, uint32_t index,
    const struct executable_section **section_r)
{
	if (index >= executable->sections_kept)
		return false;
	*section_r = &executable->sections[index];
	return true;
}

/* The first start and how many more places there may be behind it. */
static bool
program_window(const struct program_head *head,
    const struct executable *executable, uint64_t *from_r, uint64_t *more_r)
{
	const struct executable_section *section;
	uint32_t distance = head->offset & PROGRAM_DISTANCE_MAX;

	*more_r = head->shift;
	switch (head->origin) {
	case PROGRAM_FROM_ENTRY:
		*from_r = executable->entry + head->offset;
		return *from_r >= executable->entry;
	case PROGRAM_BEFORE_ENTRY:
		*from_r = executable->entry - head->offset;
		return executable->entry >= head->offset;
	case PROGRAM_FROM_LAST:
		if (executable->section_count == 0 ||
		    !section_at(
			executable, executable->section_count - 1, &section))
			return false;
		distance = head->offset;
		break;
	default:
		if (!section_at(executable,
			head->offset >> PROGRAM_SECTION_SHIFT, &section))
			return false;
		break;
	}
	*from_r = (uint64_t)section->raw + distance;
	if (head->origin == PROGRAM_IN_SECTION)
		*more_r += section->raw_size;
	return true;
}

bool
verify_window(const struct program_head *head,
    const struct verify_places *places, uint64_t size,
    struct verify_range *window_r)
{
	uint64_t from = head->offset, more = head->shift;

	*window_r = (struct verify_range){0, size};
	if (head->origin == PROGRAM_ANYWHERE)
		return true;
	if (head->origin == PROGRAM_FROM_END) {
		if (head->offset > size)
			return false;
		from = size - head->offset;
	} else if (program_origin_is_executable(head->origin)) {
		if (places == NULL ||
		    !program_window(head, places->executable, &from, &more))
			return false;
	}
	if (from > size)
		return false;
	window_r->from = from;
	if (more < size - from)
		window_r->to = from + more;
	return true;
}
