/*
 * timeline - how long answers took as a run went on, and what was done to the
 * helper meanwhile
 *
 * The run is cut into slices of one length.  When it outgrows them each two
 * become one of twice the length, so any run fits and loses no answer.
 */
#ifndef BENCH_SERVE_TIMELINE_H
#define BENCH_SERVE_TIMELINE_H

#include <stddef.h>
#include <stdint.h>

#include "bench/serve/latency.h"

#define TIMELINE_SLICES 64u
/* Of a slice, to begin with. */
#define TIMELINE_SLICE_NS UINT64_C(10000000)

struct timeline_slice {
	struct latency latency;
	uint64_t disturbances;
};

/* All that is zero is an empty one. */
struct timeline {
	unsigned doublings; /* a slice lasts TIMELINE_SLICE_NS << doublings */
	size_t used;        /* slices up to the last one with something in it */
	struct timeline_slice slices[TIMELINE_SLICES];
};

/* An answer to a request that was due at_ns after the start of the run. */
void timeline_add(
    struct timeline *timeline, uint64_t at_ns, uint64_t latency_ns);

void timeline_disturb(struct timeline *timeline, uint64_t at_ns);

uint64_t timeline_slice_ns(const struct timeline *timeline);

#endif
