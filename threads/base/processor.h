/*
 * processor - which one a thread runs on, and how it comes to another
 */
#ifndef THREADS_BASE_PROCESSOR_H
#define THREADS_BASE_PROCESSOR_H

#include <stdbool.h>
#include <stdint.h>

/* Processors with higher numbers are none that a set can hold. */
#define PROCESSORS_MAX 1024u
#define PROCESSOR_UNKNOWN UINT32_MAX

struct processor_set {
	uint64_t words[PROCESSORS_MAX / 64];
};

/* PROCESSOR_UNKNOWN is left out; a set of zeros is empty. */
void processor_set_add(struct processor_set *set, uint32_t processor);
bool processor_set_has(const struct processor_set *set, uint32_t processor);

/*
 * How many there are for the calling thread: those that it may use, which in a
 * container or below taskset(1) are fewer than are online.  1 at least.
 */
uint32_t processor_count(void);

/* Where the calling thread runs; it may be elsewhere when this returns.  Some
 * nanoseconds.  PROCESSOR_UNKNOWN: the system does not say, or it is no
 * number below PROCESSORS_MAX. */
uint32_t processor_here(void);

/*
 * The calling thread goes on by a processor that is not taken, of those that it
 * may use, and may use all the same ones as before from then on.  Some 10 us.
 * False: there is none, or the system does not let it (sched_setaffinity(2));
 * nothing has changed.
 */
bool processor_leave(const struct processor_set *taken);

#endif
