/*
 * qp_scalar - the reference twin, and the odd cases of all variants
 *
 * Eight bytes a step while none of them is '=' or a line end.
 */
#include "simd/qp_kernels.h"

#include <string.h>

#define NO QP_NOT_HEX

/* clang-format off */
_Alignas(64) const uint8_t qp_hex[256] = {
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, NO, NO, NO, NO, NO, NO,
	NO, 10, 11, 12, 13, 14, 15, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, 10, 11, 12, 13, 14, 15, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
};
/* clang-format on */

#define ALL_BYTES(c) (UINT64_C(0x0101010101010101) * (c))

struct qp_cursor
qp_begin(const uint8_t *data, size_t size, uint8_t *out)
{
	return (struct qp_cursor){
	    .data = data,
	    .in = data,
	    /* NULL + 0 would be undefined. */
	    .end = size == 0 ? data : data + size,
	    .out = out,
	};
}

ptrdiff_t
qp_soft_break(const uint8_t *in, const uint8_t *end)
{
	const uint8_t *p = in + 1, *lf;

	while (p < end && qp_is_blank(*p))
		p++;
	if (p == end)
		return 0;
	if (*p == '\n')
		return p + 1 - in;
	if (*p != '\r')
		return 0;
	lf = p + 1;
	while (lf < end && *lf == '\r')
		lf++;
	return lf < end && *lf == '\n' ? lf + 1 - in : p + 1 - in;
}

/* A byte that is '=' or may be a line end.  Borrows may add false alarms. */
static inline bool
word_may_be_odd(uint64_t word)
{
	uint64_t equals = word ^ ALL_BYTES('=');
	uint64_t is_equals = (equals - ALL_BYTES(1)) & ~equals;
	uint64_t is_low = (word - ALL_BYTES('\r' + 1)) & ~word;

	return ((is_equals | is_low) & ALL_BYTES(0x80u)) != 0;
}

static inline void
copy_words(struct qp_cursor *c, const uint8_t *until)
{
	uint64_t word;

	while (until - c->in >= (ptrdiff_t)sizeof(word)) {
		memcpy(&word, c->in, sizeof(word));
		if (word_may_be_odd(word))
			return;
		memcpy(c->out, &word, sizeof(word));
		c->in += sizeof(word);
		c->out += sizeof(word);
	}
}

/* Copy up to the next '=' or behind the next line end. */
static inline void
copy_bytes(struct qp_cursor *c, const uint8_t *until)
{
	while (c->in < until && *c->in != '=') {
		uint8_t byte = *c->in;
		bool ends_line = byte == '\r' || byte == '\n';

		if (ends_line)
			c->out -= qp_blanks_before(c->data, c->in);
		*c->out++ = byte;
		c->in++;
		if (ends_line)
			return;
	}
}

void
qp_feed(struct qp_cursor *cursor, const uint8_t *until)
{
	/* A copy that nobody else can see lives in registers. */
	struct qp_cursor c = *cursor;

	while (c.in < until) {
		copy_words(&c, until);
		copy_bytes(&c, until);
		while (c.in < until && *c.in == '=')
			qp_pass_equals(&c);
	}
	*cursor = c;
}

struct qp_result
qp_end(const struct qp_cursor *c, const uint8_t *out)
{
	return (struct qp_result){
	    .written = (size_t)(c->out - out),
	    .errors = c->errors,
	};
}

struct qp_result
qp_decode_scalar(const uint8_t *data, size_t size, uint8_t *out)
{
	struct qp_cursor c = qp_begin(data, size, out);

	qp_feed(&c, c.end);
	return qp_end(&c, out);
}
