/*
 * compound - compound files ([MS-CFB]) put together for tests
 *
 * The simplest layout: the table first, then the directory, then the mini
 * stream with its table, then the streams of sectors of their own.  Fields of
 * the file may be changed afterwards: what stands where is told.
 */
#ifndef TESTS_SUPPORT_COMPOUND_H
#define TESTS_SUPPORT_COMPOUND_H

#include "core/base/slice.h"

struct compound_stream {
	const char *path; /* "Storage/Name", ASCII; storages are made once */
	struct slice bytes;
};

struct compound_file {
	uint8_t *bytes; /* of malloc() */
	size_t size;
	size_t sector_size;
	size_t fat_at;       /* offsets in the file */
	size_t directory_at; /* of entry 0; the others follow */
	size_t minifat_at;
	size_t mini_at;
};

/* Changes of the layout. */
enum compound_option {
	COMPOUND_V4 = 1 << 0,        /* sectors of 4 KB */
	COMPOUND_SCATTERED = 1 << 1, /* streams in sectors from last to first */
	COMPOUND_NO_MINI = 1 << 2,   /* a cutoff of 0 */
};

struct compound_file compound_make(
    unsigned options, const struct compound_stream *streams, size_t count);
void compound_free(struct compound_file *file);

static inline struct slice
compound_slice(const struct compound_file *file)
{
	return (struct slice){file->bytes, file->size};
}

/* Little-endian, at any place. */
void compound_put16(struct compound_file *file, size_t at, uint16_t value);
void compound_put32(struct compound_file *file, size_t at, uint32_t value);

/* Of the entry with that index. */
static inline size_t
compound_entry_at(const struct compound_file *file, size_t index)
{
	return file->directory_at + index * 128;
}

#endif
