/*
 * spans_avx512 - 64 bits a step, and the hashes of eight spans
 *
 * The places of set bits are what vpcompressb leaves of 0, 1, ... 63: no branch
 * asks how many there are.
 */
#include "simd/spans_kernels.h"

#include <immintrin.h>

#include "simd/counting_avx512.h"

#define STEP 8u

/* Always SPANS_IN_64 places: those behind the last one are written over, or not
 * read. */
static inline size_t
put_places(uint64_t bits, size_t base, uint16_t *places)
{
	__m512i found = _mm512_maskz_compress_epi8(bits, counting());
	__m512i wide = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(found));

	_mm512_storeu_si512(
	    places, _mm512_add_epi16(wide, _mm512_set1_epi16((short)base)));
	return (size_t)_mm_popcnt_u64(bits);
}

static size_t
of(const uint64_t *bits, size_t steps, uint16_t *begins_r, uint16_t *ends_r)
{
	return spans_walk(bits, steps, begins_r, ends_r, put_places);
}

/* ---- hashes -------------------------------------------------------------- */

static inline __m512i
each(uint64_t x)
{
	return _mm512_set1_epi64((long long)x);
}

/* Sixteen bytes of every other span of eight. */
static inline __m512i
load_four(const uint8_t *bytes, const uint16_t *begins)
{
	__m128i four[4];

	for (unsigned i = 0; i < 4; i++)
		memcpy(&four[i], bytes + begins[2 * i], sizeof(four[i]));
	return _mm512_inserti64x4(
	    _mm512_castsi256_si512(_mm256_inserti128_si256(
		_mm256_castsi128_si256(four[0]), four[1], 1)),
	    _mm256_inserti128_si256(
		_mm256_castsi128_si256(four[2]), four[3], 1),
	    1);
}

/* As many low bytes as sizes says, the others 0; all where it is over eight. */
static inline __m512i
keep_first(__m512i words, __m512i sizes)
{
	__m512i bit = _mm512_sllv_epi64(each(1), _mm512_slli_epi64(sizes, 3));

	return _mm512_and_si512(words, _mm512_sub_epi64(bit, each(1)));
}

static inline __m512i
take_step(__m512i hash, __m512i words)
{
	hash = _mm512_mullo_epi64(
	    _mm512_xor_si512(hash, words), each(SPANS_BY_STEP));
	return _mm512_xor_si512(hash, _mm512_srli_epi64(hash, 32));
}

static inline __m512i
sizes_of(const uint16_t *begins, const uint16_t *ends, size_t most)
{
	__m128i from = _mm_loadu_si128((const __m128i *)begins);
	__m128i to = _mm_loadu_si128((const __m128i *)ends);

	return _mm512_cvtepu16_epi64(_mm_min_epu16(
	    _mm_sub_epi16(to, from), _mm_set1_epi16((short)most)));
}

/* The hashes of eight spans; returns which of them have more than two steps,
 * and are to be hashed one by one. */
static inline unsigned
hash_eight(const uint8_t *bytes, const uint16_t *begins, const uint16_t *ends,
    size_t most, uint32_t *hashes_r)
{
	__m512i sizes = sizes_of(begins, ends, most);
	__m512i even = load_four(bytes, begins);
	__m512i odd = load_four(bytes, begins + 1);
	__mmask8 two = _mm512_cmpgt_epi64_mask(sizes, each(8));
	__m512i hash, longer;

	hash = take_step(_mm512_mullo_epi64(sizes, each(SPANS_BY_SIZE)),
	    keep_first(_mm512_unpacklo_epi64(even, odd), sizes));
	longer = take_step(hash, keep_first(_mm512_unpackhi_epi64(even, odd),
				     _mm512_sub_epi64(sizes, each(8))));
	_mm256_storeu_si256((__m256i *)hashes_r,
	    _mm512_cvtepi64_epi32(_mm512_mask_mov_epi64(hash, two, longer)));
	return _mm512_cmpgt_epi64_mask(sizes, each(16));
}

static void
hash_long(const uint8_t *bytes, const uint16_t *begins, const uint16_t *ends,
    size_t most, unsigned which, uint32_t *hashes_r)
{
	for (; which != 0; which &= which - 1) {
		unsigned i = (unsigned)__builtin_ctz(which);

		hashes_r[i] = spans_hash_one(
		    bytes + begins[i], spans_size(begins, ends, i, most));
	}
}

/* The last few, and what may be read behind them. */
static void
hash_rest(const uint8_t *bytes, const uint16_t *begins, const uint16_t *ends,
    size_t count, size_t most, uint32_t *hashes_r)
{
	for (size_t i = 0; i < count; i++)
		hashes_r[i] = spans_hash_one(
		    bytes + begins[i], spans_size(begins, ends, i, most));
}

static void
hash(const uint8_t *bytes, const uint16_t *begins, const uint16_t *ends,
    size_t count, size_t most, uint32_t *hashes_r)
{
	size_t i = 0;

	for (; count - i >= STEP; i += STEP) {
		unsigned which =
		    hash_eight(bytes, begins + i, ends + i, most, hashes_r + i);

		if (which != 0)
			hash_long(bytes, begins + i, ends + i, most, which,
			    hashes_r + i);
	}
	hash_rest(bytes, begins + i, ends + i, count - i, most, hashes_r + i);
}

const struct spans_kernels spans_avx512 = {
    .of = of,
    .hash = hash,
};
