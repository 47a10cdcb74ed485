/*
 * supervisor - the process that CommuniGate starts
 *
 * It maps the shared block, forks the engine, and then only watches: its death,
 * its standing still, requests past their time.  It parses nothing from the
 * outside but the configuration, and answers nothing itself: a new engine
 * stands within milliseconds and goes on with all that is not answered.  Where
 * none can be started, another child stands in between the tries, or, without a
 * process for that either, the supervisor itself.
 *
 * Single-threaded, so that fork() is clean.
 */
#ifndef THREADS_SUPERVISE_SUPERVISOR_H
#define THREADS_SUPERVISE_SUPERVISOR_H

#include "threads/base/places.h"
#include "threads/shared/shared.h"

struct supervision {
	struct shared *shared;
	const struct places *places;
	const struct config *config;
	/* Runs the engine in the forked child; returns its exit code. */
	int (*engine)(void *owner);
	/* The same for who answers, so long, where no engine starts; 0: the
	 * input has ended and all is answered.  NULL: nobody does. */
	int (*stand_in)(void *owner, uint64_t span_ns);
	void *owner;
};

/*
 * Keep what supervisor_run() takes until it does: first thing, since a SIGHUP
 * during the start is a reload like any other and not the end.
 */
void supervisor_hold_signals(void);

/*
 * Returns when the engine has ended in an orderly way; or when it died and the
 * server is gone, or none starts and SIGTERM came: the exit code.
 */
int supervisor_run(const struct supervision *supervision);

#endif
