/*
 * notes - names that workers leave for the report: sources, targets, viruses
 *
 * A ring for each worker, which drops what it has no room for (counted); the
 * recorder takes out what is there four times a second.
 *
 * Threads: X marks two calls that must not run at the same time.
 *
 *              put   take
 *     put       X*    -          * of the same worker
 *     take      -     X
 *
 * Progress: neither waits.  Memory: notes_create(), touched as it is used.
 */
#ifndef THREADS_SHARED_NOTES_H
#define THREADS_SHARED_NOTES_H

#include "core/report/day.h"

enum note_kind { NOTE_SOURCE, NOTE_TARGET, NOTE_VIRUS };

struct notes;

/* NULL: no memory. */
struct notes *notes_create(uint32_t worker_count) MUST_USE;
void notes_destroy(struct notes **notes);

/* At most TOPS_NAME_BYTES - 1 of name.  False: no room. */
bool notes_put(struct notes *notes, uint32_t worker, enum note_kind kind,
    struct slice name) MUST_USE;

/* All that is there goes into day. */
void notes_take(struct notes *notes, struct day *day);

#endif
