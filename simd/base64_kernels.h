/*
 * base64_kernels - the variants behind base64.h; private to simd/base64*.c
 *
 * All variants move one cursor over the input.  A vector kernel does the long
 * runs and leaves whatever is odd to base64_feed(), so that the meaning of
 * junk, padding and cut ends is written down once, in the scalar twin.
 */
#ifndef SIMD_BASE64_KERNELS_H
#define SIMD_BASE64_KERNELS_H

#include <stdbool.h>

#include "simd/base64.h"

/*
 * base64_class[byte]: its six bits, or one of these.  Bytes from 128 on are
 * junk; the vector kernels read the first half only.
 */
#define BASE64_NOT_DATA 0x80u /* set in all classes but the six bits */
#define BASE64_JUNK 0x80u
#define BASE64_PAD 0xA0u
#define BASE64_BLANK 0xC0u
extern const uint8_t base64_class[256];

struct base64_cursor {
	const uint8_t *data; /* where the input begins */
	const uint8_t *in;   /* next byte to look at */
	const uint8_t *end;  /* behind the last byte of the input */
	uint8_t *out;        /* where the next decoded byte goes */
	size_t junk;
	size_t pads;
	uint32_t bits; /* what the held characters say, newest lowest */
	unsigned held; /* characters of the quantum begun: 0 .. 3 */
	enum base64_padding padding;
	bool stopped; /* at the first padding, as the caller asked */
};

struct base64_cursor base64_begin(const uint8_t *data, size_t size,
    enum base64_padding padding, uint8_t *out);

/* Decode up to until (at least data, at most end), or to the stop. */
void base64_feed(struct base64_cursor *c, const uint8_t *until);

/*
 * Decode until no quantum is begun and the next byte is a character of the
 * alphabet: where a vector may set in again.  False: the end or the stop.
 */
bool base64_resync(struct base64_cursor *c);

/* Yield the bytes of a last quantum that is cut short, and the figures. */
struct base64_result base64_end(struct base64_cursor *c, const uint8_t *out);

/*
 * Most mail has lines of one length.  Once it is known, no step of a vector
 * kernel waits for the step before it to say where the line ends; each line is
 * still checked to be as foretold before its bytes count.
 */
struct base64_lines {
	const uint8_t *start; /* of the first line that may have this shape */
	ptrdiff_t chars;      /* at least 1; mostly a multiple of 4 */
	ptrdiff_t end_size;   /* 1: LF, 2: CR LF */
};

/*
 * Take the next line that begins at or behind c->in for the shape of those
 * behind it.  False: line ends are far, or the line is empty.  *stretch_r is
 * how far to go on otherwise before asking again.
 */
bool base64_learn_lines(const struct base64_cursor *c,
    struct base64_lines *lines_r, ptrdiff_t *stretch_r);

/* The end of a line, size bytes long, stands at. */
static inline bool
base64_line_end_is(const uint8_t *at, ptrdiff_t size)
{
	return size == 2 ? at[0] == '\r' && at[1] == '\n' : at[0] == '\n';
}

/* c->in + size, or the end where that is nearer. */
static inline const uint8_t *
base64_ahead(const struct base64_cursor *c, ptrdiff_t size)
{
	return c->end - c->in > size ? c->in + size : c->end;
}

typedef struct base64_result base64_kernel(const uint8_t *data, size_t size,
    enum base64_padding padding, uint8_t *out);

base64_kernel base64_decode_scalar;
base64_kernel base64_decode_avx2;
base64_kernel base64_decode_avx512;

#endif
