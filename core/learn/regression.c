/*
 * regression - logistic regression over hashed features, in whole numbers
 */
#include "core/learn/regression.h"

#include <math.h>
#include <string.h>

#include "simd/moves.h"

/* A weight of 1.0 in units; the largest is 4. */
#define WEIGHT_ONE 8192.0
/* A squared error of 1.0 in units; the largest sum is 256. */
#define ENERGY_ONE 256.0
/* What energy begins with: it bounds the first step. */
#define ENERGY_FIRST 0.003f

static double
scale(const struct regression_rates *rates, size_t count)
{
	return sqrt(rates->reference / (double)(count + 1));
}

int64_t
regression_sum(
    const int16_t *weights, size_t mask, const uint32_t *hashes, size_t count)
{
	int64_t sum = 0;

#pragma GCC unroll 8
	for (size_t i = 0; i < count; i++)
		sum += weights[hashes[i] & mask];
	return sum;
}

static size_t
at_most(size_t count)
{
	return count < MOVES_COUNT ? count : MOVES_COUNT;
}

/* Always inline: gcc takes a function that does nothing but ask for one that
 * does nothing, and leaves out the call. */
static inline __attribute__((always_inline)) void
ask_for(const void *table, size_t mask, const uint32_t *hashes, size_t count)
{
	const uint16_t *entries = table;

#pragma GCC unroll 8
	for (size_t i = 0; i < count; i++)
		__builtin_prefetch(&entries[hashes[i] & mask]);
}

/* The same sum where the weights are far away: those of one block are asked for
 * while the block ahead of it is added up. */
static int64_t
sum_from_afar(
    const int16_t *weights, size_t mask, const uint32_t *hashes, size_t count)
{
	int64_t sum = 0;

	ask_for(weights, mask, hashes, at_most(count));
	while (count > 0) {
		size_t now = at_most(count);

		count -= now;
		ask_for(weights, mask, hashes + now, at_most(count));
		sum += regression_sum(weights, mask, hashes, now);
		hashes += now;
	}
	return sum;
}

double
regression_odds(const struct regression_rates *rates, int64_t sum, size_t count)
{
	return (double)sum / WEIGHT_ONE * scale(rates, count);
}

double
regression_rate(const struct regression *regression,
    const struct regression_rates *rates, const struct feature_list *features)
{
	size_t mask = ((size_t)1 << regression->bits) - 1;

	return regression_odds(rates,
	    sum_from_afar(
		regression->weights, mask, features->hashes, features->count),
	    features->count);
}

double
regression_weight(const struct regression *regression,
    const struct regression_rates *rates, uint32_t hash, size_t count)
{
	size_t mask = ((size_t)1 << regression->bits) - 1;

	return regression->weights[hash & mask] / WEIGHT_ONE *
	       scale(rates, count);
}

static uint16_t
energy_add(uint16_t energy, int32_t more)
{
	int32_t sum = energy + more;

	if (sum < 0)
		return 0;
	return sum > UINT16_MAX ? UINT16_MAX : (uint16_t)sum;
}

static int16_t
weight_add(int16_t weight, int32_t more)
{
	int32_t sum = weight + more;

	if (sum > INT16_MAX)
		return INT16_MAX;
	return sum < -INT16_MAX ? -INT16_MAX : (int16_t)sum;
}

/* What all features of a message are moved by. */
struct moving {
	int16_t *weights;
	uint16_t *energy;
	struct moves_dice dice;
	struct moves_step step;
	float more; /* energy */
};

/* What was added to is gone through in order, so that two features of one place
 * are both counted. */
static void
move(const struct moving *moving, const uint32_t *hashes, size_t count)
{
	int32_t energy[MOVES_COUNT] = {0}, moves[MOVES_COUNT];
	uint32_t mask = moving->dice.mask;

	moves_make_even(&moving->dice, hashes, moving->more, moves);
	for (size_t i = 0; i < count; i++) {
		uint16_t *at = &moving->energy[hashes[i] & mask];

		*at = energy_add(*at, moves[i]);
		energy[i] = *at;
	}
	moves_make_by_energy(
	    &moving->dice, hashes, &moving->step, energy, moves);
	for (size_t i = 0; i < count; i++) {
		int16_t *at = &moving->weights[hashes[i] & mask];

		*at = weight_add(*at, moves[i]);
	}
}

/* The same, from the last to the first: with the energy that it left. */
static void
move_back(const struct moving *moving, const uint32_t *hashes, size_t count)
{
	int32_t energy[MOVES_COUNT] = {0}, moves[MOVES_COUNT];
	uint32_t mask = moving->dice.mask;

	moves_make_even(&moving->dice, hashes, moving->more, moves);
	for (size_t i = count; i-- > 0;) {
		uint16_t *at = &moving->energy[hashes[i] & mask];

		energy[i] = *at;
		*at = energy_add(*at, -moves[i]);
	}
	moves_make_by_energy(
	    &moving->dice, hashes, &moving->step, energy, moves);
	for (size_t i = count; i-- > 0;) {
		int16_t *at = &moving->weights[hashes[i] & mask];

		*at = weight_add(*at, -moves[i]);
	}
}

static struct moving
moving_of(int16_t *weights, uint16_t *energy, uint32_t bits,
    const struct regression_rates *rates, const struct feature_list *features,
    double error, double trust, uint32_t round)
{
	return (struct moving){
	    .weights = weights,
	    .energy = energy,
	    .dice = {(uint32_t)(((size_t)1 << bits) - 1), round},
	    .step = {(float)(rates->rate * error * trust * WEIGHT_ONE *
			     scale(rates, features->count)),
		ENERGY_FIRST, (float)(1 / ENERGY_ONE)},
	    .more = (float)(error * error * trust * ENERGY_ONE),
	};
}

void
regression_learn(int16_t *weights, uint16_t *energy, uint32_t bits,
    const struct regression_rates *rates, const struct feature_list *features,
    double error, double trust, uint32_t round)
{
	const struct moving moving = moving_of(
	    weights, energy, bits, rates, features, error, trust, round);
	const uint32_t *hashes = features->hashes;
	uint32_t last[MOVES_COUNT] = {0};
	size_t left = features->count;

	/* Weights were looked at a moment ago, energy was not. */
	ask_for(energy, moving.dice.mask, hashes, at_most(left));
	for (; left >= MOVES_COUNT;
	     left -= MOVES_COUNT, hashes += MOVES_COUNT) {
		ask_for(energy, moving.dice.mask, hashes + MOVES_COUNT,
		    at_most(left - MOVES_COUNT));
		move(&moving, hashes, MOVES_COUNT);
	}
	if (left == 0)
		return;
	memcpy(last, hashes, left * sizeof(*hashes));
	move(&moving, last, left);
}

void
regression_unlearn(int16_t *weights, uint16_t *energy, uint32_t bits,
    const struct regression_rates *rates, const struct feature_list *features,
    double error, double trust, uint32_t round)
{
	const struct moving moving = moving_of(
	    weights, energy, bits, rates, features, error, trust, round);
	uint32_t last[MOVES_COUNT] = {0};
	size_t left = features->count % MOVES_COUNT;
	size_t whole = features->count - left;

	if (left > 0) {
		memcpy(last, features->hashes + whole, left * sizeof(*last));
		move_back(&moving, last, left);
	}
	for (size_t at = whole; at > 0; at -= MOVES_COUNT)
		move_back(
		    &moving, features->hashes + at - MOVES_COUNT, MOVES_COUNT);
}

void
regression_put(int16_t *weights, uint32_t bits, uint32_t hash, double weight)
{
	size_t mask = ((size_t)1 << bits) - 1;

	weights[hash & mask] = weight_add(0, (int32_t)(weight * WEIGHT_ONE));
}
