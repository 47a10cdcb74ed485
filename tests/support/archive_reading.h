/*
 * archive_reading - one archive at a time, read for a unit test
 *
 * Its members are kept, in the arena, until the next reading.
 */
#ifndef TESTS_SUPPORT_ARCHIVE_READING_H
#define TESTS_SUPPORT_ARCHIVE_READING_H

#include "tests/support/archive_law.h"

#define READING_MEMBERS_MAX 16u

extern struct archives *reading_archives;
extern struct arena *reading_arena;
extern struct member seen[READING_MEMBERS_MAX]; /* the first ones */
extern size_t seen_count;

/* For cmocka's groups. */
int reading_set_up(void **state);
int reading_tear_down(void **state);

/* Under archive_law.h. */
struct archive_seen reading_with(struct slice bytes, enum filetype type,
    const struct archive_options *options);
struct archive_seen reading(struct slice bytes, enum filetype type);

#endif
