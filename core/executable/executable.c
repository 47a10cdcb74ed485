/*
 * executable - where a program begins, and where its sections lie in the file
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

bool
executable_read(struct slice bytes, uint32_t sections_max, struct arena *arena,
    struct executable *executable_r)
{
	static bool (*const readers[])(struct executable *,
	    struct sections *) = {pe_read, elf_read, macho_read};
	struct sections sections;

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		*executable_r = (struct executable){.file = bytes};
		sections =
		    (struct sections){.arena = arena, .max = sections_max};
		if (readers[i](executable_r, &sections)) {
			executable_r->sections = sections.items;
			return true;
		}
	}
	return false;
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
