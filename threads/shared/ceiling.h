/*
 * ceiling - HourlyLimit: how many messages within 60 minutes
 *
 * A window begins with the first message that is counted and lasts an hour; the
 * next message after it begins another.  (A window that slides would let a
 * machine that stands at its limit work on one message now and then all the
 * time, and nobody could say when it goes on.)  The count lies in the shared
 * block: a new engine goes on with it.
 *
 * Threads: any.
 */
#ifndef THREADS_SHARED_CEILING_H
#define THREADS_SHARED_CEILING_H

#include <stdbool.h>
#include <stdint.h>

#define CEILING_WINDOW_S 3600u

struct ceiling {
	/* Start of the window in s << 32 | told << 31 | messages; 0: none yet.
	 * One word, so that counting is one step. */
	_Atomic uint64_t state;
};

/* Count one more at now_s (CLOCK_MONOTONIC).  False: limit is reached. */
bool ceiling_take(struct ceiling *ceiling, uint64_t now_s, uint64_t limit);

/* Would ceiling_take() say no? */
bool ceiling_is_full(
    const struct ceiling *ceiling, uint64_t now_s, uint64_t limit);

/*
 * True once for each window: whoever gets it tells of it.  *left_s_r is what is
 * left of the window.
 */
bool ceiling_tell(struct ceiling *ceiling, uint64_t now_s, uint64_t *left_s_r);

#endif
