/*
 * signal_file - hup.sig: a file that asks every helper in a directory to reload
 */
#include "threads/update/signal_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"

#define STAYS_NS (3 * NS_PER_S)

static bool
same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool
signal_file_appeared(
    struct signal_file *file, const char *path, uint64_t now_ns)
{
	struct stat status;

	if (stat(path, &status) != 0) {
		file->seen_ns = 0;
		return false;
	}
	if (file->seen_ns == 0 || !same_time(&status.st_ctim, &file->changed)) {
		file->seen_ns = now_ns;
		file->changed = status.st_ctim;
		return true;
	}
	if (now_ns - file->seen_ns >= STAYS_NS)
		unlink(path);
	return false;
}
