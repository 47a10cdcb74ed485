/*
 * lines - memory on lines of the cache that are nobody else's
 *
 * For what threads write beside each other: two of them on one line keep taking
 * it from one another.
 */
#ifndef THREADS_BASE_LINES_H
#define THREADS_BASE_LINES_H

#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"

#define LINE_BYTES 64u

/*
 * Zeros for count things of that size, which is one of whole lines: what an
 * _Alignas(LINE_BYTES) or _Alignas(64) inside makes it.  NULL: no memory.
 * free() takes it back.
 */
static inline void *
lines_alloc(size_t count, size_t size)
{
	void *room;

	CHECK(size % LINE_BYTES == 0 && count <= SIZE_MAX / size);
	room = aligned_alloc(LINE_BYTES, count * size);
	if (room != NULL)
		memset(room, 0, count * size);
	return room;
}

#endif
