/*
 * utf8 - code points in and out (RFC 3629)
 *
 * Threads: any.  Nothing here allocates.
 */
#ifndef CORE_TEXT_UTF8_H
#define CORE_TEXT_UTF8_H

#include <stdbool.h>

#include "core/base/slice.h"

#define UTF8_REPLACEMENT 0xFFFDu
#define UTF8_MAX 4u /* bytes of one code point */

/*
 * The code point at s[*at], and *at behind it.  Bytes that are no UTF-8 give
 * U+FFFD, one for each maximal part of a sequence (Unicode 3.9, as browsers
 * do). Precondition: *at < s.size.
 */
uint32_t utf8_next(struct slice s, size_t *at);

/* Bytes written to out (room for UTF8_MAX); surrogates and what is over
 * U+10FFFF are written as U+FFFD. */
size_t utf8_put(uint32_t code_point, uint8_t *out);

/* All of s is valid UTF-8.  SIMD behind it. */
bool utf8_valid(struct slice s);

enum utf8_class {
	UTF8_PLAIN,
	UTF8_CONTROL,   /* C0, DEL, C1, U+2028, U+2029 */
	UTF8_BIDI,      /* turns the direction of what stands around it */
	UTF8_INVISIBLE, /* zero width, soft hyphen, variation selectors, tags */
};
enum utf8_class utf8_class(uint32_t code_point);

#endif
