/*
 * scan_work - the product's work: a message file to an answer
 *
 * view, decode, scan, policy: each worker has its own reader and arena, and the
 * data of the moment is held for the whole message, so that no message sees two
 * databases or two configurations.
 */
#ifndef THREADS_PIPELINE_SCAN_WORK_H
#define THREADS_PIPELINE_SCAN_WORK_H

#include "threads/pipeline/work.h"
#include "threads/shared/live_db.h"
#include "threads/shared/notes.h"
#include "threads/shared/shared.h"

struct scan_work;

/* boot: answers by policy while nothing is loaded yet; outlives the work. */
struct scan_work *scan_work_create(struct shared *shared,
    struct live_db *live_db, const struct config *boot) MUST_USE;
void scan_work_destroy(struct scan_work **work);

/* Before the workers start: where they leave names for the report; NULL:
 * nowhere.  Outlives the work. */
void scan_work_use_notes(struct scan_work *work, struct notes *notes);

struct work scan_work_functions(struct scan_work *work);

#endif
