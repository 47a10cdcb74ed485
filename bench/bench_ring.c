/*
 * bench_ring - a slot number into the ring and out of it, by one thread
 *
 * "pair" takes out what it has just put in; "burst" puts in 64 and takes them
 * out, as a reader that was woken with a full pipe does.
 */
#include "bench/bench.h"
#include "threads/base/ring.h"

#define CELLS 16384u
#define BURST 64u

void bench_ring(void);

/* A plain queue: what goes in comes out, in turn, and then no more. */
static void
prove(struct ring *ring)
{
	uint32_t value;

	/* Round the ring some times, with a different filling each time. */
	for (uint32_t count = 1; count <= CELLS; count *= 2) {
		for (uint32_t i = 0; i < count; i++)
			if (!ring_push(ring, i * 3))
				bench_refuse("ring", "full ahead of time");
		for (uint32_t i = 0; i < count; i++)
			if (!ring_pop(ring, &value) || value != i * 3)
				bench_refuse("ring", "not what went in");
	}
	if (ring_pop(ring, &value))
		bench_refuse("ring", "more than went in");
}

static void
pair(struct bench *bench, void *owner)
{
	struct ring *ring = owner;
	uint32_t value = 0;

	while (bench_next(bench)) {
		if (!ring_push(ring, value + 1) || !ring_pop(ring, &value))
			bench_refuse("ring/pair", "full or empty");
		bench_keep(&value);
	}
	bench_items(bench, 1);
}

static void
burst(struct bench *bench, void *owner)
{
	struct ring *ring = owner;
	uint32_t value = 0;

	while (bench_next(bench)) {
		for (uint32_t i = 0; i < BURST; i++)
			if (!ring_push(ring, i))
				bench_refuse("ring/burst", "full");
		for (uint32_t i = 0; i < BURST; i++)
			if (!ring_pop(ring, &value))
				bench_refuse("ring/burst", "empty");
		bench_keep(&value);
	}
	bench_items(bench, BURST);
}

void
bench_ring(void)
{
	struct ring *ring = ring_create(CELLS);

	if (ring == NULL)
		bench_refuse("ring", "out of memory");
	prove(ring);
	bench_add("ring/pair", pair, ring);
	bench_add("ring/burst", burst, ring);
}
