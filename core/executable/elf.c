/*
 * elf - the headers of an ELF file
 *
 * After the System V gABI.  clamscan 1.4.6 looks at neither the kind of file
 * nor that of a program header, wants at most 128 of these and 256 sections (at
 * least one), all within the file, and takes 32 bits of a section's numbers.
 */
#include "core/executable/formats.h"

#include "core/base/integer.h"

#define PROGRAM_HEADERS_MAX 128u
#define SECTIONS_MAX 256u

/* Where the fields stand; by wide. */
struct layout {
	uint8_t header, program_header, section_header;
	uint8_t entry, program_table, section_table; /* in the header */
	uint8_t program_size;                        /* ... and five more */
	uint8_t offset, address, memory;             /* in a program header */
	uint8_t section_address, section_offset, section_size;
};

static const struct layout layouts[] = {
    {52, 32, 40, 24, 28, 32, 42, 4, 8, 20, 12, 16, 20},
    {64, 56, 64, 24, 32, 40, 54, 8, 16, 40, 16, 24, 32},
};

struct elf {
	struct slice file;
	const struct layout *layout;
	bool wide, big;
};

static uint16_t
half(const struct elf *elf, uint64_t at)
{
	return elf->big ? u16_be(elf->file, at) : u16_le(elf->file, at);
}

static uint64_t
word(const struct elf *elf, uint64_t at)
{
	if (elf->wide)
		return elf->big ? u64_be(elf->file, at) : u64_le(elf->file, at);
	return elf->big ? u32_be(elf->file, at) : u32_le(elf->file, at);
}

/* A table of count rows, all of it in the file. */
static bool
table_fits(const struct elf *elf, uint64_t at, uint32_t count, uint32_t row)
{
	return integer_fits(elf->file, at, (size_t)count * row);
}

/* Without program headers addresses mean nothing, and the file is an object
 * whose entry is its first byte. */
static bool
find_entry(const struct elf *elf, uint64_t *entry_r)
{
	const struct layout *layout = elf->layout;
	uint64_t entry = word(elf, layout->entry);
	uint64_t at = word(elf, layout->program_table);
	uint32_t count = half(elf, layout->program_size + 2u);

	*entry_r = 0;
	if (count > PROGRAM_HEADERS_MAX)
		return false;
	if (count == 0 || entry == 0)
		return true;
	if (half(elf, layout->program_size) != layout->program_header ||
	    !table_fits(elf, at, count, layout->program_header))
		return false;
	for (uint32_t i = 0; i < count; i++, at += layout->program_header) {
		uint64_t address = word(elf, at + layout->address);

		if (entry < address ||
		    entry - address >= word(elf, at + layout->memory))
			continue;
		*entry_r = entry - address + word(elf, at + layout->offset);
		return true;
	}
	return false;
}

static bool
put_sections(const struct elf *elf, struct executable *executable,
    struct sections *sections)
{
	const struct layout *layout = elf->layout;
	uint64_t at = word(elf, layout->section_table);
	uint32_t count = half(elf, layout->program_size + 6u);

	if (count == 0 || count > SECTIONS_MAX ||
	    half(elf, layout->program_size + 4u) != layout->section_header ||
	    !table_fits(elf, at, count, layout->section_header))
		return false;
	sections_begin(sections, count);
	for (uint32_t i = 0; i < count; i++, at += layout->section_header) {
		uint32_t size = (uint32_t)word(elf, at + layout->section_size);
		struct executable_section section = {
		    .raw = (uint32_t)word(elf, at + layout->section_offset),
		    .raw_size = size,
		    .address =
			(uint32_t)word(elf, at + layout->section_address),
		    .size = size,
		};

		sections_put(sections, executable, &section);
	}
	return true;
}

bool
elf_read(struct executable *executable, struct sections *sections)
{
	struct elf elf = {.file = executable->file};

	executable->kind = EXECUTABLE_ELF;
	if (!slice_starts_with(elf.file, SLICE("\x7F"
					       "ELF")) ||
	    elf.file.size < layouts[0].header || elf.file.data[4] < 1 ||
	    elf.file.data[4] > 2)
		return false;
	elf.wide = elf.file.data[4] == 2;
	elf.big = elf.file.data[5] != 1;
	elf.layout = &layouts[elf.wide];
	executable->wide = elf.wide;
	executable->big_endian = elf.big;
	return elf.file.size >= elf.layout->header &&
	       find_entry(&elf, &executable->entry) &&
	       put_sections(&elf, executable, sections);
}
