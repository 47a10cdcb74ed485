/*
 * loading_avx512 - a vector of bytes, or the first of them; private to kernels
 * of AVX-512
 *
 * Lanes that are masked out are not touched, so they cannot fault, and read as
 * NUL.
 */
#ifndef SIMD_LOADING_AVX512_H
#define SIMD_LOADING_AVX512_H

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define LOADING_STEP 64u

/* The first n bits, n at most 64 counting. */
static inline __mmask64
first(size_t n)
{
	return _bzhi_u64(
	    ~UINT64_C(0), n < LOADING_STEP ? (unsigned)n : LOADING_STEP);
}

static inline __m512i
load(const uint8_t *p)
{
	return _mm512_loadu_si512(p);
}

/* The LOADING_STEP bytes at p, of which only the first n may be read. */
static inline __m512i
load_first(const uint8_t *p, size_t n)
{
	return _mm512_maskz_loadu_epi8(first(n), p);
}

#endif
