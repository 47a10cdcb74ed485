/*
 * day_list - which days are kept, and what they sum up to
 *
 * Over all helpers of the directory.
 *
 * Threads: any.  Blocks: on the disk, and on helpers' changes.
 */
#ifndef THREADS_RECORD_DAY_LIST_H
#define THREADS_RECORD_DAY_LIST_H

#include "threads/record/day_files.h"

#define DAY_LIST_MAX 4096u

struct day_list {
	size_t count;
	int32_t days[DAY_LIST_MAX]; /* rising */
};

/* Days of which something is kept.  False: errno says why. */
bool day_list_read(const char *state, struct day_list *list_r) MUST_USE;

/*
 * The sum of a day: its closed parts, and with_open also what helpers have
 * counted in it so far.  False: nothing is kept of it.
 */
bool day_list_sum(const char *state, int32_t number, bool with_open,
    struct day *day_r) MUST_USE;

/* ---- for who holds the lock of the directory ----------------------------- */

/* A day_visitor, of a day_list: days that have a closed part. */
bool day_list_closed(void *list, const char *path, const struct day_name *name);

/* The sum of the closed parts.  False: no memory. */
bool day_list_sum_closed(
    const char *directory, int32_t number, struct day *day_r) MUST_USE;

#endif
