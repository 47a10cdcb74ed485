/*
 * regression - logistic regression over hashed features, in whole numbers
 */
#include "core/learn/regression.h"

#include <math.h>

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
	    regression_sum(
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

/* The whole number below value + chance / 65536; a call of floorf() costs more
 * than all the rest. */
static int32_t
round_by(float value, uint32_t chance)
{
	float sum = value + (float)chance * (1.0f / 65536);
	int32_t whole = (int32_t)sum;

	return whole - ((float)whole > sum);
}

static uint16_t
energy_add(uint16_t energy, int32_t more)
{
	int32_t sum = energy + more;

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

void
regression_learn(int16_t *weights, uint16_t *energy, uint32_t bits,
    const struct regression_rates *rates, const struct feature_list *features,
    double error, double trust, uint32_t round)
{
	size_t mask = ((size_t)1 << bits) - 1;
	float more = (float)(error * error * trust * ENERGY_ONE);
	float step = (float)(rates->rate * error * trust * WEIGHT_ONE *
			     scale(rates, features->count));

	for (size_t i = 0; i < features->count; i++) {
		size_t at = features->hashes[i] & mask;
		uint32_t chance =
		    ((uint32_t)at ^ round * 0x9e3779b1u) * 0x85ebca6bu;
		float sum;

		energy[at] =
		    energy_add(energy[at], round_by(more, chance & 0xffff));
		sum = (float)energy[at] * (float)(1 / ENERGY_ONE);
		weights[at] = weight_add(weights[at],
		    round_by(step / sqrtf(ENERGY_FIRST + sum), chance >> 16));
	}
}

void
regression_put(int16_t *weights, uint32_t bits, uint32_t hash, double weight)
{
	size_t mask = ((size_t)1 << bits) - 1;

	weights[hash & mask] = weight_add(0, (int32_t)(weight * WEIGHT_ONE));
}
