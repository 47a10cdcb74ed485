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
static const double log_terms[] = {
    1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1};
#define LOG_TERMS (sizeof(log_terms) / sizeof(log_terms[0]))
#define SQRT_2 1.41421356237309504880
#define MANTISSA ((UINT64_C(1) << MANTISSA_BITS) - 1)

double
number_log(double x)
{
	uint64_t bits;
	double s, square, sum = 0;
	int n;

	memcpy(&bits, &x, sizeof(bits));
	n = (int)(bits >> MANTISSA_BITS) - EXPONENT_BIAS;
	bits = (bits & MANTISSA) | (uint64_t)EXPONENT_BIAS << MANTISSA_BITS;
	memcpy(&x, &bits, sizeof(x));
	if (x > SQRT_2) {
		x *= 0.5;
		n++;
	}
	s = (x - 1) / (x + 1);
	square = s * s;
	for (size_t i = 0; i < LOG_TERMS; i++)
		sum = sum * square + log_terms[i];
	return n * LN_2 + 2 * s * sum;
}

/* The compiler makes of these what the processor has. */
#define LANES 4u
typedef double reals __attribute__((vector_size(LANES * sizeof(double))));
typedef uint64_t words __attribute__((vector_size(LANES * sizeof(uint64_t))));

/* 2^52 as a double: the low bits of what is added to its bits are a number. */
#define WHOLE UINT64_C(0x4330000000000000)

/* number_log() of each lane, the same operations in the same order. */
static inline void
log_lanes(double *numbers)
{
	words bits, over;
	reals x, n, s, square, sum = {0};

	memcpy(&bits, numbers, sizeof(bits));
	n = (reals)(bits >> MANTISSA_BITS | WHOLE) - (0x1p52 + EXPONENT_BIAS);
	bits = (bits & MANTISSA) | (uint64_t)EXPONENT_BIAS << MANTISSA_BITS;
	/* All ones where it is so: half the number, its exponent one more. */
	over = (words)((reals)bits > SQRT_2);
	x = (reals)(bits - (over & UINT64_C(1) << MANTISSA_BITS));
	n += (reals)(over & (words)(sum + 1));
	s = (x - 1) / (x + 1);
	square = s * s;
	for (size_t i = 0; i < LOG_TERMS; i++)
		sum = sum * square + log_terms[i];
	sum = n * LN_2 + 2 * s * sum;
	memcpy(numbers, &sum, sizeof(sum));
}

void
number_logs(double *numbers, size_t count)
{
	size_t i = 0;

	for (; i + LANES <= count; i += LANES)
		log_lanes(numbers + i);
	for (; i < count; i++)
		numbers[i] = number_log(numbers[i]);
}

double
number_logistic(double x)
{
	return 1 / (1 + number_exp(-x));
}
