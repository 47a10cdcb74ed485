/*
 * day_store - what a helper counts in its day, kept below the state directory
 *
 * In days/ of the state directory each helper has one file of its own, of the
 * day that it is in, and closes it when the day is over:
 *
 *     lock                             held while anything here changes
 *     open-PID-INSTANCE                what a helper has counted in its day
 *     2026-11-28-INSTANCE-SAVING       a part of that day, closed
 *     2026-11-28.told                  its report was made, or is not wanted
 *
 * A file holds sums and is written anew, aside; none is ever added to.  So a
 * crash at any moment leaves each message counted once.  With the sums of the
 * day it holds what it has seen of the helper's counters, which outlive an
 * engine: the next one goes on from there.  The file of a helper that is no
 * more is taken over by the next one, or closed.
 *
 * A part is never closed into a day whose report was made: it goes into the
 * first one after it that is still open.  So every message is in one report,
 * whatever the clock is set to.
 *
 * Threads: one for each store.  Blocks: on the disk, and on other helpers'
 * changes.
 */
#ifndef THREADS_RECORD_DAY_STORE_H
#define THREADS_RECORD_DAY_STORE_H

#include "core/report/day_file.h"
#include "threads/base/places.h"

struct day_store {
	char state[PLACE_BYTES];
	char directory[PLACE_BYTES]; /* days/ in it */
	char own[PLACE_BYTES];       /* our open file */
	uint64_t instance;
	struct kept_day kept;  /* what we have */
	struct kept_day saved; /* ... and had at the last saving */
	struct kept_day room;  /* for looking at others */
};

/*
 * Go on where an engine before us, or a helper that is no more, has left off.
 * False: *error_r says why; what is counted is kept in memory then.
 */
bool day_store_open(struct day_store *store, const char *state,
    const struct live_header *helper, int32_t today, struct text *error_r);

/* Onto the disk.  False: *error_r says why; the next saving has it all. */
bool day_store_save(struct day_store *store, struct text *error_r) MUST_USE;

/* The day is over: save, close, begin today. */
bool day_store_turn(
    struct day_store *store, int32_t today, struct text *error_r) MUST_USE;

/* Of helpers that are no more: their days are closed.  The lock is held. */
void day_store_close_others(struct day_store *store);

#endif
