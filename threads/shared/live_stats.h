/*
 * live_stats - counters that every thread may raise at any time
 *
 * One row a worker, so that raising one costs no cache traffic; rows are summed
 * when somebody asks (core/report/live.h).  They lie in the shared block and so
 * outlive an engine.
 */
#ifndef THREADS_SHARED_LIVE_STATS_H
#define THREADS_SHARED_LIVE_STATS_H

#include "core/report/live.h"

void live_stats_add(
    struct live_stats *stats, uint32_t row, enum counter counter, uint64_t n);

/* A message got this score, 0 to 100. */
void live_stats_add_score(struct live_stats *stats, uint32_t row, double score);

/*
 * An answer left so long after its request came.  One thread at a time: whoever
 * has the writer's role.
 */
void live_answers_add(struct live_answers *answers, uint64_t latency_ns);

#endif
