/*
 * unpack_case - what a test of unpacking stands on
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_UNPACK_CASE_H
#define TESTS_SUPPORT_UNPACK_CASE_H

#include "core/unpack/unpack.h"

static struct limits limits;
static struct arena *arena;
static struct unpacker *unpacker;

static inline int
set_up(void **state)
{
	(void)state;
	limits_default(&limits);
	arena = arena_create(unpack_arena_bytes(&limits));
	unpacker = unpacker_create();
	return arena == NULL || unpacker == NULL ? -1 : 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	unpacker_destroy(&unpacker);
	return 0;
}

#endif
