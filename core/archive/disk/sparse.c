/*
 * sparse - where the blocks of a disk lie in images of VMware and QEMU
 */
#include "core/archive/disk/sparse.h"

#include "core/base/integer.h"

/* Blocks are no larger; a table has no more entries. */
#define BLOCK_MAX ((uint64_t)64 << 20)
#define CHUNK_MAX 262144u

/* The number of blocks, of the size that is set. */
static bool
set_entries(struct disk *disk)
{
	if (!integer_is_power_of_two(disk->block_size) ||
	    disk->block_size < DISK_SECTOR || disk->block_size > BLOCK_MAX ||
	    disk->chunk == 0 || disk->chunk > CHUNK_MAX)
		return false;
	disk->entries =
	    disk->size / disk->block_size + (disk->size % disk->block_size > 0);
	return true;
}

/* ---- VMDK -------------------------------------------------------------- */

#define VMDK_PACKED 0x10000u
#define SECTORS_MAX (UINT64_MAX / DISK_SECTOR)

bool
vmdk_is(struct slice bytes)
{
	return slice_starts_with(bytes, SLICE("KDMV"));
}

bool
vmdk_open(struct disk *disk)
{
	struct slice bytes = disk->bytes;
	uint64_t sectors = u64_le(bytes, 12), grain = u64_le(bytes, 20);
	uint64_t table = u64_le(bytes, 56);

	if ((u32_le(bytes, 8) & VMDK_PACKED) || sectors > SECTORS_MAX ||
	    grain > BLOCK_MAX || table > bytes.size / DISK_SECTOR)
		return false;
	disk->kind = DISK_VMDK;
	disk->size = sectors * DISK_SECTOR;
	disk->block_size = grain * DISK_SECTOR;
	disk->table = table * DISK_SECTOR;
	disk->chunk = u32_le(bytes, 44);
	return set_entries(disk);
}

/* 0 and 1 are no places: nothing was written there. */
uint64_t
vmdk_block_at(const struct disk *disk, uint64_t block)
{
	uint32_t table =
	    u32_le(disk->bytes, disk->table + block / disk->chunk * 4);
	uint32_t grain =
	    table == 0 ? 0
		       : u32_le(disk->bytes, (uint64_t)table * DISK_SECTOR +
						 block % disk->chunk * 4);

	return grain <= 1 ? UINT64_MAX : (uint64_t)grain * DISK_SECTOR;
}

/* ---- QCOW2 ------------------------------------------------------------- */

#define CLUSTER_BITS_MIN 9u
#define CLUSTER_BITS_MAX 21u
#define PLACE_MASK UINT64_C(0x00FFFFFFFFFFFE00)
#define CLUSTER_PACKED (UINT64_C(1) << 62)
#define CLUSTER_ZERO 1u
/* Of version 3: the data are in another file; entries are of 16 bytes. */
#define QCOW_OTHERWISE (UINT64_C(1) << 2 | UINT64_C(1) << 4)

bool
qcow_is(struct slice bytes)
{
	return slice_starts_with(bytes, SLICE("QFI\xFB"));
}

bool
qcow_open(struct disk *disk)
{
	struct slice bytes = disk->bytes;
	uint32_t version = u32_be(bytes, 4), bits = u32_be(bytes, 20);

	if (version < 2 || version > 3 ||
	    (version == 3 && (u64_be(bytes, 72) & QCOW_OTHERWISE) != 0) ||
	    bits < CLUSTER_BITS_MIN || bits > CLUSTER_BITS_MAX ||
	    u32_be(bytes, 32) != 0)
		return false;
	disk->kind = DISK_QCOW;
	disk->is_difference = u64_be(bytes, 8) != 0;
	disk->size = u64_be(bytes, 24);
	disk->block_size = (uint64_t)1 << bits;
	disk->table = u64_be(bytes, 40);
	disk->chunk = disk->block_size / 8;
	return disk->table < bytes.size && set_entries(disk);
}

/* What is packed is behind the end, and so it is missed. */
uint64_t
qcow_block_at(const struct disk *disk, uint64_t block)
{
	uint64_t table =
	    PLACE_MASK &
	    u64_be(disk->bytes, disk->table + block / disk->chunk * 8);
	uint64_t entry =
	    table == 0 ? 0
		       : u64_be(disk->bytes, table + block % disk->chunk * 8);

	if (entry & CLUSTER_PACKED)
		return disk->bytes.size;
	if ((entry & CLUSTER_ZERO) || (entry & PLACE_MASK) == 0)
		return UINT64_MAX;
	return entry & PLACE_MASK;
}
