/*
 * fat - the tree of a FAT volume
 */
#include "core/archive/disk/fat.h"

#include <string.h>

#include "core/archive/disk/exfat.h"
#include "core/base/ascii.h"
#include "core/base/integer.h"
#include "core/filetype/boot_sector.h"

#define ENTRY_SIZE 32u
#define FIRST_CLUSTER 2u
/* Volumes with fewer clusters have entries of 12 and 16 bits. */
#define FAT12_CLUSTERS 4085u
/* Clusters whose numbers fit into 28 bits. */
#define CLUSTERS_MAX 0x0FFFFFF5u

/* ---- the volume -------------------------------------------------------- */

bool
fat_open(struct fat *fat, const struct disk *disk, uint64_t at)
{
	uint8_t bytes[DISK_SECTOR];
	struct slice sector = {bytes, sizeof(bytes)};
	uint64_t sectors, ahead, size, tables;

	if (!disk_copy(disk, at, bytes, sizeof(bytes)) ||
	    !boot_sector_is_fat(sector))
		return false;
	size = u16_le(sector, 11);
	tables = u16_le(sector, 22);
	*fat = (struct fat){.disk = disk, .bits = tables > 0 ? 16 : 32};
	if (fat->bits == 32)
		tables = u32_le(sector, 36);
	else
		fat->root_size = u16_le(sector, 17) * ENTRY_SIZE;
	fat->root_cluster = u32_le(sector, 44);
	fat->cluster_size = sector.data[13] * (uint32_t)size;
	fat->table = at + u16_le(sector, 14) * size;
	fat->root = fat->table + sector.data[16] * tables * size;
	fat->data = fat->root + (fat->root_size + size - 1) / size * size;
	sectors = u16_le(sector, 19);
	if (sectors == 0)
		sectors = u32_le(sector, 32);
	ahead = (fat->data - at) / size;
	if (tables == 0 || sectors <= ahead)
		return false;
	sectors = (sectors - ahead) / sector.data[13];
	fat->clusters =
	    sectors < CLUSTERS_MAX ? (uint32_t)sectors : CLUSTERS_MAX;
	if (fat->bits == 16 && fat->clusters < FAT12_CLUSTERS)
		fat->bits = 12;
	return true;
}

/* ---- data -------------------------------------------------------------- */

struct fat_place
fat_root(const struct fat *fat)
{
	uint64_t most = fat->is_exfat ? EXFAT_DIRECTORY_MAX : FAT_DIRECTORY_MAX;

	return (struct fat_place){
	    .cluster = fat->root_cluster,
	    .is_chain = fat->root_size == 0,
	    .left = fat->root_size > 0 ? fat->root_size : most,
	};
}

static bool
is_cluster(const struct fat *fat, uint32_t cluster)
{
	return cluster >= FIRST_CLUSTER &&
	       cluster - FIRST_CLUSTER < fat->clusters;
}

/* Which one comes behind; what is none: the end. */
static uint32_t
next_cluster(const struct fat *fat, uint32_t cluster)
{
	uint64_t at = fat->table + (uint64_t)cluster * fat->bits / 8;
	uint8_t entry[4];
	struct slice bytes = {entry, sizeof(entry)};

	if (fat->steps_left != NULL) {
		if (*fat->steps_left == 0)
			return 0;
		--*fat->steps_left;
	}
	if (!disk_copy(fat->disk, at, entry, fat->bits == 32 ? 4 : 2))
		return 0;
	if (fat->bits == 32)
		return u32_le(bytes, 0) & 0x0FFFFFFF;
	if (fat->bits == 16)
		return u16_le(bytes, 0);
	return (cluster & 1) ? u16_le(bytes, 0) >> 4
			     : u16_le(bytes, 0) & 0x0FFFu;
}

static bool
take_root(const struct fat *fat, struct fat_place *place, uint64_t *at_r,
    uint64_t *size_r)
{
	*at_r = fat->root;
	*size_r = place->left;
	place->left = 0;
	return true;
}

/* Clusters one behind the other. */
static bool
take_row(const struct fat *fat, struct fat_place *place, uint64_t *at_r,
    uint64_t *size_r)
{
	uint32_t first = place->cluster - FIRST_CLUSTER;
	uint64_t there = (uint64_t)(fat->clusters - first) * fat->cluster_size;

	*at_r = fat->data + (uint64_t)first * fat->cluster_size;
	*size_r = place->left < there ? place->left : there;
	place->left = 0;
	return true;
}

bool
fat_next_run(const struct fat *fat, struct fat_place *place, uint64_t *at_r,
    uint64_t *size_r)
{
	uint32_t first = place->cluster, behind;

	if (place->left == 0)
		return false;
	if (!place->is_chain)
		return take_root(fat, place, at_r, size_r);
	if (!is_cluster(fat, first))
		return false;
	if (place->is_row)
		return take_row(fat, place, at_r, size_r);
	*at_r =
	    fat->data + (uint64_t)(first - FIRST_CLUSTER) * fat->cluster_size;
	*size_r = 0;
	for (;;) {
		behind = next_cluster(fat, place->cluster);
		*size_r += fat->cluster_size;
		/* A chain that is longer than the volume is a ring. */
		if (++place->steps == fat->clusters)
			behind = 0;
		if (*size_r >= place->left || behind != place->cluster + 1 ||
		    !is_cluster(fat, behind))
			break;
		place->cluster = behind;
	}
	place->cluster = behind;
	if (*size_r > place->left)
		*size_r = place->left;
	place->left -= *size_r;
	return true;
}

/* ---- directories ------------------------------------------------------- */

#define NAME_END 0x00u
#define NAME_DELETED 0xE5u
#define NAME_IS_E5 0x05u

#define ATTRIBUTE_VOLUME 0x08u
#define ATTRIBUTE_DIRECTORY 0x10u
#define ATTRIBUTE_LONG 0x0Fu
#define ATTRIBUTES 0x3Fu

/* Bits of byte 12: what of a short name shows in small letters. */
#define LOWER_BASE 0x08u
#define LOWER_BEHIND 0x10u

#define LONG_UNITS 13u /* of a name in one entry */
#define LONG_NUMBER 0x3Fu
#define LONG_LAST 0x40u

/* Thirteen units of a long name, whose last entry comes first. */
static void
take_long(struct slice entry, struct fat_name *name)
{
	static const uint8_t places[LONG_UNITS] = {
	    1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
	unsigned number = entry.data[0] & LONG_NUMBER;
	size_t at = (number - 1) * (size_t)LONG_UNITS;

	if ((entry.data[0] & LONG_LAST) || name->size == 0) {
		memset(name->stored, 0, sizeof(name->stored));
		name->size = 0;
	}
	if (number == 0 || at + LONG_UNITS > FAT_NAME_UNITS)
		return;
	for (unsigned i = 0; i < LONG_UNITS; i++, at++) {
		unsigned unit = u16_le(entry, places[i]);

		if (unit == 0)
			break;
		name->stored[2 * at] = (uint8_t)unit;
		name->stored[2 * at + 1] = (uint8_t)(unit >> 8);
	}
	if (name->size < 2 * at)
		name->size = 2 * at;
}

static size_t
copy_without_blanks(uint8_t *to, struct slice from, bool lower)
{
	while (from.size > 0 && from.data[from.size - 1] == ' ')
		from.size--;
	for (size_t i = 0; i < from.size; i++)
		to[i] = lower ? ascii_lower(from.data[i]) : from.data[i];
	return from.size;
}

/* Eight characters, and three behind a dot. */
static void
take_short(struct slice entry, struct fat_name *name)
{
	uint8_t *to = name->short_name;
	uint8_t lower = entry.data[12];
	size_t size = copy_without_blanks(
	    to, slice_sub(entry, 0, 8), (lower & LOWER_BASE) != 0);
	size_t behind = copy_without_blanks(
	    to + size + 1, slice_sub(entry, 8, 3), (lower & LOWER_BEHIND) != 0);

	if (size > 0 && to[0] == NAME_IS_E5)
		to[0] = NAME_DELETED;
	to[size] = '.';
	name->short_size = behind > 0 ? size + 1 + behind : size;
}

/* "." and "..", which no other name can begin with. */
static bool
is_way_up(struct slice entry)
{
	return entry.data[0] == '.';
}

/* What an entry says besides its name. */
static void
take_rest(const struct fat *fat, struct slice entry, struct fat_name *name)
{
	uint32_t high = fat->bits == 32 ? u16_le(entry, 20) : 0;

	name->is_directory = (entry.data[11] & ATTRIBUTE_DIRECTORY) != 0;
	name->file_size = u32_le(entry, 28);
	name->place = (struct fat_place){
	    .cluster = u16_le(entry, 26) | high << 16,
	    .is_chain = true,
	    .left = name->is_directory ? FAT_DIRECTORY_MAX : name->file_size,
	};
}

bool
fat_next_name(const struct fat *fat, struct slice directory, size_t *at,
    struct fat_name *name_r)
{
	if (fat->is_exfat)
		return exfat_next_name(directory, at, name_r);
	name_r->size = 0;
	while (integer_fits(directory, *at, ENTRY_SIZE)) {
		struct slice entry = slice_sub(directory, *at, ENTRY_SIZE);
		uint8_t attributes = entry.data[11] & ATTRIBUTES;

		*at += ENTRY_SIZE;
		if (entry.data[0] == NAME_END)
			return false;
		if (entry.data[0] == NAME_DELETED) {
			name_r->size = 0;
		} else if (attributes == ATTRIBUTE_LONG) {
			take_long(entry, name_r);
		} else if ((attributes & ATTRIBUTE_VOLUME) ||
			   is_way_up(entry)) {
			name_r->size = 0;
		} else {
			take_short(entry, name_r);
			take_rest(fat, entry, name_r);
			return true;
		}
	}
	return false;
}
