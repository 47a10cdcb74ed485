/*
 * numbers - the few functions of analysis that learning needs
 */
#include "core/learn/numbers.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "simd/odds.h"

#define LN_2 0.69314718055994530942
#define EXPONENT_BIAS 1023
#define MANTISSA_BITS 52
#define EXP_RANGE 700.0

static double
power_of_two(int exponent)
{
	uint64_t bits = (uint64_t)(exponent + EXPONENT_BIAS) << MANTISSA_BITS;
	double power;

	memcpy(&power, &bits, sizeof(power));
	return power;
}

double
number_clip(double x, double bound)
{
	if (x > bound)
		return bound;
	return x < -bound ? -bound : x;
}

/* e^x = 2^n e^r with |r| <= ln 2 / 2, by the series for e^r: terms of 1 / n! */
double
number_exp(double x)
{
	static const double terms[] = {1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
	    1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2, 1, 1};
	double in_twos, r, sum = 0;
	int n;

	x = number_clip(x, EXP_RANGE);
	in_twos = x / LN_2;
	n = (int)(in_twos + (in_twos < 0 ? -0.5 : 0.5));
	r = x - n * LN_2;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		sum = sum * r + terms[i];
	return sum * power_of_two(n);
}

double
number_log(double x)
{
	double numbers[1 + ODDS_ROOM] = {x};

	odds_make_logs(numbers, 1);
	return numbers[0];
}

double
number_logistic(double x)
{
	return 1 / (1 + number_exp(-x));
}
