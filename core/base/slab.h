/*
 * slab - memory for many pieces that are kept for a while
 *
 * For what is made of each of thousands of messages and let go again soon
 * after.  Pieces lie one behind the other in blocks of large pages, whose pages
 * come from the system by one fault for 2 MB instead of 512; a block goes when
 * no piece in it is left.  The first one is small: few pieces take little.
 *
 * Threads: a slab is one thread's; any may free a piece.
 */
#ifndef CORE_BASE_SLAB_H
#define CORE_BASE_SLAB_H

#include <stddef.h>

#include "core/base/check.h"

struct slab_block;

/* All zero: nothing was taken of it. */
struct slab {
	struct slab_block *block;
	size_t used; /* bytes of the block */
};

/*
 * size bytes, aligned to 16, not cleared, for slab_free().  slab may be NULL:
 * the piece lies by itself then, as a large one does.  NULL: no memory.
 */
void *slab_alloc(struct slab *slab, size_t size) MUST_USE;

/* NULL: nothing. */
void slab_free(void *piece);

/* What was taken of it stays until it is freed. */
void slab_fini(struct slab *slab);

#endif
