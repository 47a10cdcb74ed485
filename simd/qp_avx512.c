/*
 * qp_avx512 - 64 bytes a step, escapes and all, with VBMI and VBMI2
 *
 * The same bytes are loaded at three offsets, so that each '=' meets its two
 * digits in its own lane.  The decoded byte takes the place of the '=', and
 * vpcompressb drops the digits, soft breaks and blanks at line ends: a text
 * that is all escapes costs what any other costs.  Only a '=' with blanks
 * behind it goes to the scalar twin.
 *
 * Masked loads take the end of the input: lanes masked out are not touched and
 * read as NUL, which is neither a digit nor a line end.
 */
#include "simd/qp_kernels.h"

#include <immintrin.h>

#define STEP 64
/* Bytes for the scalar twin where '=' stands before a blank, so that many of
 * them cost no more than they do there. */
#define SCALAR_STRETCH 64

/* What is to be done with the bytes of a step; one bit each. */
struct step {
	uint64_t escapes; /* '=' with two digits behind it */
	uint64_t dropped;
	uint64_t odd;     /* '=' with a blank behind it */
	uint64_t errors;  /* '=' that stands for itself */
	uint64_t pending; /* dropped from the next step, lanes 0 and 1 */
};

/* The first n bits; none for n below 0, all from 64 on. */
static inline __mmask64
first(ptrdiff_t n)
{
	if (n <= 0)
		return 0;
	return _bzhi_u64(~UINT64_C(0), n < STEP ? (unsigned)n : STEP);
}

static inline __m512i
load(const uint8_t *p, ptrdiff_t size)
{
	return _mm512_maskz_loadu_epi8(first(size), p);
}

static inline uint64_t
equal(__m512i v, char c)
{
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
}

static inline uint64_t
blanks_of(__m512i v)
{
	return equal(v, ' ') | equal(v, '\t');
}

static inline uint64_t
line_ends_of(__m512i v)
{
	return equal(v, '\r') | equal(v, '\n');
}

/* Each byte as a digit; a byte that is none gets bit 7. */
static inline __m512i
digits_of(__m512i v)
{
	__m512i digits = _mm512_permutex2var_epi8(
	    _mm512_load_si512(qp_hex), v, _mm512_load_si512(qp_hex + STEP));

	/* digits | (v & 0x80): the table has no bytes from 128 on. */
	return _mm512_ternarylogic_epi32(
	    digits, v, _mm512_set1_epi8((char)QP_NOT_HEX), 0xF8);
}

/*
 * Look at what stands behind each '='; the byte that it makes goes into its
 * lane of *bytes.
 */
static inline struct step
read_equals(const uint8_t *in, ptrdiff_t left, uint64_t equals, __m512i *bytes)
{
	/* Not in + 2: at the very end there may be no such place. */
	__m512i second = load(in + 1, left - 1);
	__m512i third = left < 2 ? second : load(in + 2, left - 2);
	__m512i high = digits_of(second);
	__m512i low = digits_of(third);
	uint64_t not_hex = _mm512_movepi8_mask(_mm512_or_si512(high, low));
	uint64_t soft = equals & line_ends_of(second);
	uint64_t soft_crlf = equals & equal(second, '\r') & equal(third, '\n');
	struct step step = {.escapes = equals & ~not_hex};
	uint64_t three = step.escapes | soft_crlf;

	high = _mm512_and_si512(high, _mm512_set1_epi8(0x0f));
	*bytes = _mm512_mask_mov_epi8(*bytes, step.escapes,
	    _mm512_or_si512(_mm512_slli_epi16(high, 4), low));
	step.dropped = soft | (three | soft) << 1 | three << 2;
	/* A run of CRs may end anywhere, as one of blanks. */
	step.odd = equals & (blanks_of(second) |
				(equal(second, '\r') & equal(third, '\r')));
	step.errors = equals & ~(step.escapes | soft | step.odd);
	/* The three lines above, as far as they were shifted out. */
	step.pending = (three | soft) >> 63 | three >> 62;
	return step;
}

/* The blanks that stand in front of the ends, run by run. */
static inline uint64_t
blanks_before(uint64_t blanks, uint64_t ends)
{
	uint64_t runs = blanks & ends >> 1;

	/* Each round reaches twice as far down as all before it. */
	for (unsigned reach = 1; reach < STEP; reach *= 2) {
		runs |= blanks & runs >> reach;
		blanks &= blanks >> reach;
	}
	return runs;
}

/* The blanks of this step that go; those of steps before are taken back. */
static inline uint64_t
drop_blanks(struct qp_cursor *c, uint64_t blanks, uint64_t ends)
{
	uint64_t runs = blanks_before(blanks, ends);

	if (((ends | runs) & 1u) != 0)
		c->out -= qp_blanks_before(c->data, c->in);
	return runs;
}

/*
 * Decode a step of size bytes whose '=' and line ends behind blanks are given.
 * Returns the position of an odd '=', where it ended, or size.
 */
static inline ptrdiff_t
mend(struct qp_cursor *c, __m512i bytes, ptrdiff_t size, uint64_t equals,
    uint64_t ends, uint64_t *pending)
{
	struct step step = {0};
	uint64_t live;

	if (equals != 0)
		step = read_equals(c->in, c->end - c->in, equals, &bytes);
	if (step.odd != 0) {
		size = (ptrdiff_t)_tzcnt_u64(step.odd);
		step.pending = 0;
	}
	live = first(size);
	if ((ends & live) != 0)
		step.dropped |=
		    drop_blanks(c, blanks_of(bytes) & live, ends & live);
	c->errors += (size_t)_mm_popcnt_u64(step.errors & live);
	live &= ~(step.dropped | *pending);
	_mm512_storeu_si512(c->out, _mm512_maskz_compress_epi8(live, bytes));
	c->out += _mm_popcnt_u64(live);
	*pending = step.pending;
	return size;
}

/* Line ends right behind a blank. */
static inline uint64_t
ends_behind_blanks(const struct qp_cursor *c, __m512i bytes)
{
	uint64_t ends = line_ends_of(bytes);
	uint64_t behind = blanks_of(bytes) << 1;

	if ((ends & 1u) != 0 && c->in > c->data && qp_is_blank(c->in[-1]))
		behind |= 1u;
	return ends & behind;
}

/* Decode up to the end or to an odd '='. */
static void
decode_steps(struct qp_cursor *cursor)
{
	/* A copy that nobody else can see lives in registers. */
	struct qp_cursor c = *cursor;
	uint64_t pending = 0;
	ptrdiff_t done = 0;
	ptrdiff_t size = 0;

	while (done == size && c.in < c.end) {
		size = c.end - c.in < STEP ? c.end - c.in : STEP;
		__m512i bytes = load(c.in, size);
		uint64_t equals = equal(bytes, '=');
		uint64_t ends = ends_behind_blanks(&c, bytes);

		if ((equals | ends | pending) == 0) {
			_mm512_storeu_si512(c.out, bytes);
			done = size;
			c.out += size;
		} else {
			done = mend(&c, bytes, size, equals, ends, &pending);
		}
		/* On by what branches foretell, not by what was found:
		 * so the next load need not wait. */
		if (__builtin_expect(done == STEP, 1))
			c.in += STEP;
		else
			c.in += done;
	}
	*cursor = c;
}

struct qp_result
qp_decode_avx512(const uint8_t *data, size_t size, uint8_t *out)
{
	struct qp_cursor c = qp_begin(data, size, out);

	while (c.in < c.end) {
		decode_steps(&c);
		qp_feed(&c, c.end - c.in > SCALAR_STRETCH
				? c.in + SCALAR_STRETCH
				: c.end);
	}
	return qp_end(&c, out);
}
