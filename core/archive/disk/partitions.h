/*
 * partitions - where the volumes of a disk begin
 *
 * By its table: of the PC (MBR, with its chain of extended ones), or GUID
 * (GPT).  A disk without one is a volume as a whole.
 *
 * Private to core/archive.  Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ARCHIVE_DISK_PARTITIONS_H
#define CORE_ARCHIVE_DISK_PARTITIONS_H

#include "core/archive/disk/disk.h"

/* Those of one disk that are looked at. */
#define PARTITIONS_MAX 128u

struct partitions {
	unsigned count;
	bool cut;                    /* there are more */
	uint64_t at[PARTITIONS_MAX]; /* in bytes */
};

/* At least one: the disk itself, where no table says otherwise. */
void partitions_read(const struct disk *disk, struct partitions *partitions_r);

#endif
