/*
 * stall - does the engine stand still, or not come to its end?
 *
 * Seen from outside, in the shared block and at the input.  Whatever looks
 * wrong must have looked so for a while: after the server has not read, or
 * right after a start, everything is late for a moment.
 *
 * Threads: the supervisor's only.  It is asked at each tick.
 */
#ifndef THREADS_SUPERVISE_STALL_H
#define THREADS_SUPERVISE_STALL_H

#include <stdbool.h>
#include <stdint.h>

#include "threads/shared/shared.h"

/* All zero at the start. */
struct stall {
	uint64_t answered;   /* shared->answered when last looked at */
	uint64_t drained_ns; /* since when all is answered; 0: not yet */
	uint64_t overdue_ns; /* since when something is overdue; 0: nothing */
	uint64_t dying_ns;   /* since when it is; 0: it is not */
	uint64_t unread_ns;  /* since when requests lie unread; 0: none do */
	bool blocked;        /* the server does not read */
};

/* Another engine begins. */
void stall_begin(struct stall *stall);

/*
 * At each tick, ahead of the questions.  A server that does not read makes
 * everything late: not our fault, and a new engine could not write either.
 */
void stall_look(struct stall *stall, struct shared *shared);

/* It stands still: requests are overdue or lie unread, or its last words hang.
 */
bool stall_is_there(
    struct stall *stall, struct shared *shared, uint64_t now_ns);

/* Nothing to answer any more but QUIT, which waits as all answers do for a
 * server that does not read, and yet the engine does not end. */
bool stall_at_end(struct stall *stall, struct shared *shared, uint64_t now_ns);

/* That worker is at one message for longer than it may be. */
bool stall_of_worker(
    struct shared *shared, struct shared_worker *worker, uint64_t now_ns);

#endif
