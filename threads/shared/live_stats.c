/*
 * live_stats - counters that every thread may raise at any time
 */
#include "threads/shared/live_stats.h"

void
live_stats_add(
    struct live_stats *stats, uint32_t row, enum counter counter, uint64_t n)
{
	/* Workers beyond the rows share them; relaxed: a sum of counters is
	 * never used to order anything. */
	atomic_fetch_add_explicit(
	    &stats->rows[row % LIVE_STATS_ROWS].count[counter], n,
	    memory_order_relaxed);
}

void
live_stats_add_score(struct live_stats *stats, uint32_t row, double score)
{
	/* A score that is no number is none of the others either. */
	size_t whole = score >= 100 ? 100 : score > 0 ? (size_t)score : 0;

	atomic_fetch_add_explicit(
	    &stats->rows[row % LIVE_STATS_ROWS].score[whole], 1,
	    memory_order_relaxed);
}

/* One thread at a time adds, so that no locked instruction is needed. */
static void
raise_by(_Atomic uint64_t *count, uint64_t n)
{
	atomic_store_explicit(count,
	    atomic_load_explicit(count, memory_order_relaxed) + n,
	    memory_order_relaxed);
}

void
live_answers_add(struct live_answers *answers, uint64_t latency_ns)
{
	raise_by(&answers->latency[latency_step(latency_ns)], 1);
	raise_by(&answers->latency_us, latency_ns / 1000);
}
