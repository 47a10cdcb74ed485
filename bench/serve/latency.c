/*
 * latency - a histogram of nanoseconds with three per cent of error
 */
#include "bench/serve/latency.h"

#define STEPS (1u << LATENCY_STEPS_LOG2)

static unsigned
bucket_of(uint64_t ns)
{
	unsigned log2, shift;

	if (ns < STEPS)
		return (unsigned)ns;
	log2 = 63u - (unsigned)__builtin_clzll(ns);
	shift = log2 - LATENCY_STEPS_LOG2;
	/* The first two powers share the exact buckets 0 .. 2 * STEPS - 1. */
	return (shift << LATENCY_STEPS_LOG2) + (unsigned)(ns >> shift);
}

/* The highest value that falls into the bucket. */
static uint64_t
bucket_end(unsigned bucket)
{
	unsigned shift;
	uint64_t step;

	if (bucket < 2 * STEPS)
		return bucket;
	shift = (bucket >> LATENCY_STEPS_LOG2) - 1;
	step = bucket - (shift << LATENCY_STEPS_LOG2);
	return ((step + 1) << shift) - 1;
}

void
latency_add(struct latency *latency, uint64_t ns)
{
	latency->buckets[bucket_of(ns)]++;
	latency->count++;
	if (ns > latency->max_ns)
		latency->max_ns = ns;
}

void
latency_merge(struct latency *into, const struct latency *from)
{
	for (unsigned bucket = 0; bucket < LATENCY_BUCKETS; bucket++)
		into->buckets[bucket] += from->buckets[bucket];
	into->count += from->count;
	if (from->max_ns > into->max_ns)
		into->max_ns = from->max_ns;
}

uint64_t
latency_percentile_ns(const struct latency *latency, double share)
{
	uint64_t wanted = (uint64_t)((double)latency->count * share), seen = 0;

	for (unsigned bucket = 0; bucket < LATENCY_BUCKETS; bucket++) {
		uint64_t end = bucket_end(bucket);

		seen += latency->buckets[bucket];
		if (seen > wanted || seen == latency->count)
			return end < latency->max_ns ? end : latency->max_ns;
	}
	return latency->max_ns;
}
