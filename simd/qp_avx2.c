/*
 * qp_avx2 - copy 32 bytes a step, then mend
 *
 * One pass of compares marks each '=' and each line end behind a blank.  What
 * lies between the marks is copied by whole vectors, so a text with few marks
 * moves at the speed of memory.
 */
#include "simd/qp_kernels.h"

#include <immintrin.h>

#define STEP 32
/* Each piece of a step is copied as a whole vector, from at most STEP - 1
 * bytes into it; so two vectors must be there. */
#define READ_AHEAD (2 * STEP)

static inline uint32_t
equal(__m256i v, char c)
{
	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c)));
}

static inline uint32_t
either(__m256i v, char a, char b)
{
	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(a)),
		_mm256_cmpeq_epi8(v, _mm256_set1_epi8(b))));
}

static inline void
copy(uint8_t *to, const uint8_t *from)
{
	_mm256_storeu_si256(
	    (__m256i *)to, _mm256_loadu_si256((const __m256i *)from));
}

/* The marks of the STEP bytes at c->in. */
static inline uint32_t
marks_of(const struct qp_cursor *c)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)c->in);
	uint32_t line_ends = either(v, '\r', '\n');
	uint32_t behind_blanks = either(v, ' ', '\t') << 1;

	if ((line_ends & 1u) != 0 && c->in > c->data && qp_is_blank(c->in[-1]))
		behind_blanks |= 1u;
	return equal(v, '=') | (line_ends & behind_blanks);
}

/*
 * Decode STEP bytes that hold marks, and the escape that reaches out of them.
 * Escapes that follow each other, as in text of another script, are done
 * without a copy between them.
 */
static inline void
mend(struct qp_cursor *c, uint32_t marks)
{
	const uint8_t *begin = c->in;
	const uint8_t *until = begin + STEP;

	do {
		const uint8_t *mark = begin + _tzcnt_u32(marks);

		copy(c->out, c->in);
		c->out += mark - c->in;
		c->in = mark;
		if (*mark != '=')
			c->out -= qp_blanks_before(c->data, mark);
		while (c->in < until && *c->in == '=')
			qp_pass_equals(c);
		marks = _blsr_u32(marks);
		/* Marks inside what was passed are done. */
		if (c->in < until)
			marks &= ~0u << (c->in - begin);
	} while (c->in < until && marks != 0);
	if (c->in < until) {
		copy(c->out, c->in);
		c->out += until - c->in;
		c->in = until;
	}
}

static void
decode_steps(struct qp_cursor *cursor)
{
	/* A copy that nobody else can see lives in registers. */
	struct qp_cursor c = *cursor;

	while (c.end - c.in >= READ_AHEAD) {
		uint32_t marks = marks_of(&c);

		if (marks == 0) {
			copy(c.out, c.in);
			c.in += STEP;
			c.out += STEP;
		} else {
			mend(&c, marks);
		}
	}
	*cursor = c;
}

struct qp_result
qp_decode_avx2(const uint8_t *data, size_t size, uint8_t *out)
{
	struct qp_cursor c = qp_begin(data, size, out);

	decode_steps(&c);
	qp_feed(&c, c.end);
	return qp_end(&c, out);
}
