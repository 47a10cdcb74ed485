/*
 * recorder - the thread that keeps days and makes the daily report
 *
 * At a low priority, beside the road: no worker waits for it.
 */
#ifndef THREADS_RECORD_RECORDER_H
#define THREADS_RECORD_RECORDER_H

#include "threads/base/places.h"
#include "threads/shared/live_db.h"
#include "threads/shared/notes.h"

struct recorder;

struct recorder_options {
	const struct live *live;
	struct live_db *live_db; /* for the configuration of now */
	struct notes *notes;
	const struct places *places;
};

/* NULL: no memory.  Starts no thread. */
struct recorder *recorder_create(
    const struct recorder_options *options) MUST_USE;
bool recorder_start(struct recorder *recorder) MUST_USE;
/* Nothing is counted any more: all of it is kept when this returns. */
void recorder_stop(struct recorder *recorder);
void recorder_destroy(struct recorder **recorder);

#endif
