/*
 * base64 - decode as a mail client does (RFC 2045, section 6.8)
 *
 * Characters outside the alphabet (line ends, blanks, junk) are passed over.
 * What '=' means is the caller's choice, since clients differ: stop at the
 * first padded quantum, or go on behind it with a fresh quantum (several padded
 * runs in one body).  Both readings are offered; the next-deeper decoder may
 * ask for both.
 *
 * A last quantum that is cut short yields the whole bytes that it holds: two
 * characters one byte, three characters two bytes, one character none.  White
 * space is HT, LF, VT, FF, CR and SP.
 *
 * Threads: any.
 */
#ifndef SIMD_BASE64_H
#define SIMD_BASE64_H

#include <stddef.h>
#include <stdint.h>

enum base64_padding {
	BASE64_STOP_AT_PADDING, /* what follows the first '=' is not data */
	BASE64_PASS_PADDING,    /* '=' ends a quantum, data goes on behind it */
};

struct base64_result {
	size_t written;  /* decoded bytes */
	size_t consumed; /* input bytes done; a stop is behind its run of '=' */
	size_t junk;     /* bytes outside the alphabet, white space and '=' */
	size_t pads;     /* runs of '=' met; a run is of adjacent ones */
};

/* Room that the decoder may write for size input bytes (slack included). */
#define BASE64_ROOM(size) ((size) / 4 * 3 + 3 + 64)

/*
 * Decode into out, which has BASE64_ROOM(size) bytes; bytes behind
 * result.written are undefined.  out and data do not overlap.
 */
struct base64_result base64_decode(const uint8_t *data, size_t size,
    enum base64_padding padding, uint8_t *out);

#endif
