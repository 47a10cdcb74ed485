/*
 * udf - the tree of a UDF volume (ECMA-167, OSTA UDF 1.02 to 2.60)
 *
 * What Windows and macOS show of an image of a disc that has one, whatever its
 * ISO 9660 tree says.  Blocks of 2048 bytes, as on discs; partitions as they
 * lie, sparable ones as if nothing was spared, and metadata partitions by the
 * first piece of their file.  Virtual partitions (written bit by bit) are not
 * known.
 *
 *     anchor (sector 256) -> descriptors -> partitions, file set -> root
 *     file entry -> pieces of its data;  a directory's data -> names, entries
 *
 * Private to core/archive.  Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ARCHIVE_DISK_UDF_H
#define CORE_ARCHIVE_DISK_UDF_H

#include "core/base/check.h"
#include "core/base/slice.h"

#define UDF_BLOCK 2048u
#define UDF_PARTITIONS_MAX 4u

struct udf {
	struct slice bytes;
	unsigned partition_count;
	uint64_t start[UDF_PARTITIONS_MAX]; /* in bytes */
};

/* Where a file entry lies. */
struct udf_place {
	uint32_t block;
	uint16_t partition;
};

/* A file entry, and which piece of its data comes next. */
struct udf_file {
	bool is_directory;
	uint64_t size;
	unsigned kind;          /* of its descriptors of pieces */
	uint16_t partition;     /* of short ones */
	struct slice pieces;    /* these descriptors; or the data itself */
	size_t at;              /* in pieces */
	unsigned continuations; /* lists of pieces that have been followed */
};

struct udf_name {
	struct slice stored; /* a byte of its kind, then characters */
	struct udf_place place;
	bool is_directory;
	bool is_none; /* the way up, or deleted */
};

/* Is there a UDF volume? */
bool udf_is(struct slice bytes) MUST_USE;

/* False: none, or broken. */
bool udf_open(
    struct udf *udf, struct slice bytes, struct udf_place *root_r) MUST_USE;

/* False: there is no file entry. */
bool udf_file_at(const struct udf *udf, struct udf_place place,
    struct udf_file *file_r) MUST_USE;

/* The next bytes of its data as they lie, which may be fewer than they should
 * be: *zeros_r is what is not on the disc, and reads as zeros.  False: no more.
 */
bool udf_next_piece(const struct udf *udf, struct udf_file *file,
    struct slice *piece_r, uint64_t *zeros_r) MUST_USE;

/* The next name in the data of a directory at or behind *at.  False: no more.
 */
bool udf_next_name(
    struct slice directory, size_t *at, struct udf_name *name_r) MUST_USE;

#endif
