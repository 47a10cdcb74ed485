/*
 * random - the same numbers in every run
 *
 * Threads: one at a time for one state.
 */
#ifndef TESTS_SUPPORT_RANDOM_H
#define TESTS_SUPPORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* xorshift64; the state is any number but 0. */
static inline uint64_t
random_next(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

/* 0 .. limit - 1; limit is at least 1. */
static inline size_t
random_below(uint64_t *state, size_t limit)
{
	return (size_t)((random_next(state) >> 16) % limit);
}

/* size bytes, each one of the set_size bytes at set. */
static inline void
random_fill(
    uint64_t *state, const void *set, size_t set_size, uint8_t *to, size_t size)
{
	const uint8_t *bytes = set;

	for (size_t i = 0; i < size; i++)
		to[i] = bytes[random_below(state, set_size)];
}

#endif
