/*
 * library_bytes - libarchive, and the bytes that it is given
 *
 * It reads through callbacks, so that the clock is looked at however long it
 * takes on its own.
 */
#include <errno.h>
#include <stdio.h>

#include "core/archive/library/library.h"

#include "core/base/libarchive.h"

/* Bytes it is given between two looks at the clock: what it makes of them on
 * its own (passing over a packed header) may be thousands of times as much. */
#define READ_STEP ((size_t)16 << 10)

static uint64_t
total_size(const struct library *library)
{
	return library->head.size + library->bytes.size;
}

/* From the position on, at most a step. */
static struct slice
bytes_here(const struct library *library)
{
	uint64_t at = library->position;
	struct slice rest =
	    at < library->head.size
		? slice_skip(library->head, (size_t)at)
		: slice_skip(library->bytes, (size_t)(at - library->head.size));

	return slice_sub(rest, 0, READ_STEP);
}

static la_ssize_t
read_bytes(struct archive *archive, void *owner, const void **data_r)
{
	struct library *library = owner;
	struct slice here = bytes_here(library);

	if (library->late || unpacking_late(library->unpacking)) {
		library->late = true;
		libarchive.archive_set_error(archive, ETIMEDOUT, "time");
		return ARCHIVE_FATAL;
	}
	library->position += here.size;
	*data_r = here.data;
	return (la_ssize_t)here.size;
}

static la_int64_t
seek_bytes(struct archive *archive, void *owner, la_int64_t offset, int whence)
{
	struct library *library = owner;
	int64_t size = (int64_t)total_size(library);
	int64_t base = whence == SEEK_SET   ? 0
		       : whence == SEEK_CUR ? (int64_t)library->position
					    : size;
	int64_t target;

	(void)archive;
	if (__builtin_add_overflow(base, offset, &target) || target < 0)
		return ARCHIVE_FATAL;
	if (target > size)
		target = size;
	library->position = (uint64_t)target;
	return target;
}

static la_int64_t
skip_bytes(struct archive *archive, void *owner, la_int64_t wanted)
{
	struct library *library = owner;
	uint64_t left = total_size(library) - library->position;
	uint64_t skip = wanted < 0 ? 0 : (uint64_t)wanted;

	(void)archive;
	if (skip > left)
		skip = left;
	library->position += skip;
	return (la_int64_t)skip;
}

/* What a loader allocates stays, so it is no matter of the quota. */
static bool
load(struct quota *quota)
{
	bool loaded;

	if (shared_library_is_loaded(&libarchive_library))
		return true;
	quota_suspend(quota);
	loaded = shared_library_load(&libarchive_library);
	quota_resume(quota);
	return loaded;
}

bool
library_create(struct library *library)
{
	struct archive *archive;

	if (!load(library->unpacking->archives->quota))
		return false;
	archive = libarchive.archive_read_new();
	library->archive = archive;
	if (archive == NULL) {
		unpacking_cut(library->unpacking, LIMIT_ARCHIVE_MEMORY);
		return false;
	}
	libarchive.archive_read_set_read_callback(archive, read_bytes);
	libarchive.archive_read_set_seek_callback(archive, seek_bytes);
	libarchive.archive_read_set_skip_callback(archive, skip_bytes);
	libarchive.archive_read_set_callback_data(archive, library);
	return true;
}

void
library_destroy(struct library *library)
{
	libarchive.archive_read_free(library->archive);
	library->archive = NULL;
}
