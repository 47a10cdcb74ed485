/*
 * sleeper - how late this machine wakes whoever sleeps
 */
#include "bench/harness/sleeper.h"

#include <err.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "core/base/clock.h"

struct sleeper {
	pthread_t thread;
	struct latency *late;
	atomic_bool over;
};

static void
sleep_for(uint64_t ns)
{
	struct timespec span = {(time_t)(ns / NS_PER_S), (long)(ns % NS_PER_S)};

	nanosleep(&span, NULL);
}

static void *
run(void *argument)
{
	struct sleeper *sleeper = argument;

#ifdef PR_SET_TIMERSLACK
	prctl(PR_SET_TIMERSLACK, 1);
#endif
	while (!atomic_load(&sleeper->over)) {
		uint64_t due_ns = clock_now_ns() + NS_PER_MS;
		uint64_t now_ns;

		sleep_for(NS_PER_MS);
		now_ns = clock_now_ns();
		latency_add(
		    sleeper->late, now_ns > due_ns ? now_ns - due_ns : 0);
	}
	return NULL;
}

struct sleeper *
sleeper_start(struct latency *late_r)
{
	struct sleeper *sleeper = calloc(1, sizeof(*sleeper));

	if (sleeper == NULL)
		err(2, "no memory");
	memset(late_r, 0, sizeof(*late_r));
	sleeper->late = late_r;
	if (pthread_create(&sleeper->thread, NULL, run, sleeper) != 0)
		errx(2, "no thread");
	return sleeper;
}

void
sleeper_stop(struct sleeper **sleeper)
{
	atomic_store(&(*sleeper)->over, true);
	pthread_join((*sleeper)->thread, NULL);
	free(*sleeper);
	*sleeper = NULL;
}
