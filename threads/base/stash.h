/*
 * stash - a few values that one thread took at once, to use one by one
 *
 * The owner fills it when it is empty.  Owner and others take from it, the
 * oldest first, so that nothing waits for an owner that is held up.
 *
 * Threads: stash_fill() by the owner, all else by any.  Progress: lock-free.
 * Inline, since the owner takes something for each request.
 */
#ifndef THREADS_BASE_STASH_H
#define THREADS_BASE_STASH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"

#define STASH_MAX 16u

/* All zero: empty. */
struct stash {
	/* [atomic] how often it was filled << 8 | how many are left */
	_Alignas(64) _Atomic uint64_t mark;
	/* The oldest last.  Atomic, since another one may read while the owner
	 * writes; the mark keeps it from using that. */
	_Atomic uint32_t values[STASH_MAX];
};

/* Another number after each change: while it stays nobody has taken anything.
 */
static inline uint64_t
stash_mark(const struct stash *stash)
{
	return atomic_load_explicit(&stash->mark, memory_order_acquire);
}

static inline uint32_t
stash_left_at(uint64_t mark)
{
	return (uint32_t)(mark & 0xFF);
}

static inline uint32_t
stash_left(const struct stash *stash)
{
	return stash_left_at(stash_mark(stash));
}

/* The oldest first.  Precondition: empty. */
static inline void
stash_fill(struct stash *stash, const uint32_t *values, uint32_t count)
{
	/* Acquires: whoever took the values before has read them. */
	uint64_t mark = stash_mark(stash);

	CHECK(stash_left_at(mark) == 0 && count <= STASH_MAX);
	for (uint32_t i = 0; i < count; i++)
		atomic_store_explicit(&stash->values[count - 1 - i], values[i],
		    memory_order_relaxed);
	/* Release: the values, and what the owner has seen with them. */
	atomic_store_explicit(
	    &stash->mark, ((mark >> 8) + 1) << 8 | count, memory_order_release);
}

/* False: empty. */
static inline bool
stash_take(struct stash *stash, uint32_t *value_r)
{
	uint64_t mark = stash_mark(stash);

	while (stash_left_at(mark) > 0) {
		*value_r = atomic_load_explicit(
		    &stash->values[stash_left_at(mark) - 1],
		    memory_order_relaxed);
		/* Release: read before the owner may write again. */
		if (atomic_compare_exchange_weak_explicit(&stash->mark, &mark,
			mark - 1, memory_order_acq_rel, memory_order_acquire))
			return true;
	}
	return false;
}

#endif
