/*
 * unicode_avx512 - 64 bytes a step, ends by masked loads
 *
 * What is made is made in lanes, each byte of a character at its place, and
 * vpcompressb drops the lanes that nothing stands in: no branch looks at a
 * single character.
 */
#include "simd/unicode_kernels.h"

#include <immintrin.h>

#include "simd/loading_avx512.h"

#define STEP LOADING_STEP
#define STRIDE (4 * STEP)

static inline bool
stride_is_ascii(const uint8_t *p)
{
	__m512i ab = _mm512_or_si512(load(p), load(p + STEP));
	__m512i cd = _mm512_or_si512(load(p + 2 * STEP), load(p + 3 * STEP));

	return _mm512_movepi8_mask(_mm512_or_si512(ab, cd)) == 0;
}

static size_t
ascii_run(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (size - i >= STRIDE && stride_is_ascii(data + i))
		i += STRIDE;
	while (i < size) {
		uint64_t high =
		    _mm512_movepi8_mask(load_first(data + i, size - i));

		if (high != 0)
			return i + _tzcnt_u64(high);
		i = size - i > STEP ? i + STEP : size;
	}
	return size;
}

/* ---- UTF-8 checked
 * ----------------------------------------------------------- */

static inline __m512i
high_nibbles(__m512i v)
{
	return _mm512_and_si512(
	    _mm512_srli_epi16(v, 4), _mm512_set1_epi8(0x0F));
}

/* Mistakes of bytes v, of which b1, b2 and b3 stand one, two, three ahead. */
static inline __m512i
mistakes(__m512i v, __m512i b1, __m512i b2, __m512i b3)
{
	const __m512i first_high =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(UNICODE_FIRST_HIGH));
	const __m512i first_low =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(UNICODE_FIRST_LOW));
	const __m512i second_high =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(UNICODE_SECOND_HIGH));
	__m512i a = _mm512_shuffle_epi8(first_high, high_nibbles(b1));
	__m512i b = _mm512_shuffle_epi8(
	    first_low, _mm512_and_si512(b1, _mm512_set1_epi8(0x0F)));
	__m512i c = _mm512_shuffle_epi8(second_high, high_nibbles(v));
	__m512i pairs = _mm512_and_si512(_mm512_and_si512(a, b), c);
	/* As in unicode_avx2.c. */
	__m512i third =
	    _mm512_subs_epu8(b2, _mm512_set1_epi8((char)(0xE0 - 0x80)));
	__m512i fourth =
	    _mm512_subs_epu8(b3, _mm512_set1_epi8((char)(0xF0 - 0x80)));
	__m512i must = _mm512_and_si512(
	    _mm512_or_si512(third, fourth), _mm512_set1_epi8((char)0x80));

	return _mm512_xor_si512(must, pairs);
}

static inline __m512i
mistakes_at(const uint8_t *p)
{
	return mistakes(load(p), load(p - 1), load(p - 2), load(p - 3));
}

static inline bool
is_zero(__m512i v)
{
	return _mm512_test_epi8_mask(v, v) == 0;
}

static inline bool
stride_is_good(const uint8_t *p)
{
	__m512i ab = _mm512_or_si512(mistakes_at(p), mistakes_at(p + STEP));
	__m512i cd = _mm512_or_si512(
	    mistakes_at(p + 2 * STEP), mistakes_at(p + 3 * STEP));

	return is_zero(_mm512_or_si512(ab, cd));
}

/* n bytes at p, and that the last of them ends a character when n is below
 * STEP: what is not loaded reads as NUL. */
static inline bool
end_is_good(const uint8_t *p, size_t n)
{
	return is_zero(mistakes(load_first(p, n), load_first(p - 1, n + 1),
	    load_first(p - 2, n + 2), load_first(p - 3, n + 3)));
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
			return unicode_utf8_run_from(data, size, i);
		i += STRIDE;
	}
	for (; size - i >= STEP; i += STEP)
		if (!is_zero(mistakes_at(data + i)))
			return unicode_utf8_run_from(data, size, i);
	if (i < 3 || !end_is_good(data + i, size - i))
		return unicode_utf8_run_from(data, size, i);
	return size;
}

/* ---- single bytes
 * ------------------------------------------------------------ */

#define EIGHT(m, c)                                                            \
	m((c)), m((c) + 1), m((c) + 2), m((c) + 3), m((c) + 4), m((c) + 5),    \
	    m((c) + 6), m((c) + 7)
#define SIXTY_FOUR(m)                                                          \
	EIGHT(m, 0), EIGHT(m, 8), EIGHT(m, 16), EIGHT(m, 24), EIGHT(m, 32),    \
	    EIGHT(m, 40), EIGHT(m, 48), EIGHT(m, 56)

/* Lane c of one vector, then of another. */
#define OF_TWO(c) (c), 64 + (c)
/* Two lanes of three, room for the third; and the third put in. */
#define OF_THREE(c) (c), 64 + (c), 0
#define THIRD(c) (3 * (c)) & 63, (3 * (c) + 1) & 63, 64 + (c)

static const uint8_t of_two[2 * STEP] = {SIXTY_FOUR(OF_TWO)};
static const uint8_t of_three[3 * STEP] = {SIXTY_FOUR(OF_THREE)};
static const uint8_t third[3 * STEP] = {SIXTY_FOUR(THIRD)};

struct lanes {
	__m512i first;
	__m512i second; /* 0: there is none */
	__m512i third;
};

static inline __m512i
look_up(const uint8_t table[128], __m512i v)
{
	return _mm512_permutex2var_epi8(load(table), v, load(table + STEP));
}

static inline uint8_t *
squeeze(__m512i v, __mmask64 keep, uint8_t *out)
{
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(keep, v));
	return out + _mm_popcnt_u64(keep);
}

#define EVEN UINT64_C(0x5555555555555555)

/* How many of n lanes lie in piece number i of size lanes. */
static inline size_t
within(size_t n, size_t i)
{
	return n > i * STEP ? n - i * STEP : 0;
}

static inline uint8_t *
put_two(const struct lanes *lanes, size_t n, uint8_t *o)
{
	for (size_t i = 0; i < 2; i++) {
		__m512i v = _mm512_permutex2var_epi8(
		    lanes->first, load(of_two + i * STEP), lanes->second);
		__mmask64 keep = _mm512_test_epi8_mask(v, v) | EVEN;

		o = squeeze(v, keep & first(within(2 * n, i)), o);
	}
	return o;
}

/* Every third bit, as lanes of three begin in piece 0, 1 and 2. */
static const uint64_t thirds[3] = {UINT64_C(0x9249249249249249),
    UINT64_C(0x4924924924924924), UINT64_C(0x2492492492492492)};

static inline uint8_t *
put_three(const struct lanes *lanes, size_t n, uint8_t *o)
{
	for (size_t i = 0; i < 3; i++) {
		__m512i two = _mm512_permutex2var_epi8(
		    lanes->first, load(of_three + i * STEP), lanes->second);
		__m512i v = _mm512_permutex2var_epi8(
		    two, load(third + i * STEP), lanes->third);
		__mmask64 keep = _mm512_test_epi8_mask(v, v) | thirds[i];

		o = squeeze(v, keep & first(within(3 * n, i)), o);
	}
	return o;
}

static size_t
from_single(const struct unicode_single *charset, const uint8_t *data,
    size_t size, uint8_t *out)
{
	uint8_t *o = out;

	for (size_t i = 0; i < size; i += STEP) {
		size_t n = size - i < STEP ? size - i : STEP;
		__m512i v = load_first(data + i, n);
		__mmask64 high = _mm512_movepi8_mask(v);
		struct lanes lanes;

		if (high == 0) {
			_mm512_storeu_si512(o, v);
			o += n;
			continue;
		}
		lanes.first =
		    _mm512_mask_mov_epi8(v, high, look_up(charset->first, v));
		lanes.second =
		    _mm512_maskz_mov_epi8(high, look_up(charset->second, v));
		lanes.third =
		    _mm512_maskz_mov_epi8(high, look_up(charset->third, v));
		o = is_zero(lanes.third) ? put_two(&lanes, n, o)
					 : put_three(&lanes, n, o);
	}
	return (size_t)(o - out);
}

/* ---- UTF-16
 * ------------------------------------------------------------------ */

#define UNITS (STEP / 2)

static inline __m512i
load_units(const uint8_t *p, size_t n, bool big_endian)
{
	__m512i v = load_first(p, 2 * n);

	if (!big_endian)
		return v;
	return _mm512_or_si512(
	    _mm512_slli_epi16(v, 8), _mm512_srli_epi16(v, 8));
}

static inline __m512i
bits(__m512i v, int or_with, int mask)
{
	return _mm512_or_si512(
	    _mm512_and_si512(v, _mm512_set1_epi16((short)mask)),
	    _mm512_set1_epi16((short)or_with));
}

/* Units below 0x800: a lead where there is one, and the last byte. */
static inline uint8_t *
put_short_units(__m512i v, __mmask32 wide, size_t n, uint8_t *o)
{
	__m512i last = _mm512_mask_mov_epi16(v, wide, bits(v, 0x80, 0x3F));
	__m512i lead = bits(_mm512_srli_epi16(v, 6), 0xC0, 0x1F);
	__m512i both = _mm512_or_si512(_mm512_slli_epi16(last, 8), lead);
	__mmask64 keep = _pdep_u64(wide, EVEN) | ~EVEN;

	return squeeze(both, keep & first(2 * n), o);
}

#define FOURTHS UINT64_C(0x1111111111111111)

/* Sixteen units in lanes of four bytes: lead of three, lead of two or middle,
 * last. */
static inline uint8_t *
put_lanes(__m512i lanes, uint64_t wide, uint64_t three, size_t n, uint8_t *o)
{
	__mmask64 keep = _pdep_u64(three, FOURTHS) |
			 _pdep_u64(wide, FOURTHS << 1) | FOURTHS << 2;

	return squeeze(lanes, keep & first(4 * n), o);
}

static inline __m512i
widen(__m512i v, int half)
{
	return _mm512_cvtepu16_epi32(half == 0
					 ? _mm512_castsi512_si256(v)
					 : _mm512_extracti64x4_epi64(v, 1));
}

static inline uint8_t *
put_units(__m512i v, __mmask32 wide, __mmask32 three, size_t n, uint8_t *o)
{
	__m512i last = _mm512_mask_mov_epi16(v, wide, bits(v, 0x80, 0x3F));
	__m512i six = _mm512_srli_epi16(v, 6);
	__m512i middle = _mm512_mask_mov_epi16(
	    bits(six, 0xC0, 0x1F), three, bits(six, 0x80, 0x3F));
	__m512i lead = bits(_mm512_srli_epi16(v, 12), 0xE0, 0x0F);
	__m512i low = _mm512_or_si512(lead, _mm512_slli_epi16(middle, 8));

	for (int half = 0; half < 2; half++) {
		size_t from = half == 0 ? 0 : UNITS / 2;
		size_t left = n > from ? n - from : 0;
		__m512i lanes = _mm512_or_si512(
		    widen(low, half), _mm512_slli_epi32(widen(last, half), 16));

		o = put_lanes(lanes, (wide >> from) & 0xFFFF,
		    (three >> from) & 0xFFFF, left, o);
	}
	return o;
}

/* False: surrogates are among them, and nothing is written. */
static inline bool
put_step(__m512i v, size_t n, uint8_t **o)
{
	__mmask32 wide = _mm512_cmpge_epu16_mask(v, _mm512_set1_epi16(0x80));
	__mmask32 three = _mm512_cmpge_epu16_mask(v, _mm512_set1_epi16(0x800));
	__m512i top = _mm512_and_si512(v, _mm512_set1_epi16((short)0xF800));

	if (_mm512_cmpeq_epi16_mask(top, _mm512_set1_epi16((short)0xD800)) != 0)
		return false;
	if (wide == 0) {
		_mm256_storeu_si256((__m256i *)*o, _mm512_cvtepi16_epi8(v));
		*o += n;
	} else if (three == 0) {
		*o = put_short_units(v, wide, n, *o);
	} else {
		*o = put_units(v, wide, three, n, *o);
	}
	return true;
}

static struct unicode_result
from_utf16(const uint8_t *data, size_t count, bool big_endian, uint8_t *out)
{
	struct unicode_result all = {0};
	uint8_t *o = out;
	size_t i = 0;

	while (i < count) {
		size_t n = count - i < UNITS ? count - i : UNITS;
		struct unicode_result r;

		if (put_step(load_units(data + 2 * i, n, big_endian), n, &o)) {
			i += n;
			continue;
		}
		r = unicode_utf16_stretch(
		    data, count, big_endian, &i, i + n, o);
		o += r.written;
		all.replaced += r.replaced;
	}
	all.written = (size_t)(o - out);
	return all;
}

const struct unicode_kernels unicode_avx512 = {
    .ascii_run = ascii_run,
    .utf8_run = utf8_run,
    .from_single = from_single,
    .from_utf16 = from_utf16,
};
