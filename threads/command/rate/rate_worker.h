/*
 * rate_worker - rates one message after the other for `CGPFilter RATE`
 *
 * The same decoding, limits and time as in the helper.
 *
 * Threads: one worker a thread; what they score with is shared.
 */
#ifndef THREADS_COMMAND_RATE_RATE_WORKER_H
#define THREADS_COMMAND_RATE_RATE_WORKER_H

#include "threads/command/input/opener.h"
#include "threads/command/rate/rate_job.h"

struct rate_worker;

/* All is borrowed and outlives the worker.  NULL: no memory. */
struct rate_worker *rate_worker_create(const struct opener *first,
    const struct score_data *data, const struct rate_options *options) MUST_USE;
void rate_worker_destroy(struct rate_worker **worker);

/* job->entry is set; fills in what came of it.  If it turns out to be an mbox,
 * job is for its first message, and those behind it are in job->next, each
 * calloc()ed. */
void rate_worker_run(struct rate_worker *worker, struct rate_job *job);

#endif
