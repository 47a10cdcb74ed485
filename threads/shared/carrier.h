/*
 * carrier - a pipe of our own on the way into somebody else's
 *
 * Bytes go first into it, then, by splice(), out of it into the other one.  A
 * byte is in one of the two, so whatever a writer dies of, its successor sees
 * how much had left.
 *
 * Threads: calls must exclude each other, but carrier_last_fd().
 */
#ifndef THREADS_SHARED_CARRIER_H
#define THREADS_SHARED_CARRIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/slice.h"

struct carrier {
	int fds[2]; /* [const] -1: there is none */
};

#define CARRIER_NONE ((struct carrier){{-1, -1}})

/* What it holds at most, and what it is filled with at once. */
#define CARRIER_BYTES_MAX 4096u

/* False: no descriptor left, or no splice() on this system. */
bool carrier_make(struct carrier *carrier);
void carrier_close(struct carrier *carrier);
/* -1: there is none. */
int carrier_last_fd(const struct carrier *carrier);

/* Put bytes into it while it is empty.  False: not one was. */
bool carrier_fill(struct carrier *carrier, struct slice bytes);
/* How many bytes it holds. */
size_t carrier_holds(const struct carrier *carrier);
/*
 * Move size bytes that it holds to fd.  Waits while that is full, also if it is
 * non-blocking.  False: errno; the rest is still there.
 */
bool carrier_empty(struct carrier *carrier, int fd, size_t size);
/* Take back what it holds: it leaves by another way, or another time. */
struct slice carrier_take_back(
    struct carrier *carrier, uint8_t buffer[CARRIER_BYTES_MAX]);

#endif
