/*
 * lanes - which worker takes which request
 */
#include "threads/pipeline/lanes.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "threads/base/park.h"
#include "threads/base/ring.h"
#include "threads/pipeline/hands.h"
#include "threads/shared/shared.h"

/*
 * At most one of so many times the workers' number of the requests that there
 * are is taken at once: the last ones are taken singly, and nobody sleeps
 * because others have taken all.
 */
#define SHARE 2u

struct lane_state {
	struct ring *ring;
	uint32_t workers_max; /* [const] */
	/* [atomic] workers inside; counted only where workers_max bounds it.
	 * Who is in the suspect lane counts in the slow one as well. */
	_Alignas(64) _Atomic uint32_t running;
};

struct lanes {
	struct shared *shared; /* [const] */
	struct hands *hands;   /* [const] */
	struct lane_state lane[LANES];
	struct park park;
	/* [atomic] workers that said they shall look */
	_Alignas(64) _Atomic uint32_t seekers;
	/* [reader] it will soon say how much there is; see lanes_sought() */
	_Atomic bool reading;
	_Atomic bool closed;
};

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

static bool
anything_slow(const struct lanes *lanes)
{
	return ring_length(lanes->lane[LANE_SLOW].ring) > 0 ||
	       ring_length(lanes->lane[LANE_SUSPECT].ring) > 0;
}

void
lanes_leave(struct lanes *lanes, enum lane lane)
{
	if (lane == LANE_FAST)
		return;
	leave(lanes, lane);
	/* Somebody may have gone to sleep because the lane was full. */
	if (anything_slow(lanes))
		park_wake(&lanes->park, 1);
}

bool
lanes_become_slow(struct lanes *lanes)
{
	return enter(lanes, LANE_SLOW);
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
 * Something was found, and there may be more: wake one, unless somebody is on
 * the way anyway.  Who pushed something meanwhile may have counted on us.  Not
 * so the reader before it has read all: it counts anew then, later than we look
 * at "reading" (behind the fence, and sequential as is what changes it).
 */
static void
pass_on(struct lanes *lanes)
{
	if (on_their_way(lanes) > 0)
		return;
	if (atomic_load(&lanes->reading) ? may_take_slow(lanes)
					 : may_take(lanes))
		park_wake(&lanes->park, 1);
}

/* ---- several at once --------------------------------------------------- */

static uint32_t
ring_backlog(const struct lanes *lanes)
{
	return ring_length(lanes->lane[LANE_FAST].ring);
}

uint32_t
lanes_backlog(const struct lanes *lanes)
{
	return ring_backlog(lanes) + hands_count(lanes->hands);
}

uint32_t
lanes_backlog_seen(const struct lanes *lanes, uint32_t worker)
{
	uint32_t own = hands_backlog(lanes->hands, worker);

	return own > 0 ? own : ring_backlog(lanes);
}

static bool
pop_several(
    struct lanes *lanes, uint32_t worker, uint32_t max, uint32_t *number_r)
{
	uint32_t there = ring_backlog(lanes);
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
	pass_on(lanes);
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
		pass_on(lanes);
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
