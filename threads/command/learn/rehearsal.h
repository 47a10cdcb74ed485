/*
 * rehearsal - a large batch learnt in several orders at the same time
 *
 *     model ahead of it ─┬▶ order 0 ─┐
 *                        ├▶ order 1 ─┼▶ mean ──▶ labels doubted? ──▶ the model
 *                        └▶ ...     ─┘             │ some
 *                 again, without those ◀───────────┘
 *
 * Each order is learnt by one processor.  What they taught is added up in the
 * order of their numbers, so how many processors there are changes nothing.
 *
 * Threads: one; it makes some and ends with them.
 * Memory: a model for each order but the first, which has the caller's.
 */
#ifndef THREADS_COMMAND_LEARN_REHEARSAL_H
#define THREADS_COMMAND_LEARN_REHEARSAL_H

#include "threads/command/learn/cleansing.h"

/*
 * In place of cleansing_end(), which is all there is to it for a batch that is
 * not large.  Of a large one, whatever of it was learnt: image is what was
 * before and all items learnt, but for those to leave out, and steps says what
 * each did.  False: no memory, or no thread; image is of no use then.
 */
bool rehearsal_end(
    struct cleansing *cleansing, void *image, unsigned workers) MUST_USE;

#endif
