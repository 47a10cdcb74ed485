/*
 * stress_standby - more workers than processors, some of them held up
 *
 * Batches are pushed; now and then the first requests of a batch, as many as
 * workers may be awake, hold whoever takes them until all the others of that
 * batch are answered.  Such a worker sleeps, as on a disk, or computes, as on a
 * large message.  So all would stand still if nobody noticed and let one more
 * get up.  The same with fewer workers than there should be.
 *
 * Law: each request is taken once, no wait ran into its time-out, workers did
 * stand by.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "core/base/clock.h"
#include "tests/support/lane_worker.h"
#include "tests/support/law.h"
#include "tests/support/random.h"
#include "threads/base/park.h"
#include "threads/pipeline/lanes.h"
#include "threads/shared/shared.h"

#define WORKERS 4u
#define AWAKE 2u
#define BATCH_MAX 24u
#define BATCHES (20000u / LAW_SLOWDOWN)
#define HELD_EVERY 500u

static struct shared *shared;
static struct lanes *lanes;
static struct asker asker;
static struct park watch;   /* where the timer does */
static uint32_t batch_held; /* [asker] the first so many hold */
static bool batch_computes; /* [asker] while they do */
static _Atomic uint64_t total, stood_by, tickets;

static void
nap(void)
{
	struct timespec span = {.tv_nsec = (long)NS_PER_MS};

	nanosleep(&span, NULL);
}

static void
hold_until_the_others_are_answered(void)
{
	uint64_t until = clock_now_ns() + ASKER_PATIENCE_NS;

	while (atomic_load(&asker.done) < asker.size - batch_held) {
		if (clock_now_ns() > until) {
			atomic_fetch_add(&asker.timeouts, 1);
			return;
		}
		if (!batch_computes)
			nap();
	}
}

/* As worker.c does. */
static bool
work_on(uint32_t index, uint32_t number)
{
	_Atomic uint64_t *ticket = &shared->workers[index].ticket;
	bool surplus = lanes_look_around(lanes, index, clock_now_ns());

	atomic_store(ticket, 1 + atomic_fetch_add(&tickets, 1));
	if (number < batch_held)
		hold_until_the_others_are_answered();
	atomic_fetch_add(&total, 1);
	atomic_store(ticket, 0);
	if (surplus)
		atomic_fetch_add(&stood_by, 1);
	return surplus;
}

static void *
work(void *argument)
{
	const struct lane_worker worker = {lanes, &asker, 1, work_on};

	lane_worker_run(&worker, *(uint32_t *)argument);
	return NULL;
}

static void *
play_timer(void *argument)
{
	(void)argument;
	while (!lanes_closed(lanes)) {
		uint32_t ticket = park_prepare(&watch);

		if (lanes_look(lanes, clock_now_ns()))
			park_cancel(&watch);
		else
			park_wait(&watch, ticket, NS_PER_S);
		nap();
	}
	return NULL;
}

/* By turns as on a disk and as on a message that takes long. */
static uint64_t
ask(uint32_t batch, bool hold, uint64_t *seed)
{
	uint32_t size = 1 + (uint32_t)random_below(seed, BATCH_MAX);

	batch_held = 0;
	batch_computes = batch / HELD_EVERY % 2 == 1;
	if (hold && batch % HELD_EVERY == 0) {
		batch_held = AWAKE;
		size += AWAKE;
	}
	asker_begin(&asker, size);
	for (uint32_t i = 0; i < size; i++)
		lanes_push(lanes, LANE_FAST, i);
	lanes_wake(lanes, size);
	asker_wait(&asker);
	return size;
}

/* With so many of the workers: the others could not begin. */
static void
play(uint32_t count, const char *law)
{
	pthread_t threads[WORKERS], timer;
	uint32_t numbers[WORKERS];
	uint64_t seed = 1, pushed = 0;

	shared = shared_create(BATCH_MAX + AWAKE, WORKERS);
	lanes = shared == NULL ? NULL : lanes_create(shared, WORKERS, AWAKE);
	CHECK(lanes != NULL);
	lanes_watched_by(lanes, &watch);
	atomic_store(&total, 0);
	CHECK(pthread_create(&timer, NULL, play_timer, NULL) == 0);
	for (uint32_t i = 0; i < count; i++) {
		numbers[i] = i;
		CHECK(
		    pthread_create(&threads[i], NULL, work, &numbers[i]) == 0);
	}
	for (uint32_t i = 0; i < BATCHES && atomic_load(&asker.timeouts) == 0;
	     i++)
		pushed += ask(i, count > AWAKE, &seed);
	lanes_close(lanes);
	park_wake(&watch, 1);
	for (uint32_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	pthread_join(timer, NULL);
	law_holds(atomic_load(&total) == pushed, law);
	lanes_destroy(&lanes);
	shared_destroy(&shared);
}

int
main(void)
{
	law_plan(4);
	park_init(&asker.park);
	park_init(&watch);
	play(WORKERS, "each request was taken once");
	play(1, "and so by the only worker that could begin");
	law_holds(atomic_load(&asker.timeouts) == 0, "no wake-up was lost");
	law_holds(atomic_load(&stood_by) > 0, "workers stood by");
	return law_exit_code();
}
