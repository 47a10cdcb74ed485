/*
 * sparse - where the blocks of a disk lie in images of VMware and QEMU
 *
 *     VMDK    directory of tables -> table -> grain    in sectors
 *     QCOW2   first table -> second -> cluster         in bytes, highest first
 *
 * "Virtual Disk Format 5.0", VMware, 2011; docs/interop/qcow2 of QEMU.  Read is
 * what lies in one file as it is: no packed grains and clusters.
 *
 * Private to core/archive.  Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ARCHIVE_DISK_SPARSE_H
#define CORE_ARCHIVE_DISK_SPARSE_H

#include "core/archive/disk/disk.h"

bool vmdk_is(struct slice bytes) MUST_USE;
bool qcow_is(struct slice bytes) MUST_USE;

/* Fill in what of disk they differ in, of an image that is one; false: broken,
 * or in a form that is not read. */
bool vmdk_open(struct disk *disk) MUST_USE;
bool qcow_open(struct disk *disk) MUST_USE;

/* Where a block lies; UINT64_MAX: nowhere, it reads as zeros. */
uint64_t vmdk_block_at(const struct disk *disk, uint64_t block);
uint64_t qcow_block_at(const struct disk *disk, uint64_t block);

#endif
