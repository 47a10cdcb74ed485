/*
 * arena - memory that lives as long as one message
 *
 * A worker keeps one arena and resets it between messages; nothing on the scan
 * path calls malloc.  The address range of limit_bytes is reserved at creation
 * and touched only as used, so an allocation is an addition and a comparison.
 *
 * Threads: one at a time.
 * Memory: every allocation is followed by at least ARENA_SLACK bytes that may
 * be read and written, so that a kernel may finish its last vector.  Contents
 * are not zeroed.
 */
#ifndef CORE_BASE_ARENA_H
#define CORE_BASE_ARENA_H

#include <stddef.h>

#include "core/base/check.h"
#include "core/base/slice.h"

#define ARENA_SLACK 64u

struct arena;

/* NULL: the address space is exhausted. */
struct arena *arena_create(size_t limit_bytes) MUST_USE;

/*
 * The same; but where addresses are short (RLIMIT_AS, a system that does not
 * overcommit) a smaller one: this part (2: half, 4: a quarter) of the largest
 * that can be had, so that others find room, and ARENA_LEAST bytes at least.
 */
#define ARENA_LEAST ((size_t)32 << 20)
/* The part for who is one of several (workers, a crew), or has small mails
 * only: what does not fit is marked as cut short. */
#define ARENA_SHARE 4u
struct arena *arena_create_within(size_t limit_bytes, size_t part) MUST_USE;
void arena_destroy(struct arena **arena);

/*
 * size bytes, aligned to 16.  NULL: the limit would be passed (a result, the
 * arena stays usable) .
 */
void *arena_alloc(struct arena *arena, size_t size) MUST_USE;

/* count objects of size bytes each; NULL also when the product overflows. */
void *arena_alloc_array(
    struct arena *arena, size_t count, size_t size) MUST_USE;

/*
 * Change the size of the newest allocation in place: give back what a decoder
 * did not need, or grow.  False: not the newest, or over the limit; nothing
 * changed.
 */
bool arena_resize_last(struct arena *arena, void *last, size_t size) MUST_USE;

/* A copy of s in the arena; false when it does not fit. */
bool arena_copy(
    struct arena *arena, struct slice s, struct slice *copy_r) MUST_USE;

size_t arena_used(const struct arena *arena);
/* Take back what was allocated since arena_used() was that. */
void arena_rewind(struct arena *arena, size_t used);
size_t arena_free(const struct arena *arena);

/*
 * Take back everything.  Pages beyond ARENA_KEEP go back to the system, so one
 * huge message does not stay in memory for ever.
 */
#define ARENA_KEEP ((size_t)4 << 20)
void arena_reset(struct arena *arena);

#endif
