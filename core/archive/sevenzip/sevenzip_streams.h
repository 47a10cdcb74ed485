/*
 * sevenzip_streams - where the packed streams of a 7z are, and what is in them
 *
 * Packed streams stand one behind the other; folders are unpacked from them,
 * and streams, the contents of members, are one behind the other in folders.
 *
 * Memory: arrays in the arena that have no more elements than the header has
 * bytes; streams, which have no array, are read one after the other.
 */
#ifndef CORE_ARCHIVE_SEVENZIP_SEVENZIP_STREAMS_H
#define CORE_ARCHIVE_SEVENZIP_SEVENZIP_STREAMS_H

#include "core/archive/sevenzip/sevenzip_recipe.h"
#include "core/base/arena.h"
#include "core/base/budget.h"

struct sevenzip_folder {
	struct slice recipe;
	size_t first_packed;
	size_t first_size; /* of its coders' outputs, in sizes */
	uint64_t size;
	uint64_t streams;
	uint32_t sum;
	bool has_sum;
};

struct sevenzip_streams {
	/* Where each packed stream begins in the archive, and the last ends. */
	uint64_t *packed;
	size_t packed_count;
	struct sevenzip_folder *folders;
	size_t folder_count;
	uint64_t *sizes; /* of what each coder makes */
	size_t size_count;
	/* The next stream. */
	struct sevenzip_bytes stream_sizes;
	struct sevenzip_sums stream_sums;
	size_t folder;
	uint64_t stream; /* in its folder */
	uint64_t offset; /* in its folder */
	bool no_memory;
	bool late;
};

struct sevenzip_stream {
	size_t folder;
	uint64_t offset;
	uint64_t size;
	uint32_t sum;
	bool has_sum;
};

/* False: there is something wrong with it, no memory, or no time. */
bool sevenzip_streams_read(struct sevenzip_bytes *bytes, struct arena *arena,
    struct budget *budget, struct sevenzip_streams *streams_r) MUST_USE;

/* False: that was the last one. */
bool sevenzip_next_stream(struct sevenzip_streams *streams,
    struct sevenzip_stream *stream_r) MUST_USE;

#endif
