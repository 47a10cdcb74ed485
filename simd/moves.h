/*
 * moves - how far the weights of a learner move, many at a time
 *
 * Whole numbers out of fractions: which of both neighbours one becomes is a
 * matter of chance, which is a hash of the place and the lesson, so that the
 * same lessons move the same weights by the same on every machine.  Every
 * variant does the same operations of IEEE single precision in the same order.
 *
 * Threads: any.
 */
#ifndef SIMD_MOVES_H
#define SIMD_MOVES_H

#include <stddef.h>
#include <stdint.h>

/* The chance of a place in one lesson: two of 16 bits, the lower one for what
 * is the same for all places. */
struct moves_dice {
	uint32_t mask;  /* which bits of a hash are the place */
	uint32_t round; /* another one for each lesson */
};

static inline uint32_t
moves_chance(const struct moves_dice *dice, uint32_t hash)
{
	return ((hash & dice->mask) ^ dice->round * 0x9e3779b1u) * 0x85ebca6bu;
}

/* How many are made at once; the arrays below have that many, and what stands
 * in those that are not wanted does not matter. */
#define MOVES_COUNT 64u

/* For each place the whole number above or below value, 0 <= value < 2^30. */
void moves_make_even(const struct moves_dice *dice, const uint32_t *hashes,
    float value, int32_t *moves_r);

/* The same of step / sqrt(first + part * energy), which is less than 2^30 in
 * size; energy is from 0 to 65535. */
struct moves_step {
	float step;
	float first;
	float part;
};
void moves_make_by_energy(const struct moves_dice *dice, const uint32_t *hashes,
    const struct moves_step *step, const int32_t *energy, int32_t *moves_r);

#endif
