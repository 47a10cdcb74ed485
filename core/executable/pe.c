/*
 * pe - the headers of a Portable Executable
 *
 *     +0x3C: where "PE\0\0" stands, then the COFF header of 20 bytes, the
 *     optional header with its table of directories, 40 bytes a section
 *
 * After Microsoft's "PE Format".  Rounding is that of clamscan 1.4.6: addresses
 * and offsets down, sizes up, in 32 bits.
 */
#include "core/executable/formats.h"

#include "core/base/integer.h"

#define COFF_BYTES 24u /* "PE\0\0" included */
#define SECTION_BYTES 40u
#define OPTIONAL_BYTES 96u /* ahead of the directories */
#define OPTIONAL_BYTES_WIDE 112u
#define MAGIC_WIDE 0x20Bu
#define DIRECTORY_BYTES 8u
/* What Windows reads files in, whatever they say. */
#define SECTOR 0x200u

struct headers {
	struct slice table; /* of the sections */
	uint32_t sections;
	uint32_t section_alignment;
	uint32_t file_alignment;
	uint64_t file_size;
};

static uint32_t
round_down(uint32_t n, uint32_t alignment)
{
	return alignment == 0 ? n : n / alignment * alignment;
}

static uint32_t
round_up(uint32_t n, uint32_t alignment)
{
	if (alignment == 0)
		return n;
	return (n / alignment + (n % alignment != 0)) * alignment;
}

/* ---- ahead of the sections --------------------------------------------- */

static bool
read_optional(
    struct executable *pe, struct headers *headers, struct slice optional)
{
	uint32_t fixed = u16_le(optional, 0) == MAGIC_WIDE ? OPTIONAL_BYTES_WIDE
							   : OPTIONAL_BYTES;
	uint32_t directories = u32_le(optional, fixed - 4);

	if (directories > PE_DIRECTORIES)
		directories = PE_DIRECTORIES;
	if (optional.size < fixed ||
	    optional.size - fixed < directories * DIRECTORY_BYTES)
		return false;
	pe->wide = fixed == OPTIONAL_BYTES_WIDE;
	pe->entry_address = u32_le(optional, 16);
	pe->image_base = u32_le(optional, pe->wide ? 24 : 28);
	headers->section_alignment = u32_le(optional, 32);
	headers->file_alignment = u32_le(optional, 36);
	pe->header_size =
	    round_up(u32_le(optional, 60), headers->section_alignment);
	pe->directories =
	    slice_sub(optional, fixed, directories * DIRECTORY_BYTES);
	return true;
}

static bool
read_headers(struct executable *pe, struct headers *headers)
{
	struct slice file = pe->file, rest;
	size_t optional_size;

	if (!slice_starts_with(file, SLICE("MZ")))
		return false;
	rest = slice_skip(file, u32_le(file, 0x3C));
	if (rest.size < COFF_BYTES || !slice_starts_with(rest, SLICE("PE\0\0")))
		return false;
	pe->machine = u16_le(rest, 4);
	headers->sections = u16_le(rest, 6);
	optional_size = u16_le(rest, 20);
	headers->table = slice_skip(rest, COFF_BYTES + optional_size);
	headers->file_size = file.size;
	return headers->sections > 0 &&
	       headers->table.size >=
		   (size_t)headers->sections * SECTION_BYTES &&
	       read_optional(
		   pe, headers, slice_sub(rest, COFF_BYTES, optional_size));
}

/* ---- sections ---------------------------------------------------------- */

/* A section on a sector, but not on what the header says: all are taken to
 * stand on sectors. */
static void
doubt_alignment(struct headers *headers)
{
	for (uint32_t i = 0; i < headers->sections; i++) {
		uint64_t at = (uint64_t)i * SECTION_BYTES;
		uint32_t raw = u32_le(headers->table, at + 20);

		if (headers->file_alignment != 0 &&
		    u32_le(headers->table, at + 16) != 0 &&
		    raw % headers->file_alignment != 0 && raw % SECTOR == 0) {
			headers->file_alignment = SECTOR;
			return;
		}
	}
}

/* False: addresses that nothing can be loaded at. */
static bool
read_section(const struct headers *headers, uint32_t index,
    struct executable_section *section_r)
{
	uint64_t at = (uint64_t)index * SECTION_BYTES;
	uint32_t size = u32_le(headers->table, at + 8);
	uint32_t address = u32_le(headers->table, at + 12);
	uint32_t raw_size = u32_le(headers->table, at + 16);
	uint32_t raw = u32_le(headers->table, at + 20);
	struct executable_section section = {
	    .raw = round_down(raw, headers->file_alignment),
	    .raw_size = round_up(raw_size, headers->file_alignment),
	    .address = round_down(address, headers->section_alignment),
	    .size = round_up(
		size == 0 ? raw_size : size, headers->section_alignment),
	};

	if (section.raw >= headers->file_size)
		section.raw_size = 0;
	else if (section.raw_size > headers->file_size - section.raw)
		section.raw_size = (uint32_t)(headers->file_size - section.raw);
	*section_r = section;
	return address >> 31 == 0 && size >> 31 == 0;
}

bool
pe_read(struct executable *pe, struct sections *sections)
{
	struct executable_section section;
	struct headers headers;
	bool in_header, mapped = false;

	pe->kind = EXECUTABLE_PE;
	if (!read_headers(pe, &headers))
		return false;
	doubt_alignment(&headers);
	sections_begin(sections, headers.sections);
	in_header = pe->entry_address < pe->header_size;
	for (uint32_t i = 0; i < headers.sections; i++) {
		if (!read_section(&headers, i, &section))
			return false;
		sections_put(sections, pe, &section);
		mapped |= section_maps(&section, pe->entry_address, &pe->entry);
	}
	if (in_header) {
		pe->entry = pe->entry_address;
		return pe->entry < pe->file.size;
	}
	return mapped;
}
