/*
 * stress_entries - requests in slots that have stale entries in a lane
 *
 * A reader queues requests in a few slots, again and again; a timer answers
 * what it finds queued before a worker does, so that the entry in the lane goes
 * stale while the slot is free and filled anew.  A request whose entry was
 * taken for an earlier one, or that was never given one, hangs for ever; only
 * the timer could end it, and it goes to sleep from time to time.  Workers set
 * entries aside, which go stale there as in the lane.
 *
 * Law: each request is answered once, and none hangs.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "core/base/clock.h"
#include "tests/support/law.h"
#include "tests/support/random.h"
#include "threads/pipeline/lanes.h"
#include "threads/shared/shared.h"

#define SLOTS 16u
#define WORKERS 2u
#define TAKE_MAX 4u
#define REQUESTS (400000u / LAW_SLOWDOWN)
#define PATIENCE_NS (60 * NS_PER_S)

static struct shared *shared;
static struct lanes *lanes;
static _Atomic uint64_t by_worker, by_timer;
static _Atomic bool timer_sleeps, ended;

static void
set(struct slot *slot, uint64_t ticket, enum slot_phase phase)
{
	atomic_store_explicit(
	    &slot->state, SLOT_STATE(ticket, phase), memory_order_release);
}

static void
answer(struct slot *slot, uint64_t ticket, _Atomic uint64_t *count)
{
	if (!shared_slot_claim(slot, ticket))
		return;
	atomic_fetch_add(count, 1);
	set(slot, 0, SLOT_FREE);
}

/* ---- worker and timer -----------------------------------------------------
 */

static void
work_on(uint32_t number)
{
	struct slot *slot = shared_slot(shared, number);
	uint64_t state;

	if (!shared_slot_begin(slot, &state))
		return;
	set(slot, SLOT_TICKET(state), SLOT_RUNNING);
	answer(slot, SLOT_TICKET(state), &by_worker);
}

static void *
work(void *argument)
{
	uint32_t index = *(uint32_t *)argument, number;
	enum lane lane;

	lanes_join(lanes, index);
	while (!lanes_closed(lanes)) {
		if (lanes_take(lanes, index, TAKE_MAX, &number, &lane)) {
			work_on(number);
			lanes_leave(lanes, lane);
		} else {
			lanes_wait(lanes, index, UINT64_MAX);
		}
	}
	lanes_part(lanes, index);
	return NULL;
}

static void *
time_out(void *unused)
{
	while (!atomic_load(&ended)) {
		for (uint32_t i = 0; i < SLOTS; i++) {
			struct slot *slot = shared_slot(shared, i);
			uint64_t state = atomic_load(&slot->state);

			if (SLOT_PHASE(state) == SLOT_QUEUED &&
			    !atomic_load(&timer_sleeps))
				answer(slot, SLOT_TICKET(state), &by_timer);
		}
		if (atomic_load(&timer_sleeps))
			sched_yield();
	}
	return unused;
}

/* ---- the reader -----------------------------------------------------------
 */

/* False: what was there before hangs. */
static bool
wait_until_free(struct slot *slot)
{
	uint64_t until = clock_now_ns() + PATIENCE_NS;

	while (SLOT_PHASE(atomic_load_explicit(
		   &slot->state, memory_order_acquire)) != SLOT_FREE) {
		if (clock_now_ns() > until)
			return false;
		sched_yield();
	}
	return true;
}

/* So many at once, as a read brings them. */
static bool
queue(uint32_t first, uint32_t count)
{
	uint32_t numbers[SLOTS];

	for (uint32_t i = 0; i < count; i++) {
		numbers[i] = (first + i) % SLOTS;
		if (!wait_until_free(shared_slot(shared, numbers[i])))
			return false;
	}
	for (uint32_t i = 0; i < count; i++)
		set(shared_slot(shared, numbers[i]), shared->next_ticket++,
		    SLOT_QUEUED);
	lanes_push_new(lanes, numbers, count);
	lanes_wake_reading(lanes, false);
	return true;
}

static bool
queue_all(void)
{
	uint64_t seed = 3;
	uint32_t first = 0;

	for (uint32_t i = 0; i < REQUESTS;) {
		uint32_t count = 1 + (uint32_t)random_below(&seed, SLOTS);

		if (random_below(&seed, 8) == 0)
			atomic_store(
			    &timer_sleeps, random_below(&seed, 2) == 0);
		if (!queue(first, count))
			return false;
		first += count;
		i += count;
	}
	atomic_store(&timer_sleeps, true);
	for (uint32_t i = 0; i < SLOTS; i++)
		if (!wait_until_free(shared_slot(shared, i)))
			return false;
	return true;
}

int
main(void)
{
	pthread_t workers[WORKERS], timer;
	uint32_t numbers[WORKERS];
	bool none_hangs;

	law_plan(2);
	shared = shared_create(SLOTS, WORKERS);
	lanes = shared == NULL ? NULL : lanes_create(shared, WORKERS, WORKERS);
	CHECK(lanes != NULL);
	for (uint32_t i = 0; i < WORKERS; i++) {
		numbers[i] = i;
		CHECK(
		    pthread_create(&workers[i], NULL, work, &numbers[i]) == 0);
	}
	CHECK(pthread_create(&timer, NULL, time_out, NULL) == 0);
	none_hangs = queue_all();
	atomic_store(&ended, true);
	lanes_close(lanes);
	for (uint32_t i = 0; i < WORKERS; i++)
		pthread_join(workers[i], NULL);
	pthread_join(timer, NULL);
	law_holds(none_hangs, "no request hangs");
	law_holds(
	    !none_hangs || atomic_load(&by_worker) + atomic_load(&by_timer) ==
			       shared->next_ticket - 1,
	    "each request was answered once");
	lanes_destroy(&lanes);
	shared_destroy(&shared);
	return law_exit_code();
}
