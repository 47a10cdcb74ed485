/*
 * crew - work on many things with all processors, results in order
 */
#include "threads/base/crew.h"

#include <pthread.h>
#include <stdlib.h>

#include "threads/base/processor.h"
#include "threads/base/thread.h"

/* Results that wait to be taken, for each worker. */
#define WINDOW 64u
/* At most so many change hands under one lock. */
#define BATCH 32u

struct place {
	void *result;
	bool done;
};

/* Indices that one worker has in hand. */
struct batch {
	size_t from, end;
	void *results[BATCH];
};

struct shift {
	const struct crew *crew;
	pthread_mutex_t lock;
	pthread_cond_t ready; /* for who takes: its next one is done */
	pthread_cond_t room;  /* for workers */
	/* [lock] */
	struct place *places; /* index % window */
	size_t window;
	size_t next;  /* to be worked on */
	size_t taken; /* were taken */
	bool hungry;  /* who takes sleeps */
	bool idle;    /* some worker sleeps */
	bool stop;
};

struct member {
	struct shift *shift;
	unsigned number;
	pthread_t thread;
};

unsigned
crew_workers(void)
{
	uint32_t count = processor_count();

	return count > CREW_WORKERS_MAX ? CREW_WORKERS_MAX : count;
}

/* ---- workers ------------------------------------------------------------- */

/* As many as there is room for, but towards the end fewer, so that all workers
 * end at the same time. */
static size_t
batch_size(const struct shift *shift)
{
	size_t room = shift->window - (shift->next - shift->taken);
	size_t left = shift->crew->count - shift->next;
	size_t size = left / (4 * (size_t)shift->crew->workers) + 1;

	if (size > room)
		size = room;
	return size < BATCH ? size : BATCH;
}

/* False: nothing is left to do. */
static bool
claim(struct shift *shift, struct batch *batch_r)
{
	bool claimed;

	pthread_mutex_lock(&shift->lock);
	while (!shift->stop && shift->next < shift->crew->count &&
	       shift->next - shift->taken >= shift->window) {
		shift->idle = true;
		pthread_cond_wait(&shift->room, &shift->lock);
	}
	claimed = !shift->stop && shift->next < shift->crew->count;
	if (claimed) {
		batch_r->from = shift->next;
		shift->next += batch_size(shift);
		batch_r->end = shift->next;
	}
	pthread_mutex_unlock(&shift->lock);
	return claimed;
}

static void
hand_in(struct shift *shift, const struct batch *batch)
{
	bool awaited;

	pthread_mutex_lock(&shift->lock);
	for (size_t i = batch->from; i < batch->end; i++)
		shift->places[i % shift->window] = (struct place){
		    .result = batch->results[i - batch->from], .done = true};
	awaited = shift->hungry && batch->from == shift->taken;
	if (awaited)
		shift->hungry = false;
	pthread_mutex_unlock(&shift->lock);
	if (awaited)
		pthread_cond_signal(&shift->ready);
}

static void *
member_main(void *argument)
{
	struct member *member = argument;
	const struct crew *crew = member->shift->crew;
	struct batch batch;

	while (claim(member->shift, &batch)) {
		for (size_t i = batch.from; i < batch.end; i++)
			batch.results[i - batch.from] =
			    crew->work(crew->owner, member->number, i);
		hand_in(member->shift, &batch);
	}
	return NULL;
}

/* ---- who takes ----------------------------------------------------------- */

/* What was taken makes room; workers are woken for several places at once. */
static void
make_room(struct shift *shift, size_t taken)
{
	shift->taken = taken;
	if (!shift->idle || shift->next - taken > shift->window / 2)
		return;
	shift->idle = false;
	pthread_cond_broadcast(&shift->room);
}

/* Sleeps until the one behind those that were taken is done; gives it and those
 * behind it that are done, too. */
static void
next_results(struct shift *shift, size_t taken, struct batch *batch_r)
{
	struct place *place;

	pthread_mutex_lock(&shift->lock);
	make_room(shift, taken);
	while (!shift->places[taken % shift->window].done) {
		shift->hungry = true;
		pthread_cond_wait(&shift->ready, &shift->lock);
	}
	batch_r->from = batch_r->end = taken;
	while (batch_r->end - taken < BATCH) {
		place = &shift->places[batch_r->end % shift->window];
		if (!place->done)
			break;
		place->done = false;
		batch_r->results[batch_r->end++ - taken] = place->result;
	}
	pthread_mutex_unlock(&shift->lock);
}

/* False: take() ended it, and the others of the batch were dropped. */
static bool
take_batch(const struct crew *crew, const struct batch *batch)
{
	bool going = true;

	for (size_t i = batch->from; i < batch->end; i++) {
		void *result = batch->results[i - batch->from];

		if (going)
			going = crew->take(crew->owner, i, result);
		else
			crew->drop(crew->owner, result);
	}
	return going;
}

static bool
take_all(struct shift *shift)
{
	const struct crew *crew = shift->crew;
	struct batch batch = {.end = 0};
	bool going = true;

	while (going && batch.end < crew->count) {
		next_results(shift, batch.end, &batch);
		going = take_batch(crew, &batch);
	}
	pthread_mutex_lock(&shift->lock);
	shift->stop = true;
	pthread_cond_broadcast(&shift->room);
	pthread_mutex_unlock(&shift->lock);
	return going;
}

/* After a take() that ended it. */
static void
drop_rest(struct shift *shift)
{
	for (size_t i = 0; i < shift->window; i++)
		if (shift->places[i].done)
			shift->crew->drop(
			    shift->crew->owner, shift->places[i].result);
}

/* ---- all of them --------------------------------------------------------- */

bool
crew_run(const struct crew *crew)
{
	struct member members[CREW_WORKERS_MAX];
	struct shift shift = {.crew = crew, .window = WINDOW * crew->workers};
	unsigned started = 0;
	bool good;

	shift.places = calloc(shift.window, sizeof(*shift.places));
	if (shift.places == NULL)
		return false;
	pthread_mutex_init(&shift.lock, NULL);
	pthread_cond_init(&shift.ready, NULL);
	pthread_cond_init(&shift.room, NULL);
	for (; started < crew->workers; started++) {
		members[started] =
		    (struct member){.shift = &shift, .number = started};
		if (!thread_start(&members[started].thread, member_main,
			&members[started]))
			break;
	}
	good = started > 0 && take_all(&shift);
	for (unsigned i = 0; i < started; i++)
		pthread_join(members[i].thread, NULL);
	drop_rest(&shift);
	pthread_cond_destroy(&shift.room);
	pthread_cond_destroy(&shift.ready);
	pthread_mutex_destroy(&shift.lock);
	free(shift.places);
	return good;
}
