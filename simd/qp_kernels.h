/*
 * qp_kernels - the variants behind qp.h; private to simd/qp*.c
 *
 * All variants move one cursor over the input.  What a '=' means and which
 * blanks go is written down once, here and in the scalar twin; the vector
 * kernels find the places, and copy what lies between.
 */
#ifndef SIMD_QP_KERNELS_H
#define SIMD_QP_KERNELS_H

#include <stdbool.h>

#include "simd/qp.h"

struct qp_cursor {
	const uint8_t *data; /* where the input begins */
	const uint8_t *in;   /* next byte to look at */
	const uint8_t *end;  /* behind the last byte of the input */
	uint8_t *out;        /* where the next decoded byte goes */
	size_t errors;
};

/* The value of a hexadecimal digit, or QP_NOT_HEX. */
#define QP_NOT_HEX 0x80u
extern const uint8_t qp_hex[256];

struct qp_cursor qp_begin(const uint8_t *data, size_t size, uint8_t *out);

/* Bytes of the soft break whose '=' is at in; 0: it is none. */
ptrdiff_t qp_soft_break(const uint8_t *in, const uint8_t *end);

/* Decode up to until, or a little further when an escape ends behind it. */
void qp_feed(struct qp_cursor *c, const uint8_t *until);

struct qp_result qp_end(const struct qp_cursor *c, const uint8_t *out);

static inline bool
qp_is_blank(uint8_t byte)
{
	return byte == ' ' || byte == '\t';
}

/*
 * How many blanks stand before at.  When a hard line end stands at it, each of
 * them is the newest byte of the output: an escape ends in a digit and a soft
 * break in a line end, so the run cannot reach into one.
 */
static inline ptrdiff_t
qp_blanks_before(const uint8_t *data, const uint8_t *at)
{
	const uint8_t *p = at;

	while (p > data && qp_is_blank(p[-1]))
		p--;
	return at - p;
}

/* c->in stands on a '=': pass it and what belongs to it. */
static inline void
qp_pass_equals(struct qp_cursor *c)
{
	ptrdiff_t soft;

	if (c->end - c->in >= 3) {
		unsigned high = qp_hex[c->in[1]];
		unsigned low = qp_hex[c->in[2]];

		if ((high | low) < QP_NOT_HEX) {
			*c->out++ = (uint8_t)(high << 4 | low);
			c->in += 3;
			return;
		}
	}
	soft = qp_soft_break(c->in, c->end);
	if (soft > 0) {
		c->in += soft;
		return;
	}
	*c->out++ = *c->in++;
	c->errors++;
}

typedef struct qp_result qp_kernel(
    const uint8_t *data, size_t size, uint8_t *out);

qp_kernel qp_decode_scalar;
qp_kernel qp_decode_avx2;
qp_kernel qp_decode_avx512;

#endif
