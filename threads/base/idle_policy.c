/*
 * idle_policy - only the time that nobody else wants, until there is none
 */
#include "threads/base/idle_policy.h"

#include "threads/base/sched_attributes.h"

bool
idle_policy_starves(uint64_t cpu_ns, uint64_t elapsed_ns, bool waits)
{
	return waits && cpu_ns < elapsed_ns / 10;
}

#if HAVE_SCHED_ATTRIBUTES

#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/clock.h"
#include "threads/base/thread.h"

#define THREADS "/proc/self/task"

/* ---- all threads of this process ----------------------------------------- */

/* Of a line "NUMBER (NAME) STATE ...", proc_pid_stat(5), whose name may hold
 * anything. */
static char
state_in(const char *line)
{
	const char *end = strrchr(line, ')');

	return end != NULL && end[1] == ' ' ? end[2] : '\0';
}

static bool
waits(pid_t thread)
{
	char path[64], line[512];
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), THREADS "/%d/stat", (int)thread);
	file = fopen(path, "re");
	if (file == NULL)
		return false; /* It has ended. */
	size = fread(line, 1, sizeof(line) - 1, file);
	line[size] = '\0';
	fclose(file);
	return state_in(line) == 'R';
}

static bool
lift(pid_t thread)
{
	struct sched_attributes ours;

	return sched_getscheduler(thread) == SCHED_IDLE &&
	       sched_attributes_get(0, &ours) &&
	       sched_attributes_set(thread, &ours);
}

/* Of how many others it is true. */
static unsigned
count_threads(bool (*what)(pid_t thread))
{
	const pid_t self = (pid_t)syscall(SYS_gettid);
	DIR *threads = opendir(THREADS);
	const struct dirent *entry;
	unsigned count = 0;

	if (threads == NULL)
		return 0;
	while ((entry = readdir(threads)) != NULL) {
		const pid_t thread = (pid_t)strtol(entry->d_name, NULL, 10);

		if (thread > 0 && thread != self && what(thread))
			count++;
	}
	closedir(threads);
	return count;
}

/* ---- the thread that watches --------------------------------------------- */

static uint64_t
process_cpu_ns(void)
{
	struct timespec used = {.tv_sec = 0};

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (uint64_t)used.tv_sec * NS_PER_S + (uint64_t)used.tv_nsec;
}

/* Whether it starves from now until the next look. */
static bool
look(void)
{
	const struct timespec interval = {.tv_nsec = IDLE_POLICY_LOOK_NS};
	const uint64_t began_ns = clock_now_ns(), cpu_ns = process_cpu_ns();

	(void)nanosleep(&interval, NULL);
	return idle_policy_starves(process_cpu_ns() - cpu_ns,
	    clock_now_ns() - began_ns, count_threads(waits) > 0);
}

/* One look may find what slept until just now. */
static void
sleep_until_starved(void)
{
	unsigned in_a_row = 0;

	while (in_a_row < IDLE_POLICY_LOOKS)
		in_a_row = look() ? in_a_row + 1 : 0;
}

/* What else is to be done then, or NULL: set ahead of the thread. */
static void (*when_starved)(void);

static void *
watch(void *nothing)
{
	sleep_until_starved();
	/* One that is still to be lifted may start another meanwhile. */
	while (count_threads(lift) > 0)
		continue;
	if (when_starved != NULL)
		when_starved();
	return nothing;
}

static bool
start_watch(void (*starved)(void))
{
	pthread_t thread;

	when_starved = starved;
	return thread_start(&thread, watch, NULL) &&
	       pthread_detach(thread) == 0;
}

/* ---- who is watched ------------------------------------------------------ */

static bool
take_idle_policy(void)
{
	const struct sched_param shared = {.sched_priority = 0};

	return sched_setscheduler(0, SCHED_IDLE, &shared) == 0;
}

/* In a thread that ends: were the way back refused, that one alone is idle. */
static void *
there_and_back(void *possible_r)
{
	struct sched_attributes before;
	bool *possible = possible_r;

	*possible = sched_attributes_get(0, &before) && take_idle_policy() &&
		    sched_attributes_set(0, &before);
	return NULL;
}

static bool
can_come_back(void)
{
	bool possible = false;
	pthread_t thread;

	return access(THREADS, R_OK | X_OK) == 0 &&
	       thread_start(&thread, there_and_back, &possible) &&
	       pthread_join(thread, NULL) == 0 && possible;
}

bool
idle_policy_until_starved(void (*starved)(void))
{
	return sched_getscheduler(0) != SCHED_IDLE && can_come_back() &&
	       start_watch(starved) && take_idle_policy();
}

#else

bool
idle_policy_until_starved(void (*starved)(void))
{
	(void)starved;
	return false;
}

#endif
