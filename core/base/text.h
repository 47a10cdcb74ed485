/*
 * text - text built into a buffer of fixed size
 *
 * What does not fit is cut and remembered, never written past the end.  The
 * bytes are always NUL-terminated, so text.data is a C string too.
 */
#ifndef CORE_BASE_TEXT_H
#define CORE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/slice.h"

struct text {
	char *data;      /* the caller's */
	size_t capacity; /* bytes of data, NUL included; at least 1 */
	size_t size;     /* without the NUL */
	bool truncated;
};

/* An empty text over the caller's array. */
#define TEXT_OVER(array) text_over((array), sizeof(array))
struct text text_over(char *data, size_t capacity);

void text_clear(struct text *text);
void text_put(struct text *text, struct slice s);
void text_put_byte(struct text *text, char c);
void text_printf(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * s made harmless for a log line, a header or a report: control characters,
 * DEL and bytes that are not valid UTF-8 become '?'.  At most max_bytes of s.
 */
void text_put_printable(struct text *text, struct slice s, size_t max_bytes);

/*
 * Bytes of the UTF-8 sequence (RFC 3629) of two to four bytes that s begins
 * with; 0 for ASCII, for what is not valid or cut short, and for C1 controls.
 */
size_t text_utf8_length(struct slice s);

struct slice text_slice(const struct text *text);

#endif
