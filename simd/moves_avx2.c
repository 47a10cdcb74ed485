/*
 * moves_avx2 - eight places a step
 */
#include "simd/moves_kernels.h"

#include <immintrin.h>

#define STEP 8u

static inline __m256i
load(const void *at)
{
	return _mm256_loadu_si256((const __m256i *)at);
}

static inline __m256i
chances(const struct moves_dice *dice, const uint32_t *hashes)
{
	const __m256i mask = _mm256_set1_epi32((int)dice->mask);
	const __m256i round =
	    _mm256_set1_epi32((int)(dice->round * 0x9e3779b1u));

	return _mm256_mullo_epi32(
	    _mm256_xor_si256(_mm256_and_si256(load(hashes), mask), round),
	    _mm256_set1_epi32((int)0x85ebca6bu));
}

/* The whole numbers below values + chance / 65536. */
static inline __m256i
round_by(__m256 values, __m256i chance)
{
	__m256 sum =
	    _mm256_add_ps(values, _mm256_mul_ps(_mm256_cvtepi32_ps(chance),
				      _mm256_set1_ps(1.0f / 65536)));
	__m256i whole = _mm256_cvttps_epi32(sum);

	/* A comparison that holds is -1. */
	return _mm256_add_epi32(whole,
	    _mm256_castps_si256(
		_mm256_cmp_ps(_mm256_cvtepi32_ps(whole), sum, _CMP_GT_OQ)));
}

static void
make_even(const struct moves_dice *dice, const uint32_t *hashes, float value,
    int32_t *moves_r)
{
	const __m256i low = _mm256_set1_epi32(0xffff);
	const __m256 values = _mm256_set1_ps(value);

	for (size_t i = 0; i < MOVES_COUNT; i += STEP)
		_mm256_storeu_si256((__m256i *)(moves_r + i),
		    round_by(values,
			_mm256_and_si256(chances(dice, hashes + i), low)));
}

static void
make_by_energy(const struct moves_dice *dice, const uint32_t *hashes,
    const struct moves_step *step, const int32_t *energy, int32_t *moves_r)
{
	for (size_t i = 0; i < MOVES_COUNT; i += STEP) {
		__m256 part =
		    _mm256_mul_ps(_mm256_cvtepi32_ps(load(energy + i)),
			_mm256_set1_ps(step->part));
		__m256 root = _mm256_sqrt_ps(
		    _mm256_add_ps(_mm256_set1_ps(step->first), part));

		_mm256_storeu_si256((__m256i *)(moves_r + i),
		    round_by(_mm256_div_ps(_mm256_set1_ps(step->step), root),
			_mm256_srli_epi32(chances(dice, hashes + i), 16)));
	}
}

const struct moves_kernels moves_avx2 = {
    .make_even = make_even,
    .make_by_energy = make_by_energy,
};
