/*
 * large_pages - room that is gone all over, in large pages where there are any
 */
#include "core/base/large_pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* What processors with pages of 4 KB have beside them. */
#define LARGE_PAGE ((size_t)2 << 20)

void *
large_pages_allocate(size_t bytes, size_t align)
{
	void *room;

	if (bytes >= LARGE_PAGE)
		align = LARGE_PAGE;
	if (bytes == 0 || bytes > SIZE_MAX - align)
		return NULL;
	bytes = (bytes + align - 1) & ~(align - 1);
	room = aligned_alloc(align, bytes);
#if ON_LINUX && defined(MADV_HUGEPAGE)
	if (room != NULL && align == LARGE_PAGE)
		(void)madvise(room, bytes, MADV_HUGEPAGE);
#endif
	return room;
}
