/*
 * spread - a worker goes where it keeps no other one from its message
 */
#include "threads/pipeline/spread.h"

#include <string.h>

#include "core/base/clock.h"

/* Longer than a kernel takes to move a thread that waits to a processor that is
 * free, shorter than what an administrator calls a delay. */
#define LOOK_NS (300 * NS_PER_US)
/* A look reads a line of memory of each other worker. */
#define LOOK_EACH_NS (15 * NS_PER_US)
/*
 * Who has been on one message for long may have come elsewhere since it began,
 * and we do not see where: for one message nobody makes way more often.
 */
#define AGAIN_NS (10 * NS_PER_MS)

uint64_t
spread_interval_ns(uint32_t worker_count)
{
	return LOOK_NS + worker_count * LOOK_EACH_NS;
}

/* The ticket of a message that another worker is on, here; 0: none. */
static uint64_t
find_taken(const struct shared_worker *workers, uint32_t worker_count,
    uint32_t own, uint32_t here, struct processor_set *taken_r)
{
	uint64_t behind = 0;

	memset(taken_r, 0, sizeof(*taken_r));
	processor_set_add(taken_r, here);
	for (uint32_t i = 0; i < worker_count; i++) {
		uint64_t ticket = atomic_load_explicit(
		    &workers[i].ticket, memory_order_acquire);
		uint32_t there = atomic_load_explicit(
		    &workers[i].processor, memory_order_relaxed);

		if (i == own || ticket == 0)
			continue;
		processor_set_add(taken_r, there);
		if (there == here)
			behind = ticket;
	}
	return behind;
}

bool
spread_look(struct spread *spread, const struct shared_worker *workers,
    uint32_t worker_count, uint32_t own, uint32_t here, uint64_t now_ns,
    struct processor_set *taken_r)
{
	uint64_t behind = find_taken(workers, worker_count, own, here, taken_r);
	bool still = behind != 0 && behind == spread->behind_ticket;

	spread->behind_ticket = behind;
	if (!still || (behind == spread->made_way_ticket &&
			  now_ns - spread->made_way_ns < AGAIN_NS))
		return false;
	spread->made_way_ticket = behind;
	spread->made_way_ns = now_ns;
	return true;
}

bool
spread_begin(struct spread *spread, struct shared_worker *workers,
    uint32_t worker_count, uint32_t own, uint64_t now_ns)
{
	uint32_t here;
	struct processor_set taken;

	if (now_ns < spread->next_ns)
		return false;
	spread->next_ns = now_ns + spread_interval_ns(worker_count);
	here = processor_here();
	atomic_store_explicit(
	    &workers[own].processor, here, memory_order_relaxed);
	if (here != PROCESSOR_UNKNOWN &&
	    spread_look(
		spread, workers, worker_count, own, here, now_ns, &taken) &&
	    processor_leave(&taken))
		atomic_store_explicit(&workers[own].processor, processor_here(),
		    memory_order_relaxed);
	return true;
}
