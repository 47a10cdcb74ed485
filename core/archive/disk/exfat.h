/*
 * exfat - the tree of an exFAT volume
 *
 * What large sticks have, and Windows mounts as any other.  It is FAT with 32
 * bits but for its first sector and its directories; data may lie in a row
 * without a chain.
 *
 * "exFAT file system specification", Microsoft, 2019.  Sums are not checked.
 *
 * Private to core/archive.  Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ARCHIVE_DISK_EXFAT_H
#define CORE_ARCHIVE_DISK_EXFAT_H

#include "core/archive/disk/fat.h"

/* False: there is none at that place of the disk.  What is there is read by
 * fat_next_run() and the like. */
bool exfat_open(struct fat *fat, const struct disk *disk, uint64_t at) MUST_USE;

/* For fat_next_name(). */
bool exfat_next_name(
    struct slice directory, size_t *at, struct fat_name *name_r) MUST_USE;

#endif
