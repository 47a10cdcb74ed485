/*
 * ntfs - the files of an NTFS volume
 *
 * What Windows makes of a new disk.  The table of files (MFT) is gone through
 * from end to end, whichever directory names them: nothing recurses.
 *
 *     first sector -> record 0, which is of the table -> records
 *     record: names, and data, in itself or in runs of clusters
 *
 * Named streams are given, too.  Not read: data that are compressed or
 * encrypted, and those of files whose attributes are in several records; they
 * are told.  The format is known from who reads it (Linux, 7-Zip); Microsoft
 * has written nothing.
 *
 * Private to core/archive.  Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ARCHIVE_DISK_NTFS_H
#define CORE_ARCHIVE_DISK_NTFS_H

#include "core/archive/disk/disk.h"
#include "core/base/budget.h"

/* Records are not larger. */
#define NTFS_RECORD_MAX 4096u
#define NTFS_RUNS_MAX 1024u
/* A record has no room for more. */
#define NTFS_NAMES_MAX (NTFS_RECORD_MAX / 64)

/* Clusters in a row; at is UINT64_MAX where they are not on the disk. */
struct ntfs_run {
	uint64_t at, size; /* bytes, on the disk */
};

struct ntfs_data {
	bool is_readable;  /* neither packed nor encrypted, and all of it */
	bool is_resident;  /* it is in the record */
	struct slice here; /* then */
	uint64_t size;
	unsigned run_count;
	struct ntfs_run runs[NTFS_RUNS_MAX];
};

struct ntfs {
	const struct disk *disk;
	struct budget *budget;
	bool is_cut;    /* there are more records */
	bool is_broken; /* the same, but nobody knows where */
	/* Looked at, of all volumes that were opened with this; who makes it
	 * says 0. */
	uint64_t looked_at;
	uint64_t start; /* of the volume */
	uint32_t cluster_size, record_size, sector_size;
	struct ntfs_data table;
	uint64_t next; /* record */
	/* The record that is being read. */
	uint8_t record[NTFS_RECORD_MAX];
	size_t at; /* of its next attribute; 0: none is being read */
	struct ntfs_data data;
};

struct ntfs_file {
	/* UTF-16, lowest byte first: of a file with hard links, several. */
	struct slice names[NTFS_NAMES_MAX];
	unsigned name_count;
	struct slice stream; /* the same, of a named one */
	const struct ntfs_data *data;
};

/* False: there is none at that place of the disk.  budget: or NULL. */
bool ntfs_open(struct ntfs *ntfs, const struct disk *disk, uint64_t at,
    struct budget *budget) MUST_USE;

/* The data of the next file or stream; what it has is there until the next
 * call. False: no more. */
bool ntfs_next(struct ntfs *ntfs, struct ntfs_file *file_r) MUST_USE;

#endif
