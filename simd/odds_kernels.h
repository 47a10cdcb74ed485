/*
 * odds_kernels - the variants behind odds.h; private to simd/odds*.c
 */
#ifndef SIMD_ODDS_KERNELS_H
#define SIMD_ODDS_KERNELS_H

#include <string.h>

#include "simd/odds.h"

struct odds_kernels {
	size_t (*keep_ratios)(const struct odds_scales *scales,
	    const uint32_t *counts, size_t count, double *ratios_r);
	void (*make_logs)(double *numbers, size_t count);
};

extern const struct odds_kernels odds_scalar;
extern const struct odds_kernels odds_avx2;

/* ---- logarithms: compiled once for each level, of which the compiler makes
 * what the processor has ----------------------------------------------------
 */

#define ODDS_LANES ODDS_ROOM
typedef double odds_reals
    __attribute__((vector_size(ODDS_LANES * sizeof(double))));
typedef uint64_t odds_words
    __attribute__((vector_size(ODDS_LANES * sizeof(uint64_t))));

#define ODDS_BIAS 1023
#define ODDS_BITS 52
#define ODDS_MANTISSA ((UINT64_C(1) << ODDS_BITS) - 1)
/* 2^52 as a double: the low bits of what is added to its bits are a number. */
#define ODDS_WHOLE UINT64_C(0x4330000000000000)

/*
 * x = 2^n m with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh((m-1)/(m+1)), of
 * whose series seven terms serve, since its argument is under 0.172.
 */
static inline void
odds_log_lanes(double *numbers)
{
	static const double terms[] = {
	    1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1};
	odds_words bits, over;
	odds_reals x, n, s, square, sum = {0};

	memcpy(&bits, numbers, sizeof(bits));
	n = (odds_reals)(bits >> ODDS_BITS | ODDS_WHOLE) - (0x1p52 + ODDS_BIAS);
	bits = (bits & ODDS_MANTISSA) | (uint64_t)ODDS_BIAS << ODDS_BITS;
	/* All ones where it is so: half the number, its exponent one more. */
	over = (odds_words)((odds_reals)bits > 1.41421356237309504880);
	x = (odds_reals)(bits - (over & UINT64_C(1) << ODDS_BITS));
	n += (odds_reals)(over & (odds_words)(sum + 1));
	s = (x - 1) / (x + 1);
	square = s * s;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		sum = sum * square + terms[i];
	sum = n * 0.69314718055994530942 + 2 * s * sum;
	memcpy(numbers, &sum, sizeof(sum));
}

static inline void
odds_make_logs_plain(double *numbers, size_t count)
{
	for (size_t i = count; i < count + ODDS_LANES - 1; i++)
		numbers[i] = 1;
	for (size_t i = 0; i < count; i += ODDS_LANES)
		odds_log_lanes(numbers + i);
}

#endif
