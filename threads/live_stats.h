/*
 * live_stats - counters that every thread may raise at any time
 *
 * One row a worker, so that raising one costs no cache traffic; rows are summed
 * when somebody asks.  They lie in the shared block and so outlive an engine.
 */
#ifndef THREADS_LIVE_STATS_H
#define THREADS_LIVE_STATS_H

#include <stdatomic.h>
#include <stdint.h>

#include "core/message/limits.h"

enum counter {
#define COUNTER(id, name, sentence) COUNTER_##id,
#include "core/base/counters.def"
#undef COUNTER
	COUNTER_LIMIT_FIRST,
	COUNTER_COUNT = COUNTER_LIMIT_FIRST + LIMIT_COUNT,
};

/* Row of the threads that are no workers; workers use 1 + index. */
#define LIVE_STATS_OTHERS 0u
#define LIVE_STATS_ROWS 64u

struct live_stats {
	struct {
		_Alignas(64) _Atomic uint64_t count[COUNTER_COUNT];
	} rows[LIVE_STATS_ROWS];
};

void live_stats_add(
    struct live_stats *stats, uint32_t row, enum counter counter, uint64_t n);

uint64_t live_stats_sum(const struct live_stats *stats, enum counter counter);

const char *counter_name(enum counter counter);

#endif
