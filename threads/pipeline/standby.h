/*
 * standby - how many of the workers may be awake
 *
 * There is one worker more than processors, for when one is held up by its
 * message's file.  As long as none is, that one would only share a processor
 * with another: and a worker that is sent away from its processor stands in the
 * midst of its message until the kernel's next tick (4 ms on many), with the
 * answers behind it.  So as many are awake as there are processors, and one
 * more for each that has been seen on one message without getting on, or for
 * so long that new mail must not wait for it.
 *
 * Seen by the other workers, who look as often as spread.h lets them, and by
 * the timer, if all are held up.
 *
 * Threads: any.  Progress: lock-free.
 */
#ifndef THREADS_PIPELINE_STANDBY_H
#define THREADS_PIPELINE_STANDBY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "threads/shared/shared.h"

struct standby;

/* NULL: no memory. */
struct standby *standby_create(uint32_t workers, uint32_t processors) MUST_USE;
void standby_destroy(struct standby **standby);

/* The calling thread is this worker: others may ask how much it runs. */
void standby_join(struct standby *standby, uint32_t worker);
void standby_part(struct standby *standby, uint32_t worker);

/* How many may be awake.  All, where there is a processor for each. */
uint32_t standby_allowed(const struct standby *standby);

/* See what each is on; now_ns is of clock_now_ns(). */
void standby_look(struct standby *standby, const struct shared_worker *workers,
    uint64_t now_ns);

#endif
