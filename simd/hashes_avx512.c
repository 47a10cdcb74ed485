/*
 * hashes_avx512 - eight hashes a step, by products of 64 bits (DQ)
 *
 * keep_new is not made of vectors, but compiled for processors that have them.
 */
#include "simd/hashes_kernels.h"

#include <immintrin.h>

#define STEP 8u
/* The hashes of one word: alone, and with each near one. */
#define OF_ONE (1 + HASHES_NEAR)

static inline __m512i
factor(uint64_t x)
{
	return _mm512_set1_epi64((long long)x);
}

/* hashes_mix() of eight, without the low halves. */
static inline __m256i
mix(__m512i x)
{
	x = _mm512_mullo_epi64(x, factor(HASHES_FIRST));
	x = _mm512_xor_si512(x, _mm512_srli_epi64(x, 32));
	x = _mm512_mullo_epi64(x, factor(HASHES_SECOND));
	return _mm512_cvtepi64_epi32(_mm512_srli_epi64(x, 32));
}

/* The eight runs that begin at bytes, each in a lane: two in each quarter,
 * which has all sixteen bytes. */
static inline __m512i
runs_at(const uint8_t *bytes)
{
	static const int8_t spread[64] = {0, 1, 2, 3, 4, -1, -1, -1, 1, 2, 3, 4,
	    5, -1, -1, -1, 2, 3, 4, 5, 6, -1, -1, -1, 3, 4, 5, 6, 7, -1, -1, -1,
	    4, 5, 6, 7, 8, -1, -1, -1, 5, 6, 7, 8, 9, -1, -1, -1, 6, 7, 8, 9,
	    10, -1, -1, -1, 7, 8, 9, 10, 11, -1, -1, -1};

	return _mm512_shuffle_epi8(
	    _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)bytes)),
	    _mm512_loadu_si512(spread));
}

static void
of_runs(const uint8_t *bytes, size_t count, uint32_t *hashes_r)
{
	for (size_t i = 0; i < count; i += STEP)
		_mm256_storeu_si256(
		    (__m256i *)(hashes_r + i), mix(runs_at(bytes + i)));
}

/* What is added to the words of each lane: the place where one is alone, and
 * the distances. */
static inline __m512i
lanes_of(uint32_t place)
{
	uint64_t lanes[STEP] = {(uint64_t)place << 32};

	for (unsigned i = 1; i < OF_ONE; i++)
		lanes[i] = hashes_pair(0, 0, place, i);
	return _mm512_loadu_si512(lanes);
}

/* All hashes of the word at words: itself in the first lane, with each of the
 * near ones in those behind it. */
static inline __m256i
of_word(const uint32_t *words, __m512i lanes)
{
	const __m256i taken = _mm256_setr_epi32(-1, -1, -1, -1, -1, 0, 0, 0);
	const __mmask8 pairs = (1 << OF_ONE) - 2;
	__m512i near = _mm512_maskz_set1_epi64(
	    pairs, (long long)((uint64_t)words[0] << 32));
	__m512i far = _mm512_cvtepu32_epi64(
	    _mm256_maskload_epi32((const int *)words, taken));

	return mix(_mm512_add_epi64(_mm512_or_si512(near, far), lanes));
}

/* Always a whole vector: what is too much is written over by what comes next,
 * or does not leave a room of our own. */
static size_t
of_words(const uint32_t *words, size_t count, size_t ahead, uint32_t place,
    uint32_t *hashes_r, uint32_t *alone_r)
{
	const __m512i lanes = lanes_of(place);
	uint32_t *to = hashes_r, last[STEP];

	if (count == 0)
		return 0;
	for (size_t i = 0; i < count - 1; i++) {
		_mm256_storeu_si256((__m256i *)to, of_word(words + i, lanes));
		alone_r[i] = *to;
		to += 1 + hashes_near(count, ahead, i);
	}
	_mm256_storeu_si256((__m256i *)last, of_word(words + count - 1, lanes));
	alone_r[count - 1] = last[0];
	memcpy(to, last, OF_ONE * sizeof(last[0]));
	to += 1 + hashes_near(count, ahead, count - 1);
	return (size_t)(to - hashes_r);
}

static size_t
keep_new(uint64_t *seen, const uint32_t *hashes, size_t count,
    const struct hashes_table *table, uint32_t *kept_r)
{
	return hashes_keep_new_plain(seen, hashes, count, table, kept_r);
}

const struct hashes_kernels hashes_avx512 = {
    .of_runs = of_runs,
    .of_words = of_words,
    .keep_new = keep_new,
};
