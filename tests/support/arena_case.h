/*
 * arena_case - what most tests of a parser stand on: an arena
 *
 * For a group, or for each test of it.  ARENA_BYTES, defined ahead, is another
 * size.  Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_ARENA_CASE_H
#define TESTS_SUPPORT_ARENA_CASE_H

#include "core/base/arena.h"

#ifndef ARENA_BYTES
#define ARENA_BYTES ((size_t)64 << 20)
#endif

static struct arena *arena;

static inline int
set_up(void **state)
{
	(void)state;
	arena = arena_create(ARENA_BYTES);
	return arena == NULL;
}

static inline int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

#endif
