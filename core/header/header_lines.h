/*
 * header_lines - the lines of a header block, whatever ends them
 *
 * For header.c alone, and in line: a block has many lines, which are short.
 */
#ifndef CORE_HEADER_HEADER_LINES_H
#define CORE_HEADER_HEADER_LINES_H

#include <string.h>

#include "core/base/slice.h"
#include "simd/bytes.h"

/* Walks lines that end with LF, CRLF or bare CR. */
struct lines {
	const uint8_t *data;
	size_t size;
	size_t at;       /* the line that comes next */
	bool cr_is_text; /* only LF ends a line, with a CR ahead of it */
	bool met_cr;     /* a bare CR ended one */
};

struct line {
	size_t start, end, next; /* end: without its line end */
};

/* Of eight bytes at once: 1 in each, and the highest bit of each. */
#define ONES UINT64_C(0x0101010101010101)
#define HIGH_BITS (ONES << 7)

static inline uint64_t
load_word(const uint8_t *data)
{
	uint64_t word;

	memcpy(&word, data, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline bool
is_line_end(uint8_t c)
{
	return c == '\r' || c == '\n';
}

/*
 * Index of the first CR or LF at or after at, or size.  Eight bytes at a time
 * look for one below 14, which is a line end or, seldom, a tab; bytes above
 * such a one may be taken for one too, so each is looked at.  Lines are short:
 * calling a vector kernel for each of CR and LF cost more than this.
 */
static inline size_t
find_line_end(const uint8_t *data, size_t size, size_t at)
{
	for (; size - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
		uint64_t word = load_word(data + at);
		uint64_t low = (word - ONES * 14) & ~word & HIGH_BITS;

		for (; low != 0; low &= low - 1) {
			size_t i = at + (size_t)__builtin_ctzll(low) / 8;

			if (is_line_end(data[i]))
				return i;
		}
	}
	while (at < size && !is_line_end(data[at]))
		at++;
	return at;
}

static inline bool
next_lf_line(struct lines *lines, struct line *line)
{
	size_t end = lines->at + bytes_find_lf(lines->data + lines->at,
				     lines->size - lines->at);

	line->start = lines->at;
	line->end = end;
	line->next = lines->at = end < lines->size ? end + 1 : end;
	/* All of them: a relay may have put one more ahead of each LF. */
	while (line->end > line->start && lines->data[line->end - 1] == '\r')
		line->end--;
	return true;
}

/* False: there is none. */
static inline bool
next_line(struct lines *lines, struct line *line)
{
	size_t end;

	if (lines->at == lines->size)
		return false;
	if (lines->cr_is_text)
		return next_lf_line(lines, line);
	end = find_line_end(lines->data, lines->size, lines->at);
	line->start = lines->at;
	line->end = end;
	if (end < lines->size && lines->data[end++] == '\r') {
		if (end < lines->size && lines->data[end] == '\n')
			end++;
		else
			lines->met_cr = true;
	}
	line->next = lines->at = end;
	return true;
}

#endif
