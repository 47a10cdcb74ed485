/*
 * arena - memory that lives as long as one message
 */
#include "core/base/arena.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ARENA_ALIGN 16u

struct arena {
	uint8_t *base;
	size_t limit;    /* bytes that may be handed out */
	size_t reserved; /* bytes of address space: limit and the slack */
	size_t used;
	size_t high; /* most bytes used since the last trim */
	size_t last; /* offset of the newest allocation */
};

struct arena *
arena_create(size_t limit_bytes)
{
	struct arena *arena;

	if (limit_bytes > SIZE_MAX - ARENA_SLACK)
		return NULL;
	arena = calloc(1, sizeof(*arena));
	if (arena == NULL)
		return NULL;
	arena->limit = limit_bytes;
	arena->reserved = limit_bytes + ARENA_SLACK;
	arena->base = mmap(NULL, arena->reserved, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (arena->base == MAP_FAILED) {
		free(arena);
		return NULL;
	}
	return arena;
}

struct arena *
arena_create_within(size_t limit_bytes, size_t part)
{
	struct arena *arena = arena_create(limit_bytes);
	size_t room = limit_bytes;

	while (arena == NULL && room / 2 >= ARENA_LEAST) {
		room /= 2;
		arena = arena_create(room);
	}
	if (arena == NULL || room == limit_bytes)
		return arena;
	arena_destroy(&arena);
	room /= part;
	return arena_create(room > ARENA_LEAST ? room : ARENA_LEAST);
}

void
arena_destroy(struct arena **arena)
{
	if (*arena == NULL)
		return;
	munmap((*arena)->base, (*arena)->reserved);
	free(*arena);
	*arena = NULL;
}

static size_t
aligned(size_t n)
{
	return (n + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
}

/*
 * An allocation takes its own bytes and the slack behind them.  One of no bytes
 * takes one, so that no two have the same address.
 */
static bool
place(struct arena *arena, size_t from, size_t size)
{
	if (size == 0)
		size = 1;
	if (size > arena->limit - from)
		return false;
	arena->last = from;
	arena->used = from + size;
	if (arena->used > arena->high)
		arena->high = arena->used;
	return true;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	size_t from = arena->used == 0 ? 0 : aligned(arena->used + ARENA_SLACK);

	if (from > arena->limit || !place(arena, from, size))
		return NULL;
	return arena->base + from;
}

void *
arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		return NULL;
	return arena_alloc(arena, count * size);
}

bool
arena_resize_last(struct arena *arena, void *last, size_t size)
{
	if (arena->used == 0 || last != arena->base + arena->last)
		return false;
	return place(arena, arena->last, size);
}

bool
arena_copy(struct arena *arena, struct slice s, struct slice *copy_r)
{
	uint8_t *copy = arena_alloc(arena, s.size);

	if (copy == NULL)
		return false;
	if (s.size > 0)
		memcpy(copy, s.data, s.size);
	*copy_r = (struct slice){copy, s.size};
	return true;
}

size_t
arena_used(const struct arena *arena)
{
	return arena->used;
}

void
arena_rewind(struct arena *arena, size_t used)
{
	arena->used = used;
	arena->last = used; /* nothing lies there: what is behind is aligned */
}

size_t
arena_free(const struct arena *arena)
{
	size_t next = arena->used == 0 ? 0 : aligned(arena->used + ARENA_SLACK);

	return next > arena->limit ? 0 : arena->limit - next;
}

void
arena_reset(struct arena *arena)
{
	if (arena->high > ARENA_KEEP) {
		size_t keep = ARENA_KEEP;

		madvise(
		    arena->base + keep, arena->reserved - keep, MADV_DONTNEED);
		arena->high = 0;
	}
	arena->used = 0;
	arena->last = 0;
}
