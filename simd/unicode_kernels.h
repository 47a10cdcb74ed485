/*
 * unicode_kernels - the variants behind unicode.h; private to simd/unicode*.c
 *
 * The scalar twins are written so that a vector kernel can leave them a
 * stretch, or the end.
 */
#ifndef SIMD_UNICODE_KERNELS_H
#define SIMD_UNICODE_KERNELS_H

#include <string.h>

#include "simd/unicode.h"

struct unicode_kernels {
	size_t (*ascii_run)(const uint8_t *data, size_t size);
	size_t (*utf8_run)(const uint8_t *data, size_t size);
	size_t (*from_single)(const struct unicode_single *charset,
	    const uint8_t *data, size_t size, uint8_t *out);
	struct unicode_result (*from_utf16)(
	    const uint8_t *data, size_t count, bool big_endian, uint8_t *out);
};

extern const struct unicode_kernels unicode_scalar;
extern const struct unicode_kernels unicode_avx2;
extern const struct unicode_kernels unicode_avx512;

size_t unicode_ascii_run_scalar(const uint8_t *data, size_t size);
size_t unicode_from_single_scalar(const struct unicode_single *charset,
    const uint8_t *data, size_t size, uint8_t *out);

/* unicode_utf8_run(), when the first from bytes are known to be valid, but for
 * a sequence at their end that goes on behind them. */
size_t unicode_utf8_run_from(const uint8_t *data, size_t size, size_t from);

/*
 * Code units from *at until until, or one more when a pair ends behind it;
 * *at is behind them.
 */
struct unicode_result unicode_utf16_stretch(const uint8_t *data, size_t count,
    bool big_endian, size_t *at, size_t until, uint8_t *out);

/* A byte of a single byte charset: no branch, and four bytes are written. */
static inline uint8_t *
unicode_put_packed(const uint8_t packed[4], uint8_t *out)
{
	memcpy(out, packed, 4);
	return out + packed[3];
}

/* Length of the valid sequence at data[i], 0: there is none. */
size_t unicode_utf8_length(const uint8_t *data, size_t size, size_t i);

/* The three bytes ahead of p begin a sequence that ends at p or behind. */
static inline bool
unicode_is_torn(const uint8_t *p)
{
	return p[-1] >= 0xC0 || p[-2] >= 0xE0 || p[-3] >= 0xF0;
}

static inline uint32_t
unicode_unit(const uint8_t *data, size_t i, bool big_endian)
{
	uint32_t even = data[2 * i];
	uint32_t odd = data[2 * i + 1];

	return big_endian ? even << 8 | odd : odd << 8 | even;
}

/*
 * How UTF-8 is checked by vectors, after Keiser and Lemire, "Validating UTF-8
 * in less than one instruction per byte" (2021): each mistake that shows in two
 * neighbours is a bit, and the halves of the two bytes, looked up in three
 * tables, leave those bits standing that all three allow.  What needs a third
 * or fourth byte to be a trail is held against TWO_TRAILS.
 */
enum unicode_mistake {
	TOO_SHORT = 1 << 0,  /* a lead, and no trail behind it */
	TOO_LONG = 1 << 1,   /* ASCII, and a trail behind it */
	OVERLONG_3 = 1 << 2, /* E0, and a trail below A0 */
	TOO_LARGE = 1 << 3,  /* F4, and a trail over 8F; F5 and more */
	SURROGATE = 1 << 4,  /* ED, and a trail over 9F */
	OVERLONG_2 = 1 << 5, /* C0 and C1 */
	OVERLONG_4 = 1 << 6, /* F0, and a trail below 90; also F5 and more */
	TWO_TRAILS = 1 << 7,
	ANY_LOW = TOO_SHORT | TOO_LONG | TWO_TRAILS,
};

/* By the high half of the first byte. */
#define UNICODE_FIRST_HIGH                                                     \
	TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,  \
	    TOO_LONG, (char)TWO_TRAILS, (char)TWO_TRAILS, (char)TWO_TRAILS,    \
	    (char)TWO_TRAILS, TOO_SHORT | OVERLONG_2, TOO_SHORT,               \
	    TOO_SHORT | OVERLONG_3 | SURROGATE,                                \
	    TOO_SHORT | TOO_LARGE | OVERLONG_4

/* By the low half of the first byte. */
#define UNICODE_LOW(more) (char)(ANY_LOW | (more))
#define UNICODE_FIRST_LOW                                                      \
	UNICODE_LOW(OVERLONG_3 | OVERLONG_2 | OVERLONG_4),                     \
	    UNICODE_LOW(OVERLONG_2), UNICODE_LOW(0), UNICODE_LOW(0),           \
	    UNICODE_LOW(TOO_LARGE), UNICODE_LOW(TOO_LARGE | OVERLONG_4),       \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4),                               \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4),                               \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4),                               \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4),                               \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4),                               \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4),                               \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4),                               \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4 | SURROGATE),                   \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4),                               \
	    UNICODE_LOW(TOO_LARGE | OVERLONG_4)

/* By the high half of the second byte. */
#define UNICODE_TRAIL(more) (char)(TOO_LONG | OVERLONG_2 | TWO_TRAILS | (more))
#define UNICODE_SECOND_HIGH                                                    \
	TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,      \
	    TOO_SHORT, TOO_SHORT, UNICODE_TRAIL(OVERLONG_3 | OVERLONG_4),      \
	    UNICODE_TRAIL(OVERLONG_3 | TOO_LARGE),                             \
	    UNICODE_TRAIL(SURROGATE | TOO_LARGE),                              \
	    UNICODE_TRAIL(SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT,        \
	    TOO_SHORT, TOO_SHORT

#endif
