/*
 * marks - facts about a message's shape as words; private to core/canonical/
 *
 * Threads: one at a time.
 */
#ifndef CORE_CANONICAL_MARKS_H
#define CORE_CANONICAL_MARKS_H

#include "core/canonical/canonical.h"

/* Different marks that are kept. */
#define MARKS_COUNT_MAX 192u
#define MARKS_SLOTS 512u

struct marks {
	uint8_t *out; /* CANONICAL_MARKS_MAX bytes */
	size_t size;
	size_t count;
	uint16_t slots[MARKS_SLOTS]; /* where one begins, + 1; 0: free */
	bool cut;
};

/* Without memory nothing is kept. */
void marks_begin(struct marks *marks, struct arena *arena);

/* Add a word, if it is not there. */
void mark(struct marks *marks, const char *word);

/*
 * "kind:value": value in lower case, what is not a letter, a digit or one of
 * "+-./_()" as '_', at most 48 bytes.
 */
void mark_value(struct marks *marks, const char *kind, struct slice value);

/* "kind:0", "kind:1", "kind:2", "kind:3-4", "kind:5-8", ... */
void mark_count(struct marks *marks, const char *kind, uint64_t count);

#endif
