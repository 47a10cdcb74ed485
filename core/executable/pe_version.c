/*
 * pe_version - where the keys of a PE's version information stand
 *
 *     resources ─▶ type 16 ─▶ any name ─▶ any language ─▶ VS_VERSIONINFO
 *                                                           StringFileInfo
 *                                                             a table a
 * language key, value
 *
 * After Microsoft's "VS_VERSIONINFO structure".  clamscan 1.4.6 wants the
 * strings ahead of VarFileInfo, and reads up to the first string that is too
 * short, or that would not fit its table if it were filled up to four bytes: as
 * a rule the last one of a table, and then no other table is read.
 */
#include "core/executable/executable.h"

#include "core/base/integer.h"

#define TYPE_VERSION 16u
#define ENTRY_BYTES 8u
#define SUBDIRECTORY UINT32_C(0x80000000)
/* Of one directory, and version resources of one file. */
#define ENTRIES_MAX 64u
#define RESOURCES_MAX 16u
/* Directories may lie in each other; so many are looked into. */
#define DIRECTORIES_MAX 256u

#define FIXED_INFO_BYTES 52u
#define STRING_BYTES_MIN 17u

struct keys {
	const struct executable *pe;
	uint32_t *items;
	size_t count;
	uint32_t resources; /* where directories begin */
	unsigned seen;      /* version resources */
	unsigned visited;   /* directories */
};

/* ---- what a version resource holds ------------------------------------- */

/* A block of the resource: its length, that of its value, a type, its name. */
struct block {
	uint64_t at;
	uint32_t size;
	uint32_t value_size;
};

static struct block
block_at(struct slice file, uint64_t at)
{
	return (struct block){at, u16_le(file, at), u16_le(file, at + 2)};
}

static uint32_t
fill_up(uint32_t size)
{
	return (size + 3) & ~UINT32_C(3);
}

/* The name in UTF-16, its 0 included. */
static bool
is_named(struct slice file, const struct block *block, struct slice name)
{
	uint64_t at = block->at + 6;

	for (size_t i = 0; i <= name.size; i++, at += 2)
		if (!integer_fits(file, at, 2) ||
		    u16_le(file, at) != (i < name.size ? name.data[i] : 0))
			return false;
	return true;
}

/* False: this is as far as they are read. */
static bool
add_strings(struct keys *keys, uint64_t at, uint64_t end)
{
	struct slice file = keys->pe->file;

	while (at < end) {
		struct block string = block_at(file, at);
		uint32_t size = fill_up(string.size);

		if (string.size < STRING_BYTES_MIN || size > end - at ||
		    keys->count == VERSION_KEYS_MAX)
			return false;
		keys->items[keys->count++] = (uint32_t)(at + 6);
		at += size;
	}
	return true;
}

/* Tables of strings: named by their language, 8 digits. */
static void
add_tables(struct keys *keys, uint64_t at, uint64_t end)
{
	struct slice file = keys->pe->file;

	while (at < end) {
		struct block table = block_at(file, at);

		if (table.size <= 24 || table.size > end - at ||
		    !add_strings(keys, at + 24, at + table.size))
			return;
		at += fill_up(table.size);
	}
}

static void
add_version(struct keys *keys, uint64_t at, uint32_t size)
{
	struct slice file = keys->pe->file;
	struct block info = block_at(file, at), strings;
	uint64_t inside = at + 40 + FIXED_INFO_BYTES;

	if (!integer_fits(file, at, size) || info.size > size ||
	    info.value_size != FIXED_INFO_BYTES ||
	    !is_named(file, &info, SLICE("VS_VERSION_INFO")))
		return;
	strings = block_at(file, inside);
	if (inside >= at + info.size ||
	    strings.size > at + info.size - inside ||
	    !is_named(file, &strings, SLICE("StringFileInfo")))
		return;
	add_tables(keys, inside + 36, inside + strings.size);
}

/* ---- where it is ------------------------------------------------------- */

static void
take_resource(struct keys *keys, uint32_t entry)
{
	struct slice file = keys->pe->file;
	uint64_t at, data;

	if (keys->seen == RESOURCES_MAX ||
	    !executable_offset(keys->pe, keys->resources + entry, &at) ||
	    !integer_fits(file, at, 8) ||
	    !executable_offset(keys->pe, u32_le(file, at), &data))
		return;
	keys->seen++;
	add_version(keys, data, u32_le(file, at + 4));
}

/* level 0: types, 1: names, 2: languages. */
static void
take_directory(struct keys *keys, uint32_t directory, unsigned level)
{
	struct slice file = keys->pe->file;
	uint64_t at;
	uint32_t named, count;

	if (keys->visited++ >= DIRECTORIES_MAX ||
	    !executable_offset(keys->pe, keys->resources + directory, &at))
		return;
	named = u16_le(file, at + 12);
	count = named + u16_le(file, at + 14);
	for (uint32_t i = 0; i < count && i < ENTRIES_MAX; i++) {
		uint64_t entry = at + 16 + (uint64_t)i * ENTRY_BYTES;
		uint32_t id = u32_le(file, entry);
		uint32_t place = u32_le(file, entry + 4);
		bool deeper = (place & SUBDIRECTORY) != 0;

		if (keys->seen == RESOURCES_MAX)
			return;
		if (level == 0 && (i < named || id != TYPE_VERSION))
			continue;
		if (deeper && level < 2)
			take_directory(keys, place & ~SUBDIRECTORY, level + 1);
		else if (!deeper && level == 2)
			take_resource(keys, place);
	}
}

size_t
executable_version_keys(
    const struct executable *executable, uint32_t keys_r[VERSION_KEYS_MAX])
{
	struct keys keys = {.pe = executable, .items = keys_r};

	if (executable->kind != EXECUTABLE_PE ||
	    executable->directories.size <
		(PE_DIRECTORY_RESOURCES + 1) * ENTRY_BYTES)
		return 0;
	keys.resources = u32_le(
	    executable->directories, PE_DIRECTORY_RESOURCES * ENTRY_BYTES);
	if (keys.resources != 0)
		take_directory(&keys, 0, 0);
	return keys.count;
}
