/*
 * compound - compound files ([MS-CFB]) put together for tests
 */
#include "tests/support/compound.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"

#define ENTRIES_MAX 4096u
#define NONE UINT32_MAX
#define CHAIN_END 0xFFFFFFFEu
#define MINI_SIZE 64u
#define CUTOFF 4096u

struct entry {
	const char *name;
	size_t name_size;
	size_t parent;
	uint8_t type;
	struct slice bytes;
	uint32_t start;
	uint32_t child, right, last; /* last: newest member */
};

struct maker {
	struct compound_file file;
	unsigned options;
	struct entry entries[ENTRIES_MAX];
	size_t entry_count;
	uint32_t sectors; /* taken so far */
	uint32_t fat_sectors, mini_sectors;
};

void
compound_put16(struct compound_file *file, size_t at, uint16_t value)
{
	file->bytes[at] = (uint8_t)value;
	file->bytes[at + 1] = (uint8_t)(value >> 8);
}

void
compound_put32(struct compound_file *file, size_t at, uint32_t value)
{
	compound_put16(file, at, (uint16_t)value);
	compound_put16(file, at + 2, (uint16_t)(value >> 16));
}

/* ---- the tree ---------------------------------------------------------- */

static size_t
add_entry(struct maker *maker, size_t parent, const char *name, size_t size,
    uint8_t type, struct slice bytes)
{
	size_t index = maker->entry_count++;
	struct entry *up = &maker->entries[parent];

	CHECK(index < ENTRIES_MAX);
	maker->entries[index] = (struct entry){.name = name,
	    .name_size = size,
	    .parent = parent,
	    .type = type,
	    .bytes = bytes,
	    .start = CHAIN_END,
	    .child = NONE,
	    .right = NONE,
	    .last = NONE};
	if (index == 0)
		return 0;
	if (up->last == NONE)
		up->child = (uint32_t)index;
	else
		maker->entries[up->last].right = (uint32_t)index;
	up->last = (uint32_t)index;
	return index;
}

static size_t
storage(struct maker *maker, size_t parent, const char *name, size_t size)
{
	for (size_t i = 1; i < maker->entry_count; i++)
		if (maker->entries[i].type == 1 &&
		    maker->entries[i].parent == parent &&
		    maker->entries[i].name_size == size &&
		    memcmp(maker->entries[i].name, name, size) == 0)
			return i;
	return add_entry(maker, parent, name, size, 1, SLICE(""));
}

static void
add_stream(struct maker *maker, const struct compound_stream *stream)
{
	const char *name = stream->path, *slash;
	size_t parent = 0;

	while ((slash = strchr(name, '/')) != NULL) {
		parent = storage(maker, parent, name, (size_t)(slash - name));
		name = slash + 1;
	}
	add_entry(maker, parent, name, strlen(name), 2, stream->bytes);
}

/* ---- sectors ----------------------------------------------------------- */

static size_t
sector_at(const struct maker *maker, uint32_t number)
{
	return ((size_t)number + 1) * maker->file.sector_size;
}

static uint32_t
sectors_for(const struct maker *maker, size_t size)
{
	return (uint32_t)((size + maker->file.sector_size - 1) /
			  maker->file.sector_size);
}

static bool
is_mini(const struct maker *maker, const struct entry *entry)
{
	return (maker->options & COMPOUND_NO_MINI) == 0 &&
	       entry->bytes.size < CUTOFF;
}

static void
set_fat(struct maker *maker, uint32_t number, uint32_t value)
{
	compound_put32(&maker->file, maker->file.fat_at + 4u * number, value);
}

/* A chain of count sectors that lie together; returns the first. */
static uint32_t
take(struct maker *maker, uint32_t count)
{
	uint32_t first = maker->sectors;

	for (uint32_t i = 0; i < count; i++)
		set_fat(maker, first + i,
		    i + 1 < count ? first + i + 1 : CHAIN_END);
	maker->sectors += count;
	return count == 0 ? CHAIN_END : first;
}

static void
put_sectors(struct maker *maker, struct entry *entry)
{
	size_t size = maker->file.sector_size;
	uint32_t count = sectors_for(maker, entry->bytes.size);
	uint32_t first = take(maker, count);

	entry->start = first;
	if ((maker->options & COMPOUND_SCATTERED) == 0) {
		if (count > 0)
			memcpy(maker->file.bytes + sector_at(maker, first),
			    entry->bytes.data, entry->bytes.size);
		return;
	}
	/* The first piece in the last sector. */
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = first + count - 1 - i;
		struct slice piece = slice_sub(entry->bytes, i * size, size);

		memcpy(maker->file.bytes + sector_at(maker, number), piece.data,
		    piece.size);
		set_fat(maker, number, i + 1 < count ? number - 1 : CHAIN_END);
	}
	if (count > 0)
		entry->start = first + count - 1;
}

static void
put_mini(struct maker *maker, struct entry *entry, uint32_t *next)
{
	uint32_t count =
	    (uint32_t)((entry->bytes.size + MINI_SIZE - 1) / MINI_SIZE);

	if (count == 0)
		return;
	entry->start = *next;
	memcpy(maker->file.bytes + maker->file.mini_at + *next * MINI_SIZE,
	    entry->bytes.data, entry->bytes.size);
	for (uint32_t i = 0; i < count; i++)
		compound_put32(&maker->file,
		    maker->file.minifat_at + 4 * (size_t)(*next + i),
		    i + 1 < count ? *next + i + 1 : CHAIN_END);
	*next += count;
}

/* ---- header and directory ---------------------------------------------- */

static void
put_entry(struct maker *maker, size_t index)
{
	const struct entry *entry = &maker->entries[index];
	struct compound_file *file = &maker->file;
	size_t at = compound_entry_at(file, index);

	for (size_t i = 0; i < entry->name_size; i++)
		file->bytes[at + 2 * i] = (uint8_t)entry->name[i];
	compound_put16(file, at + 64, (uint16_t)(2 * entry->name_size + 2));
	file->bytes[at + 66] = entry->type;
	file->bytes[at + 67] = 1;
	compound_put32(file, at + 68, NONE);
	compound_put32(file, at + 72, entry->right);
	compound_put32(file, at + 76, entry->child);
	compound_put32(file, at + 116, entry->start);
	compound_put32(file, at + 120,
	    index == 0 ? maker->mini_sectors * MINI_SIZE
		       : (uint32_t)entry->bytes.size);
}

static void
put_header(struct maker *maker, uint32_t directory, uint32_t minifat)
{
	struct compound_file *file = &maker->file;
	bool v4 = (maker->options & COMPOUND_V4) != 0;

	CHECK(maker->fat_sectors <= 109);
	memcpy(file->bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	compound_put16(file, 24, 0x3E);
	compound_put16(file, 26, v4 ? 4 : 3);
	compound_put16(file, 28, 0xFFFE);
	compound_put16(file, 30, v4 ? 12 : 9);
	compound_put16(file, 32, 6);
	compound_put32(file, 44, maker->fat_sectors);
	compound_put32(file, 48, directory);
	compound_put32(
	    file, 56, (maker->options & COMPOUND_NO_MINI) != 0 ? 0 : CUTOFF);
	compound_put32(file, 60, minifat);
	compound_put32(file, 68, CHAIN_END);
	for (uint32_t i = 0; i < 109; i++)
		compound_put32(
		    file, 76 + 4 * i, i < maker->fat_sectors ? i : NONE);
}

/* Sectors of everything but the table, which must have room for itself. */
static uint32_t
count_sectors(struct maker *maker)
{
	uint32_t count = sectors_for(maker, maker->entry_count * 128);

	for (size_t i = 1; i < maker->entry_count; i++) {
		const struct entry *entry = &maker->entries[i];

		if (is_mini(maker, entry))
			maker->mini_sectors +=
			    (uint32_t)((entry->bytes.size + MINI_SIZE - 1) /
				       MINI_SIZE);
		else
			count += sectors_for(maker, entry->bytes.size);
	}
	count += sectors_for(maker, 4 * (size_t)maker->mini_sectors);
	count += sectors_for(maker, (size_t)maker->mini_sectors * MINI_SIZE);
	maker->fat_sectors = 1;
	while ((size_t)maker->fat_sectors * (maker->file.sector_size / 4) <
	       count + maker->fat_sectors)
		maker->fat_sectors++;
	return count + maker->fat_sectors;
}

static void
lay_out(struct maker *maker)
{
	uint32_t directory, minifat, next = 0;

	maker->file.fat_at = sector_at(maker, 0);
	memset(maker->file.bytes + maker->file.fat_at, 0xFF,
	    maker->fat_sectors * maker->file.sector_size);
	maker->sectors = 0;
	for (uint32_t i = 0; i < maker->fat_sectors; i++)
		set_fat(maker, i, 0xFFFFFFFD);
	maker->sectors = maker->fat_sectors;
	directory = take(maker, sectors_for(maker, maker->entry_count * 128));
	minifat =
	    take(maker, sectors_for(maker, 4 * (size_t)maker->mini_sectors));
	maker->entries[0].start = take(
	    maker, sectors_for(maker, (size_t)maker->mini_sectors * MINI_SIZE));
	maker->file.directory_at = sector_at(maker, directory);
	maker->file.minifat_at = sector_at(maker, minifat);
	maker->file.mini_at = sector_at(maker, maker->entries[0].start);
	for (size_t i = 1; i < maker->entry_count; i++) {
		if (maker->entries[i].type != 2)
			continue;
		if (is_mini(maker, &maker->entries[i]))
			put_mini(maker, &maker->entries[i], &next);
		else
			put_sectors(maker, &maker->entries[i]);
	}
	for (size_t i = 0; i < maker->entry_count; i++)
		put_entry(maker, i);
	put_header(maker, directory, minifat);
}

struct compound_file
compound_make(
    unsigned options, const struct compound_stream *streams, size_t count)
{
	struct maker *maker = calloc(1, sizeof(*maker));
	struct compound_file file;

	CHECK(maker != NULL);
	maker->options = options;
	maker->file.sector_size = (options & COMPOUND_V4) != 0 ? 4096 : 512;
	add_entry(maker, 0, "Root Entry", 10, 5, SLICE(""));
	for (size_t i = 0; i < count; i++)
		add_stream(maker, &streams[i]);
	maker->file.size =
	    ((size_t)count_sectors(maker) + 1) * maker->file.sector_size;
	maker->file.bytes = calloc(1, maker->file.size);
	CHECK(maker->file.bytes != NULL);
	lay_out(maker);
	file = maker->file;
	free(maker);
	return file;
}

void
compound_free(struct compound_file *file)
{
	free(file->bytes);
	file->bytes = NULL;
}
