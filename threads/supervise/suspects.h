/*
 * suspects - messages on which an engine died, remembered across restarts
 *
 * The table lies in the shared block (struct shared_known); this is its copy on
 * disk, so that the server's re-sending after a restart of everything cannot
 * loop.  One line each: key, attempts, wall time, path.
 *
 * Threads: the supervisor's only one, and who writes for it.
 */
#ifndef THREADS_SUPERVISE_SUSPECTS_H
#define THREADS_SUPERVISE_SUSPECTS_H

#include "threads/base/places.h"
#include "threads/shared/shared.h"

/* Read what is not older than max_age_s (0: any age).  A damaged file is as
 * good as none. */
void suspects_load(
    struct shared *shared, const struct places *places, int64_t max_age_s);

/*
 * One more attempt on what each marked worker was at, as the file is now;
 * saved, and synced later.  A process of its own looks at the files (apart.h):
 * one that the disk does not give away is noted when it does.
 */
void suspects_note_workers(struct shared *shared, const struct places *places,
    const bool marked[SHARED_WORKERS_MAX]);

/* One more attempt on path, as the file is now. */
void suspects_note(struct shared *shared, const char *path);

/* Written and renamed: another process that starts now reads it. */
void suspects_save(struct shared *shared, const struct places *places);

/* What was saved outlives the power too.  Takes as long as the disk does, which
 * no answer should wait for. */
void suspects_sync(const struct places *places);

#endif
