/*
 * vba - which streams of a compound file have source of macros, and where
 */
#include "core/document/vba.h"

#include "core/base/ascii.h"
#include "core/base/integer.h"
#include "core/document/ovba.h"

/* Names that may be compared for all lists of a file: some thousand modules
 * among as many streams. */
#define STEPS_MAX (8u << 20)
/* No honest lists of modules are larger when they are unpacked, all of a file
 * together. */
#define LIST_BYTES_MAX ((size_t)16 << 20)

/* ---- names ------------------------------------------------------------- */

static uint16_t
unit_at(struct slice name, size_t at)
{
	uint16_t unit = u16_le(name, at);

	return unit < 128 ? ascii_lower((uint8_t)unit) : unit;
}

static bool
same_name(struct slice a, struct slice b)
{
	if (a.size != b.size)
		return false;
	for (size_t at = 0; at < a.size; at += 2)
		if (unit_at(a, at) != unit_at(b, at))
			return false;
	return true;
}

/* In a codepage: only what is ASCII in it is compared. */
static bool
same_narrow_name(struct slice narrow, struct slice name)
{
	if (2 * narrow.size != name.size)
		return false;
	for (size_t i = 0; i < narrow.size; i++)
		if (narrow.data[i] < 128 &&
		    ascii_lower(narrow.data[i]) != unit_at(name, 2 * i))
			return false;
	return true;
}

static bool
is_stream_of(const struct ovba_module *module, struct slice name)
{
	return module->name.size > 0 ? same_name(module->name, name)
				     : same_narrow_name(module->narrow, name);
}

/* ---- lists ------------------------------------------------------------- */

static void
place_module(struct vba *vba, const struct cfb *cfb, uint32_t parent,
    const struct ovba_module *module)
{
	struct cfb_entry entry;

	for (uint32_t i = 0; i < vba->count && vba->left > 0; i++) {
		vba->left--;
		if (cfb->parents[i] != parent || !cfb_entry(cfb, i, &entry) ||
		    entry.type != CFB_STREAM ||
		    !is_stream_of(module, entry.name))
			continue;
		vba->offsets[i] = module->offset;
		return;
	}
}

static void
read_list(struct vba *vba, struct cfb *cfb, uint32_t index)
{
	struct ovba_dir dir = {.at = 0};
	struct ovba_module module;
	unsigned flags;
	struct slice packed = cfb_read(cfb, index, LIST_BYTES_MAX, &flags);

	dir.bytes = ovba_decompress(
	    packed, vba->list_left, cfb->arena, cfb->budget, &flags);
	vba->list_left -= dir.bytes.size;
	while (vba->left > 0 && ovba_dir_next(&dir, &module))
		place_module(vba, cfb, cfb->parents[index], &module);
	/* Nothing of it is needed again, and it is the newest. */
	if (dir.bytes.size > 0)
		(void)!arena_resize_last(
		    cfb->arena, (uint8_t *)(uintptr_t)dir.bytes.data, 0);
}

bool
vba_open(struct vba *vba, struct cfb *cfb)
{
	struct cfb_entry entry;

	*vba = (struct vba){.count = cfb->entry_count,
	    .left = STEPS_MAX,
	    .list_left = LIST_BYTES_MAX};
	vba->offsets = arena_alloc_array(
	    cfb->arena, (size_t)vba->count + 1, sizeof(uint32_t));
	if (vba->offsets == NULL)
		return false;
	for (uint32_t i = 0; i < vba->count; i++)
		vba->offsets[i] = VBA_UNKNOWN;
	for (uint32_t i = 0; i < vba->count; i++)
		if (cfb_entry(cfb, i, &entry) && entry.type == CFB_STREAM &&
		    same_name(entry.name, SLICE("d\0i\0r\0")))
			read_list(vba, cfb, i);
	return true;
}

/* ---- sources ----------------------------------------------------------- */

/* True: there is one at that place. */
static bool
read_source(const struct cfb *cfb, struct slice stream, size_t at,
    size_t size_max, struct vba_source *source_r)
{
	if (at >= stream.size)
		return false;
	source_r->text = ovba_decompress(slice_skip(stream, at), size_max,
	    cfb->arena, cfb->budget, &source_r->flags);
	return source_r->text.size > 0 || (source_r->flags & OVBA_CUT) != 0;
}

size_t
vba_read(const struct vba *vba, const struct cfb *cfb, uint32_t index,
    struct slice stream, size_t size_max,
    struct vba_source sources_r[VBA_SOURCES])
{
	size_t told = vba->offsets[index], found = ovba_find(stream);
	size_t count = 0;

	if (told != VBA_UNKNOWN)
		count +=
		    read_source(cfb, stream, told, size_max, &sources_r[count]);
	if (found != told)
		count += read_source(
		    cfb, stream, found, size_max, &sources_r[count]);
	return count;
}
