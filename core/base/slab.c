/*
 * slab - memory for many pieces that are kept for a while
 */
#include "core/base/slab.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/base/large_pages.h"

#define SLAB_ALIGN 16u
#define FIRST_BYTES ((size_t)64 << 10)
#define BLOCK_BYTES ((size_t)2 << 20)
/* More than that would leave much of a block behind. */
#define PIECE_MAX (BLOCK_BYTES / 8)

struct slab_block {
	alignas(SLAB_ALIGN) atomic_size_t holders; /* pieces, and the slab */
	size_t bytes;
};

/* Ahead of each piece. */
struct head {
	alignas(SLAB_ALIGN) struct slab_block *block; /* NULL: by itself */
};

static void
let_go(struct slab_block *block)
{
	/* Whoever is the last sees what all others did to it. */
	if (atomic_fetch_sub_explicit(
		&block->holders, 1, memory_order_acq_rel) == 1)
		free(block);
}

static void *
alone(size_t bytes)
{
	struct head *head = aligned_alloc(SLAB_ALIGN, bytes);

	if (head == NULL)
		return NULL;
	head->block = NULL;
	return head + 1;
}

static bool
renew(struct slab *slab)
{
	size_t bytes = slab->block == NULL ? FIRST_BYTES : BLOCK_BYTES;
	struct slab_block *block = large_pages_allocate(bytes, SLAB_ALIGN);

	if (block == NULL)
		return false;
	slab_fini(slab);
	atomic_init(&block->holders, 1);
	block->bytes = bytes;
	*slab = (struct slab){block, sizeof(*block)};
	return true;
}

static bool
has_room(const struct slab *slab, size_t bytes)
{
	return slab->block != NULL && bytes <= slab->block->bytes - slab->used;
}

void *
slab_alloc(struct slab *slab, size_t size)
{
	struct head *head;
	size_t bytes;

	if (size > SIZE_MAX - sizeof(*head) - SLAB_ALIGN)
		return NULL;
	bytes = sizeof(*head) +
		((size + SLAB_ALIGN - 1) & ~(size_t)(SLAB_ALIGN - 1));
	if (slab == NULL || bytes > PIECE_MAX)
		return alone(bytes);
	while (!has_room(slab, bytes))
		if (!renew(slab))
			return NULL;
	head = (struct head *)((uint8_t *)slab->block + slab->used);
	head->block = slab->block;
	slab->used += bytes;
	atomic_fetch_add_explicit(
	    &slab->block->holders, 1, memory_order_relaxed);
	return head + 1;
}

void
slab_free(void *piece)
{
	struct head *head = piece;

	if (piece == NULL)
		return;
	head--;
	if (head->block == NULL)
		free(head);
	else
		let_go(head->block);
}

void
slab_fini(struct slab *slab)
{
	if (slab->block != NULL)
		let_go(slab->block);
	*slab = (struct slab){0};
}
