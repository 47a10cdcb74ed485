/*
 * arj_header - one header of an ARJ archive
 *
 *     60 EA | size | basic header (name, comment) | sum | size | extended | sum
 *           | size 0 | data of the member
 *
 * The first header is that of the archive, a basic header of no bytes its end.
 */
#ifndef CORE_ARCHIVE_ARJ_ARJ_HEADER_H
#define CORE_ARCHIVE_ARJ_ARJ_HEADER_H

#include <stdbool.h>

#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/slice.h"

enum arj_type {
	ARJ_BINARY = 0,
	ARJ_TEXT = 1,
	ARJ_MAIN = 2, /* the header of the archive */
	ARJ_FOLDER = 3,
	ARJ_LABEL = 4,
	ARJ_CHAPTER = 5,
};

#define ARJ_FLAG_GARBLED 0x01u
#define ARJ_FLAG_GOES_ON 0x04u   /* in the next volume; main: is a volume */
#define ARJ_FLAG_CAME_FROM 0x08u /* the volume before; not in main */

struct arj_header {
	struct slice name;
	uint32_t packed;
	uint32_t size;
	uint32_t crc32;
	uint8_t flags;
	uint8_t method;
	uint8_t type;
	uint8_t modifier; /* of the password */
	size_t data;      /* where they begin */
};

enum arj_found {
	ARJ_HEADER,
	ARJ_END,
	ARJ_NONE, /* no header, or its sum is wrong */
};

/* What is at that place.  Where the extended headers are cut, or their sums
 * wrong, it is a header all the same: nothing is taken from them. */
enum arj_found arj_header_at(
    struct slice bytes, size_t at, struct arj_header *header_r) MUST_USE;

/* The first header at or after from; SIZE_MAX: none, or the time is up. */
size_t arj_header_find(
    struct slice bytes, size_t from, struct budget *budget) MUST_USE;

/* Could that be the header of an archive?  Sums are not looked at, so the time
 * is that of a few comparisons. */
bool arj_header_plausible(struct slice bytes) MUST_USE;

#endif
