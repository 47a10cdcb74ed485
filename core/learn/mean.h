/*
 * mean - one model out of several that were taught the same
 *
 * The log-odds of a regression are a sum of weights, so the mean of what
 * several regressions say is what one says that has the mean of their weights.
 * Of energy and of the stacker the mean is taken, too; all else (words counted,
 * the curve) hardly depends on the order of learning and is that of the first.
 *
 * Sums of entries are of whole numbers; halves are rounded away from zero.
 *
 * Threads: any.
 */
#ifndef CORE_LEARN_MEAN_H
#define CORE_LEARN_MEAN_H

#include "core/learn/model.h"

/* More models than this are not added up. */
#define MEAN_MODELS_MAX 64u

/* The mean of count images of one shape into the first of them; count is a
 * power of two. */
void mean_take(void *const *images, size_t count);

#endif
