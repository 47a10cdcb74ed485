/*
 * macho - the load commands of a Mach-O file
 *
 * After Apple's <mach-o/loader.h>.  A file for several processors ("fat") is no
 * program itself: what lies in it is.  clamscan 1.4.6 finds the entry point of
 * PowerPC alone; that of any other file is its first byte, for LC_MAIN too, so
 * signatures that mean more than that do not exist.
 */
#include "core/executable/formats.h"

#include "core/base/integer.h"

#define CPU_POWERPC 18u
#define CPU_WIDE 0x1000000u

#define LC_SEGMENT 1u
#define LC_SEGMENT_64 0x19u
#define LC_UNIXTHREAD 5u

/* In one segment. */
#define SEGMENT_SECTIONS_MAX 255u
#define ALIGN_MAX 31u

struct macho {
	struct executable *executable;
	struct sections *sections;
	struct slice file;
	uint64_t at;  /* the command in hand */
	uint64_t end; /* as far as it goes */
	bool counting;
	bool has_entry;
	uint32_t entry_address;
};

static uint32_t
u32_at(const struct macho *macho, uint64_t at)
{
	return macho->executable->big_endian ? u32_be(macho->file, at)
					     : u32_le(macho->file, at);
}

/* The lower half of it. */
static uint32_t
word_at(const struct macho *macho, uint64_t at)
{
	bool shift = macho->executable->wide && macho->executable->big_endian;

	return u32_at(macho, shift ? at + 4 : at);
}

static uint32_t
round_up(uint32_t size, uint32_t align)
{
	uint32_t mask = (UINT32_C(1) << align) - 1;

	return (size + mask) & ~mask;
}

/* ---- commands ---------------------------------------------------------- */

static bool
take_section(struct macho *macho, uint64_t at)
{
	bool wide = macho->executable->wide;
	uint32_t word = wide ? 8 : 4;
	uint32_t size = word_at(macho, at + 32 + word);
	uint32_t align = u32_at(macho, at + 36 + 2 * word);
	struct executable_section section = {
	    .raw = u32_at(macho, at + 32 + 2 * word),
	    .address = word_at(macho, at + 32),
	    .size = size,
	};

	if (align > ALIGN_MAX)
		return false;
	section.raw_size = round_up(size, align);
	if (macho->counting)
		macho->executable->section_count++;
	else
		sections_put(macho->sections, macho->executable, &section);
	return true;
}

/* Sections follow each other, whatever the command calls its size. */
static bool
take_segment(struct macho *macho)
{
	bool wide = macho->executable->wide;
	uint32_t head = wide ? 72 : 56, row = wide ? 80 : 68;
	uint32_t count = u32_at(macho, macho->at + head - 8);

	if (!integer_fits(macho->file, macho->at, head) ||
	    count > SEGMENT_SECTIONS_MAX ||
	    !integer_fits(macho->file, macho->at + head, (size_t)count * row))
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (!take_section(macho, macho->at + head + (uint64_t)i * row))
			return false;
	macho->end = macho->at + head + (uint64_t)count * row;
	return true;
}

static void
take_thread(struct macho *macho)
{
	uint32_t cpu = u32_at(macho, 4) & ~CPU_WIDE;

	if (cpu != CPU_POWERPC)
		return;
	macho->has_entry = true;
	macho->entry_address = word_at(macho, macho->at + 16);
}

/* False: broken. */
static bool
take_commands(struct macho *macho)
{
	bool wide = macho->executable->wide;
	uint32_t count = u32_at(macho, 16);

	macho->at = wide ? 32 : 28;
	for (uint32_t i = 0; i < count; i++, macho->at = macho->end) {
		uint32_t command = u32_at(macho, macho->at);
		uint32_t size = u32_at(macho, macho->at + 4);

		if (!integer_fits(macho->file, macho->at, 8))
			return false;
		macho->end = macho->at + (size < 8 ? 8 : size);
		if (command == (wide ? LC_SEGMENT_64 : LC_SEGMENT)) {
			if (!take_segment(macho))
				return false;
		} else if (command == LC_UNIXTHREAD) {
			take_thread(macho);
		}
	}
	return count > 0;
}

/* ---- the whole --------------------------------------------------------- */

static bool
read_magic(struct executable *executable)
{
	struct slice file = executable->file;
	uint32_t little = u32_le(file, 0), big = u32_be(file, 0);

	executable->big_endian = big == 0xFEEDFACE || big == 0xFEEDFACF;
	executable->wide = little == 0xFEEDFACF || big == 0xFEEDFACF;
	return executable->big_endian || little == 0xFEEDFACE ||
	       little == 0xFEEDFACF;
}

bool
macho_read(struct executable *executable, struct sections *sections)
{
	struct macho macho = {
	    .executable = executable,
	    .sections = sections,
	    .file = executable->file,
	    .counting = true,
	};

	executable->kind = EXECUTABLE_MACHO;
	if (!read_magic(executable) || !take_commands(&macho))
		return false;
	sections_begin(sections, executable->section_count);
	executable->section_count = 0;
	macho.counting = false;
	if (!take_commands(&macho))
		return false;
	executable->sections = sections->items;
	return !macho.has_entry || executable_offset(executable,
				       macho.entry_address, &executable->entry);
}
