/*
 * timeline - how long answers took as a run went on
 */
#include "bench/serve/timeline.h"

#include <string.h>

uint64_t
timeline_slice_ns(const struct timeline *timeline)
{
	return TIMELINE_SLICE_NS << timeline->doublings;
}

static void
merge(struct timeline_slice *into, const struct timeline_slice *from)
{
	latency_merge(&into->latency, &from->latency);
	into->disturbances += from->disturbances;
}

/* Half as many slices, each twice as long. */
static void
fold(struct timeline *timeline)
{
	struct timeline_slice *slices = timeline->slices;

	for (size_t i = 0; i < TIMELINE_SLICES / 2; i++) {
		if (i > 0)
			slices[i] = slices[2 * i];
		merge(&slices[i], &slices[2 * i + 1]);
	}
	memset(&slices[TIMELINE_SLICES / 2], 0,
	    TIMELINE_SLICES / 2 * sizeof(*slices));
	timeline->used = (timeline->used + 1) / 2;
	timeline->doublings++;
}

static struct timeline_slice *
slice_at(struct timeline *timeline, uint64_t at_ns)
{
	size_t slice;

	while (at_ns / timeline_slice_ns(timeline) >= TIMELINE_SLICES)
		fold(timeline);
	slice = (size_t)(at_ns / timeline_slice_ns(timeline));
	if (slice >= timeline->used)
		timeline->used = slice + 1;
	return &timeline->slices[slice];
}

void
timeline_add(struct timeline *timeline, uint64_t at_ns, uint64_t latency_ns)
{
	latency_add(&slice_at(timeline, at_ns)->latency, latency_ns);
}

void
timeline_disturb(struct timeline *timeline, uint64_t at_ns)
{
	slice_at(timeline, at_ns)->disturbances++;
}
