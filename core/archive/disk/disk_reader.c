/*
 * disk_reader - the files of all volumes of a disk
 *
 * Directories of a volume wait in a list, each once: one that is in itself
 * comes to an end, and nothing recurses.
 */
#include <string.h>

#include "core/archive/disk/disk.h"
#include "core/archive/disk/exfat.h"
#include "core/archive/disk/fat.h"
#include "core/archive/disk/ntfs.h"
#include "core/archive/disk/partitions.h"
#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/member/utf16_name.h"
#include "core/filetype/boot_sector.h"

/* Directories of one disk. */
#define DIRECTORIES_MAX 4096u
/* A table of FAT16 or FAT32 has two bytes or more for each cluster, and a chain
 * is gone through twice.  One of FAT12 has no more than these clusters. */
#define STEPS_MORE 16384u

struct directory {
	struct directory *next;
	struct fat_place place;
};

struct volumes {
	struct disk disk;
	struct partitions partitions;
	unsigned next;  /* of them */
	unsigned known; /* volumes that could be read */
	/* The one that is being read. */
	bool is_fat, is_ntfs;
	struct fat fat;
	struct ntfs ntfs;
	struct directory *first, *last; /* all that are known */
	struct directory *now;          /* whose names are being read */
	unsigned directory_count;       /* of all volumes */
	uint64_t seen[DIRECTORIES_MAX]; /* see key_of(), the lowest first */
	unsigned seen_count;
	uint64_t steps_left; /* in tables, of all volumes */
	uint64_t names_left; /* bytes of directories that may still be read */
	struct slice names;  /* its data */
	size_t at;           /* in names */
};

/* ---- bodies ------------------------------------------------------------ */

/*
 * Of what lies in a row on the disk; false: it is cut, or no more is there.
 * ended_r, unless NULL: it ends, true, where there is nothing of it in the
 * image, which else reads as zeros.
 */
static bool
write_run(struct body_output *output, const struct disk *disk, uint64_t at,
    uint64_t size, bool *ended_r)
{
	while (size > 0) {
		uint64_t zeros;
		struct slice run = disk_run(disk, at, size, &zeros);

		if (run.size == 0 && zeros == 0)
			return false;
		if (!body_output_write(output, run.data, run.size))
			return false;
		if (zeros > 0 && ended_r != NULL) {
			*ended_r = true;
			return true;
		}
		if (!body_output_zeros(output, zeros))
			return false;
		at += run.size + zeros;
		size -= run.size + zeros;
	}
	return true;
}

/* Does it lie in the image as it is?  Most files do. */
static bool
is_whole(
    const struct volumes *volumes, struct fat_place place, struct slice *body_r)
{
	uint64_t at, size, zeros, whole = place.left;

	if (!fat_next_run(&volumes->fat, &place, &at, &size) || size != whole)
		return false;
	*body_r = disk_run(&volumes->disk, at, size, &zeros);
	return body_r->size == whole;
}

/* ended_r as write_run() has it.  False: something of it is not there. */
static bool
read_body(struct unpacking *unpacking, const struct volumes *volumes,
    struct fat_place place, struct member *member, bool *ended_r)
{
	struct body_output output;
	struct slice whole;
	uint64_t at, size;
	bool there = true;

	if (is_whole(volumes, place, &whole))
		return unpacking_lend(unpacking, whole, member);
	body_output_begin(&output, unpacking, unpacking->bytes.size);
	while (there && !(ended_r != NULL && *ended_r) &&
	       fat_next_run(&volumes->fat, &place, &at, &size))
		there = write_run(&output, &volumes->disk, at, size, ended_r);
	body_output_end(&output, member);
	return there;
}

/* ---- directories ------------------------------------------------------- */

/* An entry of exFAT says itself how large a directory is and whether it lies in
 * a row: one that says so of an empty one does not hide another. */
static uint64_t
key_of(struct fat_place place)
{
	return (uint64_t)place.cluster << 32 | place.left / 32 << 1 |
	       place.is_row;
}

/* The first that is seen which is not lower. */
static unsigned
place_among_seen(const struct volumes *volumes, uint64_t key)
{
	unsigned from = 0, to = volumes->seen_count;

	while (from < to) {
		unsigned middle = (from + to) / 2;

		if (volumes->seen[middle] < key)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* False: there is no room for it, and the archive is cut. */
static bool
add_directory(struct unpacking *unpacking, struct volumes *volumes,
    struct fat_place place)
{
	uint64_t key = key_of(place);
	unsigned at = place_among_seen(volumes, key);
	struct directory *directory;

	if (at < volumes->seen_count && volumes->seen[at] == key)
		return true;
	directory = volumes->directory_count < DIRECTORIES_MAX
			? arena_alloc(unpacking->arena, sizeof(*directory))
			: NULL;
	if (directory == NULL) {
		unpacking_cut(unpacking, LIMIT_MEMBERS);
		return false;
	}
	/* The root of FAT12 and FAT16 is in no cluster. */
	if (place.is_chain) {
		memmove(volumes->seen + at + 1, volumes->seen + at,
		    (volumes->seen_count++ - at) * sizeof(*volumes->seen));
		volumes->seen[at] = key;
	}
	*directory = (struct directory){.place = place};
	if (volumes->last != NULL)
		volumes->last->next = directory;
	else
		volumes->first = directory;
	volumes->last = directory;
	volumes->directory_count++;
	return true;
}

/* Directories that lie over each other, which they do on no disk that is sound,
 * are read as often as they are named: all of them together have no more bytes
 * than the image.  False: that is reached. */
static bool
pay_for_names(struct unpacking *unpacking, struct volumes *volumes)
{
	if (volumes->at > volumes->names_left) {
		unpacking_cut(unpacking, LIMIT_RATIO);
		return false;
	}
	volumes->names_left -= volumes->at;
	return true;
}

/*
 * The data of the next directory that waits, up to where the image has nothing
 * of it: the first entry of zeros is its end.  So clusters of many megabytes
 * that hold a few names do not count as such.  False: none waits, or it is cut.
 */
static bool
next_directory(struct unpacking *unpacking, struct volumes *volumes)
{
	struct member names = member_unknown();
	bool ended = false;

	if (!pay_for_names(unpacking, volumes))
		return false;
	volumes->now =
	    volumes->now == NULL ? volumes->first : volumes->now->next;
	volumes->names = SLICE("");
	volumes->at = 0;
	if (volumes->now == NULL)
		return false;
	if (!read_body(
		unpacking, volumes, volumes->now->place, &names, &ended) ||
	    (names.body.size == 0 && !ended))
		unpacking->flags |= ARCHIVE_DAMAGED;
	volumes->names = names.body;
	return true;
}

/* The file of that name into *member_r.  False: it is a directory. */
static bool
take_name(struct unpacking *unpacking, struct volumes *volumes,
    const struct fat_name *name, struct member *member_r)
{
	if (name->is_directory) {
		(void)!add_directory(unpacking, volumes, name->place);
		return false;
	}
	member_r->size = member_r->size_packed = name->file_size;
	if (name->size > 0)
		member_r->name = utf16_name(unpacking->arena,
		    utf16_string((struct slice){name->stored, name->size}, 0));
	else if (!arena_copy(unpacking->arena,
		     (struct slice){name->short_name, name->short_size},
		     &member_r->name))
		member_r->name = SLICE("");
	if (name->file_size > 0)
		(void)!read_body(
		    unpacking, volumes, name->place, member_r, NULL);
	if (member_r->body.size < name->file_size &&
	    (member_r->flags & MEMBER_CUT) == 0)
		member_r->flags |= MEMBER_DAMAGED;
	return true;
}

/* False: no more in this volume. */
static bool
next_fat_file(struct unpacking *unpacking, struct volumes *volumes,
    struct member *member_r)
{
	struct fat_name name;

	while (!unpacking->ended) {
		while (fat_next_name(
		    &volumes->fat, volumes->names, &volumes->at, &name))
			if (take_name(unpacking, volumes, &name, member_r))
				return true;
		if (volumes->steps_left == 0)
			unpacking_cut(unpacking, LIMIT_RATIO);
		if (unpacking->ended || unpacking_late(unpacking) ||
		    !next_directory(unpacking, volumes))
			return false;
	}
	return false;
}

/* ---- NTFS -------------------------------------------------------------- */

/* Of size bytes at the most; false: it is cut, or not there. */
static bool
write_ntfs_run(struct body_output *output, const struct disk *disk,
    const struct ntfs_run *run, uint64_t size)
{
	if (size > run->size)
		size = run->size;
	if (run->at == UINT64_MAX)
		return body_output_zeros(output, size);
	return write_run(output, disk, run->at, size, NULL);
}

static void
read_ntfs_data(struct unpacking *unpacking, const struct volumes *volumes,
    const struct ntfs_data *data, struct member *member)
{
	struct body_output output;
	struct slice whole;
	uint64_t zeros, left = data->size;

	if (!data->is_resident && data->run_count > 0 &&
	    data->runs[0].size >= data->size &&
	    data->runs[0].at != UINT64_MAX) {
		whole = disk_run(
		    &volumes->disk, data->runs[0].at, data->size, &zeros);
		if (whole.size == data->size) {
			(void)!unpacking_lend(unpacking, whole, member);
			return;
		}
	}
	body_output_begin(&output, unpacking, unpacking->bytes.size);
	if (data->is_resident)
		(void)!body_output_write(
		    &output, data->here.data, data->here.size);
	for (unsigned i = 0; i < data->run_count && left > 0; i++) {
		const struct ntfs_run *run = &data->runs[i];

		if (!write_ntfs_run(&output, &volumes->disk, run, left))
			break;
		left -= run->size < left ? run->size : left;
	}
	body_output_end(&output, member);
}

/* False: no more in this volume. */
static bool
next_ntfs_file(struct unpacking *unpacking, struct volumes *volumes,
    struct member *member_r)
{
	struct ntfs_file file;

	if (unpacking_late(unpacking))
		return false;
	if (!ntfs_next(&volumes->ntfs, &file)) {
		volumes->is_ntfs = false;
		if (volumes->ntfs.is_cut && !unpacking_late(unpacking))
			unpacking_cut(unpacking, LIMIT_MEMBERS);
		if (volumes->ntfs.is_broken)
			unpacking->flags |= ARCHIVE_DAMAGED;
		return false;
	}
	member_r->size = member_r->size_packed = file.data->size;
	if (file.stream.size > 0)
		member_r->name = utf16_name(unpacking->arena, file.stream);
	else if (!utf16_name_member(
		     unpacking->arena, file.names, file.name_count, member_r))
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
	if (!file.data->is_readable) {
		member_r->flags |= MEMBER_UNSUPPORTED;
		return true;
	}
	read_ntfs_data(unpacking, volumes, file.data, member_r);
	if (member_r->body.size < file.data->size &&
	    (member_r->flags & MEMBER_CUT) == 0)
		member_r->flags |= MEMBER_DAMAGED;
	return true;
}

/* ---- volumes ----------------------------------------------------------- */

/* Has this place of the disk anything in its first sector? */
static bool
is_empty(const struct disk *disk, uint64_t at)
{
	uint8_t sector[BOOT_SECTOR_SIZE], any = 0;

	if (!disk_copy(disk, at, sector, sizeof(sector)))
		return true;
	for (size_t i = 0; i < sizeof(sector); i++)
		any |= sector[i];
	return any == 0;
}

/* What stands ahead of all volumes of a disk with a table is none itself. */
static void
note_unknown(
    struct unpacking *unpacking, const struct volumes *volumes, uint64_t at)
{
	bool is_table = at == 0 && volumes->partitions.count > 1;

	if (!is_table && !is_empty(&volumes->disk, at))
		unpacking->flags |= ARCHIVE_DAMAGED;
}

static void
open_volume(struct unpacking *unpacking, struct volumes *volumes, uint64_t at)
{
	volumes->first = volumes->last = volumes->now = NULL;
	volumes->names = SLICE("");
	volumes->at = 0;
	volumes->seen_count = 0;
	volumes->is_ntfs =
	    ntfs_open(&volumes->ntfs, &volumes->disk, at, unpacking->budget);
	volumes->is_fat = !volumes->is_ntfs &&
			  (fat_open(&volumes->fat, &volumes->disk, at) ||
			      exfat_open(&volumes->fat, &volumes->disk, at));
	if (volumes->is_fat) {
		volumes->fat.steps_left = &volumes->steps_left;
		(void)!add_directory(
		    unpacking, volumes, fat_root(&volumes->fat));
	} else if (!volumes->is_ntfs) {
		note_unknown(unpacking, volumes, at);
	}
	volumes->known += volumes->is_fat || volumes->is_ntfs;
}

static bool
next_volume(struct unpacking *unpacking, struct volumes *volumes)
{
	const struct partitions *partitions = &volumes->partitions;

	if (volumes->next < partitions->count) {
		open_volume(
		    unpacking, volumes, partitions->at[volumes->next++]);
		return true;
	}
	if (partitions->cut)
		unpacking_cut(unpacking, LIMIT_MEMBERS);
	if (volumes->known == 0)
		unpacking->flags |= ARCHIVE_UNSUPPORTED;
	return false;
}

/* ---- the archive ------------------------------------------------------- */

static bool
disk_reader_open(struct unpacking *unpacking)
{
	struct volumes *volumes =
	    arena_alloc(unpacking->arena, sizeof(*volumes));

	if (volumes == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	memset(volumes, 0, sizeof(*volumes));
	volumes->steps_left = unpacking->bytes.size + STEPS_MORE;
	volumes->names_left = unpacking->bytes.size;
	unpacking->state = volumes;
	if (!disk_open(&volumes->disk, unpacking->bytes))
		return false;
	if (volumes->disk.is_difference)
		unpacking->flags |= ARCHIVE_MANY | ARCHIVE_DAMAGED;
	partitions_read(&volumes->disk, &volumes->partitions);
	return true;
}

static bool
disk_reader_next(struct unpacking *unpacking, struct member *member_r)
{
	struct volumes *volumes = unpacking->state;

	if (!unpacking_may_add(unpacking))
		return false;
	while (!unpacking->ended) {
		if (volumes->is_fat &&
		    next_fat_file(unpacking, volumes, member_r))
			return true;
		if (volumes->is_ntfs &&
		    next_ntfs_file(unpacking, volumes, member_r))
			return true;
		if (!next_volume(unpacking, volumes))
			return false;
	}
	return false;
}

static void
disk_reader_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader disk_reader = {
    .open = disk_reader_open,
    .next = disk_reader_next,
    .close = disk_reader_close,
};
