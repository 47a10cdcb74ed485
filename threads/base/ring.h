/*
 * ring - bounded lock-free queue of slot numbers
 *
 * First in, first out, any number of producers and consumers.  Each cell has a
 * turn number: a producer may write a cell whose turn equals its position, a
 * consumer may read one whose turn is its position + 1.  In the product the
 * capacity is at least the number of slots in the in-flight table, and a slot
 * stands in a ring at most once, so no ring is ever really full.
 *
 * Progress: push and pop never sleep.  A consumer that is interrupted in the
 * middle of a pop keeps its cell: when others have gone once round the ring
 * meanwhile, pushes fail there until it goes on.  A producer interrupted in a
 * push likewise hides what was pushed behind it (ring_length() counts it).
 * Memory: all cells are allocated by ring_create().
 */
#ifndef THREADS_BASE_RING_H
#define THREADS_BASE_RING_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"

struct ring;

/* At least capacity cells (rounded up to a power of two).  NULL: no memory. */
struct ring *ring_create(uint32_t capacity) MUST_USE;
void ring_destroy(struct ring **ring);

/* False: full, or a cell is still held by a consumer; nothing happened. */
bool ring_push(struct ring *ring, uint32_t value) MUST_USE;

/*
 * The same for all of them in a row, or for none: consumers that ask for the
 * length see the end move once.
 */
bool ring_push_many(
    struct ring *ring, const uint32_t *values, uint32_t count) MUST_USE;

/*
 * False: empty.  What the producer wrote before its push is seen after the
 * pop.
 */
bool ring_pop(struct ring *ring, uint32_t *value_r) MUST_USE;

/* The same for max of them in a row at most; returns how many. */
uint32_t ring_pop_many(
    struct ring *ring, uint32_t *values_r, uint32_t max) MUST_USE;

/*
 * What will be popped behind so many others: a hint for a prefetch, as it may
 * be gone already.  False: nothing is there yet.
 */
bool ring_peek(const struct ring *ring, uint32_t behind, uint32_t *value_r);

/* Values inside, at some moment between call and return. */
uint32_t ring_length(const struct ring *ring);

#endif
