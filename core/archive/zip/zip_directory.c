/*
 * zip_directory - the members of a zip, after both of its lists
 */
#include "core/archive/zip/zip_directory.h"

#include <stdlib.h>
#include <string.h>

#include "core/archive/zip/zip_end.h"

/* Entries between two looks at the clock. */
#define ENTRIES_A_LOOK 256u

/* Bytes of the archive that an entry says are its own. */
struct claim {
	uint64_t from;
	uint64_t to;
	size_t index; /* of the entry */
};

struct reading {
	struct slice bytes;
	size_t entries_max;
	struct arena *arena;
	struct budget *budget;
	struct zip_directory *directory;
	struct claim *claims; /* room for entries_max */
	size_t room;          /* entries that the array has room for */
};

/* ---- entries ----------------------------------------------------------- */

/* The newest allocation of the arena all the time, so it grows in place. */
static bool
make_room(struct reading *reading)
{
	struct zip_directory *directory = reading->directory;
	size_t room = reading->room == 0 ? 64 : reading->room * 2;
	bool taken;

	if (room > reading->entries_max)
		room = reading->entries_max;
	if (directory->entries == NULL) {
		directory->entries = arena_alloc_array(
		    reading->arena, room, sizeof(struct zip_entry));
		taken = directory->entries != NULL;
	} else {
		taken = arena_resize_last(reading->arena, directory->entries,
		    room * sizeof(struct zip_entry));
	}
	if (taken)
		reading->room = room;
	else
		directory->no_memory = true;
	return taken;
}

static bool
is_late(struct reading *reading)
{
	struct zip_directory *directory = reading->directory;

	if (directory->count % ENTRIES_A_LOOK == 0 && reading->budget != NULL &&
	    budget_spent(reading->budget))
		directory->late = true;
	return directory->late;
}

/* False: no further one. */
static bool
add_entry(struct reading *reading, const struct zip_entry *entry)
{
	struct zip_directory *directory = reading->directory;

	if (directory->count == reading->entries_max) {
		directory->over_max = true;
		return false;
	}
	if (is_late(reading) ||
	    (directory->count == reading->room && !make_room(reading)))
		return false;
	directory->entries[directory->count++] = *entry;
	return true;
}

/* Is this a folder, that is a name and nothing else? */
static bool
is_folder(const struct zip_header *header)
{
	struct slice name = header->name;

	return name.size > 0 && header->size == 0 && header->packed <= 2 &&
	       (name.data[name.size - 1] == '/' ||
		   name.data[name.size - 1] == '\\');
}

/* packed, cut to the bytes there are. */
static void
clamp_packed(const struct reading *reading, struct zip_entry *entry)
{
	uint64_t left = reading->bytes.size - entry->data;

	entry->short_data = entry->header.packed > left;
	if (entry->short_data)
		entry->header.packed = left;
}

/* ---- what the directory lists ------------------------------------------ */

/* With the shift, or as it stands.  False: neither leads to a header. */
static bool
find_local(struct reading *reading, const struct zip_header *central,
    uint64_t shift, struct zip_entry *entry, struct zip_header *local)
{
	entry->start = central->offset + shift;
	if (zip_header_local(reading->bytes, entry->start, local))
		return true;
	entry->start = central->offset;
	return zip_header_local(reading->bytes, entry->start, local);
}

static bool
sizes_differ(const struct zip_header *central, const struct zip_header *local)
{
	if ((local->flags & ZIP_FLAG_LATER) && local->packed == 0)
		return false;
	return local->packed != central->packed;
}

/* Would an unpacker that believes the local header unpack something else? */
static bool
reads_differently(
    const struct zip_header *central, const struct zip_header *local)
{
	return central->method != local->method ||
	       ((central->flags ^ local->flags) & ZIP_FLAG_ENCRYPTED) != 0 ||
	       sizes_differ(central, local);
}

static struct slice
other_name(const struct zip_header *central, const struct zip_header *local)
{
	if (!slice_equal(central->name, local->name))
		return local->name;
	if (central->unicode_name.size > 0 &&
	    !slice_equal(central->unicode_name, central->name))
		return central->unicode_name;
	if (local->unicode_name.size > 0 &&
	    !slice_equal(local->unicode_name, central->name))
		return local->unicode_name;
	return (struct slice){NULL, 0};
}

/* The end of what both headers agree is the member's. */
static uint64_t
agreed_end(const struct zip_entry *entry, const struct zip_header *central,
    const struct zip_header *local)
{
	uint64_t packed = entry->header.packed;

	if (sizes_differ(central, local) && local->packed < packed)
		packed = local->packed;
	/* What is longer than the file claims nothing. */
	else if (entry->short_data)
		packed = 0;
	return entry->data + packed;
}

static bool
add_local_reading(struct reading *reading, const struct zip_entry *listed,
    const struct zip_header *local)
{
	struct zip_entry entry = *listed;

	entry.header = *local;
	entry.marks = ZIP_UNLISTED;
	entry.other_name = (struct slice){NULL, 0};
	if ((local->flags & ZIP_FLAG_LATER) && local->packed == 0) {
		entry.header.packed = reading->bytes.size - entry.data;
		entry.marks |= ZIP_UNSIZED;
	}
	clamp_packed(reading, &entry);
	return add_entry(reading, &entry);
}

static bool
add_listed(
    struct reading *reading, const struct zip_header *central, uint64_t shift)
{
	struct zip_entry entry = {.header = *central};
	struct zip_header local;

	if (!find_local(reading, central, shift, &entry, &local)) {
		entry.marks = ZIP_MISSING;
		entry.start = entry.data = entry.end = reading->bytes.size;
		entry.header.packed = 0;
		reading->directory->disagrees = true;
		return is_folder(central) || add_entry(reading, &entry);
	}
	entry.data = entry.start + local.total;
	clamp_packed(reading, &entry);
	entry.end = agreed_end(&entry, central, &local);
	entry.other_name = other_name(central, &local);
	if (!slice_equal(central->name, local.name))
		reading->directory->disagrees = true;
	if (!is_folder(central) && !add_entry(reading, &entry))
		return false;
	if (!reads_differently(central, &local) || is_folder(&local))
		return true;
	reading->directory->disagrees = true;
	return add_local_reading(reading, &entry, &local);
}

static void
read_listed(struct reading *reading)
{
	struct zip_directory *directory = reading->directory;
	struct zip_end end;
	struct zip_header central;
	uint64_t at;

	directory->has_directory = zip_end_find(reading->bytes, &end);
	directory->many = end.many;
	if (!directory->has_directory || end.empty)
		return;
	at = end.directory;
	while (zip_header_central(reading->bytes, at, &central)) {
		if (is_late(reading) ||
		    !add_listed(reading, &central, end.shift))
			return;
		at += central.total;
	}
}

/* ---- what it does not list --------------------------------------------- */

static int
compare_claims(const void *a, const void *b)
{
	const struct claim *left = a, *right = b;

	if (left->from != right->from)
		return left->from < right->from ? -1 : 1;
	return (left->index > right->index) - (left->index < right->index);
}

/* Of a local header: from its start; of data alone: without the header. */
static size_t
collect_claims(struct reading *reading, bool with_header)
{
	struct zip_directory *directory = reading->directory;

	for (size_t i = 0; i < directory->count; i++) {
		const struct zip_entry *entry = &directory->entries[i];

		reading->claims[i] = (struct claim){
		    .from = with_header ? entry->start : entry->data,
		    .to = with_header ? entry->end
				      : entry->data + entry->header.packed,
		    .index = i,
		};
	}
	qsort(reading->claims, directory->count, sizeof(struct claim),
	    compare_claims);
	return directory->count;
}

/* Offset of the next local header in [from, to), or to. */
static uint64_t
find_header(struct slice bytes, uint64_t from, uint64_t to)
{
	static const uint8_t mark[4] = {'P', 'K', 3, 4};
	const uint8_t *found;

	if (from >= to)
		return to;
	found =
	    memmem(bytes.data + from, (size_t)(to - from), mark, sizeof(mark));
	return found == NULL ? to : (uint64_t)(found - bytes.data);
}

/* Where data without a size ends at the latest: ahead of the next thing that
 * begins with a signature. */
static uint64_t
find_end(struct slice bytes, uint64_t from, uint64_t to)
{
	while (from < to) {
		const uint8_t *found =
		    memchr(bytes.data + from, 'P', (size_t)(to - from));

		if (found == NULL)
			break;
		from = (uint64_t)(found - bytes.data);
		if (zip_signature(bytes, from, 1, 2) ||
		    zip_signature(bytes, from, 3, 4) ||
		    zip_signature(bytes, from, 5, 6) ||
		    zip_signature(bytes, from, 7, 8))
			return from;
		from++;
	}
	return to;
}

/* The local header at start, in a gap that ends at gap_end.  Returns where to
 * look on, or gap_end when no further entry fits. */
static uint64_t
add_unlisted(struct reading *reading, uint64_t start, uint64_t gap_end)
{
	struct zip_entry entry = {.start = start, .marks = ZIP_UNLISTED};
	struct zip_header *header = &entry.header;

	if (!zip_header_local(reading->bytes, start, header))
		return start + 4;
	entry.data = start + header->total;
	if (header->packed > reading->bytes.size - entry.data ||
	    ((header->flags & ZIP_FLAG_LATER) && header->packed == 0)) {
		entry.short_data = (header->flags & ZIP_FLAG_LATER) == 0;
		entry.marks |= ZIP_UNSIZED;
		entry.end = find_end(reading->bytes, entry.data,
		    entry.data > gap_end ? entry.data : gap_end);
		header->packed = entry.end - entry.data;
	} else {
		entry.end = entry.data + header->packed;
	}
	if (is_folder(header))
		return entry.end;
	if (header->unicode_name.size > 0 &&
	    !slice_equal(header->unicode_name, header->name))
		entry.other_name = header->unicode_name;
	if (reading->directory->has_directory)
		reading->directory->disagrees = true;
	return add_entry(reading, &entry) ? entry.end : UINT64_MAX;
}

/* False: no further entry. */
static bool
read_gap(struct reading *reading, uint64_t from, uint64_t to)
{
	while (from < to) {
		from = find_header(reading->bytes, from, to);
		if (from < to)
			from = add_unlisted(reading, from, to);
		if (from == UINT64_MAX)
			return false;
	}
	return true;
}

static void
read_unlisted(struct reading *reading)
{
	size_t claims = collect_claims(reading, true);
	uint64_t at = 0;

	for (size_t i = 0; i < claims; i++) {
		const struct claim *claim = &reading->claims[i];

		if (claim->from > at && !read_gap(reading, at, claim->from))
			return;
		if (claim->to > at)
			at = claim->to;
	}
	(void)read_gap(reading, at, reading->bytes.size);
}

/* ---- who shares bytes with whom ---------------------------------------- */

/* Would a password that opens one open the other?  The sum, or the time in its
 * place, tells a password that fits. */
static bool
same_cipher(const struct zip_header *a, const struct zip_header *b)
{
	unsigned flags = (unsigned)(a->flags ^ b->flags);

	if ((flags & ZIP_FLAG_ENCRYPTED) != 0)
		return false;
	return (a->flags & ZIP_FLAG_ENCRYPTED) == 0 ||
	       (flags == 0 && a->crc32 == b->crc32 && a->time == b->time &&
		   slice_equal(a->aes, b->aes));
}

static bool
same_data(const struct zip_entry *a, const struct zip_entry *b)
{
	return a->data == b->data && a->header.packed == b->header.packed &&
	       a->header.method == b->header.method &&
	       same_cipher(&a->header, &b->header);
}

/*
 * In the order of their data each is compared with the one that reaches
 * furthest, and with the first at the same place (more than two ways to read
 * one place are not told apart: what is no repetition is an overlap).
 */
static void
mark_overlaps(struct reading *reading)
{
	struct zip_entry *entries = reading->directory->entries;
	size_t claims = collect_claims(reading, false);
	struct zip_entry *first = NULL;
	uint64_t reach = 0;

	for (size_t i = 0; i < claims; i++) {
		const struct claim *claim = &reading->claims[i];
		struct zip_entry *entry = &entries[claim->index];

		if (claim->from == claim->to)
			continue;
		if (first != NULL && same_data(first, entry))
			entry->marks |= ZIP_REPEATED;
		else if (claim->from < reach)
			entry->marks |= ZIP_OVERLAP;
		if (first == NULL || first->data != entry->data)
			first = entry;
		if (claim->to > reach)
			reach = claim->to;
	}
}

void
zip_directory_read(struct slice bytes, size_t entries_max, struct arena *arena,
    struct budget *budget, struct zip_directory *directory_r)
{
	/* No header is smaller. */
	size_t possible = bytes.size / 30 * 2 + 1;
	struct reading reading = {
	    .bytes = bytes,
	    .entries_max = entries_max < possible ? entries_max : possible,
	    .arena = arena,
	    .budget = budget,
	    .directory = directory_r,
	};

	*directory_r = (struct zip_directory){0};
	reading.claims =
	    arena_alloc_array(arena, reading.entries_max, sizeof(struct claim));
	if (reading.claims == NULL) {
		directory_r->no_memory = true;
		return;
	}
	read_listed(&reading);
	if (!directory_r->over_max && !directory_r->late &&
	    !directory_r->no_memory)
		read_unlisted(&reading);
	mark_overlaps(&reading);
}
