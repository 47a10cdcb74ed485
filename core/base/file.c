/*
 * file - what reading and writing a small file takes
 */
#include "core/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#if ON_LINUX
#include <sys/syscall.h>
#endif

/*
 * What a message costs in calls.  Those of the C library are points where a
 * thread may be cancelled, and in a program with threads each takes two locked
 * instructions for that, a hundredth of all that a 5 KB mail costs; nobody
 * cancels ours.
 */
#if ON_LINUX && defined(__LP64__)
static int
call_open(const char *path, int flags)
{
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags);
}

static ssize_t
call_read_at(int fd, uint8_t *bytes, size_t size, uint64_t from)
{
	return (ssize_t)syscall(SYS_pread64, fd, bytes, size, from);
}

static void
call_close(int fd)
{
	(void)syscall(SYS_close, fd);
}
#else
static int
call_open(const char *path, int flags)
{
	return open(path, flags);
}

static ssize_t
call_read_at(int fd, uint8_t *bytes, size_t size, uint64_t from)
{
	return pread(fd, bytes, size, (off_t)from);
}

static void
call_close(int fd)
{
	(void)close(fd);
}
#endif

void
file_close(int fd)
{
	call_close(fd);
}

ssize_t
file_read_at(int fd, uint8_t *bytes, size_t size, uint64_t from)
{
	ssize_t got;

	/* Linux moves at most 0x7ffff000 bytes in one call. */
	do
		got = call_read_at(fd, bytes, size, from);
	while (got < 0 && errno == EINTR);
	return got;
}

int
file_open(const char *path, bool unnoticed)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	int fd = -1;

#ifdef O_NOATIME
	if (unnoticed)
		do
			fd = call_open(path, flags | O_NOATIME);
		while (fd < 0 && errno == EINTR);
#else
	(void)unnoticed;
#endif
	while (fd < 0) {
		fd = call_open(path, flags);
		if (fd < 0 && errno != EINTR)
			return -1;
	}
	return fd;
}

bool
file_read(int fd, uint8_t *bytes, size_t capacity, size_t *size_r)
{
	size_t size = 0;

	while (size < capacity) {
		ssize_t got = read(fd, bytes + size, capacity - size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			break;
		size += (size_t)got;
	}
	*size_r = size;
	return true;
}

bool
file_load(const char *path, uint8_t *bytes, size_t capacity, size_t *size_r)
{
	int fd = file_open(path, false);
	bool read;

	if (fd < 0)
		return false;
	read = file_read(fd, bytes, capacity, size_r);
	file_close(fd);
	return read;
}

bool
file_wait_writable(int fd)
{
	struct pollfd wanted = {.fd = fd, .events = POLLOUT};

	return poll(&wanted, 1, -1) >= 0 || errno == EINTR;
}

bool
file_write(int fd, struct slice bytes)
{
	while (bytes.size > 0) {
		ssize_t written = write(fd, bytes.data, bytes.size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes = slice_skip(bytes, (size_t)written);
	}
	return true;
}

bool
file_is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool
file_is_regular(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && S_ISREG(status.st_mode);
}

enum file_map_result
file_map(
    const char *path, size_t size_min, const uint8_t **bytes_r, size_t *size_r)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum file_map_result result = FILE_MAP_IO;
	struct stat status;
	void *memory;

	if (fd < 0)
		return FILE_MAP_IO;
	if (fstat(fd, &status) != 0)
		goto out;
	result = FILE_MAP_UNFIT;
	if (!S_ISREG(status.st_mode) || status.st_size < (off_t)size_min)
		goto out;
	*size_r = (size_t)status.st_size;
	memory = mmap(NULL, *size_r, PROT_READ, MAP_SHARED, fd, 0);
	result = memory == MAP_FAILED ? FILE_MAP_IO : FILE_MAP_OK;
	*bytes_r = memory;
out:
	close(fd);
	return result;
}

void
file_sync_directory(const char *directory)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
}

/* Not flock(), which POSIX does not know. */
static int
lock_whole(const char *path, int flags, short type, bool wait)
{
	struct flock whole = {.l_type = type, .l_whence = SEEK_SET};
	int fd = open(path, flags | O_CLOEXEC, 0600);
	int result, why;

	if (fd < 0)
		return -1;
	do
		result = fcntl(fd, wait ? F_SETLKW : F_SETLK, &whole);
	while (result != 0 && errno == EINTR);
	if (result == 0)
		return fd;
	why = errno == EACCES ? EAGAIN : errno;
	close(fd);
	errno = why;
	return -1;
}

int
file_lock(const char *path, bool wait)
{
	return lock_whole(path, O_RDWR | O_CREAT, F_WRLCK, wait);
}

int
file_lock_shared(const char *path)
{
	return lock_whole(path, O_RDONLY, F_RDLCK, true);
}
