/*
 * lanes - what waits
 */
#include "threads/pipeline/lanes.h"

#include <sched.h>
#include <stdlib.h>

#include "threads/base/lines.h"
#include "threads/pipeline/lanes_state.h"

struct lanes *
lanes_create(struct shared *shared, uint32_t workers, uint32_t processors)
{
	struct lanes *lanes = lines_alloc(1, sizeof(*lanes));

	if (lanes == NULL)
		return NULL;
	lanes->shared = shared;
	lanes->lane[LANE_FAST].workers_max = workers;
	lanes->lane[LANE_SLOW].workers_max = workers > 1 ? workers - 1 : 1;
	lanes->lane[LANE_SUSPECT].workers_max = 1;
	park_init(&lanes->park);
	lanes->hands = hands_create(workers);
	lanes->standby = standby_create(workers, processors);
	lanes->seats = seats_create(workers);
	if (lanes->hands == NULL || lanes->standby == NULL ||
	    lanes->seats == NULL) {
		lanes_destroy(&lanes);
		return NULL;
	}
	for (int i = 0; i < LANES; i++) {
		lanes->lane[i].ring = ring_create(shared->slot_count);
		if (lanes->lane[i].ring == NULL) {
			lanes_destroy(&lanes);
			return NULL;
		}
	}
	return lanes;
}

void
lanes_destroy(struct lanes **lanes)
{
	if (*lanes == NULL)
		return;
	for (int i = 0; i < LANES; i++)
		ring_destroy(&(*lanes)->lane[i].ring);
	hands_destroy(&(*lanes)->hands);
	standby_destroy(&(*lanes)->standby);
	seats_destroy(&(*lanes)->seats);
	free(*lanes);
	*lanes = NULL;
}

_Static_assert(LANES == SLOT_LANES, "an entry for each lane");

/* False: its stale entry will do.  Several workers may give a slot back, one
 * after the other, while none of their entries is taken. */
static bool
needs_entry(struct lanes *lanes, enum lane lane, uint32_t number)
{
	struct slot *slot = shared_slot(lanes->shared, number);

	return atomic_exchange(&slot->entries[lane], 1) == 0;
}

/* The same for the fast lane by the reader: nobody else puts entries there, so
 * what it finds unset stays so. */
static bool
needs_new_entry(struct lanes *lanes, uint32_t number)
{
	_Atomic uint8_t *entry =
	    &shared_slot(lanes->shared, number)->entries[LANE_FAST];

	if (atomic_load_explicit(entry, memory_order_relaxed) != 0)
		return false;
	atomic_store_explicit(entry, 1, memory_order_relaxed);
	return true;
}

/* One entry for each slot at most, and the ring has room for all: it only looks
 * full when a worker was interrupted in its pop while the others took as many
 * as there are slots.  Let it go on. */
static void
put(struct lanes *lanes, enum lane lane, const uint32_t *numbers,
    uint32_t count)
{
	while (!ring_push_many(lanes->lane[lane].ring, numbers, count))
		sched_yield();
}

void
lanes_push(struct lanes *lanes, enum lane lane, uint32_t number)
{
	if (needs_entry(lanes, lane, number))
		put(lanes, lane, &number, 1);
}

void
lanes_push_new(struct lanes *lanes, uint32_t *numbers, uint32_t count)
{
	uint32_t kept = 0;

	/* Pairs with shared_slot_begin(): either who takes a stale entry sees
	 * that the slot is QUEUED, or we see that the entry is gone. */
	atomic_thread_fence(memory_order_seq_cst);
	for (uint32_t i = 0; i < count; i++)
		if (needs_new_entry(lanes, numbers[i]))
			numbers[kept++] = numbers[i];
	put(lanes, LANE_FAST, numbers, kept);
}

uint32_t
lanes_backlog(const struct lanes *lanes)
{
	return lanes_ring_backlog(lanes) + hands_count(lanes->hands);
}

uint32_t
lanes_backlog_seen(const struct lanes *lanes, uint32_t worker)
{
	uint32_t own = hands_backlog(lanes->hands, worker);

	return own > 0 ? own : lanes_ring_backlog(lanes);
}

void
lanes_close(struct lanes *lanes)
{
	atomic_store(&lanes->closed, true);
	park_wake(&lanes->park, UINT32_MAX >> 1);
}

bool
lanes_closed(const struct lanes *lanes)
{
	return atomic_load(&lanes->closed);
}
