/*
 * slab - memory for many pieces that go together
 */
#include "core/base/slab.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/base/large_pages.h"

#define SLAB_ALIGN 16u
#define FIRST_BYTES ((size_t)64 << 10)
#define BLOCK_BYTES ((size_t)2 << 20)

struct slab_block {
	alignas(SLAB_ALIGN) struct slab_block *before;
	size_t bytes;
};

static size_t
aligned(size_t size)
{
	return (size + SLAB_ALIGN - 1) & ~(size_t)(SLAB_ALIGN - 1);
}

/* A block with room for size bytes; what is left of the one before stays
 * unused. */
static bool
add_block(struct slab *slab, size_t size)
{
	size_t bytes = slab->block == NULL ? FIRST_BYTES : BLOCK_BYTES;
	struct slab_block *block;

	if (bytes < sizeof(*block) + size)
		bytes = sizeof(*block) + size;
	block = large_pages_allocate(bytes, SLAB_ALIGN);
	if (block == NULL)
		return false;
	*block = (struct slab_block){slab->block, bytes};
	slab->block = block;
	slab->used = sizeof(*block);
	slab->bytes += bytes;
	return true;
}

void *
slab_alloc(struct slab *slab, size_t size)
{
	uint8_t *piece;

	if (size > SIZE_MAX / 2)
		return NULL;
	size = aligned(size);
	if ((slab->block == NULL || size > slab->block->bytes - slab->used) &&
	    !add_block(slab, size))
		return NULL;
	piece = (uint8_t *)slab->block + slab->used;
	slab->used += size;
	return piece;
}

void
slab_clear(struct slab *slab)
{
	while (slab->block != NULL) {
		struct slab_block *block = slab->block;

		slab->block = block->before;
		free(block);
	}
	*slab = (struct slab){0};
}
