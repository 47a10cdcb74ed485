/*
 * crew - work on many things with all processors, results in order
 */
#include "threads/command/crew.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "threads/thread.h"

/* Results that wait to be taken, for each worker. */
#define WINDOW 64u

struct place {
	void *result;
	bool done;
};

struct shift {
	const struct crew *crew;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* [lock] */
	struct place *places; /* index % window */
	size_t window;
	size_t next;  /* to be worked on */
	size_t taken; /* were taken */
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
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	if (count < 1)
		return 1;
	return count > (long)CREW_WORKERS_MAX ? CREW_WORKERS_MAX
					      : (unsigned)count;
}

/* False: nothing is left to do. */
static bool
claim(struct shift *shift, size_t *index_r)
{
	bool claimed;

	pthread_mutex_lock(&shift->lock);
	while (!shift->stop && shift->next < shift->crew->count &&
	       shift->next - shift->taken >= shift->window)
		pthread_cond_wait(&shift->changed, &shift->lock);
	claimed = !shift->stop && shift->next < shift->crew->count;
	if (claimed)
		*index_r = shift->next++;
	pthread_mutex_unlock(&shift->lock);
	return claimed;
}

static void
hand_in(struct shift *shift, size_t index, void *result)
{
	struct place *place = &shift->places[index % shift->window];

	pthread_mutex_lock(&shift->lock);
	place->result = result;
	place->done = true;
	if (index == shift->taken)
		pthread_cond_broadcast(&shift->changed);
	pthread_mutex_unlock(&shift->lock);
}

static void *
member_main(void *argument)
{
	struct member *member = argument;
	const struct crew *crew = member->shift->crew;
	size_t index;

	while (claim(member->shift, &index))
		hand_in(member->shift, index,
		    crew->work(crew->owner, member->number, index));
	return NULL;
}

/* Sleeps until the next one is done. */
static void *
next_result(struct shift *shift, size_t index)
{
	struct place *place = &shift->places[index % shift->window];
	void *result;

	pthread_mutex_lock(&shift->lock);
	while (!place->done)
		pthread_cond_wait(&shift->changed, &shift->lock);
	result = place->result;
	place->done = false;
	shift->taken++;
	/* Those who wait for room are many steps behind: one wake for several
	 * places. */
	if (shift->taken % (WINDOW / 2) == 0)
		pthread_cond_broadcast(&shift->changed);
	pthread_mutex_unlock(&shift->lock);
	return result;
}

static bool
take_all(struct shift *shift)
{
	const struct crew *crew = shift->crew;
	bool going = true;

	for (size_t i = 0; i < crew->count && going; i++)
		going = crew->take(crew->owner, i, next_result(shift, i));
	pthread_mutex_lock(&shift->lock);
	shift->stop = true;
	pthread_cond_broadcast(&shift->changed);
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

bool
crew_run(const struct crew *crew)
{
	static struct member members[CREW_WORKERS_MAX];
	struct shift shift = {.crew = crew, .window = WINDOW * crew->workers};
	unsigned started = 0;
	bool good;

	shift.places = calloc(shift.window, sizeof(*shift.places));
	if (shift.places == NULL)
		return false;
	pthread_mutex_init(&shift.lock, NULL);
	pthread_cond_init(&shift.changed, NULL);
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
	pthread_cond_destroy(&shift.changed);
	pthread_mutex_destroy(&shift.lock);
	free(shift.places);
	return good;
}
