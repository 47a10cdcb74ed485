/*
 * stress_lanes - requests that need several workers at the same time
 *
 * A batch of one to three requests is pushed; whoever takes one holds it until
 * all of its batch are taken.  So a worker that is left asleep, because another
 * said that it would look and then took something else, stops everything.  The
 * next batch comes the moment that the last one is answered, while its workers
 * are still on their way to look again.
 *
 * Some batches are large, and two requests of such a one are held until all are
 * taken.  Workers take several at once, so what they have set aside when they
 * come to one of those stays there until the last worker takes it.
 *
 * Law: each request is taken once, and no wait ran into its time-out.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "core/base/clock.h"
#include "tests/support/lane_worker.h"
#include "tests/support/law.h"
#include "tests/support/random.h"
#include "threads/base/park.h"
#include "threads/pipeline/lanes.h"
#include "threads/shared/shared.h"

#define WORKERS 3u
#define LARGE 64u
#define TAKE_MAX 8u
#define BATCHES (60000u / LAW_SLOWDOWN)

static struct shared *shared;
static struct lanes *lanes;
static struct asker asker;
static uint32_t batch_held[WORKERS - 1];
static _Atomic uint32_t taken;
static _Atomic uint64_t total;

/* Never by all workers at once but where there are no more requests. */
static bool
is_held(uint32_t number)
{
	bool held = asker.size <= WORKERS;

	for (uint32_t i = 0; i < WORKERS - 1; i++)
		held = held || number == batch_held[i];
	return held;
}

static void
count_taken(void)
{
	atomic_fetch_add(&taken, 1);
}

/* Only while another worker has to be scheduled: it yields to that. */
static void
hold_until_all_are_taken(void)
{
	uint64_t until = clock_now_ns() + ASKER_PATIENCE_NS;

	count_taken();
	while (atomic_load(&taken) < asker.size) {
		if (clock_now_ns() > until) {
			atomic_fetch_add(&asker.timeouts, 1);
			return;
		}
		sched_yield();
	}
}

static bool
work_on(uint32_t index, uint32_t number)
{
	(void)index;
	if (is_held(number))
		hold_until_all_are_taken();
	else
		count_taken();
	atomic_fetch_add(&total, 1);
	return false;
}

static void *
work(void *argument)
{
	const struct lane_worker worker = {lanes, &asker, TAKE_MAX, work_on};

	lane_worker_run(&worker, *(uint32_t *)argument);
	return NULL;
}

/* In one go, one by one as reads bring them, or while a long one is read. */
static void
push_batch(uint64_t *seed)
{
	enum { AT_ONCE, ONE_BY_ONE, READING, WAYS };
	uint64_t way = random_below(seed, WAYS);

	for (uint32_t i = 0; i < asker.size; i++) {
		lanes_push(lanes, LANE_FAST, i);
		if (way == ONE_BY_ONE)
			lanes_wake(lanes, 1);
		else if (way == READING)
			lanes_wake_reading(lanes, true);
	}
	if (way == AT_ONCE)
		lanes_wake(lanes, asker.size);
	else if (way == READING)
		lanes_wake_reading(lanes, false);
}

static void
choose_batch(uint64_t *seed)
{
	asker_begin(&asker, random_below(seed, 4) == 0
				? LARGE
				: 1 + (uint32_t)random_below(seed, WORKERS));
	for (uint32_t i = 0; i < WORKERS - 1; i++)
		batch_held[i] = (uint32_t)random_below(seed, LARGE);
}

int
main(void)
{
	pthread_t threads[WORKERS];
	uint32_t numbers[WORKERS];
	uint64_t seed = 1, pushed = 0;

	law_plan(2);
	park_init(&asker.park);
	shared = shared_create(LARGE, WORKERS);
	lanes = shared == NULL ? NULL : lanes_create(shared, WORKERS, WORKERS);
	CHECK(lanes != NULL);
	for (uint32_t i = 0; i < WORKERS; i++) {
		numbers[i] = i;
		CHECK(
		    pthread_create(&threads[i], NULL, work, &numbers[i]) == 0);
	}
	for (uint32_t i = 0; i < BATCHES && atomic_load(&asker.timeouts) == 0;
	     i++) {
		choose_batch(&seed);
		atomic_store(&taken, 0);
		pushed += asker.size;
		push_batch(&seed);
		asker_wait(&asker);
	}
	lanes_close(lanes);
	for (uint32_t i = 0; i < WORKERS; i++)
		pthread_join(threads[i], NULL);
	law_holds(atomic_load(&total) == pushed, "each request was taken once");
	law_holds(atomic_load(&asker.timeouts) == 0, "no wake-up was lost");
	lanes_destroy(&lanes);
	shared_destroy(&shared);
	return law_exit_code();
}
