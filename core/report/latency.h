/*
 * latency - a histogram of times, from a microsecond to hours
 *
 * Eight steps to each doubling, so that a time is known to 1 part in 8, in
 * whole microseconds; all below 16 us are exact.
 *
 * Threads: any; counts are the caller's.
 */
#ifndef CORE_REPORT_LATENCY_H
#define CORE_REPORT_LATENCY_H

#include <stddef.h>
#include <stdint.h>

/* The last one holds all from 2^33 us (2.4 hours) on. */
#define LATENCY_STEPS 249u

/* Where a time of so many nanoseconds is counted. */
static inline size_t
latency_step(uint64_t ns)
{
	uint64_t us = ns / 1000;
	unsigned above; /* bits of us above the lowest three */

	if (us < 8)
		return (size_t)us;
	if (us >> 33 != 0)
		return LATENCY_STEPS - 1;
	above = 60u - (unsigned)__builtin_clzll(us);
	return (size_t)(8 * above + (us >> above));
}

/* The first microsecond that is counted in a later step. */
uint64_t latency_end_us(size_t step);

uint64_t latency_count(const uint64_t counts[LATENCY_STEPS]);

/*
 * So many of a million of the times are no longer than what is returned (the
 * end of the step in which the last of them lies); 0 where there are none.
 */
uint64_t latency_quantile_us(
    const uint64_t counts[LATENCY_STEPS], uint64_t of_a_million);

/* How many times lie in steps that end at us or before. */
uint64_t latency_count_within_us(
    const uint64_t counts[LATENCY_STEPS], uint64_t us);

#endif
