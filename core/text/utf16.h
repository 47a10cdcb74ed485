/*
 * utf16 - code points out of UTF-16LE
 *
 * Threads: any.
 */
#ifndef CORE_TEXT_UTF16_H
#define CORE_TEXT_UTF16_H

#include "core/base/integer.h"
#include "core/text/utf8.h"

/*
 * The code point at s[*at], and *at behind it; halves of a pair alone are
 * U+FFFD.  A byte at the end that is no unit is one more U+FFFD.
 */
static inline uint32_t
utf16_next(struct slice s, size_t *at)
{
	uint32_t unit = u16_le(s, *at), low;

	if (s.size - *at < 2) {
		*at = s.size;
		return UTF8_REPLACEMENT;
	}
	*at += 2;
	if (unit < 0xD800 || unit > 0xDFFF)
		return unit;
	low = u16_le(s, *at);
	if (unit > 0xDBFF || (low & 0xFC00) != 0xDC00)
		return UTF8_REPLACEMENT;
	*at += 2;
	return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

#endif
