/*
 * hash_lookup - bytes against the hashes of known files
 */
#ifndef CORE_SCAN_HASH_LOOKUP_H
#define CORE_SCAN_HASH_LOOKUP_H

#include "core/scan/run.h"

/* What is looked up, and where it stands in a part. */
struct hash_question {
	enum hash_kind kind;
	const struct part *part;
	struct slice bytes;
	uint64_t offset;
	uint32_t *entry; /* found: for the entry of an allow list */
};

/* What to do with a signature whose hash this is; true: look no further. */
typedef bool hash_found(
    struct run *run, const struct hash_question *question, uint32_t owner);

/*
 * Call found for each signature whose hash these bytes have.  They are hashed
 * once for each algorithm that has a candidate.  True: found said so.
 */
bool hash_look_up(
    struct run *run, const struct hash_question *question, hash_found *found);

#endif
