/*
 * crew - work on many things with all processors, results in order
 *
 *     0, 1, 2 ... ──▶ worker ×N: work ──▶ window ──▶ take: 0, 1, 2 ...
 *
 * Workers are never further ahead of what was taken than the window, which
 * bounds memory.  Results change hands several at a time, which is far cheaper
 * than one by one: a message is rated in less time than waking a thread takes.
 *
 * Threads: crew_run() makes them and ends with them.  work() of different
 * workers runs at the same time; take() in the caller's thread only, and it may
 * run a crew of its own.
 */
#ifndef THREADS_BASE_CREW_H
#define THREADS_BASE_CREW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/check.h"

#define CREW_WORKERS_MAX 256u

struct crew {
	unsigned workers; /* 1 .. CREW_WORKERS_MAX */
	size_t count;
	void *owner;
	/* The result of one, for take(); NULL is a result, too. */
	void *(*work)(void *owner, unsigned worker, size_t index);
	/* In order; owns the result.  False: no more of them are taken; what
	 * was worked on by then goes to drop(). */
	bool (*take)(void *owner, size_t index, void *result);
	void (*drop)(void *owner, void *result);
};

/* As many as the machine has processors. */
unsigned crew_workers(void);

/* False: no thread could be started, or take() said so. */
bool crew_run(const struct crew *crew) MUST_USE;

#endif
