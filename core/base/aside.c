/*
 * aside - a file written beside its name and put under it in one step
 */
#include "core/base/aside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#if ON_LINUX
#include <sys/vfs.h>
#endif

#include "core/base/file.h"

/* Bytes for one write(2): some kernels let others have the processor between
 * two calls only. */
#define WRITE_MAX ((size_t)64 << 10)
/* Between a name and the process that writes it aside. */
#define MARK ".new-"
/* That and a process id. */
#define SUFFIX_ROOM 32u

static void
io_failed(struct text *error_r, const char *what, const char *path)
{
	text_printf(error_r,
	    "cannot %s %s: %s; see that the directory exists and can be "
	    "written, and that the disk is not full",
	    what, path, strerror(errno));
}

/* NAME.new-PID with no such process; of any name, where that is NULL. */
static bool
is_left_over(struct slice file, const char *name)
{
	size_t stem =
	    name != NULL ? strlen(name) : slice_find(file, SLICE(MARK));
	uint64_t pid;

	if (name != NULL && !slice_starts_with(file, slice_from_string(name)))
		return false;
	file = slice_skip(file, stem);
	return slice_starts_with(file, SLICE(MARK)) &&
	       slice_to_u64(slice_skip(file, sizeof(MARK) - 1), &pid) &&
	       pid > 0 && pid <= INT_MAX && kill((pid_t)pid, 0) != 0 &&
	       errno == ESRCH;
}

/* What writers that died left behind; a file of a living one stays. */
static void
remove_leftovers(const char *directory, const char *name)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;

	while (entries != NULL && (entry = readdir(entries)) != NULL)
		if (is_left_over(slice_from_string(entry->d_name), name))
			(void)unlinkat(dirfd(entries), entry->d_name, 0);
	if (entries != NULL)
		closedir(entries);
}

void
aside_sweep(const char *directory)
{
	remove_leftovers(directory, NULL);
}

/* False: too long. */
static bool
name_it(struct aside *aside, const char *path, uint64_t process)
{
	aside->fd = -1;
	if (strlen(path) > PATH_MAX - SUFFIX_ROOM) {
		errno = ENAMETOOLONG;
		return false;
	}
	snprintf(aside->path, sizeof(aside->path), "%s", path);
	snprintf(aside->name, sizeof(aside->name), "%.*s" MARK "%" PRIu64,
	    (int)(PATH_MAX - SUFFIX_ROOM), path, process);
	return true;
}

/* ---- over another file ------------------------------------------------- */

#if ON_LINUX

/* File systems that keep all readers of a file in mind in the file itself; a
 * union, or one with other machines behind it, need not. */
static bool
knows_its_readers(int fd)
{
	static const uint32_t kinds[] = {
	    0x01021994, /* tmpfs */
	    0xef53,     /* ext2, ext3, ext4 */
	    0x58465342, /* XFS */
	    0x9123683e, /* Btrfs */
	    0xf2f52010, /* F2FS */
	};
	struct statfs status;

	if (fstatfs(fd, &status) != 0)
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if ((uint32_t)status.f_type == kinds[i])
			return true;
	return false;
}

/* The kernel gives a lease to write on what nobody else has open or mapped. */
static bool
is_unread(int fd)
{
	/* What is sent to us if somebody opens it meanwhile harms nobody. */
	if (!knows_its_readers(fd) || fcntl(fd, F_SETSIG, SIGURG) != 0 ||
	    fcntl(fd, F_SETLEASE, F_WRLCK) != 0)
		return false;
	return fcntl(fd, F_SETLEASE, F_UNLCK) == 0;
}

#else

static bool
is_unread(int fd)
{
	(void)fd;
	return false;
}

#endif

/* It has a name by now at which nobody looks for it. */
static bool
is_ours_alone(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && status.st_nlink == 1 &&
	       status.st_uid == geteuid() && is_unread(fd);
}

/* May the same people read it who might read the new one?  It may be of another
 * time, when the directory or the mask of whoever wrote was another. */
static bool
is_open_to_the_same(int fd, const char *spare)
{
	struct stat made, had;

	return fstat(fd, &made) == 0 && lstat(spare, &had) == 0 &&
	       S_ISREG(had.st_mode) && had.st_mode == made.st_mode &&
	       had.st_uid == made.st_uid && had.st_gid == made.st_gid;
}

/* In place of what has that name.  -1: a new one is wanted. */
static int
take_spare(const char *spare, const char *name)
{
	int fd = -1;

	if (rename(spare, name) == 0)
		fd = open(name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0 && is_ours_alone(fd))
		return fd;
	if (fd >= 0)
		close(fd);
	(void)unlink(name);
	return -1;
}

/* ---- open -------------------------------------------------------------- */

static int
create(const char *name)
{
	return open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
}

/* The spare in place of the new file that is open as fd, where it may be. */
static int
exchange(int fd, const char *spare, const char *name)
{
	int taken;

	if (!is_open_to_the_same(fd, spare)) {
		if (file_is_regular(spare))
			(void)unlink(spare);
		return fd;
	}
	close(fd);
	taken = take_spare(spare, name);
	return taken >= 0 ? taken : create(name);
}

bool
aside_open(struct aside *aside, const char *path, struct text *error_r)
{
	return aside_open_over(aside, path, NULL, error_r);
}

bool
aside_open_over(struct aside *aside, const char *path, const char *spare,
    struct text *error_r)
{
	char directory[PATH_MAX], name[PATH_MAX];

	if (!name_it(aside, path, (uint64_t)getpid())) {
		io_failed(error_r, "write", path);
		return false;
	}
	/* dirname() and basename() may change what they are given. */
	snprintf(directory, sizeof(directory), "%s", path);
	snprintf(name, sizeof(name), "%s", path);
	remove_leftovers(dirname(directory), basename(name));
	(void)unlink(aside->name);
	aside->fd = create(aside->name);
	if (aside->fd >= 0 && spare != NULL)
		aside->fd = exchange(aside->fd, spare, aside->name);
	if (aside->fd < 0)
		io_failed(error_r, "create", aside->name);
	return aside->fd >= 0;
}

bool
aside_adopt(struct aside *aside, const char *path, uint64_t process)
{
	if (name_it(aside, path, process))
		aside->fd =
		    open(aside->name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	return aside->fd >= 0;
}

bool
aside_write(struct aside *aside, struct slice bytes, uint64_t offset)
{
	while (bytes.size > 0) {
		size_t wanted = bytes.size < WRITE_MAX ? bytes.size : WRITE_MAX;
		ssize_t done =
		    pwrite(aside->fd, bytes.data, wanted, (off_t)offset);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes = slice_skip(bytes, (size_t)done);
		offset += (uint64_t)done;
	}
	return true;
}

bool
aside_sync(struct aside *aside)
{
	return fsync(aside->fd) == 0;
}

void
aside_discard(struct aside *aside)
{
	if (aside->fd >= 0)
		close(aside->fd);
	aside->fd = -1;
	(void)unlink(aside->name);
}

static void
undo(struct aside *aside, struct text *error_r, const char *what,
    const char *path)
{
	io_failed(error_r, what, path);
	aside_discard(aside);
}

void
aside_fail(struct aside *aside, struct text *error_r)
{
	undo(aside, error_r, "write", aside->name);
}

bool
aside_commit(struct aside *aside, struct text *error_r)
{
	char directory[PATH_MAX];
	int fd = aside->fd;

	if (fsync(fd) != 0) {
		undo(aside, error_r, "write", aside->name);
		return false;
	}
	aside->fd = -1;
	if (close(fd) != 0) {
		undo(aside, error_r, "write", aside->name);
		return false;
	}
	if (rename(aside->name, aside->path) != 0) {
		undo(aside, error_r, "rename to", aside->path);
		return false;
	}
	snprintf(directory, sizeof(directory), "%s", aside->path);
	file_sync_directory(dirname(directory));
	return true;
}
