/*
 * wake - one thread waits, any thread or signal handler wakes it
 *
 * A pipe, so that the wait can be for another descriptor, too.
 *
 * Threads: wake_wait() by one; wake_post() by any, and in signal handlers.
 */
#ifndef THREADS_BASE_WAKE_H
#define THREADS_BASE_WAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"

struct wake {
	int fds[2];
};

/* False: no descriptors left. */
bool wake_init(struct wake *wake) MUST_USE;
void wake_fini(struct wake *wake);

void wake_post(struct wake *wake);

/*
 * Until posted, or fd is readable (-1: none), or the time is over.  What was
 * posted before the wait ends it at once.
 */
void wake_wait(struct wake *wake, int fd, int time_ms);

#endif
