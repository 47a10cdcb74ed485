/*
 * slab - memory for many pieces that go together
 *
 * For what is kept of each of thousands of messages for a while.  Pieces lie
 * one behind the other in blocks of large pages, whose pages come from the
 * system by one fault for 2 MB instead of 512.  The first block is small: few
 * pieces take little.
 *
 * Threads: one at a time.
 */
#ifndef CORE_BASE_SLAB_H
#define CORE_BASE_SLAB_H

#include <stddef.h>

#include "core/base/check.h"

struct slab_block;

/* All zero: it is empty. */
struct slab {
	struct slab_block *block; /* the newest */
	size_t used;              /* bytes of it */
	size_t bytes;             /* of all blocks */
};

/* size bytes, aligned to 16, not cleared, until slab_clear().  NULL: no memory.
 */
void *slab_alloc(struct slab *slab, size_t size) MUST_USE;

/* All pieces are gone, and their memory. */
void slab_clear(struct slab *slab);

#endif
