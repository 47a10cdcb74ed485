/*
 * tops - which of many names come most often, in bounded memory
 *
 * The sketch of Metwally, Agrawal and El Abbadi, "Space-Saving": of so many
 * names as there is room for each has a count; a new one takes the place of the
 * rarest and its count with it.  A name that is more than a TOPS_ROOM-th of all
 * is there, and its count is too high by at most `over`.
 *
 * Threads: one at a time.
 */
#ifndef CORE_REPORT_TOPS_H
#define CORE_REPORT_TOPS_H

#include <stdint.h>

#include "core/base/slice.h"

#define TOPS_ROOM 128u
#define TOPS_NAME_BYTES 80u

struct top {
	char name[TOPS_NAME_BYTES]; /* printable, without blanks */
	uint64_t hash;
	uint64_t count;
	uint64_t over; /* of count, at most so many are of other names */
};

/* All zeros: empty. */
struct tops {
	uint32_t used;
	struct top tops[TOPS_ROOM];
};

/*
 * name came n times.  It is cut to what fits; what is not printable in it, and
 * each blank, becomes '?'.  An empty one is not counted.
 */
void tops_add(struct tops *tops, struct slice name, uint64_t n, uint64_t over);

void tops_merge(struct tops *into, const struct tops *from);

/* The most frequent first; of equals by name, so that the order is one. */
void tops_sort(struct tops *tops);

#endif
