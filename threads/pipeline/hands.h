/*
 * hands - what each worker has taken from the fast lane ahead of its need
 *
 * Where messages take next to nothing, workers that take one request each keep
 * waiting for the line of memory that says which one is next.  So they take
 * several at once, and each has the rest in a stash of its own.
 *
 * Nothing waits there for a worker that is held up by its message: the others
 * look at the stashes by turns, and one that nobody has touched since the last
 * look they take from before they take newer requests; who finds nothing else
 * takes what lies anywhere.
 *
 * Threads: any, each with its own number as worker.  Progress: lock-free.
 */
#ifndef THREADS_PIPELINE_HANDS_H
#define THREADS_PIPELINE_HANDS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "threads/base/stash.h"

struct hands;

/* NULL: no memory. */
struct hands *hands_create(uint32_t workers) MUST_USE;
void hands_destroy(struct hands **hands);

/*
 * The worker, whose stash is empty, keeps these; behind is how many more there
 * are to be taken elsewhere.
 */
void hands_keep(struct hands *hands, uint32_t worker, const uint32_t *slots,
    uint32_t count, uint32_t behind);

/* The worker keeps nothing for now, so that others need not look. */
void hands_rest(struct hands *hands, uint32_t worker);

/* Its own. */
bool hands_take(
    struct hands *hands, uint32_t worker, uint32_t *slot_r) MUST_USE;

/* Of another worker that seems to be held up. */
bool hands_take_held(
    struct hands *hands, uint32_t worker, uint32_t *slot_r) MUST_USE;

/* Of anybody. */
bool hands_take_any(struct hands *hands, uint32_t *slot_r) MUST_USE;

/* Its own, and what was behind them when it took them; 0: it has none. */
uint32_t hands_backlog(const struct hands *hands, uint32_t worker);

/* Of all workers. */
uint32_t hands_count(const struct hands *hands);

#endif
