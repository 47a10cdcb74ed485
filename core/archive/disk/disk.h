/*
 * disk - the bytes of a hard disk in its image: raw, VHD, VHDX, VMDK, QCOW2
 *
 * Windows mounts a VHD or VHDX at a double click.  A fixed VHD is the disk with
 * a footer behind it; a dynamic one, and a VHDX, have a table of blocks, of
 * which those that are not there read as zeros.  A difference to another image
 * is read as far as it goes, and says so.  The log of a VHDX, which is empty
 * once it was closed, is not played.
 *
 * "Virtual Hard Disk Image Format Specification" 1.0; [MS-VHDX].  Sums are not
 * checked.
 *
 * Private to core/archive.  Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ARCHIVE_DISK_DISK_H
#define CORE_ARCHIVE_DISK_DISK_H

#include "core/base/check.h"
#include "core/base/slice.h"

/* Of places on disks and in tables of partitions, unless these say otherwise.
 */
#define DISK_SECTOR 512u

enum disk_kind {
	DISK_RAW,
	DISK_VHD,  /* with a table */
	DISK_VHDX, /* the same */
	DISK_VMDK, /* with tables, as sparse.h has them */
	DISK_QCOW, /* the same */
};

struct disk {
	struct slice bytes; /* of the image */
	enum disk_kind kind;
	uint64_t size; /* of the disk */
	unsigned sector;
	bool is_difference;

	/* The table of blocks. */
	uint64_t table;
	uint64_t entries;
	uint64_t block_size;
	uint64_t block_head; /* bytes ahead of the data of a block */
	/* Entries between two of another kind; of one table. */
	uint64_t chunk;
};

/* Is there a VHD that is seen by its end only? */
bool disk_is_fixed_vhd(struct slice bytes) MUST_USE;

/* False: an image of these kinds that is broken.  What is neither is the disk
 * itself. */
bool disk_open(struct disk *disk, struct slice bytes) MUST_USE;

/*
 * The bytes at at as they lie, of size at most; or, where there are none,
 * *zeros_r (of size at most) that read as 0.  Neither: behind the end of the
 * disk or of its image.
 */
struct slice disk_run(const struct disk *disk, uint64_t at, uint64_t size,
    uint64_t *zeros_r) MUST_USE;

/* A copy of size bytes; false: they are not all there, and read as 0. */
bool disk_copy(
    const struct disk *disk, uint64_t at, void *to, size_t size) MUST_USE;

#endif
