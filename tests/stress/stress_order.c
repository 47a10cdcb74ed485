/*
 * stress_order - answers from many threads, written by whoever has the role
 *
 * One thread asks, four answer in any order, one lets the overdue ones pass,
 * one reads what comes out of the pipe.  The table is small, so that the asker
 * waits for free slots most of the time: a wake-up or an answer that is lost
 * stops everything.
 *
 * Law: each request is answered once; in order when the order is strict; and no
 * wait ran into its time-out.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "tests/support/law.h"
#include "tests/support/random.h"
#include "threads/base/ring.h"
#include "threads/pipeline/order.h"
#include "threads/shared/outlet.h"

#define SLOTS 32u
#define ANSWERERS 4u
#define REQUESTS (200000u / LAW_SLOWDOWN)
#define PATIENCE_NS (60 * NS_PER_S)

struct run {
	struct shared *shared;
	struct order *order;
	struct ring *work;
	struct park park; /* where answerers sleep */
	_Atomic bool closed, done;
	_Atomic uint32_t timeouts;
	bool change_mode;
	int in, out;
	/* [checker] */
	uint32_t *times; /* each token was answered */
	uint64_t last;
	uint32_t out_of_order, malformed;
};

/* ---- asking ------------------------------------------------------------ */

static uint32_t
free_slot(struct run *run)
{
	struct park *freed = order_freed(run->order);
	uint32_t number;

	for (;;) {
		uint32_t ticket = park_prepare(freed);

		if (order_has_room(run->order) &&
		    order_take_free(run->order, &number, 1) > 0) {
			park_cancel(freed);
			return number;
		}
		if (!park_wait(freed, ticket, PATIENCE_NS))
			atomic_fetch_add(&run->timeouts, 1);
	}
}

static void
ask(struct run *run, uint32_t number)
{
	uint64_t ticket = run->shared->next_ticket++;
	struct slot *slot = shared_slot(run->shared, number);

	slot->token_size = (uint8_t)snprintf(slot->token, sizeof(slot->token),
	    "%llu", (unsigned long long)ticket);
	atomic_store_explicit(&slot->state,
	    SLOT_STATE(ticket, SLOT_QUEUED) | order_birth_flags(run->order),
	    memory_order_release);
	order_add(run->order, ticket, number);
	order_extend(run->order);
	while (!ring_push(run->work, number)) /* see ring.h */
		sched_yield();
	park_wake(&run->park, 1);
}

static void
ask_all(struct run *run)
{
	static const enum response_order modes[] = {
	    ORDER_STRICT, ORDER_WINDOW, ORDER_ANY};
	uint64_t seed = 7;

	for (uint32_t i = 0; i < REQUESTS; i++) {
		ask(run, i < SLOTS ? i : free_slot(run));
		if (run->change_mode && random_below(&seed, 100) == 0)
			order_set_mode(run->order,
			    modes[random_below(&seed, 3)], NS_PER_MS);
	}
}

/* ---- answering --------------------------------------------------------- */

static void
answer(struct run *run, uint32_t number, uint64_t *seed)
{
	struct slot *slot = shared_slot(run->shared, number);
	uint64_t ticket = SLOT_TICKET(atomic_load(&slot->state));
	char line[64];
	int size;

	if (random_below(seed, 64) == 0)
		sched_yield();
	if (random_below(seed, 4096) == 0)
		usleep(2000);
	CHECK(shared_slot_claim(slot, ticket));
	size = snprintf(
	    line, sizeof(line), "%.*s OK\n", slot->token_size, slot->token);
	memcpy(shared_slot_answer(run->shared, number, (size_t)size), line,
	    (size_t)size);
	slot->answer_size = (uint16_t)size;
	/* Left for the next answer, whoever has one, or for the timer. */
	if (random_below(seed, 4) == 0)
		order_complete_later(run->order, number, clock_coarse_ns());
	else
		order_complete(run->order, number);
}

static _Atomic uint64_t seeds = 1;

static void *
answer_main(void *argument)
{
	struct run *run = argument;
	uint64_t seed = atomic_fetch_add(&seeds, 1) * 7919;
	uint32_t number;

	for (;;) {
		uint32_t ticket = park_prepare(&run->park);

		if (ring_pop(run->work, &number)) {
			park_cancel(&run->park);
			answer(run, number, &seed);
		} else if (atomic_load(&run->closed)) {
			park_cancel(&run->park);
			return NULL;
		} else if (!park_wait(&run->park, ticket, PATIENCE_NS)) {
			atomic_fetch_add(&run->timeouts, 1);
		}
	}
}

static void *
timer_main_loop(void *argument)
{
	struct run *run = argument;
	bool waiting;

	while (!atomic_load(&run->done)) {
		order_overtake(run->order, clock_now_ns(), &waiting);
		usleep(300);
	}
	return NULL;
}

/* ---- checking ---------------------------------------------------------- */

static void
check_line(struct run *run, const char *line)
{
	char *end;
	uint64_t ticket = strtoull(line, &end, 10);

	if (strcmp(end, " OK\n") != 0 || ticket < 1 || ticket > REQUESTS) {
		run->malformed++;
		return;
	}
	run->times[ticket - 1]++;
	run->out_of_order += ticket != run->last + 1;
	run->last = ticket;
}

static void *
check_main(void *argument)
{
	struct run *run = argument;
	FILE *from = fdopen(run->out, "r");
	char line[128];

	CHECK(from != NULL);
	while (fgets(line, sizeof(line), from) != NULL)
		check_line(run, line);
	fclose(from);
	return NULL;
}

/* ---- one run ----------------------------------------------------------- */

static void
start(struct run *run, enum response_order mode)
{
	int fds[2];

	CHECK(pipe(fds) == 0);
	run->out = fds[0];
	run->in = fds[1];
	run->shared = shared_create(SLOTS, ANSWERERS);
	CHECK(run->shared != NULL);
	outlet_init(run->in, run->shared);
	run->order = order_create(run->shared, mode);
	run->work = ring_create(SLOTS);
	run->times = calloc(REQUESTS, sizeof(*run->times));
	CHECK(run->order != NULL && run->work != NULL && run->times != NULL);
	park_init(&run->park);
}

/* Wait until every slot came back. */
static void
drain(struct run *run)
{
	for (uint32_t i = 0; i < SLOTS; i++)
		free_slot(run);
	atomic_store(&run->closed, true);
	park_wake(&run->park, ANSWERERS);
	atomic_store(&run->done, true);
}

static void
stop(struct run *run)
{
	order_destroy(&run->order);
	ring_destroy(&run->work);
	shared_destroy(&run->shared);
	free(run->times);
}

static void
try_mode(enum response_order mode, bool change_mode, const char *name)
{
	struct run run = {.change_mode = change_mode};
	pthread_t threads[ANSWERERS + 2];
	uint32_t wrong = 0;
	char sentence[128];

	start(&run, mode);
	for (uint32_t i = 0; i < ANSWERERS; i++)
		CHECK(
		    pthread_create(&threads[i], NULL, answer_main, &run) == 0);
	CHECK(pthread_create(
		  &threads[ANSWERERS], NULL, timer_main_loop, &run) == 0);
	CHECK(pthread_create(&threads[ANSWERERS + 1], NULL, check_main, &run) ==
	      0);
	ask_all(&run);
	drain(&run);
	for (uint32_t i = 0; i < ANSWERERS + 1; i++)
		pthread_join(threads[i], NULL);
	close(run.in);
	pthread_join(threads[ANSWERERS + 1], NULL);
	for (uint32_t i = 0; i < REQUESTS; i++)
		wrong += run.times[i] != 1;
	snprintf(sentence, sizeof(sentence),
	    "%s: each request was answered once, in whole lines", name);
	law_holds(wrong == 0 && run.malformed == 0 &&
		      atomic_load(&run.shared->answered) == REQUESTS,
	    sentence);
	snprintf(sentence, sizeof(sentence), "%s: no wake-up was lost", name);
	law_holds(atomic_load(&run.timeouts) == 0, sentence);
	if (mode == ORDER_STRICT && !change_mode)
		law_holds(run.out_of_order == 0,
		    "strict: answers left in the order of the requests");
	stop(&run);
}

int
main(void)
{
	law_plan(9);
	try_mode(ORDER_STRICT, false, "strict");
	try_mode(ORDER_WINDOW, false, "window");
	try_mode(ORDER_ANY, false, "any");
	try_mode(ORDER_WINDOW, true, "changing mode");
	return law_exit_code();
}
