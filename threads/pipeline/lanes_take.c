/*
 * lanes_take - which request a worker takes next
 */
#include <stdatomic.h>

#include "threads/pipeline/lanes.h"
#include "threads/pipeline/lanes_state.h"

/*
 * At most one of so many times the workers' number of the requests that there
 * are is taken at once: the last ones are taken singly, and nobody sleeps
 * because others have taken all.
 */
#define SHARE 2u

/*
 * The reader has just written the slots, mostly on another processor, and a
 * locked instruction waits for its line alone: ask for it while the message
 * ahead of it is in hand.  The one behind the next, since the next one is as
 * likely another worker's.
 */
static void
expect_next(struct lanes *lanes, enum lane lane)
{
	uint32_t number;

	if (ring_peek(lanes->lane[lane].ring, 1, &number))
		shared_slot_expect(lanes->shared, number);
}

/* The entry is gone: ahead of the look at the slot in shared_slot_begin(). */
static void
clear_entry(struct lanes *lanes, enum lane lane, uint32_t number)
{
	atomic_store_explicit(
	    &shared_slot(lanes->shared, number)->entries[lane], 0,
	    memory_order_release);
}

static bool
pop(struct lanes *lanes, enum lane lane, uint32_t *number_r)
{
	if (!ring_pop(lanes->lane[lane].ring, number_r))
		return false;
	expect_next(lanes, lane);
	clear_entry(lanes, lane, *number_r);
	return true;
}

/* ---- slow and suspect -------------------------------------------------- */

static bool
enter_one(struct lane_state *lane)
{
	uint32_t running = atomic_load(&lane->running);

	while (running < lane->workers_max)
		if (atomic_compare_exchange_weak(
			&lane->running, &running, running + 1))
			return true;
	return false;
}

static void
leave(struct lanes *lanes, enum lane lane)
{
	if (lane == LANE_FAST)
		return;
	if (lane == LANE_SUSPECT)
		atomic_fetch_sub(&lanes->lane[LANE_SUSPECT].running, 1);
	atomic_fetch_sub(&lanes->lane[LANE_SLOW].running, 1);
}

static bool
enter(struct lanes *lanes, enum lane lane)
{
	if (!enter_one(&lanes->lane[LANE_SLOW]))
		return false;
	if (lane == LANE_SLOW || enter_one(&lanes->lane[LANE_SUSPECT]))
		return true;
	leave(lanes, LANE_SLOW);
	return false;
}

/*
 * Somebody may see a lane full because of us, though we leave it with nothing
 * done, and go to sleep: but we look once more ourselves before we do.
 */
static bool
take_from(struct lanes *lanes, enum lane lane, uint32_t *slot_r)
{
	if (ring_length(lanes->lane[lane].ring) == 0 || !enter(lanes, lane))
		return false;
	if (pop(lanes, lane, slot_r))
		return true;
	leave(lanes, lane);
	return false;
}

static bool
take_slow(struct lanes *lanes, uint32_t *slot_r, enum lane *lane_r)
{
	*lane_r = LANE_SLOW;
	if (take_from(lanes, LANE_SLOW, slot_r))
		return true;
	*lane_r = LANE_SUSPECT;
	return take_from(lanes, LANE_SUSPECT, slot_r);
}

void
lanes_leave(struct lanes *lanes, enum lane lane)
{
	if (lane == LANE_FAST)
		return;
	leave(lanes, lane);
	/* Somebody may have gone to sleep because the lane was full. */
	if (lanes_anything_slow(lanes))
		park_wake(&lanes->park, 1);
}

bool
lanes_become_slow(struct lanes *lanes)
{
	return enter(lanes, LANE_SLOW);
}

/* ---- several at once --------------------------------------------------- */

static bool
pop_several(
    struct lanes *lanes, uint32_t worker, uint32_t max, uint32_t *number_r)
{
	uint32_t there = lanes_ring_backlog(lanes);
	uint32_t share = there / (SHARE * lanes->lane[LANE_FAST].workers_max);
	uint32_t numbers[STASH_MAX], count;

	if (share > max)
		share = max;
	if (share < 2)
		return pop(lanes, LANE_FAST, number_r);
	count = ring_pop_many(lanes->lane[LANE_FAST].ring, numbers, share);
	if (count == 0)
		return false;
	*number_r = numbers[0];
	clear_entry(lanes, LANE_FAST, numbers[0]);
	if (count == 1)
		return true;
	for (uint32_t i = 1; i < count; i++)
		shared_slot_expect(lanes->shared, numbers[i]);
	hands_keep(lanes->hands, worker, numbers + 1, count - 1, there - count);
	/* Somebody may have seen nothing while they were in no ring and in no
	 * stash, and gone to sleep. */
	lanes_pass_on(lanes);
	return true;
}

/*
 * What it set aside itself or another one did, who is held up: that is older
 * than all in the ring.  Its own first as long as its messages are quick, since
 * those are soon done, and a look at what others have is dear.
 */
static bool
take_kept(
    struct lanes *lanes, uint32_t worker, uint32_t max, uint32_t *number_r)
{
	struct hands *hands = lanes->hands;

	if (max > 1)
		return hands_take(hands, worker, number_r) ||
		       hands_take_held(hands, worker, number_r);
	return hands_take_held(hands, worker, number_r) ||
	       hands_take(hands, worker, number_r);
}

static bool
take_new(struct lanes *lanes, uint32_t worker, uint32_t max, uint32_t *number_r)
{
	if (take_kept(lanes, worker, max, number_r)) {
		clear_entry(lanes, LANE_FAST, *number_r);
		return true;
	}
	if (max > 1) {
		if (pop_several(lanes, worker, max, number_r))
			return true;
	} else {
		hands_rest(lanes->hands, worker);
		if (pop(lanes, LANE_FAST, number_r))
			return true;
	}
	if (!hands_take_any(lanes->hands, number_r))
		return false;
	clear_entry(lanes, LANE_FAST, *number_r);
	return true;
}

bool
lanes_take(struct lanes *lanes, uint32_t worker, uint32_t max, uint32_t *slot_r,
    enum lane *lane_r)
{
	CHECK_HOT(max > 0);
	if (worker == 0 && take_slow(lanes, slot_r, lane_r))
		return true;
	*lane_r = LANE_FAST;
	return take_new(
		   lanes, worker, max < STASH_MAX ? max : STASH_MAX, slot_r) ||
	       (worker != 0 && take_slow(lanes, slot_r, lane_r));
}
