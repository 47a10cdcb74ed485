/*
 * nsis_header - what the script of an NSIS installer calls its files
 */
#include "core/archive/installer/nsis_header.h"

#include "core/archive/member/utf16_name.h"
#include "core/base/integer.h"

/* Of the lists in a header, these are wanted. */
#define LIST_ENTRIES 2u
#define LIST_STRINGS 3u
#define LISTS 8u
#define LISTS_AT 4u
#define ENTRY_BYTES 28u
#define EXTRACT_FILE 20u
#define ENTRY_NAME_AT 8u
#define ENTRY_PLACE_AT 12u
#define NAME_UNITS_MAX 1024u
/* All names of one installer together may take so many looks at entries. */
#define LOOKS_MAX (1u << 20)

/* Marks of NSIS 3; of NSIS 2, and of its UTF-16. */
#define MARK_LAST 4u
#define MARK_LETTER 4u /* the letter behind it is one */
#define OLD_MARK_LETTER 252u
#define OLD_MARK_FIRST 252u
#define WIDE_MARK_FIRST 0xE000u
#define WIDE_MARK_LAST 0xE003u

static uint32_t
list_place(struct slice header, unsigned list, size_t width)
{
	return u32_le(header, LISTS_AT + list * (width + 4));
}

static bool
read_lists(struct slice header, size_t width, struct nsis_header *header_r)
{
	uint64_t entries = list_place(header, LIST_ENTRIES, width);
	uint64_t strings = list_place(header, LIST_STRINGS, width);
	uint64_t count =
	    u32_le(header, LISTS_AT + LIST_ENTRIES * (width + 4) + width);

	if (entries < LISTS_AT + LISTS * (width + 4) || entries > strings ||
	    strings >= header.size || count * ENTRY_BYTES > strings - entries)
		return false;
	header_r->entries =
	    slice_sub(header, (size_t)entries, (size_t)count * ENTRY_BYTES);
	header_r->strings = slice_skip(header, (size_t)strings);
	/* The first string is an empty one. */
	header_r->wide = u16_le(header_r->strings, 0) == 0;
	return true;
}

struct nsis_header
nsis_header_read(struct slice header)
{
	struct nsis_header read = {.looks = LOOKS_MAX};

	if (!read_lists(header, 4, &read) && !read_lists(header, 8, &read))
		read.entries = SLICE("");
	return read;
}

/* ---- names ------------------------------------------------------------- */

/* How many units a mark has behind it; 0: it is none. */
static size_t
mark_units(uint16_t unit, bool wide)
{
	if (unit >= 1 && unit <= MARK_LAST)
		return unit == MARK_LETTER ? 0 : wide ? 1 : 2;
	if (wide)
		return unit >= WIDE_MARK_FIRST && unit <= WIDE_MARK_LAST;
	return unit > OLD_MARK_FIRST ? 2 : 0;
}

static bool
is_mark(uint16_t unit, bool wide)
{
	return unit <= MARK_LAST ||
	       (wide ? unit >= WIDE_MARK_FIRST && unit <= WIDE_MARK_LAST
		     : unit >= OLD_MARK_FIRST);
}

/* The letters of a string, without marks. */
static struct slice
copy_letters(struct slice text, bool wide, struct arena *arena)
{
	size_t width = wide ? 2 : 1, size = 0;
	uint8_t *name = arena_alloc(arena, NAME_UNITS_MAX * width);

	if (name == NULL)
		return SLICE("");
	for (size_t at = 0;
	     at + width <= text.size && size < NAME_UNITS_MAX * width;
	     at += width) {
		uint16_t unit = wide ? u16_le(text, at) : text.data[at];

		if (unit == 0)
			break;
		if (is_mark(unit, wide)) {
			at += mark_units(unit, wide) * width;
			continue;
		}
		name[size++] = (uint8_t)unit;
		if (wide)
			name[size++] = (uint8_t)(unit >> 8);
	}
	(void)!arena_resize_last(arena, name, size);
	return (struct slice){name, size};
}

static struct slice
string_at(
    const struct nsis_header *header, uint32_t number, struct arena *arena)
{
	uint64_t at = (uint64_t)number * (header->wide ? 2 : 1);
	struct slice name;

	if (at >= header->strings.size)
		return SLICE("");
	name = copy_letters(
	    slice_skip(header->strings, (size_t)at), header->wide, arena);
	if (header->wide)
		name = utf16_name(arena, name);
	/* What stood ahead was a folder. */
	return slice_starts_with(name, SLICE("\\")) ? slice_skip(name, 1)
						    : name;
}

struct slice
nsis_header_name(
    struct nsis_header *header, uint32_t place, struct arena *arena)
{
	uint32_t count = (uint32_t)(header->entries.size / ENTRY_BYTES);

	for (uint32_t i = 0; i < count && header->looks > 0; i++) {
		uint32_t row = header->next * ENTRY_BYTES;

		header->looks--;
		header->next = (header->next + 1) % count;
		if (u32_le(header->entries, row) == EXTRACT_FILE &&
		    u32_le(header->entries, row + ENTRY_PLACE_AT) == place)
			return string_at(header,
			    u32_le(header->entries, row + ENTRY_NAME_AT),
			    arena);
	}
	return SLICE("");
}
