/*
 * archive_case - what a test of archives stands on: readers, an arena, options
 *
 * Include after cmocka.h.  A case may set more options in a set-up of its own.
 */
#ifndef TESTS_SUPPORT_ARCHIVE_CASE_H
#define TESTS_SUPPORT_ARCHIVE_CASE_H

#include "tests/support/archive_law.h"
#include "tests/support/slices.h"

#define ARENA_BYTES ((size_t)64 << 20)

static struct archives *archives;
static struct arena *arena;
static struct archive_options options;

static inline int
set_up(void **state)
{
	(void)state;
	archives = archives_create();
	arena = arena_create(ARENA_BYTES);
	options = archive_law_options();
	return archives == NULL || arena == NULL;
}

static inline int
tear_down(void **state)
{
	(void)state;
	archives_destroy(&archives);
	arena_destroy(&arena);
	return 0;
}

/* The first members, by keep(), a visitor of archive_law_read(); what was said
 * of the whole archive is for a case to set. */
struct kept {
	struct member members[32];
	size_t count;
	unsigned flags;
	enum limit limit;
};

static inline void
keep(const struct member *member, void *owner)
{
	struct kept *kept = owner;

	if (kept->count < 32)
		kept->members[kept->count++] = *member;
}

#endif
