/*
 * alphabet - the characters that stand for six bits in uuencode and xxencode
 *
 * Private to core/encoded.
 */
#ifndef CORE_ENCODED_ALPHABET_H
#define CORE_ENCODED_ALPHABET_H

#include <stdbool.h>
#include <stdint.h>

/* No character of the alphabet at all. */
#define ALPHABET_BAD 0x80u
/* One that decoders take, but no encoder writes. */
#define ALPHABET_MASK 0x40u

struct alphabet {
	bool blanks;        /* a blank is a zero, and may be lost at an end */
	uint8_t value[256]; /* six bits, with one of the marks or none */
};

/* c - 32, of which decoders take six bits whatever c is. */
extern const struct alphabet alphabet_uu;

/* Its place in "+-", digits, capital and small letters. */
extern const struct alphabet alphabet_xx;

#endif
