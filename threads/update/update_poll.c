/*
 * update_poll - the helper looks for updates of the cartridge, and reports
 */
#include "threads/update/update_poll.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/list/settings.h"
#include "core/report/statistics.h"
#include "core/update/crypt.h"
#include "threads/base/child.h"
#include "threads/base/thread.h"
#include "threads/base/wake.h"
#include "threads/shared/outlet.h"

/* `micro-update interval = auto` */
#define AUTO_S 60u
#define HOUR_NS (3600 * NS_PER_S)
#define LINE_BYTES 1024u
/* `statistics interval = 0` */
#define REPORT_S 3600u
/* A wait is cut into these, since a poll takes an int. */
#define PIECE_NS (60 * NS_PER_S)

struct update_poll {
	struct engine *engine;       /* [const] */
	const struct places *places; /* [const] */
	pthread_t thread;
	struct wake wake;
	_Atomic bool stop;
	_Atomic bool wanted;         /* [updater] a host is named */
	_Atomic uint32_t interval_s; /* [updater] 0: auto */
	_Atomic bool reports;        /* [updater] statistics are sent */
	_Atomic uint32_t report_s;   /* [updater] 0: an hour */
	_Atomic bool changed;        /* one of these: do not sleep on */

	/* [poll] */
	char told[LINE_BYTES]; /* the failure that was told last; "": none */
	uint64_t told_ns;
	char last[LINE_BYTES]; /* what the child said last */
	uint64_t look_ns;      /* when to look next */
	uint64_t report_ns;    /* when to report next; 0: not switched on */
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

/* "= new|none|failed BYTES" of a look, "= sent|unsent 0" of a report. */
static void
take_result(struct update_poll *poll, struct slice words)
{
	size_t blank = slice_find_byte(words, ' ');
	struct slice word = slice_sub(words, 0, blank);
	uint64_t bytes;

	if (slice_to_u64(slice_skip(words, blank + 1), &bytes))
		count(poll, COUNTER_UPDATE_BYTES, bytes);
	if (slice_equal(word, SLICE("sent")))
		return;
	if (slice_equal(word, SLICE("unsent"))) {
		outlet_notice("%s", poll->last);
		return;
	}
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
run_child(struct update_poll *poll, const char *command, const char *option,
    const char *value)
{
	char name[PLACE_BYTES]; /* by which it finds its directory */
	char *arguments[] = {
	    name,
	    (char *)(uintptr_t)command,
	    (char *)(uintptr_t)option,
	    (char *)(uintptr_t)value,
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

static void
look(struct update_poll *poll)
{
	run_child(poll, "UPDATE", "--for-helper", NULL);
}

/* ---- statistics -------------------------------------------------------- */

static void
take_sums(struct update_poll *poll, struct statistics_sums *sums_r)
{
	memset(sums_r, 0, sizeof(*sums_r));
	statistics_sum(poll->engine->shared->live, sums_r);
}

/* What was counted goes to the child as an argument: it is in no file. */
static void
report(struct update_poll *poll)
{
	struct shared *shared = poll->engine->shared;
	uint64_t now_ns = clock_now_ns();
	char room[STATISTICS_BYTES_MAX];
	struct text text = TEXT_OVER(room);
	struct statistics_sums now;

	take_sums(poll, &now);
	statistics_put_number(
	    &text, "seconds", (now_ns - shared->told.since_ns) / NS_PER_S);
	statistics_put_facts(&text, shared->live);
	statistics_put_counts(&text, &now, &shared->told.sums);
	/* Ahead of sending: what is told twice is worse than one report lost.
	 */
	shared->told.sums = now;
	shared->told.since_ns = now_ns;
	if (!text.truncated)
		run_child(poll, "STATS", "--send", room);
}

/* ---- the thread -------------------------------------------------------- */

static uint64_t
pause_ns(uint32_t interval_s)
{
	return update_poll_pause_ms(interval_s, crypt_random_below(1000)) *
	       NS_PER_MS;
}

/* From when it is switched on: what was counted before is not reported.  What
 * an engine before this one had not told of yet is. */
static void
follow_switch(struct update_poll *poll, uint64_t now_ns)
{
	struct shared *shared = poll->engine->shared;
	uint32_t report_s = atomic_load(&poll->report_s);

	if (!atomic_load(&poll->reports)) {
		poll->report_ns = 0;
		shared->told.since_ns = 0;
	} else if (poll->report_ns == 0) {
		if (shared->told.since_ns == 0) {
			take_sums(poll, &shared->told.sums);
			shared->told.since_ns = now_ns;
		}
		poll->report_ns =
		    now_ns + pause_ns(report_s == 0 ? REPORT_S : report_s);
	}
}

static void
do_what_is_due(struct update_poll *poll)
{
	uint32_t report_s = atomic_load(&poll->report_s);
	uint64_t now_ns = clock_now_ns();

	if (atomic_exchange(&poll->changed, false))
		poll->look_ns = now_ns;
	if (atomic_load(&poll->wanted) && now_ns >= poll->look_ns) {
		look(poll);
		poll->look_ns =
		    clock_now_ns() + pause_ns(atomic_load(&poll->interval_s));
	}
	follow_switch(poll, clock_now_ns());
	if (poll->report_ns != 0 && clock_now_ns() >= poll->report_ns) {
		report(poll);
		poll->report_ns = clock_now_ns() +
				  pause_ns(report_s == 0 ? REPORT_S : report_s);
	}
}

/* Until something is due, or the updater has something new. */
static void
sleep_until_due(struct update_poll *poll)
{
	uint64_t now_ns = clock_now_ns(), due_ns = now_ns + PIECE_NS;

	if (atomic_load(&poll->wanted) && poll->look_ns < due_ns)
		due_ns = poll->look_ns;
	if (poll->report_ns != 0 && poll->report_ns < due_ns)
		due_ns = poll->report_ns;
	if (due_ns > now_ns && !atomic_load(&poll->changed))
		wake_wait(
		    &poll->wake, -1, (int)((due_ns - now_ns) / NS_PER_MS + 1));
}

static void *
poll_main(void *argument)
{
	struct update_poll *poll = argument;

	outlet_say_as_updater();
	while (!atomic_load(&poll->stop)) {
		do_what_is_due(poll);
		if (!atomic_load(&poll->stop))
			sleep_until_due(poll);
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
	bool reports = wanted && settings->report_statistics;
	bool same_host = atomic_exchange(&poll->wanted, wanted) == wanted;
	bool same_interval =
	    atomic_exchange(&poll->interval_s, settings->update_interval_s) ==
	    settings->update_interval_s;
	bool same_reports = atomic_exchange(&poll->reports, reports) == reports;

	atomic_store(&poll->report_s, settings->statistics_interval_s);
	if (same_host && same_interval && same_reports)
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
