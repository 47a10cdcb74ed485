/*
 * moves_scalar - the reference twin: plain C for any processor
 */
#include <math.h>

#include "simd/moves_kernels.h"

/* The whole number below value + chance / 65536; a call of floorf() costs more
 * than all the rest. */
static inline int32_t
round_by(float value, uint32_t chance)
{
	float sum = value + (float)chance * (1.0f / 65536);
	int32_t whole = (int32_t)sum;

	return whole - ((float)whole > sum);
}

static void
make_even(const struct moves_dice *dice, const uint32_t *hashes, float value,
    int32_t *moves_r)
{
	for (size_t i = 0; i < MOVES_COUNT; i++)
		moves_r[i] =
		    round_by(value, moves_chance(dice, hashes[i]) & 0xffff);
}

static void
make_by_energy(const struct moves_dice *dice, const uint32_t *hashes,
    const struct moves_step *step, const int32_t *energy, int32_t *moves_r)
{
	for (size_t i = 0; i < MOVES_COUNT; i++) {
		float root = sqrtf(step->first + (float)energy[i] * step->part);

		moves_r[i] = round_by(
		    step->step / root, moves_chance(dice, hashes[i]) >> 16);
	}
}

const struct moves_kernels moves_scalar = {
    .make_even = make_even,
    .make_by_energy = make_by_energy,
};
