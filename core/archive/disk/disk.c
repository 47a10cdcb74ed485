/*
 * disk - the bytes of a hard disk in its image
 */
#include "core/archive/disk/disk.h"

#include <string.h>

#include "core/archive/disk/sparse.h"
#include "core/base/integer.h"

#define MEGABYTE ((uint64_t)1 << 20)

/* ---- VHD --------------------------------------------------------------- */

#define FOOTER_SIZE 512u
/* Virtual PC of before 2004 left the last byte out. */
#define FOOTER_SIZE_OLD 511u

enum vhd_type {
	VHD_FIXED = 2,
	VHD_DYNAMIC = 3,
	VHD_DIFFERENCE = 4,
};

static const struct slice footer_mark = SLICE("conectix");

/* Bytes of the footer at the end; 0: there is none. */
static size_t
footer_size(struct slice bytes)
{
	static const size_t sizes[] = {FOOTER_SIZE, FOOTER_SIZE_OLD};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		if (bytes.size > sizes[i] &&
		    slice_starts_with(
			slice_skip(bytes, bytes.size - sizes[i]), footer_mark))
			return sizes[i];
	return 0;
}

bool
disk_is_fixed_vhd(struct slice bytes)
{
	return footer_size(bytes) > 0;
}

/* The disk is what stands ahead of its footer, whatever size that says. */
static bool
open_fixed(struct disk *disk, size_t footer)
{
	disk->bytes.size -= footer;
	disk->size = disk->bytes.size;
	return true;
}

/* What is ahead of a block's data: a bit for each sector, in whole sectors. */
static uint64_t
bitmap_size(uint64_t block_size)
{
	uint64_t bytes = (block_size / DISK_SECTOR + 7) / 8;

	return (bytes + DISK_SECTOR - 1) & ~(uint64_t)(DISK_SECTOR - 1);
}

static bool
open_dynamic(struct disk *disk, struct slice footer)
{
	uint64_t at = u64_be(footer, 16);
	struct slice bytes = disk->bytes, head;

	if (at >= bytes.size)
		return false;
	head = slice_skip(bytes, (size_t)at);
	if (!slice_starts_with(head, SLICE("cxsparse")))
		return false;
	disk->kind = DISK_VHD;
	disk->size = u64_be(footer, 48);
	disk->table = u64_be(head, 16);
	disk->entries = u32_be(head, 28);
	disk->block_size = u32_be(head, 32);
	disk->block_head = bitmap_size(disk->block_size);
	return disk->block_size >= DISK_SECTOR &&
	       disk->block_size % DISK_SECTOR == 0;
}

/* By the footer, which a dynamic one has a copy of ahead of all. */
static bool
open_vhd(struct disk *disk)
{
	struct slice bytes = disk->bytes;
	size_t size = footer_size(bytes);
	struct slice footer =
	    size > 0 ? slice_skip(bytes, bytes.size - size) : bytes;
	uint32_t type = u32_be(footer, 60);

	if (type == VHD_DYNAMIC || type == VHD_DIFFERENCE) {
		disk->is_difference = type == VHD_DIFFERENCE;
		if (open_dynamic(disk, footer) ||
		    (slice_starts_with(bytes, footer_mark) &&
			open_dynamic(disk, bytes)))
			return true;
	}
	return size > 0 && open_fixed(disk, size);
}

/* ---- VHDX -------------------------------------------------------------- */

#define REGION_TABLE (192 * (uint64_t)1024)
#define REGION_TABLE_COPY (256 * (uint64_t)1024)
#define REGIONS_MAX 2047u
#define METADATA_MAX 2047u
#define ENTRY_SIZE 32u

static const struct slice region_blocks =
    SLICE("\x66\x77\xC2\x2D\x23\xF6\x00\x42\x9D\x64\x11\x5E\x9B\xFD\x4A\x08");
static const struct slice region_metadata =
    SLICE("\x06\xA2\x7C\x8B\x90\x47\x9A\x4B\xB8\xFE\x57\x5F\x05\x0F\x88\x6E");
static const struct slice item_parameters =
    SLICE("\x37\x67\xA1\xCA\x36\xFA\x43\x4D\xB3\xB6\x33\xF0\xAA\x44\xE7\x6B");
static const struct slice item_size =
    SLICE("\x24\x42\xA5\x2F\x1B\xCD\x76\x48\xB2\x11\x5D\xBE\xD8\x3B\xF4\xB8");
static const struct slice item_sector =
    SLICE("\x1D\xBF\x41\x81\x6F\xA9\x09\x47\xBA\x47\xF2\x33\xA8\xFA\xAB\x5F");

#define HAS_PARENT 2u

/* The entry of that name in a table of count entries from at on; empty: none.
 */
static struct slice
find_entry(struct slice bytes, uint64_t at, uint32_t count, struct slice name)
{
	for (uint32_t i = 0; i < count; i++, at += ENTRY_SIZE) {
		if (!integer_fits(bytes, at, ENTRY_SIZE))
			break;
		if (slice_starts_with(slice_skip(bytes, (size_t)at), name))
			return slice_sub(bytes, (size_t)at, ENTRY_SIZE);
	}
	return SLICE("");
}

static struct slice
find_region(struct slice bytes, uint64_t table, struct slice name)
{
	uint32_t count = u32_le(bytes, table + 8);

	if (!integer_fits(bytes, table, ENTRY_SIZE) ||
	    !slice_starts_with(slice_skip(bytes, (size_t)table), SLICE("regi")))
		return SLICE("");
	return find_entry(
	    bytes, table + 16, count < REGIONS_MAX ? count : REGIONS_MAX, name);
}

/* Where the region begins, by either table; 0: nowhere. */
static uint64_t
region_at(struct slice bytes, struct slice name)
{
	struct slice entry = find_region(bytes, REGION_TABLE, name);

	if (entry.size == 0)
		entry = find_region(bytes, REGION_TABLE_COPY, name);
	return u64_le(entry, 16);
}

/* The bytes of an item of metadata; empty: there is none. */
static struct slice
item_of(struct slice metadata, struct slice name)
{
	unsigned count = u16_le(metadata, 10);
	struct slice entry = find_entry(metadata, ENTRY_SIZE,
	    count < METADATA_MAX ? count : METADATA_MAX, name);

	return slice_sub(metadata, u32_le(entry, 16), u32_le(entry, 20));
}

static bool
open_vhdx(struct disk *disk)
{
	struct slice bytes = disk->bytes, metadata, parameters;
	uint64_t at = region_at(bytes, region_metadata);

	if (at == 0 || at >= bytes.size)
		return false;
	metadata = slice_skip(bytes, (size_t)at);
	parameters = item_of(metadata, item_parameters);
	disk->kind = DISK_VHDX;
	disk->table = region_at(bytes, region_blocks);
	disk->block_size = u32_le(parameters, 0);
	disk->is_difference = (u32_le(parameters, 4) & HAS_PARENT) != 0;
	disk->size = u64_le(item_of(metadata, item_size), 0);
	disk->sector = u32_le(item_of(metadata, item_sector), 0);
	if (disk->sector != 4096)
		disk->sector = DISK_SECTOR;
	if (!integer_is_power_of_two(disk->block_size) ||
	    disk->block_size < MEGABYTE || disk->block_size > 256 * MEGABYTE ||
	    disk->table == 0)
		return false;
	disk->chunk = ((uint64_t)disk->sector << 23) / disk->block_size;
	disk->entries = disk->size / disk->block_size + 1;
	return true;
}

/* ---- the disk ---------------------------------------------------------- */

bool
disk_open(struct disk *disk, struct slice bytes)
{
	*disk = (struct disk){
	    .bytes = bytes,
	    .kind = DISK_RAW,
	    .size = bytes.size,
	    .sector = DISK_SECTOR,
	};
	if (slice_starts_with(bytes, SLICE("vhdxfile")))
		return open_vhdx(disk);
	if (vmdk_is(bytes))
		return vmdk_open(disk);
	if (qcow_is(bytes))
		return qcow_open(disk);
	if (slice_starts_with(bytes, footer_mark) || footer_size(bytes) > 0)
		return open_vhd(disk);
	return true;
}

/* Places of blocks in sectors; all bits: it is not there. */
static uint64_t
vhd_block_at(const struct disk *disk, uint64_t block)
{
	uint32_t sector = u32_be(disk->bytes, disk->table + block * 4);

	if (sector == UINT32_MAX ||
	    !integer_fits(disk->bytes, disk->table + block * 4, 4))
		return UINT64_MAX;
	return (uint64_t)sector * DISK_SECTOR + disk->block_head;
}

#define BLOCK_STATE 7u
#define BLOCK_IS_THERE 6u /* and 7, in a difference, where it is in part */

/* Places in megabytes, with the state below; a chunk of blocks is followed by
 * an entry for what a difference has of them. */
static uint64_t
vhdx_block_at(const struct disk *disk, uint64_t block)
{
	uint64_t entry = u64_le(
	    disk->bytes, disk->table + (block + block / disk->chunk) * 8);

	if ((entry & BLOCK_STATE) < BLOCK_IS_THERE)
		return UINT64_MAX;
	return entry >> 20 << 20;
}

static uint64_t
block_at(const struct disk *disk, uint64_t block)
{
	switch (disk->kind) {
	case DISK_VHD:
		return vhd_block_at(disk, block);
	case DISK_VMDK:
		return vmdk_block_at(disk, block);
	case DISK_QCOW:
		return qcow_block_at(disk, block);
	default:
		return vhdx_block_at(disk, block);
	}
}

/* Of what lies from at on in the image. */
static struct slice
image_run(struct slice bytes, uint64_t at, uint64_t size)
{
	if (at >= bytes.size)
		return SLICE("");
	if (size > bytes.size - at)
		size = bytes.size - at;
	return slice_sub(bytes, (size_t)at, (size_t)size);
}

struct slice
disk_run(const struct disk *disk, uint64_t at, uint64_t size, uint64_t *zeros_r)
{
	uint64_t block, inside, place;

	*zeros_r = 0;
	if (at >= disk->size)
		return SLICE("");
	if (size > disk->size - at)
		size = disk->size - at;
	if (disk->kind == DISK_RAW)
		return image_run(disk->bytes, at, size);
	block = at / disk->block_size;
	inside = at % disk->block_size;
	if (size > disk->block_size - inside)
		size = disk->block_size - inside;
	if (block >= disk->entries)
		return SLICE("");
	place = block_at(disk, block);
	if (place != UINT64_MAX)
		return image_run(disk->bytes, place + inside, size);
	*zeros_r = size;
	return SLICE("");
}

bool
disk_copy(const struct disk *disk, uint64_t at, void *to, size_t size)
{
	uint8_t *out = to;

	while (size > 0) {
		uint64_t zeros;
		struct slice run = disk_run(disk, at, size, &zeros);
		size_t now = run.size > 0 ? run.size : (size_t)zeros;

		if (now == 0) {
			memset(out, 0, size);
			return false;
		}
		if (run.size > 0)
			memcpy(out, run.data, now);
		else
			memset(out, 0, now);
		out += now;
		at += now;
		size -= now;
	}
	return true;
}
