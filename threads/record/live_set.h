/*
 * live_set - all helpers that run with one state directory, as they are now
 *
 * Threads: one at a time for each set.  Allocates a copy of each block (about
 * 120 KB), which is kept for the next reading.
 */
#ifndef THREADS_RECORD_LIVE_SET_H
#define THREADS_RECORD_LIVE_SET_H

#include "core/report/status.h"
#include "threads/record/live_file.h"

struct live_set {
	size_t count;
	struct live *lives[LIVE_FILES_MAX]; /* what was read; kept */
	struct status statuses[LIVE_FILES_MAX];
	/* Why one of them is not there; "" when none was left out. */
	char left_out[512];
};

/* One that holds nothing is all zeros.  NULL: no memory. */
struct live_set *live_set_create(void) MUST_USE;
void live_set_destroy(struct live_set **set);

/* What runs now.  False: the directory cannot be read; errno says why. */
bool live_set_read(struct live_set *set, const char *directory) MUST_USE;

#endif
