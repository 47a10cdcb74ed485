/*
 * live_file - where the counters of running helpers are found
 *
 * Each helper has a name live-PID in the state directory.  On Linux that is a
 * symbolic link to memory of the helper's own (/proc/PID/fd/N, sealed at its
 * size): no disk has a part in it, so neither a full nor a slow one can hold up
 * a worker that counts, and it is gone with the helper.  (The pages of a file
 * on a disk are written back now and then, and a store into such a page may
 * have to wait for that.)  Elsewhere it is a file that is mapped.
 *
 * Threads: one.  Blocks: on the directory, for moments.
 */
#ifndef THREADS_RECORD_LIVE_FILE_H
#define THREADS_RECORD_LIVE_FILE_H

#include "core/report/live.h"

struct live_file {
	struct live *live; /* NULL: there is none */
	char path[4096];   /* its name; empty: it has none */
};

/*
 * A block for this process, empty but for magic, sizes and a new instance, and
 * its name in directory; names of helpers that are no more are removed.  False:
 * *error_r says why, and there is none.
 */
bool live_file_create(struct live_file *file, const char *directory,
    struct text *error_r) MUST_USE;

/* Its name is gone, and the memory once nobody has it. */
void live_file_destroy(struct live_file *file);

/*
 * A copy of the block that path leads to, taken by live_take().  Whoever reads
 * a copy needs not fear that the file is cut short meanwhile.  False:
 * *error_r says why; *gone_r: for its helper is no more.
 */
bool live_file_read(const char *path, struct live *live_r, bool *gone_r,
    struct text *error_r) MUST_USE;

/* How many names of helpers a directory may hold; more are not looked at. */
#define LIVE_FILES_MAX 64u

struct live_names {
	size_t count;
	int64_t pids[LIVE_FILES_MAX]; /* rising */
};

/* The names in directory.  False: it cannot be read; errno says why. */
bool live_names_read(
    const char *directory, struct live_names *names_r) MUST_USE;

/* The name of pid's block in directory.  False: too long. */
bool live_name_path(
    char *path_r, size_t size, const char *directory, int64_t pid) MUST_USE;

#endif
