/*
 * letters_avx512 - 64 bytes a step; vpcompressb drops what is no letter
 */
#include "simd/letters_kernels.h"

#include <immintrin.h>

#include "simd/counting_avx512.h"

#define STEP 64u

/* 'a' to 'z', and bytes from 0x80 on. */
static inline uint64_t
letters_in(__m512i v)
{
	__m512i from_a = _mm512_sub_epi8(v, _mm512_set1_epi8('a'));

	return _mm512_cmplt_epu8_mask(from_a, _mm512_set1_epi8(26)) |
	       _mm512_movepi8_mask(v);
}

static inline void
put_half(__m256i places, size_t base, uint32_t *starts)
{
	_mm512_storeu_si512(
	    starts, _mm512_add_epi32(_mm512_cvtepu16_epi32(places),
			_mm512_set1_epi32((int)base)));
}

/* The places of the bits, of which base is the first: no more than 32 words
 * begin in 64 bytes.  Always 32 places. */
static inline size_t
put_starts(uint64_t bits, size_t base, uint32_t *starts)
{
	__m512i found = _mm512_maskz_compress_epi8(bits, counting());
	__m512i wide = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(found));

	put_half(_mm512_castsi512_si256(wide), base, starts);
	put_half(_mm512_extracti64x4_epi64(wide, 1), base, starts + 16);
	return (size_t)_mm_popcnt_u64(bits);
}

static size_t
copy(const uint8_t *data, size_t size, uint8_t *letters_r, uint32_t *starts_r,
    size_t *count_r)
{
	size_t to = 0, count = 0;
	uint64_t last = 0;

	for (size_t i = 0; i < size; i += STEP) {
		size_t left = size - i < STEP ? size - i : STEP;
		__m512i v = _mm512_maskz_loadu_epi8(
		    _bzhi_u64(~UINT64_C(0), (unsigned)left), data + i);
		uint64_t letters = letters_in(v);
		uint64_t begins = letters & ~(letters << 1 | last);

		last = letters >> 63;
		_mm512_storeu_si512(
		    letters_r + to, _mm512_maskz_compress_epi8(letters, v));
		count += put_starts(
		    _pext_u64(begins, letters), to, starts_r + count);
		to += (size_t)_mm_popcnt_u64(letters);
	}
	starts_r[count] = (uint32_t)to;
	*count_r = count;
	return to;
}

const struct letters_kernels letters_avx512 = {
    .copy = copy,
};
