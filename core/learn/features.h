/*
 * features - a message as the learners see it: sorted-out hashes
 *
 * Made once for a message from its canonical form and read by every learner.
 * A feature is the hash of something that the message holds (four bytes of its
 * text, a pair of words, a word of its Subject); each is there once, however
 * often it occurs.  Learners take as many low bits of a hash as their table
 * has, so one set of features serves tables of any size.
 *
 * Bounded by FEATURES_*_MAX whatever the message is; the time is linear in what
 * is looked at.
 *
 * Threads: any.  Memory: the arena.
 */
#ifndef CORE_LEARN_FEATURES_H
#define CORE_LEARN_FEATURES_H

#include "core/base/arena.h"
#include "core/base/check.h"
#include "core/base/slab.h"
#include "core/base/slice.h"
#include "simd/hashes.h"

struct canonical;

struct feature_list {
	const uint32_t *hashes; /* distinct */
	size_t count;
	int64_t sum; /* of their weights: features_make_for() */
};

struct features {
	struct feature_list head;   /* runs of bytes of the head */
	struct feature_list text;   /* ... of links and text */
	struct feature_list pairs;  /* sparse pairs of words */
	struct feature_list tokens; /* words, by where they stand */
	uint32_t facts;             /* facts.h */
};

/*
 * With the arena full a list is cut, or empty: fewer features are less
 * knowledge, not an error.
 */
void features_make(const struct canonical *canonical, struct arena *arena,
    struct features *features_r);

/* Tables in which each list will be looked up; those of two bytes an entry are
 * weights (int16_t). */
struct features_tables {
	struct hashes_table head;
	struct hashes_table text;
	struct hashes_table pairs;
	struct hashes_table tokens;
};

/*
 * The same for who asks a model at once: weights are added up while they are in
 * the cache, and the other entries are on their way there when it returns.
 */
void features_make_for(const struct features_tables *tables,
    const struct canonical *canonical, struct arena *arena,
    struct features *features_r);

/* A copy that outlives the arena, in one piece for free(); NULL: no memory. */
struct features *features_keep(const struct features *features) MUST_USE;
/* The same in the slab. */
struct features *features_keep_in(
    const struct features *features, struct slab *slab) MUST_USE;

#endif
