/*
 * large_pages - room that is gone all over, in large pages where there are any
 *
 * Threads: any.
 */
#ifndef CORE_BASE_LARGE_PAGES_H
#define CORE_BASE_LARGE_PAGES_H

#include <stddef.h>

/*
 * Room of so many bytes (1 or more), not cleared, for free(); it begins at a
 * multiple of align, a power of two.  NULL: no memory.
 */
void *large_pages_allocate(size_t bytes, size_t align);

#endif
