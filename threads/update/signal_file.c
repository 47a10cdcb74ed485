/*
 * signal_file - hup.sig: a file that asks every helper in a directory to reload
 */
#include "threads/update/signal_file.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"

#define STAYS_NS (3 * NS_PER_S)

static bool
same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool
same(const struct signal_stamp *a, const struct signal_stamp *b)
{
	return a->inode == b->inode && same_time(&a->written, &b->written);
}

/* What lies there, and when it was last changed or moved. */
static struct signal_stamp
stamp_of(const char *path, struct timespec *changed_r)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return (struct signal_stamp){.inode = 0};
	*changed_r = status.st_ctim;
	return (struct signal_stamp){status.st_ino, status.st_mtim};
}

void
signal_file_init(struct signal_file *file, const char *path, const char *moved)
{
	struct timespec changed;

	*file = (struct signal_file){.path = path, .moved = moved};
	file->left = stamp_of(moved, &changed);
}

static void
move_away(const struct signal_file *file)
{
	if (rename(file->path, file->moved) != 0)
		(void)unlink(file->path);
}

static bool
is_there_anew(struct signal_file *file, uint64_t now_ns)
{
	struct timespec changed;
	struct signal_stamp stamp = stamp_of(file->path, &changed);

	if (stamp.inode == 0) {
		file->seen_ns = 0;
		return false;
	}
	if (file->seen_ns == 0 || !same(&stamp, &file->seen) ||
	    !same_time(&changed, &file->changed)) {
		file->seen_ns = now_ns;
		file->seen = stamp;
		file->changed = changed;
		return true;
	}
	if (now_ns - file->seen_ns >= STAYS_NS)
		move_away(file);
	return false;
}

/* It came and went while we did not look. */
static bool
was_missed(struct signal_file *file)
{
	struct timespec changed;
	struct signal_stamp stamp = stamp_of(file->moved, &changed);

	if (same(&stamp, &file->left))
		return false;
	file->left = stamp;
	return stamp.inode != 0 && !same(&stamp, &file->seen);
}

bool
signal_file_appeared(struct signal_file *file, uint64_t now_ns)
{
	/* In this order: it may be moved between the two. */
	bool anew = is_there_anew(file, now_ns);

	return was_missed(file) || anew;
}
