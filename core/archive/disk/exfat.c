/*
 * exfat - the tree of an exFAT volume
 */
#include "core/archive/disk/exfat.h"

#include <string.h>

#include "core/base/integer.h"
#include "core/filetype/boot_sector.h"

/* ---- the volume -------------------------------------------------------- */

#define SECTOR_SHIFT_MIN 9u
#define SECTOR_SHIFT_MAX 12u
#define CLUSTER_SHIFT_MAX 25u
/* As many as fit into 28 bits, as of FAT. */
#define CLUSTERS_MAX 0x0FFFFFF5u

bool
exfat_open(struct fat *fat, const struct disk *disk, uint64_t at)
{
	uint8_t bytes[DISK_SECTOR];
	struct slice sector = {bytes, sizeof(bytes)};
	unsigned shift, cluster_shift;
	uint32_t clusters;

	if (!disk_copy(disk, at, bytes, sizeof(bytes)) ||
	    !boot_sector_is_exfat(sector))
		return false;
	shift = bytes[108];
	cluster_shift = shift + bytes[109];
	if (shift < SECTOR_SHIFT_MIN || shift > SECTOR_SHIFT_MAX ||
	    cluster_shift > CLUSTER_SHIFT_MAX)
		return false;
	clusters = u32_le(sector, 92);
	*fat = (struct fat){
	    .disk = disk,
	    .bits = 32,
	    .is_exfat = true,
	    .table = at + ((uint64_t)u32_le(sector, 80) << shift),
	    .data = at + ((uint64_t)u32_le(sector, 88) << shift),
	    .root_cluster = u32_le(sector, 96),
	    .cluster_size = (uint32_t)1 << cluster_shift,
	    .clusters = clusters < CLUSTERS_MAX ? clusters : CLUSTERS_MAX,
	};
	return true;
}

/* ---- directories ------------------------------------------------------- */

#define ENTRY_SIZE 32u

/* What an entry is; without the highest bit it is none any more. */
enum entry {
	ENTRY_END = 0,
	ENTRY_FILE = 0x85,
	ENTRY_DATA = 0xC0,
	ENTRY_NAME = 0xC1,
};

#define ATTRIBUTE_DIRECTORY 0x10u
#define DATA_IN_A_ROW 0x02u
#define NAME_UNITS 15u /* of one entry */

/* Returns how many units its name has. */
static unsigned
take_data(struct slice entry, struct fat_name *name)
{
	uint64_t size = u64_le(entry, 24);

	name->file_size = size;
	if (name->is_directory && size > EXFAT_DIRECTORY_MAX)
		size = EXFAT_DIRECTORY_MAX;
	name->place = (struct fat_place){
	    .cluster = u32_le(entry, 20),
	    .is_chain = true,
	    .is_row = (entry.data[1] & DATA_IN_A_ROW) != 0,
	    .left = size,
	};
	return entry.data[3];
}

static void
take_name(struct slice entry, struct fat_name *name)
{
	for (size_t i = 1; i <= NAME_UNITS; i++) {
		if (u16_le(entry, 2 * i) == 0 ||
		    name->size + 2 > sizeof(name->stored))
			return;
		memcpy(name->stored + name->size, entry.data + 2 * i, 2);
		name->size += 2;
	}
}

/* Behind the first entry of a file; false: it has no data. */
static bool
take_file(struct slice directory, size_t *at, struct fat_name *name)
{
	bool has_data = false;
	size_t units = 0;

	while (integer_fits(directory, *at, ENTRY_SIZE)) {
		struct slice entry = slice_sub(directory, *at, ENTRY_SIZE);

		if (entry.data[0] == ENTRY_DATA && !has_data) {
			units = take_data(entry, name);
			has_data = true;
		} else if (entry.data[0] == ENTRY_NAME) {
			take_name(entry, name);
		} else {
			break;
		}
		*at += ENTRY_SIZE;
	}
	if (name->size > 2 * units)
		name->size = 2 * units;
	return has_data;
}

bool
exfat_next_name(struct slice directory, size_t *at, struct fat_name *name_r)
{
	while (integer_fits(directory, *at, ENTRY_SIZE)) {
		struct slice entry = slice_sub(directory, *at, ENTRY_SIZE);

		*at += ENTRY_SIZE;
		if (entry.data[0] == ENTRY_END)
			return false;
		if (entry.data[0] != ENTRY_FILE)
			continue;
		name_r->size = 0;
		name_r->short_size = 0;
		name_r->is_directory =
		    (u16_le(entry, 4) & ATTRIBUTE_DIRECTORY) != 0;
		if (take_file(directory, at, name_r))
			return true;
	}
	return false;
}
