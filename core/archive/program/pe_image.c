/*
 * pe_image - the memory of a program that unpacks itself where it lies
 */
#include "core/archive/program/pe_image.h"

#include <string.h>

#include "core/base/integer.h"

#define PAGE 4096u
/* All that is made is at most so many times the image. */
#define WORK_TIMES 4u
/* Of a row in the table of sections, and where that stands. */
#define ROW_BYTES 40u
#define ROW_SIZE_AT 16u /* in the file; its offset follows */
#define HEADER_AT 0x3Cu
#define OPTIONAL_SIZE_AT 20u
#define OPTIONAL_AT 24u

static uint64_t
end_of(const struct executable_section *section)
{
	uint64_t size = section->size;

	if (section->raw_size > size)
		size = section->raw_size;
	return section->address + size;
}

/* Where sections begin and end; false: there are none. */
static bool
measure(const struct executable *pe, size_t *first_r, uint64_t *size_r)
{
	*first_r = SIZE_MAX;
	*size_r = 0;
	for (uint32_t i = 0; i < pe->sections_kept; i++) {
		const struct executable_section *section = &pe->sections[i];

		if (section->address < *first_r)
			*first_r = section->address;
		if (end_of(section) > *size_r)
			*size_r = end_of(section);
	}
	*size_r = (*size_r + PAGE - 1) & ~(uint64_t)(PAGE - 1);
	return pe->sections_kept > 0 && *first_r > 0;
}

static void
copy_section(const struct executable *pe, struct pe_image *image,
    const struct executable_section *section)
{
	struct slice raw =
	    slice_sub(slice_skip(pe->file, section->raw), 0, section->raw_size);

	if (raw.size > 0 && pe_image_has(image, section->address, raw.size))
		memcpy(image->bytes + section->address, raw.data, raw.size);
}

/* With sections where they are now. */
static void
copy_header(const struct executable *pe, struct pe_image *image)
{
	struct slice header = slice_sub(pe->file, 0, image->first);
	uint64_t at = u32_le(header, HEADER_AT);

	if (header.size > 0)
		memcpy(image->bytes, header.data, header.size);
	at += OPTIONAL_AT + u16_le(header, at + OPTIONAL_SIZE_AT);
	for (uint32_t i = 0; i < pe->sections_kept; i++) {
		const struct executable_section *section = &pe->sections[i];
		uint64_t row = at + (uint64_t)i * ROW_BYTES;

		if (row + ROW_BYTES > header.size)
			return;
		integer_put_le(image->bytes + row + ROW_SIZE_AT,
		    (uint32_t)(end_of(section) - section->address), 4);
		integer_put_le(
		    image->bytes + row + ROW_SIZE_AT + 4, section->address, 4);
	}
}

bool
pe_image_load(const struct executable *pe, struct body_output *output,
    struct pe_image *image_r)
{
	uint64_t size;
	size_t first;

	if (!measure(pe, &first, &size) || !body_output_zeros(output, size)) {
		body_output_drop(output);
		return false;
	}
	*image_r = (struct pe_image){
	    .bytes = output->data,
	    .size = (size_t)size,
	    .first = first,
	    .work_left = size * WORK_TIMES,
	};
	copy_header(pe, image_r);
	for (uint32_t i = 0; i < pe->sections_kept; i++)
		copy_section(pe, image_r, &pe->sections[i]);
	return true;
}

/* Ahead of the packer's own section, which the entry is in, if nothing was made
 * there or behind it; else that is all. */
static size_t
end_of_program(const struct executable *pe, const struct pe_image *image)
{
	for (uint32_t i = 0; i < pe->sections_kept; i++) {
		const struct executable_section *section = &pe->sections[i];

		if (section->address >= image->made_end &&
		    pe->entry_address >= section->address &&
		    pe->entry_address < end_of(section))
			return section->address;
	}
	return image->size;
}

void
pe_image_end(const struct executable *pe, const struct pe_image *image,
    unsigned pieces, bool whole, struct body_output *output,
    struct member *member)
{
	if (pieces == 0) {
		body_output_drop(output);
		return;
	}
	output->size = end_of_program(pe, image);
	if (!whole && output->size > 0)
		member->flags |= MEMBER_DAMAGED;
}

bool
pe_image_make(struct pe_image *image, uint64_t address, uint64_t size)
{
	if (address < image->first || !pe_image_has(image, address, size) ||
	    size > image->work_left)
		return false;
	image->work_left -= size;
	if (address + size > image->made_end)
		image->made_end = (size_t)(address + size);
	return true;
}

/* How far behind its begin an instruction has its place; 0: it is none. */
static size_t
place_in(const uint8_t *code, bool branches)
{
	if (code[0] == 0xE8 || code[0] == 0xE9)
		return 1;
	return branches && code[0] == 0x0F && (code[1] & 0xF0) == 0x80 ? 2 : 0;
}

void
pe_image_undo_calls(
    struct pe_image *image, size_t address, size_t size, bool branches)
{
	uint8_t *code = image->bytes + address;

	/* The packers look at no instruction nearer to the end. */
	for (size_t at = 0; at + 6 <= size; at++) {
		size_t place = place_in(code + at, branches);
		struct slice bytes = {code + at + place, 4};

		if (place == 0)
			continue;
		integer_put_le(
		    code + at + place, u32_le(bytes, 0) - (uint32_t)at, 4);
		at += place + 3;
	}
}
