/*
 * disk_case - a disk that is put together by hand, and what is read from it
 *
 * Include after cmocka.h; set_up() and tear_down() are archive_case.h's.
 */
#ifndef TESTS_SUPPORT_DISK_CASE_H
#define TESTS_SUPPORT_DISK_CASE_H

#include <string.h>

#include "tests/support/archive_case.h"

#define SECTOR 512u
#define SECTORS 256u

static uint8_t image[(SECTORS + 1) * SECTOR];

static inline void
put(size_t at, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		image[at + i] = (uint8_t)(value >> 8 * i);
}

static inline void
put_big(size_t at, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		image[at + i] = (uint8_t)(value >> 8 * (size - 1 - i));
}

static inline struct kept
read_disk_of(struct slice bytes)
{
	struct kept kept = {.count = 0};
	struct archive_seen found;

	arena_reset(arena);
	found = archive_law_read(
	    archives, bytes, FILETYPE_DISK, &options, arena, NULL, keep, &kept);
	kept.flags = found.flags;
	kept.limit = found.limit;
	return kept;
}

static inline struct kept
read_disk(size_t size)
{
	return read_disk_of((struct slice){image, size});
}

static inline void
clear(void)
{
	memset(image, 0, sizeof(image));
}

#endif
