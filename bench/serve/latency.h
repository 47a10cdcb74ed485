/*
 * latency - a histogram of nanoseconds with three per cent of error
 *
 * Each power of two is split into 32 equal steps, so a percentile is known to
 * 1/32 of its value whatever its size, in a fixed 15 KB.
 */
#ifndef BENCH_SERVE_LATENCY_H
#define BENCH_SERVE_LATENCY_H

#include <stdint.h>

#define LATENCY_STEPS_LOG2 5u
#define LATENCY_BUCKETS ((65u - LATENCY_STEPS_LOG2) << LATENCY_STEPS_LOG2)

struct latency {
	uint64_t buckets[LATENCY_BUCKETS];
	uint64_t count;
	uint64_t max_ns;
};

void latency_add(struct latency *latency, uint64_t ns);

/* As if all that was added to from had been added to into. */
void latency_merge(struct latency *into, const struct latency *from);

/* The value that share (0 to 1) of all are at or below; 0 when there is none.
 */
uint64_t latency_percentile_ns(const struct latency *latency, double share);

#endif
