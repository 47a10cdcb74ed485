/*
 * counting_avx512 - 0, 1, ... 63 in a vector; private to kernels of AVX-512
 *
 * What vpcompressb leaves of it for a mask of 64 bits are the places of the set
 * ones.
 */
#ifndef SIMD_COUNTING_AVX512_H
#define SIMD_COUNTING_AVX512_H

#include <immintrin.h>
#include <stdint.h>

static inline __m512i
counting(void)
{
	static const uint8_t numbers[64] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	    11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
	    28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44,
	    45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61,
	    62, 63};

	return _mm512_loadu_si512(numbers);
}

#endif
