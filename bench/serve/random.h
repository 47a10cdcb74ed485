/*
 * random - the same numbers from the same seed on every machine
 *
 * splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
 * generators, 2014): good enough to make up mail, and eight lines long.
 */
#ifndef BENCH_SERVE_RANDOM_H
#define BENCH_SERVE_RANDOM_H

#include <stdint.h>

static inline uint64_t
random_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* 0 .. bound - 1; bound over 0 and small, so that the bias is none to see. */
static inline uint64_t
random_below(uint64_t *state, uint64_t bound)
{
	return random_next(state) % bound;
}

#endif
