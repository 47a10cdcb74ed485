/*
 * moments - a run as it went on, slice by slice, for the reports
 */
#ifndef BENCH_HARNESS_MOMENTS_H
#define BENCH_HARNESS_MOMENTS_H

#include <stdio.h>

#include "bench/serve/timeline.h"

struct moment {
	uint64_t answers;
	uint64_t disturbances;
	double p50_us;
	double p99_us;
	double max_us;
};

struct moments {
	double slice_s;
	size_t count; /* 0: none were kept */
	struct moment items[TIMELINE_SLICES];
};

/* What a timeline comes down to. */
void moments_take(const struct timeline *timeline, struct moments *moments_r);

/* A line for each, with a bar for the longest answer, by powers of ten. */
void moments_text(const struct moments *moments, FILE *out);

#endif
