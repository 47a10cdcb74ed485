/*
 * ntfs - the files of an NTFS volume
 */
#include "core/archive/disk/ntfs.h"

#include <string.h>

#include "core/base/integer.h"
#include "core/filetype/boot_sector.h"

/* Records ahead of this one are of the volume itself. */
#define FIRST_FILE 16u
/* Records of one disk that are looked at, and between looks at the clock. */
#define RECORDS_MAX (UINT64_C(1) << 20)
#define RECORDS_A_LOOK 1024u

/* No cluster is larger, and no volume has more of them. */
#define CLUSTER_MAX ((uint32_t)2 << 20)
#define CLUSTERS_MAX (UINT64_C(1) << 40)

#define RECORD_IN_USE 1u
#define RECORD_DIRECTORY 2u

#define ATTRIBUTE_NAME 0x30u
#define ATTRIBUTE_DATA 0x80u
#define ATTRIBUTE_END 0xFFFFFFFFu

#define IS_PACKED 0x00FFu
#define IS_ENCRYPTED 0x4000u

#define NAME_OF_DOS 2u /* beside a longer one */

/* ---- attributes -------------------------------------------------------- */

struct attribute {
	uint32_t type;
	struct slice bytes; /* with its head */
	struct slice name;
	bool is_resident;
	unsigned flags;
};

static bool
next_attribute(struct slice record, size_t *at, struct attribute *attribute_r)
{
	uint32_t type = u32_le(record, *at), size = u32_le(record, *at + 4);
	struct slice bytes = slice_sub(record, *at, size);

	if (type == ATTRIBUTE_END || type == 0 || size < 24 ||
	    bytes.size < size)
		return false;
	*attribute_r = (struct attribute){
	    .type = type,
	    .bytes = bytes,
	    .name =
		slice_sub(bytes, u16_le(bytes, 10), 2 * (size_t)bytes.data[9]),
	    .is_resident = bytes.data[8] == 0,
	    .flags = u16_le(bytes, 12),
	};
	*at += size;
	return true;
}

static struct slice
resident_value(const struct attribute *attribute)
{
	return slice_sub(attribute->bytes, u16_le(attribute->bytes, 20),
	    u32_le(attribute->bytes, 16));
}

/* Of so many bytes, the lowest first; the last one has the sign. */
static int64_t
signed_number(struct slice bytes)
{
	uint64_t number = 0;

	for (size_t i = 0; i < bytes.size && i < 8; i++)
		number |= (uint64_t)bytes.data[i] << 8 * i;
	if (bytes.size > 0 && bytes.size < 8 &&
	    (bytes.data[bytes.size - 1] & 0x80))
		number |= UINT64_MAX << 8 * bytes.size;
	return (int64_t)number;
}

/* A byte says how long size and distance to the run before are. */
static bool
read_runs(const struct ntfs *ntfs, struct slice runs, struct ntfs_data *data)
{
	uint64_t cluster = 0;

	while (runs.size > 0 && runs.data[0] != 0) {
		size_t size = runs.data[0] & 0x0F, away = runs.data[0] >> 4;
		struct ntfs_run *run = &data->runs[data->run_count];
		uint64_t count;

		if (size == 0 || size > 8 || away > 8 ||
		    runs.size < 1 + size + away ||
		    data->run_count == NTFS_RUNS_MAX)
			return false;
		count = (uint64_t)signed_number(slice_sub(runs, 1, size));
		cluster +=
		    (uint64_t)signed_number(slice_sub(runs, 1 + size, away));
		if (count == 0 || count > CLUSTERS_MAX ||
		    (away > 0 && cluster > CLUSTERS_MAX))
			return false;
		run->at = away == 0
			      ? UINT64_MAX
			      : ntfs->start + cluster * ntfs->cluster_size;
		run->size = count * ntfs->cluster_size;
		data->run_count++;
		runs = slice_skip(runs, 1 + size + away);
	}
	return true;
}

static void
read_data(const struct ntfs *ntfs, const struct attribute *attribute,
    struct ntfs_data *data_r)
{
	struct slice bytes = attribute->bytes;

	data_r->run_count = 0;
	data_r->here = SLICE("");
	data_r->is_resident = attribute->is_resident;
	data_r->is_readable =
	    (attribute->flags & (IS_PACKED | IS_ENCRYPTED)) == 0;
	if (attribute->is_resident) {
		data_r->here = resident_value(attribute);
		data_r->size = u32_le(bytes, 16);
		return;
	}
	data_r->size = u64_le(bytes, 48);
	/* It may go on, or begin, in another record. */
	if (u64_le(bytes, 16) != 0 ||
	    !read_runs(ntfs, slice_skip(bytes, u16_le(bytes, 32)), data_r))
		data_r->is_readable = false;
}

/* ---- records ----------------------------------------------------------- */

/* The last two bytes of each sector stand in the head, and a number of their
 * write in their place. */
static bool
put_right(const struct ntfs *ntfs, uint8_t *bytes)
{
	struct slice record = {bytes, ntfs->record_size};
	size_t at = u16_le(record, 4), count = u16_le(record, 6);

	if (!slice_starts_with(record, SLICE("FILE")) || count == 0 ||
	    (count - 1) * DISK_SECTOR > record.size ||
	    !integer_fits(record, at, 2 * count))
		return false;
	for (size_t i = 1; i < count; i++) {
		uint8_t *end = bytes + i * DISK_SECTOR - 2;

		if (memcmp(end, bytes + at, 2) != 0)
			return false;
		memcpy(end, bytes + at + 2 * i, 2);
	}
	return true;
}

/* Where the byte at of data lies on the disk; UINT64_MAX: nowhere. */
static uint64_t
place_of(const struct ntfs_data *data, uint64_t at, uint64_t *left_r)
{
	for (unsigned i = 0; i < data->run_count; i++) {
		const struct ntfs_run *run = &data->runs[i];

		if (at < run->size) {
			*left_r = run->size - at;
			return run->at == UINT64_MAX ? UINT64_MAX
						     : run->at + at;
		}
		at -= run->size;
	}
	*left_r = 0;
	return UINT64_MAX;
}

static bool
read_record(struct ntfs *ntfs, uint64_t number)
{
	uint64_t at = number * ntfs->record_size, left;
	size_t done = 0;

	while (done < ntfs->record_size) {
		uint64_t place = place_of(&ntfs->table, at + done, &left);
		size_t now = ntfs->record_size - done;

		if (place == UINT64_MAX)
			return false;
		if (now > left)
			now = (size_t)left;
		if (!disk_copy(ntfs->disk, place, ntfs->record + done, now))
			return false;
		done += now;
	}
	return put_right(ntfs, ntfs->record);
}

static struct slice
record_of(const struct ntfs *ntfs)
{
	return (struct slice){ntfs->record, ntfs->record_size};
}

/* ---- the volume -------------------------------------------------------- */

/* The table, by its first record, which says where all of them are. */
static bool
open_table(struct ntfs *ntfs, uint64_t at)
{
	struct attribute attribute;
	size_t next;

	if (!disk_copy(ntfs->disk, at, ntfs->record, ntfs->record_size) ||
	    !put_right(ntfs, ntfs->record))
		return false;
	next = u16_le(record_of(ntfs), 20);
	while (next_attribute(record_of(ntfs), &next, &attribute))
		if (attribute.type == ATTRIBUTE_DATA &&
		    attribute.name.size == 0 && !attribute.is_resident) {
			read_data(ntfs, &attribute, &ntfs->table);
			return ntfs->table.run_count > 0;
		}
	return false;
}

/* Clusters if it is positive, else a power of two. */
static uint64_t
size_of_record(const struct ntfs *ntfs, uint8_t stored)
{
	if (stored < 0x80)
		return (uint64_t)stored * ntfs->cluster_size;
	return (256u - stored) < 32 ? UINT64_C(1) << (256u - stored) : 0;
}

bool
ntfs_open(struct ntfs *ntfs, const struct disk *disk, uint64_t at,
    struct budget *budget)
{
	uint8_t bytes[DISK_SECTOR];
	struct slice sector = {bytes, sizeof(bytes)};
	uint64_t clusters, record_size;

	if (!disk_copy(disk, at, bytes, sizeof(bytes)) ||
	    !boot_sector_is_ntfs(sector))
		return false;
	ntfs->disk = disk;
	ntfs->budget = budget;
	ntfs->is_cut = ntfs->is_broken = false;
	ntfs->start = at;
	ntfs->next = FIRST_FILE;
	ntfs->at = 0;
	ntfs->sector_size = u16_le(sector, 11);
	clusters = bytes[13]; /* sectors of one; above 128 a power of two */
	if (clusters > 0x80)
		clusters = 1u << ((256 - clusters) & 15);
	clusters *= ntfs->sector_size;
	ntfs->cluster_size = clusters > CLUSTER_MAX ? 0 : (uint32_t)clusters;
	if (ntfs->sector_size < DISK_SECTOR || ntfs->cluster_size == 0)
		return false;
	record_size = size_of_record(ntfs, bytes[64]);
	if (record_size < DISK_SECTOR || record_size > NTFS_RECORD_MAX ||
	    record_size % DISK_SECTOR != 0 ||
	    u64_le(sector, 48) > disk->size / ntfs->cluster_size)
		return false;
	ntfs->record_size = (uint32_t)record_size;
	return open_table(ntfs, at + u64_le(sector, 48) * ntfs->cluster_size);
}

/* ---- files ------------------------------------------------------------- */

/* Those of DOS, or all others. */
static void
read_names(const struct ntfs *ntfs, bool of_dos, struct ntfs_file *file)
{
	struct slice record = record_of(ntfs);
	struct attribute attribute;
	size_t at = u16_le(record, 20);

	while (next_attribute(record, &at, &attribute)) {
		struct slice value = resident_value(&attribute);

		if (attribute.type == ATTRIBUTE_NAME && value.size >= 66 &&
		    (value.data[65] == NAME_OF_DOS) == of_dos &&
		    file->name_count < NTFS_NAMES_MAX)
			file->names[file->name_count++] =
			    slice_sub(value, 66, 2 * (size_t)value.data[64]);
	}
}

/* A file, in use, that is not the rest of another. */
static bool
is_file(const struct ntfs *ntfs)
{
	struct slice record = record_of(ntfs);

	return (u16_le(record, 22) & (RECORD_IN_USE | RECORD_DIRECTORY)) ==
	       RECORD_IN_USE;
}

static bool
next_record(struct ntfs *ntfs)
{
	uint64_t count = ntfs->table.size / ntfs->record_size, left;

	while (ntfs->next < count) {
		uint64_t number = ntfs->next++;

		ntfs->is_cut =
		    ntfs->looked_at == RECORDS_MAX ||
		    (ntfs->looked_at % RECORDS_A_LOOK == 0 &&
			ntfs->budget != NULL && budget_spent(ntfs->budget));
		if (ntfs->is_cut)
			return false;
		ntfs->looked_at++;
		(void)place_of(&ntfs->table, number * ntfs->record_size, &left);
		/* The table goes on by runs that are told elsewhere. */
		ntfs->is_broken = left == 0;
		if (ntfs->is_broken)
			return false;
		if (read_record(ntfs, number) && is_file(ntfs)) {
			ntfs->at = u16_le(record_of(ntfs), 20);
			return ntfs->at > 0;
		}
	}
	return false;
}

bool
ntfs_next(struct ntfs *ntfs, struct ntfs_file *file_r)
{
	struct attribute attribute;

	for (;;) {
		if (ntfs->at == 0 && !next_record(ntfs))
			return false;
		while (next_attribute(record_of(ntfs), &ntfs->at, &attribute)) {
			if (attribute.type != ATTRIBUTE_DATA)
				continue;
			read_data(ntfs, &attribute, &ntfs->data);
			*file_r = (struct ntfs_file){
			    .stream = attribute.name, .data = &ntfs->data};
			read_names(ntfs, false, file_r);
			if (file_r->name_count == 0)
				read_names(ntfs, true, file_r);
			return true;
		}
		ntfs->at = 0;
	}
}
