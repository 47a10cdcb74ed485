/*
 * quota - how much memory a library may take
 *
 * Libraries that unpack call malloc with sizes that the input names (a
 * dictionary of 1.5 GB).  Between quota_enter() and quota_leave() all that the
 * calling thread allocates comes out of a pool of its own, and malloc returns
 * NULL once that would pass the bound; so the library says "no memory" and the
 * rest of the program has not noticed.
 *
 * This works with jemalloc, which the release is linked with.  Without it (or
 * with a sanitizer's allocator) all calls are allowed and do nothing;
 * quota_works() tells.  What is counted is memory taken from the system, in
 * pages; up to about 1 MB of small objects that the thread had in its cache
 * before is not.
 *
 * Memory may be freed inside or outside, and by any thread.
 *
 * Threads: one at a time for each quota; the free of another thread does not
 * matter.
 */
#ifndef CORE_BASE_QUOTA_H
#define CORE_BASE_QUOTA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/check.h"

struct quota;

/* Can malloc be bounded in this process? */
bool quota_works(void);

/* NULL: no memory.  A quota that does nothing is not NULL. */
struct quota *quota_create(void) MUST_USE;

/*
 * What was allocated inside may live on: the pool is kept for the next
 * quota_create() of the process, because libraries keep tables for ever.
 */
void quota_destroy(struct quota **quota);

/* From here on malloc of this thread takes from the pool, which holds at most
 * max_bytes.  Does not nest. */
void quota_enter(struct quota *quota, size_t max_bytes);
void quota_leave(struct quota *quota);

/* Inside: what is allocated between these is none of the library's sizes, and
 * comes from outside of the pool. */
void quota_suspend(struct quota *quota);
void quota_resume(struct quota *quota);

/*
 * Outside: forget the peak and the refusals.  Unused memory of the pool goes
 * back to the system, unless that is little.
 */
void quota_clear(struct quota *quota);

/* Bytes taken from the system now, and the most since quota_clear(). */
size_t quota_bytes(const struct quota *quota);
size_t quota_peak_bytes(const struct quota *quota);

/* Was a malloc refused since quota_clear(), or the other? */
bool quota_refused(const struct quota *quota);
void quota_forget_refusals(struct quota *quota);

/*
 * Bytes that the calling thread has ever asked malloc for; 0 where nobody
 * counts.  Two equal readings prove that there was no malloc between.
 */
uint64_t quota_thread_allocated(void);

#endif
