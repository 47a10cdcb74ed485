/*
 * formats - the readers behind executable_read() (private to core/executable)
 *
 * Each is given an executable whose file is set, knows its own magic, and
 * leaves false when it is another format or too broken.  Sections are put with
 * sections_put(), in their order, between sections_begin() and the end.
 */
#ifndef CORE_EXECUTABLE_FORMATS_H
#define CORE_EXECUTABLE_FORMATS_H

#include "core/executable/executable.h"

/* Sections as they are read. */
struct sections {
	struct arena *arena;
	struct executable_section *items;
	uint32_t room;
	uint32_t max;
};

/* Room for count sections, or as many as there may be. */
void sections_begin(struct sections *sections, uint32_t count);

static inline void
sections_put(struct sections *sections, struct executable *executable,
    const struct executable_section *section)
{
	executable->section_count++;
	if (executable->sections_kept < sections->room)
		sections->items[executable->sections_kept++] = *section;
}

/* True, and the offset: address lies in what section has in the file. */
static inline bool
section_maps(const struct executable_section *section, uint32_t address,
    uint64_t *offset_r)
{
	if (address < section->address ||
	    address - section->address >= section->raw_size)
		return false;
	*offset_r = (uint64_t)section->raw + (address - section->address);
	return true;
}

bool pe_read(struct executable *executable, struct sections *sections) MUST_USE;
bool elf_read(
    struct executable *executable, struct sections *sections) MUST_USE;
bool macho_read(
    struct executable *executable, struct sections *sections) MUST_USE;

#endif
