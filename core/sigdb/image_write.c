/*
 * image_write - lay out an image and put it under its name in one step
 */
#include "core/sigdb/image.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/checksum.h"
#include "core/base/file.h"
#include "core/sigdb/image_guard.h"

#ifndef CGPFILTER_VERSION
#define CGPFILTER_VERSION "unversioned"
#endif

/* Bytes for one write(2). */
#define WRITE_MAX ((size_t)64 << 20)

/* Those sections that are checked block by block. */
static bool
sum_blocks(struct image_draft *draft)
{
	size_t count = 0;

	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (image_is_guarded((enum image_section)i))
			count += image_block_count(draft->sections[i].size);
	draft->sums = calloc(count + 1, sizeof(*draft->sums));
	if (draft->sums == NULL)
		return false;
	draft->sections[IMAGE_SUMS] = (struct slice){
	    (const uint8_t *)draft->sums, count * sizeof(*draft->sums)};
	count = 0;
	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (image_is_guarded((enum image_section)i)) {
			image_sum_blocks(
			    draft->sections[i], draft->sums + count);
			count += image_block_count(draft->sections[i].size);
		}
	return true;
}

void
image_draft_fini(struct image_draft *draft)
{
	free(draft->sums);
	draft->sums = NULL;
}

static uint64_t
section_checksum(const struct image_draft *draft, int which)
{
	if (image_is_guarded((enum image_section)which))
		return 0;
	return checksum64(
	    draft->sections[which].data, draft->sections[which].size, 0);
}

bool
image_seal(struct image_draft *draft)
{
	struct image_header *header = &draft->header;
	uint64_t at = IMAGE_PAGE;

	_Static_assert(sizeof(*header) <= IMAGE_PAGE, "the header is a page");
	memcpy(header->magic, IMAGE_MAGIC, sizeof(header->magic));
	header->version = IMAGE_VERSION;
	header->byte_order = IMAGE_BYTE_ORDER;
	snprintf(
	    header->program, sizeof(header->program), "%s", CGPFILTER_VERSION);
	if (!sum_blocks(draft))
		return false;
	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		uint64_t size = draft->sections[i].size;

		header->sections[i] =
		    (struct image_span){at, size, section_checksum(draft, i)};
		at += size + (IMAGE_PAGE - 1);
		at -= at % IMAGE_PAGE;
	}
	header->file_size = at;
	header->checksum =
	    checksum64(header, offsetof(struct image_header, checksum), 0);
	return true;
}

uint8_t *
image_copy(const struct image_draft *draft)
{
	void *memory;
	uint8_t *bytes;

	if (posix_memalign(&memory, IMAGE_PAGE, draft->header.file_size) != 0)
		return NULL;
	bytes = memory;
	memset(bytes, 0, draft->header.file_size);
	memcpy(bytes, &draft->header, sizeof(draft->header));
	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (draft->sections[i].size > 0)
			memcpy(bytes + draft->header.sections[i].offset,
			    draft->sections[i].data, draft->sections[i].size);
	return bytes;
}

static bool
write_at(int fd, struct slice bytes, uint64_t offset)
{
	while (bytes.size > 0) {
		size_t wanted = bytes.size < WRITE_MAX ? bytes.size : WRITE_MAX;
		ssize_t done = pwrite(fd, bytes.data, wanted, (off_t)offset);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes = slice_skip(bytes, (size_t)done);
		offset += (uint64_t)done;
	}
	return true;
}

static bool
write_draft(int fd, const struct image_draft *draft)
{
	const struct image_header *header = &draft->header;

	if (ftruncate(fd, (off_t)header->file_size) != 0 ||
	    !write_at(fd,
		(struct slice){(const uint8_t *)header, sizeof(*header)}, 0))
		return false;
	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (!write_at(
			fd, draft->sections[i], header->sections[i].offset))
			return false;
	return fsync(fd) == 0;
}

/*
 * Remove what builders that died left behind: NAME.new-PID with no such
 * process.  A file of a living one stays.
 */
static void
remove_leftovers(const char *directory, const char *name)
{
	DIR *entries = opendir(directory);
	struct slice start = slice_from_string(name);
	struct dirent *entry;

	while (entries != NULL && (entry = readdir(entries)) != NULL) {
		struct slice rest = slice_from_string(entry->d_name);
		uint64_t pid;

		if (!slice_starts_with(rest, start))
			continue;
		rest = slice_skip(rest, start.size);
		if (!slice_starts_with(rest, SLICE(".new-")) ||
		    !slice_to_u64(slice_skip(rest, 5), &pid) || pid == 0 ||
		    pid > INT_MAX)
			continue;
		if (kill((pid_t)pid, 0) != 0 && errno == ESRCH)
			(void)unlinkat(dirfd(entries), entry->d_name, 0);
	}
	if (entries != NULL)
		closedir(entries);
}

static enum sigdb_result
io_failed(struct text *error_r, const char *what, const char *path)
{
	text_printf(error_r,
	    "cannot %s %s: %s; see that the directory exists and can be "
	    "written, and that the disk is not full",
	    what, path, strerror(errno));
	return SIGDB_IO;
}

enum sigdb_result
image_write(
    const struct image_draft *draft, const char *path, struct text *error_r)
{
	char directory[PATH_MAX], name[PATH_MAX], aside[PATH_MAX];
	enum sigdb_result result = SIGDB_OK;
	int fd;

	/* Room for ".new-" and a process id. */
	if (strlen(path) > PATH_MAX - 32) {
		errno = ENAMETOOLONG;
		return io_failed(error_r, "write", path);
	}
	/* dirname() and basename() may change what they are given. */
	snprintf(directory, sizeof(directory), "%s", path);
	snprintf(name, sizeof(name), "%s", path);
	snprintf(aside, sizeof(aside), "%.*s.new-%ld", PATH_MAX - 32, path,
	    (long)getpid());
	remove_leftovers(dirname(directory), basename(name));
	(void)unlink(aside);
	fd = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0)
		return io_failed(error_r, "create", aside);
	if (!write_draft(fd, draft))
		result = io_failed(error_r, "write", aside);
	close(fd);
	if (result == SIGDB_OK && rename(aside, path) != 0)
		result = io_failed(error_r, "rename to", path);
	if (result != SIGDB_OK)
		(void)unlink(aside);
	else
		file_sync_directory(directory);
	return result;
}
