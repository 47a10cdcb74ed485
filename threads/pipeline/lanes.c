/*
 * lanes - what waits, and who is woken for it
 */
#include "threads/pipeline/lanes.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "threads/pipeline/lanes_state.h"

struct lanes *
lanes_create(struct shared *shared, uint32_t workers)
{
	struct lanes *lanes = aligned_alloc(64, sizeof(*lanes));

	if (lanes == NULL)
		return NULL;
	memset(lanes, 0, sizeof(*lanes));
	lanes->shared = shared;
	lanes->lane[LANE_FAST].workers_max = workers;
	lanes->lane[LANE_SLOW].workers_max = workers > 1 ? workers - 1 : 1;
	lanes->lane[LANE_SUSPECT].workers_max = 1;
	park_init(&lanes->park);
	lanes->hands = hands_create(workers);
	if (lanes->hands == NULL) {
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

/* Workers that look for work after this moment. */
static uint32_t
on_their_way(struct lanes *lanes)
{
	/* What was pushed is visible before they are counted.  Pairs with
	 * lanes_sought() and lanes_wait(): either we do not count somebody, or
	 * it sees what was pushed. */
	atomic_thread_fence(memory_order_seq_cst);
	return atomic_load(&lanes->seekers) + park_woken(&lanes->park);
}

void
lanes_wake(struct lanes *lanes, uint32_t pushed)
{
	uint32_t awake = on_their_way(lanes);

	if (pushed > awake)
		park_wake(&lanes->park, pushed - awake);
}

void
lanes_wake_reading(struct lanes *lanes, bool more)
{
	atomic_store(&lanes->reading, more);
	if (!more)
		lanes_wake(lanes, lanes_backlog(lanes));
	/* Whoever does not sleep yet looks once more before it does. */
	else if (park_sleepers(&lanes->park) >=
		 lanes->lane[LANE_FAST].workers_max)
		park_wake(&lanes->park, 1);
}

static bool
has_room(struct lanes *lanes, enum lane which)
{
	struct lane_state *lane = &lanes->lane[which];

	return atomic_load(&lane->running) < lane->workers_max;
}

static bool
may_take_slow(struct lanes *lanes)
{
	if (!has_room(lanes, LANE_SLOW))
		return false;
	return ring_length(lanes->lane[LANE_SLOW].ring) > 0 ||
	       (ring_length(lanes->lane[LANE_SUSPECT].ring) > 0 &&
		   has_room(lanes, LANE_SUSPECT));
}

static bool
may_take(struct lanes *lanes)
{
	return lanes_backlog(lanes) > 0 || may_take_slow(lanes);
}

/*
 * Who pushed something meanwhile may have counted on us.  Not so the reader
 * before it has read all: it counts anew then, later than we look at "reading"
 * (behind the fence, and sequential as is what changes it).
 */
void
lanes_pass_on(struct lanes *lanes)
{
	if (on_their_way(lanes) > 0)
		return;
	if (atomic_load(&lanes->reading) ? may_take_slow(lanes)
					 : may_take(lanes))
		park_wake(&lanes->park, 1);
}

void
lanes_seek(struct lanes *lanes)
{
	atomic_fetch_add(&lanes->seekers, 1);
}

void
lanes_sought(struct lanes *lanes, bool found)
{
	atomic_fetch_sub(&lanes->seekers, 1);
	if (found)
		lanes_pass_on(lanes);
}

void
lanes_wait(struct lanes *lanes)
{
	uint32_t ticket = park_prepare(&lanes->park);

	if (may_take(lanes) || lanes_closed(lanes))
		park_cancel(&lanes->park);
	else
		park_wait(&lanes->park, ticket, UINT64_MAX);
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
