/*
 * live_file - where the counters of running helpers are found
 */
#include "threads/record/live_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"

#define PREFIX "live-"

bool
live_name_path(char *path_r, size_t size, const char *directory, int64_t pid)
{
	int used =
	    snprintf(path_r, size, "%s/" PREFIX "%" PRId64, directory, pid);

	return used > 0 && (size_t)used < size;
}

/* ---- names ------------------------------------------------------------- */

static int
by_number(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

bool
live_names_read(const char *directory, struct live_names *names_r)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;

	names_r->count = 0;
	if (entries == NULL)
		return false;
	while (names_r->count < LIVE_FILES_MAX &&
	       (entry = readdir(entries)) != NULL) {
		struct slice name = slice_from_string(entry->d_name);
		uint64_t pid;

		if (slice_starts_with(name, SLICE(PREFIX)) &&
		    slice_to_u64(slice_skip(name, sizeof(PREFIX) - 1), &pid) &&
		    pid > 0 && pid <= INT32_MAX)
			names_r->pids[names_r->count++] = (int64_t)pid;
	}
	closedir(entries);
	qsort(
	    names_r->pids, names_r->count, sizeof(names_r->pids[0]), by_number);
	return true;
}

/* ---- reading ----------------------------------------------------------- */

/* The bytes of fd, which must be a regular file of the right size. */
static bool
read_block(int fd, struct live *live_r, struct text *error_r)
{
	struct stat status;
	size_t used = 0;

	memset(&live_r->header, 0, sizeof(live_r->header));
	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
		text_put(error_r, SLICE("no counters of a helper"));
		return false;
	}
	while (used < sizeof(*live_r)) {
		ssize_t size = pread(fd, (char *)live_r + used,
		    sizeof(*live_r) - used, (off_t)used);

		if (size < 0 && errno == EINTR)
			continue;
		if (size <= 0)
			break;
		used += (size_t)size;
	}
	/* One that is longer is of another version, and not so long. */
	if (status.st_size > (off_t)used)
		used = SIZE_MAX;
	return live_take(live_r, used, error_r);
}

/* Its name may have been given to another process since. */
static bool
is_alive(const struct live *live, const char *path)
{
	const char *pid = strrchr(path, '-');
	uint64_t named;

	return pid != NULL &&
	       slice_to_u64(slice_from_string(pid + 1), &named) &&
	       (int64_t)named == live->header.pid &&
	       (kill((pid_t)live->header.pid, 0) == 0 || errno == EPERM);
}

bool
live_file_read(
    const char *path, struct live *live_r, bool *gone_r, struct text *error_r)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	bool taken;

	*gone_r = false;
	if (fd < 0) {
		/* A link to a process that is no more leads nowhere. */
		*gone_r = errno == ENOENT;
		text_printf(error_r, "%s",
		    *gone_r ? "its helper is no more" : strerror(errno));
		return false;
	}
	taken = read_block(fd, live_r, error_r);
	close(fd);
	if (!taken) {
		/* A number that now stands for something else. */
		*gone_r = !live_is_block(live_r);
	} else if (!is_alive(live_r, path)) {
		*gone_r = true;
		text_put(error_r, SLICE("its helper is no more"));
	}
	return taken && !*gone_r;
}

/* ---- making ------------------------------------------------------------ */

/* Also a name that leads to what is none of ours any more: the process has
 * another use for the number now. */
static bool
is_stale(const char *path, int64_t pid, struct live *room)
{
	char buffer[256];
	struct text error = TEXT_OVER(buffer);
	bool gone;

	if (pid == (int64_t)getpid())
		return true; /* our number, and we have none yet */
	if (kill((pid_t)pid, 0) != 0 && errno == ESRCH)
		return true;
	if (live_file_read(path, room, &gone, &error))
		return false;
	return gone;
}

static void
remove_stale(const char *directory)
{
	struct live *room = malloc(sizeof(*room));
	struct live_names names;
	char path[4096];

	if (room == NULL || !live_names_read(directory, &names))
		names.count = 0;
	for (size_t i = 0; i < names.count; i++)
		if (live_name_path(
			path, sizeof(path), directory, names.pids[i]) &&
		    is_stale(path, names.pids[i], room))
			(void)unlink(path);
	free(room);
}

static uint64_t
new_instance(void)
{
	uint64_t instance = 0;

	if (getentropy(&instance, sizeof(instance)) != 0 || instance == 0)
		instance = clock_now_ns() ^ (uint64_t)getpid() << 40;
	return instance == 0 ? 1 : instance;
}

static void
fill_header(struct live_header *header)
{
	memcpy(header->magic, LIVE_MAGIC, sizeof(header->magic));
	header->format = LIVE_FORMAT;
	header->byte_order = LIVE_BYTE_ORDER;
	header->size = sizeof(struct live);
	header->layout = live_layout();
	header->instance = new_instance();
	header->pid = getpid();
	header->started_s = clock_wall_s();
	header->started_ns = clock_now_ns();
	snprintf(
	    header->version, sizeof(header->version), "%s", CGPFILTER_VERSION);
}

static struct live *
map_block(int fd)
{
	struct live *live = mmap(
	    NULL, sizeof(*live), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	return live == MAP_FAILED ? NULL : live;
}

#if ON_LINUX
/* Memory with a size that nobody can change, and path leads to it.  The
 * descriptor stays open for as long as the process lives: that is the name. */
static struct live *
make_block(const char *path)
{
	int fd =
	    memfd_create("CGPFilter-live", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	struct live *live = NULL;
	char target[64];

	if (fd < 0)
		return NULL;
	snprintf(target, sizeof(target), "/proc/%ld/fd/%d", (long)getpid(), fd);
	if (ftruncate(fd, sizeof(*live)) == 0 &&
	    fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) ==
		0 &&
	    symlink(target, path) == 0)
		live = map_block(fd);
	if (live == NULL)
		close(fd);
	return live;
}
#else
/* All of it taken from the disk now: a store can't fail later. */
static struct live *
make_block(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	struct live *live = NULL;

	if (fd < 0)
		return NULL;
	if (ftruncate(fd, sizeof(*live)) == 0 &&
	    posix_fallocate(fd, 0, sizeof(*live)) == 0)
		live = map_block(fd);
	close(fd);
	return live;
}
#endif

bool
live_file_create(
    struct live_file *file, const char *directory, struct text *error_r)
{
	file->live = NULL;
	remove_stale(directory);
	if (!live_name_path(
		file->path, sizeof(file->path), directory, getpid()))
		errno = ENAMETOOLONG;
	else
		file->live = make_block(file->path);
	if (file->live == NULL) {
		text_printf(error_r, "%s: %s; STATUS does not see this helper",
		    file->path, strerror(errno));
		file->path[0] = '\0';
		return false;
	}
	fill_header(&file->live->header);
	return true;
}

void
live_file_destroy(struct live_file *file)
{
	if (file->live == NULL)
		return;
	(void)unlink(file->path);
	munmap(file->live, sizeof(*file->live));
	file->live = NULL;
	file->path[0] = '\0';
}
