/*
 * fat - the tree of a FAT volume: FAT12, FAT16, FAT32
 *
 *     first sector -> table, root -> names -> first cluster of a file
 *     table: of each cluster, which one comes next
 *
 * "Microsoft FAT Specification", 2005.  What is deleted is not read: nobody
 * sees it.
 *
 * Private to core/archive.  Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ARCHIVE_DISK_FAT_H
#define CORE_ARCHIVE_DISK_FAT_H

#include "core/archive/disk/disk.h"

struct fat {
	const struct disk *disk;
	unsigned bits;         /* of an entry of the table: 12, 16, 32 */
	bool is_exfat;         /* so are its directories */
	uint64_t table;        /* where it lies on the disk, in bytes */
	uint64_t root;         /* the same, of that of FAT12 and FAT16 */
	uint32_t root_size;    /* bytes; 0: it is a chain */
	uint32_t root_cluster; /* ... that begins here */
	uint64_t data;         /* cluster 2 */
	uint32_t cluster_size;
	uint32_t clusters; /* how many there are */
	/* NULL, or how many may still be stepped over; 0: a chain is cut. */
	uint64_t *steps_left;
};

/* Where data are that have not been read yet. */
struct fat_place {
	uint32_t cluster; /* not of a chain: the root of FAT12 and FAT16 */
	bool is_chain;
	bool is_row;    /* of clusters, whatever the table says of them */
	uint64_t left;  /* bytes; of a directory as many as there may be */
	uint32_t steps; /* clusters that have been read */
};

#define FAT_NAME_UNITS 260u
/* No directory is larger. */
#define FAT_DIRECTORY_MAX ((uint64_t)65536 * 32)
#define EXFAT_DIRECTORY_MAX ((uint64_t)256 << 20)

struct fat_name {
	uint8_t stored[2 * FAT_NAME_UNITS]; /* UTF-16, lowest byte first */
	size_t size;                        /* bytes of that; 0: a short one */
	uint8_t short_name[13];             /* in the charset of its system */
	size_t short_size;
	struct fat_place place;
	uint64_t file_size;
	bool is_directory;
};

/* False: there is none at that place of the disk. */
bool fat_open(struct fat *fat, const struct disk *disk, uint64_t at) MUST_USE;

struct fat_place fat_root(const struct fat *fat);

/* Where the next bytes of it lie on the disk, as many as are in a row.  False:
 * no more. */
bool fat_next_run(const struct fat *fat, struct fat_place *place,
    uint64_t *at_r, uint64_t *size_r) MUST_USE;

/* The next name in the data of a directory at or behind *at.  False: no more.
 */
bool fat_next_name(const struct fat *fat, struct slice directory, size_t *at,
    struct fat_name *name_r) MUST_USE;

#endif
