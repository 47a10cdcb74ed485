/*
 * walked - is a store still the one that was walked through and found good?
 */
#include "core/store/walked.h"

#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"

#define NOTE_BYTES 512u
#define BOOT_BYTES 64u
#define DAY_S 86400

/* False: too long. */
static bool
name_file(char *name, const char *path, const char *file)
{
	int size = snprintf(name, PATH_MAX, "%s/%s", path, file);

	return size > 0 && size < PATH_MAX;
}

/* All of a small file.  0: there is none. */
static size_t
read_small(const char *name, char *bytes, size_t capacity)
{
	size_t size;

	return file_load(name, (uint8_t *)bytes, capacity, &size) ? size : 0;
}

/* What the note has to say, but for the time.  0: nothing can be said. */
static size_t
describe(const char *path, char *note)
{
	char boot[BOOT_BYTES], name[PATH_MAX];
	size_t boot_size =
	    read_small("/proc/sys/kernel/random/boot_id", boot, sizeof(boot));
	struct stat status;
	int size;

	if (boot_size == 0 || !name_file(name, path, "data.mdb") ||
	    stat(name, &status) != 0)
		return 0;
	size =
	    snprintf(note, NOTE_BYTES, "%.*s%ju %ju %jd %jd.%09ld %jd.%09ld ",
		(int)boot_size, boot, (uintmax_t)status.st_dev,
		(uintmax_t)status.st_ino, (intmax_t)status.st_size,
		(intmax_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
		(intmax_t)status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
	return size > 0 && size < (int)NOTE_BYTES ? (size_t)size : 0;
}

/* 0: it is of something else, or too old. */
static int64_t
time_in(struct slice said, struct slice expected)
{
	uint64_t then;
	int64_t now = clock_wall_s();

	if (expected.size == 0 || !slice_starts_with(said, expected) ||
	    !slice_to_u64(slice_skip(said, expected.size), &then) ||
	    then > (uint64_t)now || (uint64_t)now - then >= DAY_S)
		return 0;
	return (int64_t)then;
}

int64_t
walked_take(const char *path)
{
	char name[PATH_MAX], said[NOTE_BYTES], expected[NOTE_BYTES];
	size_t size, expected_size;

	if (!name_file(name, path, WALKED_NOTE))
		return 0;
	size = read_small(name, said, sizeof(said));
	/* One that cannot be taken away would outlive whoever dies. */
	if (size == 0 || unlink(name) != 0)
		return 0;
	expected_size = describe(path, expected);
	return time_in((struct slice){(const uint8_t *)said, size},
	    (struct slice){(const uint8_t *)expected, expected_size});
}

void
walked_leave(const char *path, int64_t walked_s)
{
	char name[PATH_MAX], note[NOTE_BYTES + 32];
	size_t size = describe(path, note);
	int fd;

	if (size == 0 || !name_file(name, path, WALKED_NOTE))
		return;
	size +=
	    (size_t)snprintf(note + size, 32, "%" PRIu64, (uint64_t)walked_s);
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	/* What is not written whole is of nothing. */
	(void)!file_write(fd, (struct slice){(const uint8_t *)note, size});
	file_close(fd);
}
