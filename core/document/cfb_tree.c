/*
 * cfb_tree - the directory of a compound file as a tree
 *
 * Each storage names one of its members, and each member two others of its
 * storage, so that they can be searched.  What is left to find is in a list of
 * its own; no entry is visited twice, so loops end.
 */
#include "core/document/cfb_tree.h"

#include "core/base/integer.h"
#include "core/text/utf16.h"

#define LEFT_AT 68u
#define RIGHT_AT 72u
#define CHILD_AT 76u
/* Storages around a stream whose names are told. */
#define PATH_MAX_DEPTH 16u
/* Bytes of a name of 32 units in UTF-8, of which each may be two letters of an
 * installer, and a slash. */
#define NAME_ROOM (32u * 3u + 1u)

/* ---- entries ----------------------------------------------------------- */

struct slice
cfb_raw_entry(const struct cfb *cfb, uint32_t index)
{
	unsigned shift = cfb->shift - 7;
	size_t number = index >> shift;

	if (index >= cfb->entry_count)
		return (struct slice){NULL, 0};
	return slice_sub(cfb_sector(cfb, cfb->directory.sectors[number]),
	    (size_t)(index & ((1u << shift) - 1)) * CFB_ENTRY_BYTES,
	    CFB_ENTRY_BYTES);
}

bool
cfb_entry(const struct cfb *cfb, uint32_t index, struct cfb_entry *entry_r)
{
	struct slice raw = cfb_raw_entry(cfb, index);
	size_t name_bytes = u16_le(raw, 64);

	if (raw.size < CFB_ENTRY_BYTES ||
	    (raw.data[66] != CFB_STORAGE && raw.data[66] != CFB_STREAM &&
		raw.data[66] != CFB_ROOT))
		return false;
	entry_r->type = (enum cfb_type)raw.data[66];
	entry_r->name = slice_sub(raw, 0, name_bytes < 64 ? name_bytes : 64);
	/* The NUL is counted. */
	while (entry_r->name.size >= 2 &&
	       u16_le(entry_r->name, entry_r->name.size - 2) == 0)
		entry_r->name.size -= 2;
	entry_r->name.size &= ~(size_t)1;
	entry_r->parent = cfb->parents == NULL ? CFB_NONE : cfb->parents[index];
	/* In version 3 the upper half may be junk. */
	entry_r->size = cfb->wide ? u64_le(raw, 120) : u32_le(raw, 120);
	return true;
}

/* ---- the tree ---------------------------------------------------------- */

struct walk {
	struct cfb *cfb;
	uint32_t *todo; /* entries whose neighbours were not looked at */
	size_t count;
};

/* An entry that is found for the first time is in parent. */
static void
find(struct walk *walk, uint32_t index, uint32_t parent)
{
	struct cfb *cfb = walk->cfb;

	if (index >= cfb->entry_count || index == 0 ||
	    cfb->parents[index] != CFB_NONE)
		return;
	cfb->parents[index] = parent;
	walk->todo[walk->count++] = index;
}

bool
cfb_read_tree(struct cfb *cfb)
{
	size_t bytes = ((size_t)cfb->entry_count + 1) * sizeof(uint32_t);
	struct walk walk = {.cfb = cfb};

	cfb->parents = arena_alloc(cfb->arena, bytes);
	walk.todo = arena_alloc(cfb->arena, bytes);
	if (cfb->parents == NULL || walk.todo == NULL)
		return false;
	for (uint32_t i = 0; i < cfb->entry_count; i++)
		cfb->parents[i] = CFB_NONE;
	find(&walk, u32_le(cfb_raw_entry(cfb, 0), CHILD_AT), 0);
	while (walk.count > 0) {
		uint32_t index = walk.todo[--walk.count];
		struct slice raw = cfb_raw_entry(cfb, index);

		find(&walk, u32_le(raw, LEFT_AT), cfb->parents[index]);
		find(&walk, u32_le(raw, RIGHT_AT), cfb->parents[index]);
		if (raw.size > 66 && raw.data[66] == CFB_STORAGE)
			find(&walk, u32_le(raw, CHILD_AT), index);
	}
	return arena_resize_last(cfb->arena, walk.todo, 0);
}

/* ---- names ------------------------------------------------------------- */

/*
 * Windows Installer packs two letters of 64 into a unit from 0x3800 on, and one
 * into a unit from 0x4800 on; 0x4840 stands ahead of the names of tables.
 */
static size_t
put_unit(uint32_t unit, uint8_t *out)
{
	static const char letters[] =
	    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";

	if (unit < 0x3800 || unit > 0x4840)
		return utf8_put(unit, out);
	if (unit == 0x4840) {
		out[0] = '!';
		return 1;
	}
	if (unit >= 0x4800) {
		out[0] = (uint8_t)letters[unit - 0x4800];
		return 1;
	}
	out[0] = (uint8_t)letters[(unit - 0x3800) & 63];
	out[1] = (uint8_t)letters[(unit - 0x3800) >> 6 & 63];
	return 2;
}

static size_t
put_name(const struct cfb *cfb, uint32_t index, uint8_t *out)
{
	struct cfb_entry entry;
	size_t size = 0;

	if (!cfb_entry(cfb, index, &entry))
		return 0;
	for (size_t at = 0; at < entry.name.size;)
		size += put_unit(utf16_next(entry.name, &at), out + size);
	return size;
}

struct slice
cfb_path(const struct cfb *cfb, uint32_t index)
{
	uint32_t steps[PATH_MAX_DEPTH];
	size_t depth = 0, size = 0;
	uint8_t *out;

	for (; depth < PATH_MAX_DEPTH && index != 0 && index != CFB_NONE;
	     index = cfb->parents[index])
		steps[depth++] = index;
	out = arena_alloc(cfb->arena, depth * NAME_ROOM);
	if (out == NULL || depth == 0)
		return (struct slice){NULL, 0};
	while (depth > 0) {
		size += put_name(cfb, steps[--depth], out + size);
		if (depth > 0)
			out[size++] = '/';
	}
	(void)!arena_resize_last(cfb->arena, out, size);
	return (struct slice){out, size};
}
