/*
 * day_store - days, kept below the state directory
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
#ifndef THREADS_DAY_STORE_H
#define THREADS_DAY_STORE_H

#include "core/report/day_file.h"
#include "threads/places.h"

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

/* ---- all helpers of the directory -------------------------------------- */

#define DAY_LIST_MAX 4096u

struct day_list {
	size_t count;
	int32_t days[DAY_LIST_MAX]; /* rising */
};

/* Days of which something is kept.  False: errno says why. */
bool day_store_list(const char *state, struct day_list *list_r) MUST_USE;

/*
 * The sum of a day: its closed parts, and with_open also what helpers have
 * counted in it so far.  False: nothing is kept of it.
 */
bool day_store_sum(const char *state, int32_t number, bool with_open,
    struct day *day_r) MUST_USE;

/*
 * Makes the report of a day and says whether it is to be made at all: *ready_r
 * is the name of a file that is finished but for its name, "" for none, and
 * *place_r the name it shall get.  False: it cannot be now.
 */
typedef bool day_teller(void *owner, const struct day *day,
    char ready_r[PLACE_BYTES], char place_r[PLACE_BYTES]);

/*
 * Tell of each day up to last of which a closed part is kept and which was not
 * told of, once, however many helpers try and whenever one of them dies; then
 * forget days beyond the newest `keep` ones.  False: some day could not be
 * told of now.
 */
bool day_store_tell(struct day_store *store, int32_t last, size_t keep,
    day_teller *tell, void *owner) MUST_USE;

#endif
