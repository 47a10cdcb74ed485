/*
 * unicode - UTF-8 checked and made, many bytes at a time
 *
 * All kernels take any length and alignment, read nothing outside of their
 * input, and equal their scalar twin in every byte.
 *
 * Threads: any.
 */
#ifndef SIMD_UNICODE_H
#define SIMD_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many bytes at the start of data are ASCII. */
size_t unicode_ascii_run(const uint8_t *data, size_t size);

/*
 * How many bytes at the start of data are whole, valid sequences of UTF-8
 * (RFC 3629); size when all are.  What stands behind them is no UTF-8, or
 * ends too early.
 */
size_t unicode_utf8_run(const uint8_t *data, size_t size);

/*
 * A single byte charset: its bytes below 0x80 are ASCII, byte 0x80 + i is the
 * one, two or three bytes first[i], second[i], third[i] of UTF-8, where 0
 * stands for none; packed[byte] holds the same three, of any byte, and how many
 * they are.
 */
struct unicode_single {
	uint8_t first[128];
	uint8_t second[128];
	uint8_t third[128];
	uint8_t packed[256][4];
};

/* Make it of code points below 0x10000. */
void unicode_single_make(
    struct unicode_single *charset, const uint16_t code_points[128]);

/* Bytes that may be written for size bytes of input (slack included). */
#define UNICODE_SINGLE_ROOM(size) ((size)*3 + 64)

/* size bytes of data into out; how many were written. */
size_t unicode_from_single(const struct unicode_single *charset,
    const uint8_t *data, size_t size, uint8_t *out);

struct unicode_result {
	size_t written;
	size_t replaced; /* surrogates alone: U+FFFD in their place */
};

/* Bytes that may be written for count code units (slack included). */
#define UNICODE_UTF16_ROOM(count) ((count)*3 + 64)

/*
 * count code units of UTF-16, count * 2 bytes at data, into out.  A high
 * surrogate at the end is alone.
 */
struct unicode_result unicode_from_utf16(
    const uint8_t *data, size_t count, bool big_endian, uint8_t *out);

#endif
