/*
 * bytes - finding things in bytes, many at a time
 *
 * All kernels take any length and alignment, read nothing outside
 * [data, data + size), and equal their scalar twin in every result.
 *
 * Threads: any.
 */
#ifndef SIMD_BYTES_H
#define SIMD_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Index of the first LF, or size. */
size_t bytes_find_lf(const uint8_t *data, size_t size);

/*
 * Index of the first place at or after from where a line begins with "--":
 * i with data[i] = data[i + 1] = '-' and i = 0 or data[i - 1] one of LF, CR.
 * size when there is none.  The walker looks for MIME boundaries with it.
 */
size_t bytes_find_dash_line(const uint8_t *data, size_t size, size_t from);

/* True when every byte is below 0x80. */
bool bytes_are_ascii(const uint8_t *data, size_t size);

/*
 * Control characters that no text has.  BEL, BS, TAB, LF, FF, CR and ESC
 * (ISO-2022-JP) are text; bytes from 0x80 on are letters of some charset.
 */
static inline bool
bytes_never_in_text(uint8_t c)
{
	return c == 0x7F || c == 0x0B ||
	       (c < 0x20 && c != 0x1B && (c < 7 || c > 13));
}

/* True when no byte is one that no text has. */
bool bytes_are_text(const uint8_t *data, size_t size);

/*
 * Index of the end of a header block: the first byte after an empty line.
 * Lines end with LF, CRLF or bare CR (the three may mix).  size when no empty
 * line is found.
 */
size_t bytes_find_header_end(const uint8_t *data, size_t size);

/*
 * Copy text up to the first byte that HTML looks at: '&', NUL, 0xC2 (which
 * begins a no-break space in UTF-8), or white space (TAB, LF, FF, CR, SP) right
 * behind white space.  White space is copied as SP.  Returns the bytes copied;
 * out has room for size + BYTES_COPY_SLACK, and what lies behind them there is
 * undefined.
 */
#define BYTES_COPY_SLACK 64u
size_t bytes_copy_words(const uint8_t *data, size_t size, uint8_t *out);

#endif
