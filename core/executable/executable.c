/*
 * executable - where a program begins, and where its sections lie in the file
 */
#include "core/executable/formats.h"

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
