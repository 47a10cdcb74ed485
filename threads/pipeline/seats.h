/*
 * seats - on which processors workers are awake
 *
 * Linux wakes a thread where it ran last, be it behind another one: on machines
 * whose processors share no cache, and on virtual ones, it does not even look
 * for one that is idle.  So two workers may take turns on one processor, for as
 * long as mail comes one by one, with the other one idle.  Hence whoever wakes
 * a worker prefers one that ran where no worker is awake (park_wake_rather()).
 *
 * A processor has one of 32 places; those who share one count as one.  Hints,
 * all of it: a thread may be moved at any time.
 *
 * Threads: each worker takes and leaves its own seat; any may ask.
 */
#ifndef THREADS_PIPELINE_SEATS_H
#define THREADS_PIPELINE_SEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"

struct seats;

/* NULL: no memory. */
struct seats *seats_create(uint32_t workers) MUST_USE;
void seats_destroy(struct seats **seats);

/* The worker is awake, here; or is so still, and may have been moved. */
void seats_take(struct seats *seats, uint32_t worker);
/* It shall sleep now. */
void seats_leave(struct seats *seats, uint32_t worker);

/* The place where it is, or was last: one bit.  All bits: not known. */
uint32_t seats_place(const struct seats *seats, uint32_t worker);

/*
 * The worker has just woken up: if another one is awake on its processor, which
 * cannot run then, go where none is, if there is such a place.
 */
void seats_choose(struct seats *seats, uint32_t worker);

/* The places where no worker is awake. */
uint32_t seats_free(const struct seats *seats);

#endif
