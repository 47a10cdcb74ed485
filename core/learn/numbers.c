/*
 * numbers - the few functions of analysis that learning needs
 */
#include "core/learn/numbers.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/*
 * x = 2^n m with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh((m-1)/(m+1)), of
 * whose series seven terms serve, since its argument is under 0.172.
 */
double
number_log(double x)
{
	static const double terms[] = {
	    1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1};
	uint64_t bits;
	double s, square, sum = 0;
	int n;

	memcpy(&bits, &x, sizeof(bits));
	n = (int)(bits >> MANTISSA_BITS) - EXPONENT_BIAS;
	bits = (bits & ((UINT64_C(1) << MANTISSA_BITS) - 1)) |
	       (uint64_t)EXPONENT_BIAS << MANTISSA_BITS;
	memcpy(&x, &bits, sizeof(x));
	if (x > 1.41421356237309504880) {
		x *= 0.5;
		n++;
	}
	s = (x - 1) / (x + 1);
	square = s * s;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		sum = sum * square + terms[i];
	return n * LN_2 + 2 * s * sum;
}

double
number_logistic(double x)
{
	return 1 / (1 + number_exp(-x));
}
