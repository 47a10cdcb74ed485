/*
 * update_poll - the helper looks for updates of the cartridge
 */
#include "threads/update_poll.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/list/settings.h"
#include "core/update/crypt.h"
#include "threads/child.h"
#include "threads/outlet.h"
#include "threads/thread.h"
#include "threads/wake.h"

/* `micro-update interval = auto` */
#define AUTO_S 60u
#define HOUR_NS (3600 * NS_PER_S)
#define LINE_BYTES 1024u
/* A wait is cut into these, since a poll takes an int. */
#define PIECE_MS 60000u

struct update_poll {
	struct engine *engine;       /* [const] */
	const struct places *places; /* [const] */
	pthread_t thread;
	struct wake wake;
	_Atomic bool stop;
	_Atomic bool wanted;         /* [updater] a host is named */
	_Atomic uint32_t interval_s; /* [updater] 0: auto */
	_Atomic bool changed;        /* one of these: do not sleep on */

	/* [poll] */
	char told[LINE_BYTES]; /* the failure that was told last; "": none */
	uint64_t told_ns;
	char last[LINE_BYTES]; /* what the child said last */
};

uint64_t
update_poll_pause_ms(uint32_t interval_s, uint32_t drawn)
{
	uint64_t interval_ms =
	    (uint64_t)(interval_s == 0 ? AUTO_S : interval_s) * 1000;

	return interval_ms * 4 / 5 + interval_ms * 2 / 5 * drawn / 999;
}

/* ---- what a look comes to ---------------------------------------------- */

static void
count(struct update_poll *poll, enum counter counter, uint64_t n)
{
	live_stats_add(
	    &poll->engine->shared->live->stats, LIVE_STATS_OTHERS, counter, n);
}

/* One line for a failure, however long it lasts. */
static void
tell_failure(struct update_poll *poll, const char *line, uint64_t now_ns)
{
	if (strcmp(poll->told, line) == 0 && now_ns - poll->told_ns < HOUR_NS)
		return;
	snprintf(poll->told, sizeof(poll->told), "%s", line);
	poll->told_ns = now_ns;
	outlet_notice("%s", line);
}

static void
tell_success(struct update_poll *poll)
{
	if (poll->told[0] != '\0')
		outlet_notice("update: the host is in order again");
	poll->told[0] = '\0';
}

/* "= new|none|failed BYTES" */
static void
take_result(struct update_poll *poll, struct slice words)
{
	size_t blank = slice_find_byte(words, ' ');
	struct slice word = slice_sub(words, 0, blank);
	uint64_t bytes;

	if (slice_to_u64(slice_skip(words, blank + 1), &bytes))
		count(poll, COUNTER_UPDATE_BYTES, bytes);
	if (slice_equal(word, SLICE("failed"))) {
		count(poll, COUNTER_UPDATES_FAILED, 1);
		tell_failure(poll, poll->last, clock_now_ns());
		return;
	}
	tell_success(poll);
	if (slice_equal(word, SLICE("new"))) {
		count(poll, COUNTER_UPDATES, 1);
		outlet_notice("%s", poll->last);
	}
}

static void
hear(void *owner, const char *line)
{
	struct update_poll *poll = owner;
	struct slice words = slice_from_string(line);

	if (slice_starts_with(words, SLICE("= ")))
		take_result(poll, slice_skip(words, 2));
	else
		snprintf(poll->last, sizeof(poll->last), "%s", line);
}

static void
look(struct update_poll *poll)
{
	char name[PLACE_BYTES]; /* by which it finds its directory */
	char *arguments[] = {
	    name,
	    (char *)(uintptr_t) "UPDATE",
	    (char *)(uintptr_t) "--for-helper",
	    NULL,
	};
	const struct child_order order = {
	    .program = poll->places->program,
	    .arguments = arguments,
	    .stop = &poll->stop,
	    .wake_fd = -1,
	    .say = hear,
	    .owner = poll,
	};
	int code;

	if (!places_join(name, poll->places->directory, "CGPFilter"))
		return;
	poll->last[0] = '\0';
	code = child_run(&order);
	if ((code != CHILD_NOT_STARTED && code != CHILD_DIED) ||
	    atomic_load(&poll->stop))
		return;
	count(poll, COUNTER_UPDATES_FAILED, 1);
	tell_failure(poll,
	    code == CHILD_DIED ? "update: its process died"
			       : "update: its process could not be started",
	    clock_now_ns());
}

/* ---- the thread -------------------------------------------------------- */

static void
pause_for(struct update_poll *poll, uint64_t wait_ms)
{
	uint64_t end_ns = clock_now_ns() + wait_ms * NS_PER_MS, now_ns;

	while (
	    !atomic_load(&poll->stop) && (now_ns = clock_now_ns()) < end_ns) {
		uint64_t left_ms = (end_ns - now_ns) / NS_PER_MS + 1;

		wake_wait(&poll->wake, -1,
		    (int)(left_ms < PIECE_MS ? left_ms : PIECE_MS));
	}
}

static void *
poll_main(void *argument)
{
	struct update_poll *poll = argument;

	outlet_say_as_updater();
	while (!atomic_load(&poll->stop)) {
		if (atomic_load(&poll->wanted))
			look(poll);
		pause_for(
		    poll, update_poll_pause_ms(atomic_load(&poll->interval_s),
			      crypt_random_below(1000)));
	}
	return NULL;
}

struct update_poll *
update_poll_create(struct engine *engine, const struct places *places)
{
	struct update_poll *poll = calloc(1, sizeof(*poll));

	if (poll == NULL)
		return NULL;
	poll->engine = engine;
	poll->places = places;
	if (wake_init(&poll->wake))
		return poll;
	free(poll);
	return NULL;
}

bool
update_poll_start(struct update_poll *poll)
{
	return thread_start(&poll->thread, poll_main, poll);
}

void
update_poll_configure(struct update_poll *poll, const struct settings *settings)
{
	bool wanted = settings->update_host[0] != '\0';
	uint32_t interval_s = settings->update_interval_s;
	bool was_wanted = atomic_exchange(&poll->wanted, wanted);

	if (atomic_exchange(&poll->interval_s, interval_s) == interval_s &&
	    was_wanted == wanted)
		return;
	atomic_store(&poll->changed, true);
	wake_post(&poll->wake);
}

void
update_poll_stop(struct update_poll *poll)
{
	atomic_store(&poll->stop, true);
	wake_post(&poll->wake);
	pthread_join(poll->thread, NULL);
}

void
update_poll_destroy(struct update_poll **poll)
{
	if (*poll == NULL)
		return;
	wake_fini(&(*poll)->wake);
	free(*poll);
	*poll = NULL;
}
