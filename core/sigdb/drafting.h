/*
 * drafting - from collected rules to the sections of an image
 *
 * Threads: one at a time.  Takes time and memory: seconds and hundreds of
 * megabytes for whole databases, which is why it runs in a process of its own.
 */
#ifndef CORE_SIGDB_DRAFTING_H
#define CORE_SIGDB_DRAFTING_H

#include "core/base/arena.h"
#include "core/sigdb/collection.h"
#include "core/sigdb/image.h"
#include "core/pattern/pattern.h"

/* A literal shorter than this stands everywhere; such ones are looked for by a
 * matcher of their own, so that they do not slow down the others. */
#define DRAFT_LITERAL_MIN 4u

struct drafting {
	struct collection *collection;
	struct arena *arena;  /* programs and literals while compiling */
	struct blob patterns; /* struct image_pattern */
	struct blob compiled; /* struct pattern, by the same index */
	struct blob anchors;  /* uint8_t: which anchor of it is looked for */
	struct blob programs;
	struct blob literals; /* struct image_literal */
	struct blob entries;  /* struct image_entry */
	struct blob matchers; /* struct image_matcher */
	struct blob images;
	struct hash_blobs hashes;
	struct image_range kinds[RULES_TARGETS];
	struct image_range bound;
	uint64_t hash_count;
	uint64_t allow_count;
};

/* Compile the patterns that are left in the collection and give each a
 * signature.  False: no memory. */
bool draft_patterns(struct drafting *drafting) MUST_USE;

/* Choose the anchor of each pattern. */
bool draft_anchors(struct drafting *drafting) MUST_USE;

/* Make the matchers of every kind of buffer. */
enum sigdb_result draft_matchers(
    struct drafting *drafting, struct text *error_r) MUST_USE;

bool draft_hashes(struct drafting *drafting) MUST_USE;

#endif
