/*
 * base64_avx2 - 32 characters a step
 *
 * Lines of one length are foretold, see base64_lines.  Elsewhere a vector that
 * holds something else is decoded all the same and the quanta in front of that
 * count; the scalar twin steps over it to the next quantum.
 */
#include "simd/base64_kernels.h"

#include <immintrin.h>

#define STEP 32
/* A vector with fewer good characters than this was not worth its time: the
 * scalar twin then gets SCALAR_STRETCH bytes, so that junk strewn into every
 * line costs no more than it does there. */
#define WORTHWHILE 8u
#define SCALAR_STRETCH 128
/* A multiple of four lines makes whole quanta, whatever their length. */
#define STAGED_LINES 8
#define STAGED_CHARS_MAX 128

static inline __m256i
both_halves(__m128i half)
{
	return _mm256_broadcastsi128_si256(half);
}

/*
 * Bit k: byte k is not of the alphabet.  Its high nibble chooses a rule (one
 * bit each), its low nibble says which rules it breaks:
 *   01  2x: only + and /    02  3x: 0 to 9       04  4x, 6x: all but x0
 *   08  5x, 7x: x0 to xA    10  everything else
 */
static inline uint32_t
not_data(__m256i in, __m256i high)
{
	const __m256i rule =
	    both_halves(_mm_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04,
		0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10));
	const __m256i broken =
	    both_halves(_mm_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
		0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A));
	__m256i low = _mm256_and_si256(in, _mm256_set1_epi8(0x0f));
	__m256i bad = _mm256_and_si256(
	    _mm256_shuffle_epi8(rule, high), _mm256_shuffle_epi8(broken, low));
	__m256i good = _mm256_cmpeq_epi8(bad, _mm256_setzero_si256());

	return ~(uint32_t)_mm256_movemask_epi8(good);
}

/*
 * Characters to six bits each: add what the high nibble says.  '/' shares its
 * nibble with '+', so it moves to the free entry 1.
 */
static inline __m256i
to_sixes(__m256i in, __m256i high)
{
	const __m256i offset = both_halves(_mm_setr_epi8(0, 63 - '/', 62 - '+',
	    52 - '0', -'A', -'A', 26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0));
	__m256i slash = _mm256_cmpeq_epi8(in, _mm256_set1_epi8('/'));
	__m256i entry = _mm256_add_epi8(high, slash);

	return _mm256_add_epi8(in, _mm256_shuffle_epi8(offset, entry));
}

/* 32 sixes to 24 bytes, in front. */
static inline __m256i
join_sixes(__m256i sixes)
{
	const __m256i order = both_halves(_mm_setr_epi8(
	    2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
	const __m256i halves = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7);
	/* Pairs: first * 64 + second; then pairs of pairs: * 4096. */
	__m256i twelves =
	    _mm256_maddubs_epi16(sixes, _mm256_set1_epi32(0x01400140));
	__m256i quanta =
	    _mm256_madd_epi16(twelves, _mm256_set1_epi32(0x00011000));

	return _mm256_permutevar8x32_epi32(
	    _mm256_shuffle_epi8(quanta, order), halves);
}

/* Decode the 32 bytes at in, good or not; the mask says which are not. */
static inline uint32_t
decode32(const uint8_t *in, uint8_t *out)
{
	__m256i bytes = _mm256_loadu_si256((const __m256i *)in);
	__m256i high = _mm256_and_si256(
	    _mm256_srli_epi32(bytes, 4), _mm256_set1_epi8(0x0f));
	__m256i joined = join_sixes(to_sixes(bytes, high));

	_mm256_storeu_si256((__m256i *)out, joined);
	return not_data(bytes, high);
}

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
	uint32_t tail = _bzhi_u32(~0u, (unsigned)(chars % STEP));

	/* The last vector of a line reads up to STEP bytes past its tail. */
	while (end - in >= chars + end_size + STEP) {
		uint32_t bad = 0;

		for (ptrdiff_t i = 0; i < whole; i += STEP)
			bad |= decode32(in + i, out + i / 4 * 3);
		if (tail != 0)
			bad |= decode32(in + whole, out + whole / 4 * 3) & tail;
		if (bad != 0 || !base64_line_end_is(in + chars, end_size))
			break;
		in += chars + end_size;
		out += chars / 4 * 3;
	}
	c->in = in;
	c->out = out;
}

/* Copy STAGED_LINES lines from in without their ends; false: not as learned. */
static inline bool
stage_lines(const uint8_t *in, const struct base64_lines *lines, uint8_t *stage)
{
	ptrdiff_t chars = lines->chars;

	for (unsigned line = 0; line < STAGED_LINES; line++) {
		for (ptrdiff_t i = 0; i < chars; i += STEP)
			_mm256_storeu_si256((__m256i *)(stage + i),
			    _mm256_loadu_si256((const __m256i *)(in + i)));
		if (!base64_line_end_is(in + chars, lines->end_size))
			return false;
		in += chars + lines->end_size;
		stage += chars;
	}
	return true;
}

/* Whether all size bytes at in are data; decodes them to out in any case. */
static inline bool
decode_stage(const uint8_t *in, ptrdiff_t size, uint8_t *out)
{
	uint32_t bad = 0;
	ptrdiff_t i = 0;

	for (; size - i >= STEP; i += STEP)
		bad |= decode32(in + i, out + i / 4 * 3);
	if (i < size)
		bad |= decode32(in + i, out + i / 4 * 3) &
		       _bzhi_u32(~0u, (unsigned)(size - i));
	return bad == 0;
}

/*
 * The same for lines that are no multiple of four, so that quanta straddle
 * them: several lines are brought together first, and make whole quanta.
 */
static void
decode_odd_lines(struct base64_cursor *c, const struct base64_lines *lines)
{
	uint8_t stage[STAGED_LINES * STAGED_CHARS_MAX + STEP];
	const uint8_t *in = c->in;
	const uint8_t *end = c->end;
	uint8_t *out = c->out;
	ptrdiff_t chars = STAGED_LINES * lines->chars;
	ptrdiff_t stride = chars + STAGED_LINES * lines->end_size;

	/* The last vector of a line reads up to STEP bytes past it. */
	while (end - in >= stride + STEP && stage_lines(in, lines, stage) &&
	       decode_stage(stage, chars, out)) {
		in += stride;
		out += chars / 4 * 3;
	}
	c->in = in;
	c->out = out;
}

/*
 * Decode whole vectors from a quantum on, then the good quanta in front of
 * whatever is odd.  False: that vector was a waste.
 */
static bool
decode_run(struct base64_cursor *c, const uint8_t *until)
{
	const uint8_t *in = c->in;
	uint8_t *out = c->out;
	unsigned good = STEP;

	while (good == STEP && until - in >= STEP) {
		uint32_t bad = decode32(in, out);

		/* A branch, so that the next load need not wait for bad. */
		if (__builtin_expect(bad == 0, 1)) {
			in += STEP;
			out += STEP / 4 * 3;
			continue;
		}
		good = _tzcnt_u32(bad);
		in += good / 4 * 4;
		out += good / 4 * 3;
	}
	c->in = in;
	c->out = out;
	return good >= WORTHWHILE;
}

/* Decode up to until or a little further, whatever comes. */
static void
decode_any(struct base64_cursor *c, const uint8_t *until)
{
	while (until - c->in >= STEP && base64_resync(c)) {
		if (!decode_run(c, until))
			base64_feed(c, base64_ahead(c, SCALAR_STRETCH));
	}
	if (c->in < until)
		base64_feed(c, until);
}

/* Lines, as far as they can be learned and go on as learned. */
static void
decode_learned(struct base64_cursor *c, const struct base64_lines *lines)
{
	decode_any(c, lines->start);
	if (c->in != lines->start || c->held != 0)
		return;
	if (lines->chars % 4 == 0)
		decode_lines(c, lines);
	else if (lines->chars <= STAGED_CHARS_MAX)
		decode_odd_lines(c, lines);
}

struct base64_result
base64_decode_avx2(
    const uint8_t *data, size_t size, enum base64_padding padding, uint8_t *out)
{
	struct base64_cursor c = base64_begin(data, size, padding, out);

	while (c.in < c.end && !c.stopped) {
		struct base64_lines lines;
		ptrdiff_t stretch;

		if (base64_learn_lines(&c, &lines, &stretch))
			decode_learned(&c, &lines);
		decode_any(&c, base64_ahead(&c, stretch));
	}
	return base64_end(&c, out);
}
