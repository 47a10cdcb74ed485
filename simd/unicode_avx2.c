/*
 * unicode_avx2 - 32 bytes a step
 *
 * UTF-8 is checked by vectors.  What is made is ASCII by vectors, and the rest
 * one by one.
 */
#include "simd/unicode_kernels.h"

#include <immintrin.h>

#define STEP 32u
#define STRIDE (4 * STEP)

static inline __m256i
load(const uint8_t *p)
{
	return _mm256_loadu_si256((const __m256i *)p);
}

static inline void
store(uint8_t *p, __m256i v)
{
	_mm256_storeu_si256((__m256i *)p, v);
}

static inline uint32_t
high_bits(__m256i v)
{
	return (uint32_t)_mm256_movemask_epi8(v);
}

static inline bool
stride_is_ascii(const uint8_t *p)
{
	__m256i ab = _mm256_or_si256(load(p), load(p + STEP));
	__m256i cd = _mm256_or_si256(load(p + 2 * STEP), load(p + 3 * STEP));

	return high_bits(_mm256_or_si256(ab, cd)) == 0;
}

static size_t
ascii_run(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (size - i >= STRIDE && stride_is_ascii(data + i))
		i += STRIDE;
	for (; size - i >= STEP; i += STEP) {
		uint32_t high = high_bits(load(data + i));

		if (high != 0)
			return i + _tzcnt_u32(high);
	}
	return i + unicode_ascii_run_scalar(data + i, size - i);
}

static inline __m256i
look_up(__m256i table, __m256i nibbles)
{
	return _mm256_shuffle_epi8(table, nibbles);
}

static inline __m256i
high_nibbles(__m256i v)
{
	return _mm256_and_si256(
	    _mm256_srli_epi16(v, 4), _mm256_set1_epi8(0x0F));
}

/* The mistakes of the STEP bytes at p; reads the three ahead of them. */
static inline __m256i
mistakes(const uint8_t *p)
{
	const __m256i first_high =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(UNICODE_FIRST_HIGH));
	const __m256i first_low =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(UNICODE_FIRST_LOW));
	const __m256i second_high =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(UNICODE_SECOND_HIGH));
	__m256i first = load(p - 1);
	__m256i pairs = _mm256_and_si256(
	    _mm256_and_si256(look_up(first_high, high_nibbles(first)),
		look_up(first_low,
		    _mm256_and_si256(first, _mm256_set1_epi8(0x0F)))),
	    look_up(second_high, high_nibbles(load(p))));
	/* High bit: two back stands a lead of three or four bytes, or three
	 * back one of four. */
	__m256i third = _mm256_subs_epu8(
	    load(p - 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
	__m256i fourth = _mm256_subs_epu8(
	    load(p - 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
	__m256i must = _mm256_and_si256(
	    _mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));

	return _mm256_xor_si256(must, pairs);
}

static inline bool
stride_is_good(const uint8_t *p)
{
	__m256i ab = _mm256_or_si256(mistakes(p), mistakes(p + STEP));
	__m256i cd =
	    _mm256_or_si256(mistakes(p + 2 * STEP), mistakes(p + 3 * STEP));
	__m256i all = _mm256_or_si256(ab, cd);

	return _mm256_testz_si256(all, all) != 0;
}

static size_t
utf8_run(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (i < 3 && i < size) {
		size_t length = unicode_utf8_length(data, size, i);

		if (length == 0)
			return i;
		i += length;
	}
	while (size - i >= STRIDE) {
		const uint8_t *p = data + i;

		if (stride_is_ascii(p) ? unicode_is_torn(p)
				       : !stride_is_good(p))
			break;
		i += STRIDE;
	}
	while (size - i >= STEP) {
		__m256i wrong = mistakes(data + i);

		if (_mm256_testz_si256(wrong, wrong) == 0)
			break;
		i += STEP;
	}
	return unicode_utf8_run_from(data, size, i);
}

/* So many letters beyond ASCII in a step are gone to one by one; more of them,
 * and all bytes of the step are written without looking. */
#define SPARSE 4

static size_t
from_single(const struct unicode_single *charset, const uint8_t *data,
    size_t size, uint8_t *out)
{
	uint8_t *o = out;
	size_t i = 0;

	while (size - i >= STEP) {
		__m256i v = load(data + i);
		uint32_t high = high_bits(v);

		store(o, v);
		if (high == 0) {
			o += STEP;
			i += STEP;
			continue;
		}
		if (_mm_popcnt_u32(high) > SPARSE) {
			o += unicode_from_single_scalar(
			    charset, data + i, STEP, o);
			i += STEP;
			continue;
		}
		o += _tzcnt_u32(high);
		i += _tzcnt_u32(high);
		do
			o = unicode_put_packed(charset->packed[data[i++]], o);
		while (i < size && data[i] >= 0x80);
	}
	o += unicode_from_single_scalar(charset, data + i, size - i, o);
	return (size_t)(o - out);
}

#define UNITS (STEP / 2)

/* True: the UNITS units at p were ASCII and are written to out. */
static inline bool
put_ascii_units(const uint8_t *p, bool big_endian, uint8_t *out)
{
	__m256i v = load(p);
	__m128i packed;

	if (big_endian)
		v = _mm256_or_si256(
		    _mm256_slli_epi16(v, 8), _mm256_srli_epi16(v, 8));
	if (_mm256_testz_si256(v, _mm256_set1_epi16((short)0xFF80)) == 0)
		return false;
	packed = _mm_packus_epi16(
	    _mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
	_mm_storeu_si128((__m128i *)out, packed);
	return true;
}

static struct unicode_result
from_utf16(const uint8_t *data, size_t count, bool big_endian, uint8_t *out)
{
	struct unicode_result all = {0};
	size_t i = 0;

	while (i < count) {
		struct unicode_result r;
		uint8_t *to = out + all.written;

		if (count - i >= UNITS &&
		    put_ascii_units(data + 2 * i, big_endian, to)) {
			all.written += UNITS;
			i += UNITS;
			continue;
		}
		r = unicode_utf16_stretch(data, count, big_endian, &i,
		    count - i < UNITS ? count : i + UNITS, to);
		all.written += r.written;
		all.replaced += r.replaced;
	}
	return all;
}

const struct unicode_kernels unicode_avx2 = {
    .ascii_run = ascii_run,
    .utf8_run = utf8_run,
    .from_single = from_single,
    .from_utf16 = from_utf16,
};
