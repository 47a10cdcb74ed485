/*
 * learning_day - what was learnt, in the report of the day that it is
 *
 * LEARN, UNLEARN and FEEDBACK keep a part of the day below the state directory,
 * as helpers do (threads/record/day_store.h), under an instance of their own:
 * one file a day, with the sums of that day and what has been seen of the
 * store's counts.  So a run that died behind its commit is noted by the next
 * one, and nothing is noted twice.
 *
 * Threads: one.  Blocks: on the disk, and on whoever changes days.
 */
#ifndef THREADS_COMMAND_LEARN_LEARNING_DAY_H
#define THREADS_COMMAND_LEARN_LEARNING_DAY_H

#include "core/report/learning.h"
#include "core/store/store.h"

struct learning_counts {
	uint64_t rows[LEARNING_COUNT];
};

/* Of a store that was begun. */
void learning_counts_take(
    struct store *store, struct learning_counts *counts_r);

/*
 * Once they are committed.  before: as they were when this run began, for where
 * nothing was noted yet or the store was begun anew.  What cannot be written
 * now is noted by the next run.
 */
void learning_day_note(const char *state, const struct learning_counts *before,
    const struct learning_counts *now);

#endif
