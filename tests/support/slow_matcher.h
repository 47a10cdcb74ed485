/*
 * slow_matcher - what matcher.h promises, found by trying every place
 *
 * The truth that the matcher's back ends are held against.  A findings list
 * collects either side's matches; two lists are compared as sorted multisets,
 * since the order across literals is not promised.
 */
#ifndef TESTS_SUPPORT_SLOW_MATCHER_H
#define TESTS_SUPPORT_SLOW_MATCHER_H

#include "simd/matcher.h"

struct finding {
	uint64_t end;
	uint32_t id;
};

struct sightings {
	struct finding *at;
	size_t count;
	size_t room;
	size_t stop_after; /* 0: never */
};

/* Every occurrence of every literal; aborts when memory runs out. */
void slow_matcher_scan(const struct matcher_literal *literals, size_t count,
    const uint8_t *data, size_t size, struct sightings *findings);

/* A matcher_on_match whose owner is a struct sightings. */
bool sightings_add(void *owner, uint32_t id, uint64_t end);

/* Sorts both. */
bool sightings_equal(struct sightings *a, struct sightings *b);

void sightings_fini(struct sightings *findings);

#endif
