/*
 * unicode_kernels - the variants behind unicode.h; private to simd/unicode*.c
 *
 * The scalar twins are written so that a vector kernel can leave them a
 * stretch: what they return is where to go on.
 */
#ifndef SIMD_UNICODE_KERNELS_H
#define SIMD_UNICODE_KERNELS_H

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
size_t unicode_utf8_run_scalar(const uint8_t *data, size_t size);
size_t unicode_from_single_scalar(const struct unicode_single *charset,
    const uint8_t *data, size_t size, uint8_t *out);

/*
 * Code units from *at until until, or one more when a pair ends behind it;
 * *at is behind them.
 */
struct unicode_result unicode_utf16_stretch(const uint8_t *data, size_t count,
    bool big_endian, size_t *at, size_t until, uint8_t *out);

/* Length of the valid sequence at data[i], 0: there is none. */
size_t unicode_utf8_length(const uint8_t *data, size_t size, size_t i);

static inline uint32_t
unicode_unit(const uint8_t *data, size_t i, bool big_endian)
{
	uint32_t even = data[2 * i];
	uint32_t odd = data[2 * i + 1];

	return big_endian ? even << 8 | odd : odd << 8 | even;
}

#endif
