/*
 * odds_avx2 - four words a step
 */
#include "simd/odds_kernels.h"

#include <immintrin.h>

#define STEP 4u

/* odds_ratio() of four. */
static inline __m256d
ratios_of(const struct odds_scales *scales, __m128i counts)
{
	__m256d many_ham =
	    _mm256_cvtepi32_pd(_mm_and_si128(counts, _mm_set1_epi32(0xffff)));
	__m256d many_spam = _mm256_cvtepi32_pd(_mm_srli_epi32(counts, 16));
	__m256d seen = _mm256_add_pd(many_ham, many_spam);
	__m256d ham = _mm256_mul_pd(many_ham, _mm256_set1_pd(scales->ham));
	__m256d spam = _mm256_mul_pd(many_spam, _mm256_set1_pd(scales->spam));
	__m256d doubt = _mm256_mul_pd(
	    _mm256_set1_pd(scales->doubt), _mm256_add_pd(ham, spam));

	doubt = _mm256_max_pd(doubt, _mm256_set1_pd(scales->doubt_least));
	return _mm256_div_pd(_mm256_add_pd(doubt, _mm256_mul_pd(seen, spam)),
	    _mm256_add_pd(doubt, _mm256_mul_pd(seen, ham)));
}

/* A bit for each that says something. */
static inline unsigned
telling(const struct odds_scales *scales, __m256d ratios)
{
	__m256d dull = _mm256_and_pd(
	    _mm256_cmp_pd(
		ratios, _mm256_set1_pd(scales->dull_from), _CMP_GT_OQ),
	    _mm256_cmp_pd(ratios, _mm256_set1_pd(scales->dull_to), _CMP_LT_OQ));

	return ~(unsigned)_mm256_movemask_pd(dull) & 15;
}

/* The halves of those lanes whose bits are set, moved to the front. */
#define LANE(n) 2 * (n), 2 * (n) + 1
static const int32_t fronts[16][8] = {
    {0},
    {LANE(0)},
    {LANE(1)},
    {LANE(0), LANE(1)},
    {LANE(2)},
    {LANE(0), LANE(2)},
    {LANE(1), LANE(2)},
    {LANE(0), LANE(1), LANE(2)},
    {LANE(3)},
    {LANE(0), LANE(3)},
    {LANE(1), LANE(3)},
    {LANE(0), LANE(1), LANE(3)},
    {LANE(2), LANE(3)},
    {LANE(0), LANE(2), LANE(3)},
    {LANE(1), LANE(2), LANE(3)},
    {LANE(0), LANE(1), LANE(2), LANE(3)},
};

/* Those of four whose bits are also in wanted; how many they are. */
static inline size_t
keep(const struct odds_scales *scales, __m128i counts, unsigned wanted,
    double *ratios_r)
{
	__m256d ratios = ratios_of(scales, counts);
	unsigned bits = telling(scales, ratios) & wanted;
	__m256i front = _mm256_loadu_si256((const __m256i *)fronts[bits]);

	_mm256_storeu_pd(ratios_r, _mm256_castps_pd(_mm256_permutevar8x32_ps(
				       _mm256_castpd_ps(ratios), front)));
	return (size_t)__builtin_popcount(bits);
}

static size_t
keep_ratios(const struct odds_scales *scales, const uint32_t *counts,
    size_t count, double *ratios_r)
{
	uint32_t last[STEP] = {0};
	size_t kept = 0, i = 0;

	for (; i + STEP <= count; i += STEP)
		kept +=
		    keep(scales, _mm_loadu_si128((const __m128i *)(counts + i)),
			15, ratios_r + kept);
	if (i == count)
		return kept;
	memcpy(last, counts + i, (count - i) * sizeof(*counts));
	return kept + keep(scales, _mm_loadu_si128((const __m128i *)last),
			  (1u << (count - i)) - 1, ratios_r + kept);
}

static void
make_logs(double *numbers, size_t count)
{
	odds_make_logs_plain(numbers, count);
}

const struct odds_kernels odds_avx2 = {
    .keep_ratios = keep_ratios,
    .make_logs = make_logs,
};
