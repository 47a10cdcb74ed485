/*
 * base64_avx512 - 64 characters a step, with VBMI and VBMI2
 *
 * Three ways, fastest first:
 *
 * - lines: see base64_lines.
 * - blocks: characters are squeezed together (vpcompressb), so that blanks and
 *   junk anywhere cost nothing.  Up to three characters of a quantum begun are
 *   carried over in a vector.
 * - padding is left to the scalar twin.
 *
 * Masked loads take the end of the input; lanes masked out are not touched.
 */
#include "simd/base64_kernels.h"

#include <immintrin.h>

#define STEP 64
/* Shorter lines are left to blocks. */
#define LINE_MIN 24
/* Bytes for the scalar twin at a padding. */
#define SCALAR_STRETCH 256

/* The first n bits; n is 0 .. 64. */
static inline __mmask64
first(ptrdiff_t n)
{
	return _bzhi_u64(~UINT64_C(0), (unsigned)n);
}

static inline __m512i
count_up_from(unsigned start)
{
	const __m512i ramp = _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55,
	    54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38,
	    37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21,
	    20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2,
	    1, 0);

	return _mm512_add_epi8(ramp, _mm512_set1_epi8((char)start));
}

/*
 * base64_class[] of each byte; a byte from 128 on has BASE64_NOT_DATA and
 * anything else.
 */
static inline __m512i
classes(__m512i in)
{
	const __m512i low = _mm512_load_si512(base64_class);
	const __m512i high = _mm512_load_si512(base64_class + STEP);
	__m512i class = _mm512_permutex2var_epi8(low, in, high);

	/* class | (in & 0x80) */
	return _mm512_ternarylogic_epi32(
	    class, in, _mm512_set1_epi8((char)BASE64_NOT_DATA), 0xF8);
}

/* 64 sixes to 48 bytes, in front. */
static inline __m512i
join_sixes(__m512i sixes)
{
	/* Bytes 2, 1, 0 of each 32-bit lane, lane by lane. */
	const __m512i order = _mm512_set_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	    0, 0, 0, 0, 0, 60, 61, 62, 56, 57, 58, 52, 53, 54, 48, 49, 50, 44,
	    45, 46, 40, 41, 42, 36, 37, 38, 32, 33, 34, 28, 29, 30, 24, 25, 26,
	    20, 21, 22, 16, 17, 18, 12, 13, 14, 8, 9, 10, 4, 5, 6, 0, 1, 2);
	__m512i twelves =
	    _mm512_maddubs_epi16(sixes, _mm512_set1_epi32(0x01400140));
	__m512i quanta =
	    _mm512_madd_epi16(twelves, _mm512_set1_epi32(0x00011000));

	return _mm512_permutexvar_epi8(order, quanta);
}

/* Decode the 64 bytes at in, good or not; the mask says which are not. */
static inline uint64_t
decode64(const uint8_t *in, uint8_t *out)
{
	__m512i class = classes(_mm512_loadu_si512(in));

	_mm512_storeu_si512(out, join_sixes(class));
	return _mm512_movepi8_mask(class);
}

/* ---- blocks ---------------------------------------------------------------
 *
 * The carry holds the characters before the next block as sixes, the newest in
 * lane 63.  held of them are not decoded yet.
 */

static __m512i
carry_from(const struct base64_cursor *c)
{
	uint8_t lanes[STEP] = {0};

	for (unsigned i = 0; i < c->held; i++)
		lanes[STEP - 1 - i] = c->bits >> (6 * i) & 63;
	return _mm512_loadu_si512(lanes);
}

static void
carry_to(struct base64_cursor *c, __m512i carry, unsigned held)
{
	uint8_t lanes[STEP];

	_mm512_storeu_si512(lanes, carry);
	c->held = held;
	c->bits = 0;
	for (unsigned i = held; i > 0; i--)
		c->bits = c->bits << 6 | lanes[STEP - i];
}

/* Junk among the bytes whose class is not data. */
static inline size_t
count_junk(__m512i in, __m512i class, uint64_t bad)
{
	/* Only BASE64_BLANK has bit 6, but a byte from 128 on may copy it. */
	uint64_t blank = _mm512_test_epi8_mask(class, _mm512_set1_epi8(0x40)) &
			 ~(uint64_t)_mm512_movepi8_mask(in);

	return (size_t)_mm_popcnt_u64(bad & ~blank);
}

/* Decode up to until, or to the first '='.  True: until was reached. */
static bool
decode_blocks(struct base64_cursor *c, const uint8_t *until)
{
	const uint8_t *in = c->in;
	uint8_t *out = c->out;
	__m512i carry = carry_from(c);
	unsigned held = c->held;

	while (in < until) {
		ptrdiff_t size = until - in < STEP ? until - in : STEP;
		__m512i bytes = _mm512_maskz_loadu_epi8(first(size), in);
		__m512i class = classes(bytes);
		uint64_t bad = _mm512_movepi8_mask(class);
		uint64_t pads;

		if (bad == 0 && held == 0) {
			/* A NUL is bad, so this block is full. */
			_mm512_storeu_si512(out, join_sixes(class));
			in += STEP;
			out += STEP / 4 * 3;
			continue;
		}
		pads = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('='));
		if (pads != 0)
			size = (ptrdiff_t)_tzcnt_u64(pads);
		if (size == 0)
			break;
		uint64_t good = ~bad & first(size);
		unsigned count = (unsigned)_mm_popcnt_u64(good);
		__m512i sixes = _mm512_maskz_compress_epi8(good, class);
		/* Bit 6 of an index chooses the carry: -1 is its lane 63. */
		__m512i joined = _mm512_permutex2var_epi8(
		    sixes, count_up_from(0u - held), carry);

		_mm512_storeu_si512(out, join_sixes(joined));
		carry = _mm512_permutex2var_epi8(
		    sixes, count_up_from(count - STEP), carry);
		c->junk += count_junk(bytes, class, bad & first(size));
		held += count;
		in += size;
		out += held / 4 * 3;
		held %= 4;
	}
	c->in = in;
	c->out = out;
	carry_to(c, carry, held);
	return in == until;
}

/* ---- lines ------------------------------------------------------------- */

/* Decode lines while they are as learned; c stands at the start of one. */
static void
decode_lines(struct base64_cursor *c, const struct base64_lines *lines)
{
	const uint8_t *in = c->in;
	const uint8_t *end = c->end;
	uint8_t *out = c->out;
	ptrdiff_t chars = lines->chars;
	ptrdiff_t end_size = lines->end_size;
	ptrdiff_t whole = chars - chars % STEP;
	uint64_t tail = first(chars % STEP);

	/* The last vector of a line reads up to STEP bytes past its tail. */
	while (end - in >= chars + end_size + STEP) {
		uint64_t bad = 0;

		for (ptrdiff_t i = 0; i < whole; i += STEP)
			bad |= decode64(in + i, out + i / 4 * 3);
		if (tail != 0)
			bad |= decode64(in + whole, out + whole / 4 * 3) & tail;
		if (bad != 0 || !base64_line_end_is(in + chars, end_size))
			break;
		in += chars + end_size;
		out += chars / 4 * 3;
	}
	c->in = in;
	c->out = out;
}

/* Lines if they can be learned, then blocks for a while.  True: no '=' yet. */
static bool
decode_stretch(struct base64_cursor *c)
{
	struct base64_lines lines;
	ptrdiff_t stretch;

	/* Blocks do better with short lines, and do not mind a quantum that
	 * straddles two. */
	if (base64_learn_lines(c, &lines, &stretch) && lines.chars % 4 == 0 &&
	    lines.chars >= LINE_MIN) {
		if (!decode_blocks(c, lines.start))
			return false;
		if (c->held == 0)
			decode_lines(c, &lines);
	}
	return decode_blocks(c, base64_ahead(c, stretch));
}

struct base64_result
base64_decode_avx512(
    const uint8_t *data, size_t size, enum base64_padding padding, uint8_t *out)
{
	struct base64_cursor c = base64_begin(data, size, padding, out);

	while (c.in < c.end && !c.stopped) {
		if (!decode_stretch(&c))
			base64_feed(&c, base64_ahead(&c, SCALAR_STRETCH));
	}
	return base64_end(&c, out);
}
