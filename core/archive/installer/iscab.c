/*
 * iscab - cabinets of InstallShield 5 and later
 */
#include "core/archive/installer/iscab.h"

#include "core/archive/member/archives.h"
#include "core/archive/member/utf16_name.h"
#include "core/archive/method/inflate.h"
#include "core/base/integer.h"

#define SIGNATURE SLICE("ISc(")
/* Fields of the head, and of the descriptor. */
#define VERSION_AT 4u
#define DESCRIPTOR_AT 12u
#define DESCRIPTOR_SIZE_AT 16u
#define HEAD_BYTES 20u
#define TABLE_AT 12u
#define DIRECTORIES_AT 28u
#define COUNT_AT 40u
#define FILES_AT 44u
#define DESCRIPTOR_BYTES 48u

/* A file from version 6 on. */
#define ROW_BYTES 87u
#define ROW_NAME_AT 58u
#define ROW_LINK_AT 84u
#define ROW_VOLUME_AT 85u
/* ... and before. */
#define OLD_ROW_BYTES 42u
#define NEW_VERSION 6u
/* Names are UTF-16 from here on. */
#define WIDE_VERSION 17u
#define NAME_MAX_BYTES 1024u

enum row_flag {
	ROW_SPLIT = 1,
	ROW_GARBLED = 2,
	ROW_PACKED = 4,
	ROW_INVALID = 8,
};
/* Its bytes are those of the file that it names. */
#define LINK_PREVIOUS 1u

/* Files, and pieces of one, between two looks at the clock. */
#define FILES_A_LOOK 256u
#define PIECES_A_LOOK 256u

/* ---- the list ---------------------------------------------------------- */

/* Two ways to write it down. */
static unsigned
version_of(struct slice bytes)
{
	uint32_t version = u32_le(bytes, VERSION_AT);

	if (version >> 24 == 1)
		return version >> 12 & 15;
	if (version >> 24 == 2 || version >> 24 == 4)
		return (version & 0xFFFF) / 100;
	return 0;
}

bool
iscab_is_volume(struct slice bytes)
{
	return bytes.size >= HEAD_BYTES && slice_starts_with(bytes, SIGNATURE);
}

/* As many rows as there can be. */
static uint64_t
rows_max(const struct iscab *cab)
{
	uint64_t size = cab->header.size, list;

	if (cab->version >= NEW_VERSION)
		return cab->files < size ? (size - cab->files) / ROW_BYTES : 0;
	list = (size - cab->table) / 4;
	return cab->directories < list ? list - cab->directories : 0;
}

bool
iscab_open(struct slice bytes, struct iscab *cab_r)
{
	uint64_t descriptor = u32_le(bytes, DESCRIPTOR_AT), rows;

	if (!iscab_is_volume(bytes) || u32_le(bytes, DESCRIPTOR_SIZE_AT) == 0 ||
	    !integer_fits(bytes, descriptor, DESCRIPTOR_BYTES))
		return false;
	*cab_r = (struct iscab){
	    .header = bytes,
	    .version = version_of(bytes),
	    .table = descriptor + u32_le(bytes, descriptor + TABLE_AT),
	    .directories = u32_le(bytes, descriptor + DIRECTORIES_AT),
	    .count = u32_le(bytes, descriptor + COUNT_AT),
	};
	if (cab_r->table >= bytes.size)
		return false;
	cab_r->files = cab_r->table + u32_le(bytes, descriptor + FILES_AT);
	rows = rows_max(cab_r);
	cab_r->cut = rows < cab_r->count;
	if (cab_r->cut)
		cab_r->count = (uint32_t)rows;
	return cab_r->count > 0;
}

static struct slice
name_at(
    const struct iscab *cab, struct unpacking *unpacking, uint64_t name_offset)
{
	uint64_t at = cab->table + name_offset;
	struct slice rest;

	if (at > cab->header.size)
		return SLICE("");
	rest = slice_sub(cab->header, (size_t)at, NAME_MAX_BYTES);
	if (cab->version >= WIDE_VERSION)
		return utf16_name(unpacking->arena, utf16_string(rest, 0));
	return slice_sub(rest, 0, slice_find_byte(rest, 0));
}

/* The kinds of files that have no bytes in any volume, or those of another. */
static bool
take_flags(uint16_t flags, struct iscab_file *file)
{
	file->split = (flags & ROW_SPLIT) != 0;
	file->garbled = (flags & ROW_GARBLED) != 0;
	file->packed = (flags & ROW_PACKED) != 0;
	if (!file->packed)
		file->size_packed = file->size;
	return (flags & ROW_INVALID) == 0 && file->offset > 0 &&
	       file->size_packed > 0;
}

static bool
read_row(struct iscab *cab, struct unpacking *unpacking, uint64_t row,
    struct iscab_file *file_r)
{
	struct slice bytes = cab->header;

	*file_r = (struct iscab_file){
	    .size = u64_le(bytes, row + 2),
	    .size_packed = u64_le(bytes, row + 10),
	    .offset = u64_le(bytes, row + 18),
	    .volume = u16_le(bytes, row + ROW_VOLUME_AT),
	};
	if (!take_flags(u16_le(bytes, row), file_r) ||
	    (bytes.data[row + ROW_LINK_AT] & LINK_PREVIOUS) != 0)
		return false;
	file_r->name =
	    name_at(cab, unpacking, u32_le(bytes, row + ROW_NAME_AT));
	return true;
}

/* No volume is named; a file of several is rare. */
static bool
read_old_row(struct iscab *cab, struct unpacking *unpacking, uint64_t row,
    struct iscab_file *file_r)
{
	struct slice bytes = cab->header;

	*file_r = (struct iscab_file){
	    .size = u32_le(bytes, row + 10),
	    .size_packed = u32_le(bytes, row + 14),
	    .offset = u32_le(bytes, row + 38),
	    .volume = 1,
	};
	if (!take_flags(u16_le(bytes, row + 8), file_r))
		return false;
	file_r->name = name_at(cab, unpacking, u32_le(bytes, row));
	return true;
}

/* The row of file i; false: it has no bytes of its own. */
static bool
read_file(struct iscab *cab, struct unpacking *unpacking, uint32_t i,
    struct iscab_file *file_r)
{
	uint64_t place, row;

	if (cab->version >= NEW_VERSION)
		return read_row(cab, unpacking,
		    cab->files + (uint64_t)i * ROW_BYTES, file_r);
	place = cab->table + 4 * ((uint64_t)cab->directories + i);
	row = cab->table + u32_le(cab->header, place);
	return integer_fits(cab->header, row, OLD_ROW_BYTES) &&
	       read_old_row(cab, unpacking, row, file_r);
}

bool
iscab_next(
    struct iscab *cab, struct unpacking *unpacking, struct iscab_file *file_r)
{
	while (cab->next < cab->count) {
		uint32_t i = cab->next++;

		if (i % FILES_A_LOOK == 0 && unpacking_late(unpacking))
			return false;
		if (read_file(cab, unpacking, i, file_r))
			return true;
	}
	if (cab->cut)
		unpacking->flags |= ARCHIVE_DAMAGED;
	return false;
}

/* ---- bodies ------------------------------------------------------------ */

/* Each byte is turned, and less by a count that begins again at 71.  False: no
 * room, or no time, and the archive has ended for it. */
static bool
ungarble(struct unpacking *unpacking, struct slice *packed)
{
	uint8_t *plain = arena_alloc(unpacking->arena, packed->size);

	if (plain == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	for (size_t i = 0; i < packed->size; i++) {
		uint8_t c = packed->data[i] ^ 0xD5;

		if (i % BUDGET_SLICE == BUDGET_SLICE - 1 &&
		    unpacking_late(unpacking))
			return false;
		c = (uint8_t)(c >> 2 | c << 6);
		plain[i] = (uint8_t)(c - i % 71);
	}
	packed->data = plain;
	return true;
}

/* Pieces with their sizes; or, as old versions have it, none. */
static enum inflate_result
inflate_pieces(struct unpacking *unpacking, struct slice packed,
    struct body_output *output)
{
	struct inflater *inflater = unpacking->archives->inflater;
	enum inflate_result result = INFLATE_OK;
	size_t at = 0, consumed;

	for (unsigned i = 1; at < packed.size && result == INFLATE_OK; i++) {
		size_t size = u16_le(packed, at);

		if (i % PIECES_A_LOOK == 0 && body_output_late(output))
			return INFLATE_CUT;
		result = inflate_stream(inflater,
		    slice_sub(packed, at + 2, size), output, &consumed, NULL);
		at += 2 + size;
	}
	if (result == INFLATE_DAMAGED && output->size == 0)
		result =
		    inflate_stream(inflater, packed, output, &consumed, NULL);
	return result;
}

static void
read_packed(
    struct unpacking *unpacking, struct slice packed, struct member *member)
{
	struct body_output output;

	body_output_begin(&output, unpacking, packed.size);
	if (inflate_pieces(unpacking, packed, &output) == INFLATE_DAMAGED)
		member->flags |= MEMBER_DAMAGED;
	body_output_end(&output, member);
}

/* What stands in volume of it. */
static struct slice
find_packed(const struct iscab_file *file, struct slice volume)
{
	struct slice packed = SLICE("");

	if (file->offset < volume.size)
		packed = slice_skip(volume, (size_t)file->offset);
	if (file->size_packed < packed.size)
		packed.size = (size_t)file->size_packed;
	return packed;
}

void
iscab_read(struct unpacking *unpacking, const struct iscab_file *file,
    struct slice volume, uint64_t *readable, struct member *member)
{
	struct slice packed = find_packed(file, volume);

	member->name = file->name;
	member->size = file->size;
	member->size_packed = file->size_packed;
	if (file->split || volume.size == 0) {
		member->flags |= MEMBER_UNSUPPORTED;
		return;
	}
	if (packed.size > *readable) {
		unpacking_cut(unpacking, LIMIT_RATIO);
		member->flags |= MEMBER_CUT;
		member->limit = LIMIT_RATIO;
		return;
	}
	*readable -= packed.size;
	if (packed.size < file->size_packed)
		member->flags |= MEMBER_DAMAGED;
	if (file->garbled && !ungarble(unpacking, &packed)) {
		member->flags |= MEMBER_CUT;
		member->limit = unpacking->limit;
		return;
	}
	if (file->packed)
		read_packed(unpacking, packed, member);
	else
		(void)!unpacking_lend(unpacking, packed, member);
}
