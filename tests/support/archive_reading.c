/*
 * archive_reading - one archive at a time, read for a unit test
 */
#include "tests/support/archive_reading.h"

#define ARENA_BYTES ((size_t)64 << 20)

struct archives *reading_archives;
struct arena *reading_arena;
struct member seen[READING_MEMBERS_MAX];
size_t seen_count;

int
reading_set_up(void **state)
{
	(void)state;
	reading_archives = archives_create();
	reading_arena = arena_create(ARENA_BYTES);
	return reading_archives == NULL || reading_arena == NULL;
}

int
reading_tear_down(void **state)
{
	(void)state;
	archives_destroy(&reading_archives);
	arena_destroy(&reading_arena);
	return 0;
}

static void
see(const struct member *member, void *owner)
{
	(void)owner;
	if (seen_count < READING_MEMBERS_MAX)
		seen[seen_count++] = *member;
}

struct archive_seen
reading_with(struct slice bytes, enum filetype type,
    const struct archive_options *options)
{
	arena_reset(reading_arena);
	seen_count = 0;
	return archive_law_read(reading_archives, bytes, type, options,
	    reading_arena, NULL, see, NULL);
}

struct archive_seen
reading(struct slice bytes, enum filetype type)
{
	const struct archive_options options = archive_law_options();

	return reading_with(bytes, type, &options);
}
