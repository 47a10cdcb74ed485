/*
 * live_stats - counters that every thread may raise at any time
 */
#include "threads/live_stats.h"

#include "core/base/check.h"

static const char *const names[COUNTER_COUNT] = {
#define COUNTER(id, name, sentence) name,
#include "core/base/counters.def"
#undef COUNTER
#define LIMIT(id, key, type, preset, min, max, sentence) "limit_" #id,
#include "core/message/limits.def"
#undef LIMIT
};

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

uint64_t
live_stats_sum(const struct live_stats *stats, enum counter counter)
{
	uint64_t sum = 0;

	for (uint32_t row = 0; row < LIVE_STATS_ROWS; row++)
		sum += atomic_load_explicit(
		    &stats->rows[row].count[counter], memory_order_relaxed);
	return sum;
}

const char *
counter_name(enum counter counter)
{
	CHECK(counter < COUNTER_COUNT);
	return names[counter];
}
