/*
 * alike - how much of one text is in another; private to core/canonical/
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_ALIKE_H
#define CORE_CANONICAL_ALIKE_H

#include "core/base/slice.h"

/* Bytes of each that are looked at. */
#define ALIKE_MAX ((size_t)4 << 10)

/* Percent of the words of text that stand in other, too.  No words: 100. */
unsigned alike_percent(struct slice text, struct slice other);

#endif
