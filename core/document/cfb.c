/*
 * cfb - compound files ([MS-CFB]): a file system in one file
 */
#include "core/document/cfb.h"

#include <string.h>

#include "core/base/integer.h"
#include "core/document/cfb_tree.h"

#define MAGIC SLICE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
#define HEADER_DIFAT_AT 76u
#define HEADER_DIFAT 109u /* entries in the header */
/* Marks in the FAT: all of these and above are no sectors. */
#define SECTOR_MAX 0xFFFFFFFAu
#define END_OF_CHAIN 0xFFFFFFFEu
/* Sectors have 512 bytes in version 3, 4096 in version 4, and 64 inside of the
 * mini stream; readers go by what the header says. */
#define SHIFT_MIN 7u
#define SHIFT_MAX 16u
/* Steps along a chain between two looks at the clock. */
#define STEPS_A_LOOK 65536u

/* ---- sectors ----------------------------------------------------------- */

/* Entry of a table whose sectors are those of chain; END_OF_CHAIN: it has
 * none. */
static uint32_t
table_entry(
    const struct cfb *cfb, const struct cfb_chain *chain, uint32_t number)
{
	unsigned shift = cfb->shift - 2;
	size_t index = number >> shift;
	struct slice bytes;
	size_t at;

	if (index >= chain->count)
		return END_OF_CHAIN;
	bytes = cfb_sector(cfb, chain->sectors[index]);
	at = (size_t)(number & ((1u << shift) - 1)) * 4;
	return integer_fits(bytes, at, 4) ? u32_le(bytes, at) : END_OF_CHAIN;
}

static bool
is_late(struct cfb *cfb, size_t steps)
{
	if (steps % STEPS_A_LOOK != 0 || steps == 0 || cfb->budget == NULL ||
	    !budget_spent(cfb->budget))
		return false;
	cfb->flags |= CFB_LATE;
	return true;
}

/* ---- chains that are kept ---------------------------------------------- */

/* False: no room. */
static bool
chain_begin(struct cfb *cfb, struct cfb_chain *chain)
{
	chain->count = 0;
	chain->sectors = arena_alloc_array(
	    cfb->arena, (size_t)cfb->sector_count + 1, sizeof(uint32_t));
	return chain->sectors != NULL;
}

static void
chain_end(struct cfb *cfb, struct cfb_chain *chain)
{
	(void)!arena_resize_last(
	    cfb->arena, chain->sectors, (chain->count + 1) * sizeof(uint32_t));
}

/* False: it is no sector of the file, or there are as many as there can be. */
static bool
chain_add(struct cfb *cfb, struct cfb_chain *chain, uint32_t number)
{
	if (number < cfb->sector_count && chain->count < cfb->sector_count) {
		chain->sectors[chain->count++] = number;
		return true;
	}
	cfb->flags |= CFB_DAMAGED;
	return false;
}

/* The chain that begins at first.  False: no room. */
static bool
chain_follow(struct cfb *cfb, uint32_t first, struct cfb_chain *chain)
{
	if (!chain_begin(cfb, chain))
		return false;
	for (uint32_t number = first; number < SECTOR_MAX;
	     number = table_entry(cfb, &cfb->fat, number))
		if (is_late(cfb, chain->count) ||
		    !chain_add(cfb, chain, number))
			break;
	chain_end(cfb, chain);
	return true;
}

/* Sectors of the FAT that a list of them names. */
static void
take_list(struct cfb *cfb, struct slice list, size_t count)
{
	for (size_t i = 0; i < count && i < list.size / 4; i++) {
		uint32_t number = u32_le(list, i * 4);

		/* Unused places are filled up with marks. */
		if (number < SECTOR_MAX && !chain_add(cfb, &cfb->fat, number) &&
		    cfb->fat.count == cfb->sector_count)
			return;
	}
}

/* The sectors of the FAT.  False: no room. */
static bool
read_difat(struct cfb *cfb)
{
	uint32_t number = u32_le(cfb->bytes, 68);
	size_t size = (size_t)1 << cfb->shift, steps = 0;

	if (!chain_begin(cfb, &cfb->fat))
		return false;
	take_list(cfb, slice_sub(cfb->bytes, HEADER_DIFAT_AT, HEADER_DIFAT * 4),
	    HEADER_DIFAT);
	for (; number < cfb->sector_count; steps++) {
		struct slice list = cfb_sector(cfb, number);

		/* The last place of each has the number of the next. */
		if (steps >= cfb->sector_count || is_late(cfb, steps) ||
		    cfb->fat.count == cfb->sector_count) {
			cfb->flags |= CFB_DAMAGED;
			break;
		}
		take_list(cfb, list, size / 4 - 1);
		number = integer_fits(list, size - 4, 4)
			     ? u32_le(list, size - 4)
			     : END_OF_CHAIN;
	}
	chain_end(cfb, &cfb->fat);
	return true;
}

/* ---- opening ----------------------------------------------------------- */

static bool
read_header(struct cfb *cfb)
{
	struct slice bytes = cfb->bytes;
	uint64_t sectors;

	if (bytes.size < CFB_HEADER_BYTES || !slice_starts_with(bytes, MAGIC))
		return false;
	cfb->wide = u16_le(bytes, 26) >= 4;
	cfb->shift = u16_le(bytes, 30);
	cfb->mini_shift = u16_le(bytes, 32);
	cfb->cutoff = u32_le(bytes, 56);
	if (cfb->shift < SHIFT_MIN || cfb->shift > SHIFT_MAX) {
		cfb->shift = cfb->wide ? 12 : 9;
		cfb->flags |= CFB_DAMAGED;
	}
	if (cfb->mini_shift == 0 || cfb->mini_shift >= cfb->shift) {
		cfb->mini_shift = 6;
		cfb->flags |= CFB_DAMAGED;
	}
	sectors = (bytes.size - 1) >> cfb->shift;
	cfb->sector_count =
	    sectors < SECTOR_MAX ? (uint32_t)sectors : SECTOR_MAX;
	return true;
}

/* False: no room. */
static bool
read_directory(struct cfb *cfb)
{
	if (!chain_follow(cfb, u32_le(cfb->bytes, 48), &cfb->directory))
		return false;
	cfb->entry_count = (uint32_t)(cfb->directory.count << (cfb->shift - 7));
	if (cfb->entry_count == 0)
		cfb->flags |= CFB_DAMAGED;
	return true;
}

/* What streams of small sectors need.  False: no room. */
static bool
read_mini(struct cfb *cfb)
{
	struct slice root = cfb_raw_entry(cfb, 0);

	return chain_follow(cfb, u32_le(cfb->bytes, 60), &cfb->minifat) &&
	       chain_follow(cfb,
		   root.size < CFB_ENTRY_BYTES ? END_OF_CHAIN
					       : u32_le(root, 116),
		   &cfb->mini);
}

bool
cfb_open(struct cfb *cfb, struct slice bytes, struct arena *arena,
    struct budget *budget)
{
	/* A Hangul document begins with a size. */
	if (slice_starts_with(slice_skip(bytes, 4), MAGIC))
		bytes = slice_skip(bytes, 4);
	*cfb = (struct cfb){.bytes = bytes, .arena = arena, .budget = budget};
	cfb->left = (uint64_t)bytes.size * CFB_SHARE;
	if (!read_header(cfb))
		return false;
	if (read_difat(cfb) && read_directory(cfb) && read_mini(cfb) &&
	    cfb_read_tree(cfb))
		return true;
	cfb->flags |= CFB_CUT;
	return false;
}

/* ---- streams ----------------------------------------------------------- */

/* One stream being read: a run of bytes that lie together is put off until it
 * is known whether there is more. */
struct reading {
	struct cfb *cfb;
	bool mini;
	uint64_t size; /* that is wanted */
	struct slice run;
	uint8_t *copy; /* NULL: run is all there is so far */
	size_t copied;
	bool full; /* no room */
};

/* The sector of that number; in the mini stream one of its own. */
static struct slice
piece(const struct reading *reading, uint32_t number)
{
	const struct cfb *cfb = reading->cfb;
	uint64_t at = (uint64_t)number << cfb->mini_shift;
	uint64_t index = at >> cfb->shift;
	struct slice outer;

	if (!reading->mini)
		return cfb_sector(cfb, number);
	if (index >= cfb->mini.count)
		return (struct slice){NULL, 0};
	outer = cfb_sector(cfb, cfb->mini.sectors[index]);
	return slice_sub(outer,
	    (size_t)(at & (((uint64_t)1 << cfb->shift) - 1)),
	    (size_t)1 << cfb->mini_shift);
}

static uint32_t
next_piece(const struct reading *reading, uint32_t number)
{
	const struct cfb *cfb = reading->cfb;

	return table_entry(
	    cfb, reading->mini ? &cfb->minifat : &cfb->fat, number);
}

/* The run to the copy; there is more to come. */
static void
flush(struct reading *reading)
{
	struct arena *arena = reading->cfb->arena;
	size_t need = reading->copied + reading->run.size;
	size_t room = need < 4096 ? 4096 : 2 * need;

	if (room > reading->size)
		room = (size_t)reading->size;
	if (reading->copy == NULL) {
		reading->copy = arena_alloc(arena, room);
		reading->full = reading->copy == NULL;
	} else {
		reading->full =
		    !arena_resize_last(arena, reading->copy, room) &&
		    !arena_resize_last(arena, reading->copy, need);
	}
	if (reading->full)
		return;
	memcpy(reading->copy + reading->copied, reading->run.data,
	    reading->run.size);
	reading->copied = need;
	reading->run = (struct slice){NULL, 0};
}

/* False: no room. */
static bool
take_piece(struct reading *reading, struct slice bytes)
{
	struct slice *run = &reading->run;
	uint64_t left = reading->size - reading->copied - run->size;

	bytes = slice_sub(bytes, 0, left < SIZE_MAX ? (size_t)left : SIZE_MAX);
	if (run->size > 0 && run->data + run->size == bytes.data) {
		run->size += bytes.size;
		return true;
	}
	if (run->size > 0)
		flush(reading);
	if (reading->full)
		return false;
	*run = bytes;
	return true;
}

/* As much of the chain as is wanted, or as there is. */
static void
follow(struct reading *reading, uint32_t first)
{
	struct cfb *cfb = reading->cfb;
	size_t steps = 0;

	for (uint32_t number = first;
	     number < SECTOR_MAX &&
	     reading->copied + reading->run.size < reading->size;
	     number = next_piece(reading, number)) {
		struct slice bytes = piece(reading, number);

		if (bytes.size == 0 || is_late(cfb, ++steps) ||
		    !take_piece(reading, bytes))
			return;
	}
}

static struct slice
finish(struct reading *reading)
{
	if (reading->copy == NULL)
		return reading->run;
	if (reading->run.size > 0 && !reading->full)
		flush(reading);
	(void)!arena_resize_last(
	    reading->cfb->arena, reading->copy, reading->copied);
	return (struct slice){reading->copy, reading->copied};
}

struct slice
cfb_read(struct cfb *cfb, uint32_t index, uint64_t size_max, unsigned *flags_r)
{
	struct reading reading = {.cfb = cfb};
	struct slice raw = cfb_raw_entry(cfb, index), body;
	struct cfb_entry entry;
	uint64_t most = size_max < cfb->left ? size_max : cfb->left;

	*flags_r = 0;
	if (!cfb_entry(cfb, index, &entry))
		return (struct slice){NULL, 0};
	reading.mini = entry.size < cfb->cutoff;
	reading.size = entry.size < most ? entry.size : most;
	follow(&reading, u32_le(raw, 116));
	body = finish(&reading);
	cfb->left -= body.size;
	if (reading.full || (entry.size > most && body.size == most))
		*flags_r |= CFB_CUT;
	else if (body.size < entry.size)
		*flags_r |= CFB_DAMAGED;
	return body;
}
