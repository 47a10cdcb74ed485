/*
 * sections - what readers put there, and where addresses lie in them
 */
#include "core/executable/formats.h"

void
sections_begin(struct sections *sections, uint32_t count)
{
	uint32_t room = count < sections->max ? count : sections->max;

	sections->items = arena_alloc_array(
	    sections->arena, room, sizeof(struct executable_section));
	sections->room = sections->items == NULL ? 0 : room;
}

/* Of sections over each other the last one counts in a PE, the first one in a
 * Mach-O. */
static const struct executable_section *
section_of(const struct executable *executable, uint32_t turn)
{
	uint32_t last = executable->sections_kept - 1;

	return &executable->sections[executable->kind == EXECUTABLE_MACHO
					 ? turn
					 : last - turn];
}

bool
executable_offset(
    const struct executable *executable, uint32_t address, uint64_t *offset_r)
{
	if (executable->kind == EXECUTABLE_PE &&
	    address < executable->header_size) {
		*offset_r = address;
		return address < executable->file.size;
	}
	for (uint32_t i = 0; i < executable->sections_kept; i++) {
		struct executable_section section = *section_of(executable, i);

		/* What a Mach-O's is rounded up by covers no address. */
		if (executable->kind == EXECUTABLE_MACHO)
			section.raw_size = section.size;
		if (section_maps(&section, address, offset_r))
			return true;
	}
	return false;
}
