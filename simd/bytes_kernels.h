/*
 * bytes_kernels - the variants behind bytes.h; private to simd/bytes*.c
 *
 * Each variant takes any size and alignment and keeps the whole contract of
 * bytes.h.  The vector ones exist on x86-64 only and run only at their level.
 */
#ifndef SIMD_BYTES_KERNELS_H
#define SIMD_BYTES_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "simd/bytes.h"

struct bytes_kernels {
	size_t (*find_lf)(const uint8_t *data, size_t size);
	size_t (*find_dash_line)(const uint8_t *data, size_t size, size_t from);
	bool (*are_ascii)(const uint8_t *data, size_t size);
	bool (*are_text)(const uint8_t *data, size_t size);
	unsigned (*look)(const uint8_t *data, size_t size, size_t from);
	size_t (*count_odd)(const uint8_t *data, size_t size);
	size_t (*find_line)(const uint8_t *data, size_t size, size_t from,
	    const struct bytes_set *set);
	size_t (*find_header_end)(const uint8_t *data, size_t size);
	size_t (*find_pair)(const uint8_t *data, size_t size, size_t from,
	    const struct bytes_pairs *pairs);
	size_t (*find_two)(
	    const uint8_t *data, size_t size, const struct bytes_two *two);
	size_t (*find_last_two)(
	    const uint8_t *data, size_t size, const struct bytes_two *two);
	size_t (*copy_words)(const uint8_t *data, size_t size, uint8_t *out);
	size_t (*copy_lower)(const uint8_t *data, size_t size, uint8_t *out);
	size_t (*copy_plain)(
	    const uint8_t *data, size_t size, bool behind_blank, uint8_t *out);
	bool (*map_words)(const uint8_t *data, size_t size, uint64_t *words_r,
	    uint64_t *dots_r);
};

extern const struct bytes_kernels bytes_scalar;
extern const struct bytes_kernels bytes_avx2;
extern const struct bytes_kernels bytes_avx512;

/*
 * The twins of find_dash_line, find_line, look and find_header_end look at what
 * lies before from, so that a vector kernel can leave its tail to them.
 */
size_t bytes_find_lf_scalar(const uint8_t *data, size_t size);
size_t bytes_find_dash_line_scalar(
    const uint8_t *data, size_t size, size_t from);
bool bytes_are_ascii_scalar(const uint8_t *data, size_t size);
bool bytes_are_text_scalar(const uint8_t *data, size_t size);
unsigned bytes_look_scalar(const uint8_t *data, size_t size, size_t from);
size_t bytes_count_odd_scalar(const uint8_t *data, size_t size);
size_t bytes_find_line_scalar(
    const uint8_t *data, size_t size, size_t from, const struct bytes_set *set);
size_t bytes_find_header_end_scalar(
    const uint8_t *data, size_t size, size_t from);

size_t bytes_find_pair_scalar(const uint8_t *data, size_t size, size_t from,
    const struct bytes_pairs *pairs);

/* Begins at from; the other one looks at what lies before end alone. */
size_t bytes_find_two_scalar(
    const uint8_t *data, size_t size, size_t from, const struct bytes_two *two);
size_t bytes_find_last_two_scalar(
    const uint8_t *data, size_t size, size_t end, const struct bytes_two *two);

/* AVX-512 takes these, too. */
size_t bytes_find_two_avx2(
    const uint8_t *data, size_t size, const struct bytes_two *two);
size_t bytes_find_last_two_avx2(
    const uint8_t *data, size_t size, const struct bytes_two *two);

/* Goes on at from, with what was copied before it in data and out. */
size_t bytes_copy_words_scalar(
    const uint8_t *data, size_t size, size_t from, uint8_t *out);
size_t bytes_copy_lower_scalar(
    const uint8_t *data, size_t size, size_t from, uint8_t *out);

size_t bytes_copy_plain_scalar(const uint8_t *data, size_t size, size_t from,
    bool behind_blank, uint8_t *out);

/* Goes on at from, a multiple of 64. */
bool bytes_map_words_scalar(const uint8_t *data, size_t size, size_t from,
    uint64_t *words_r, uint64_t *dots_r);

/*
 * Bytes of words, by their two halves as below: bit 1 stands for $ ' -, 2 for
 * 0-9, 4 for A-O and a-o, 8 for P-Z and _, 16 for p-z, 32 for 0x80-0xDF and
 * 0xF0-0xFF, 64 for what of 0xE0-0xEF is part of words, 128 for the rest of it.
 */
extern const uint8_t bytes_word_low[16];
extern const uint8_t bytes_word_high[16];

/*
 * Which bytes no text has, by their two halves: such a byte is one for which
 * BYTES_TEXT_LOW[c & 15] & BYTES_TEXT_HIGH[c >> 4] is not 0.  Bit 1 stands for
 * 0x00-0x0F, 2 for 0x10-0x1F, 4 for 0x70-0x7F.
 */
#define BYTES_TEXT_LOW 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 2, 2, 3, 7
#define BYTES_TEXT_HIGH 1, 2, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0

/*
 * The same with what bytes_look() looks for: bit 8 stands for '<', 16, 32 and
 * 64 for 'b', '=' and '(' (BYTES_LOOK_FIRSTS).
 */
#define BYTES_LOOK_LOW 3, 3, 19, 3, 3, 3, 3, 2, 66, 2, 2, 1, 10, 34, 3, 7
#define BYTES_LOOK_HIGH 1, 2, 64, 40, 0, 0, 16, 4, 0, 0, 0, 0, 0, 0, 0, 0
#define BYTES_LOOK_ODD 7
#define BYTES_LOOK_TAG 8
#define BYTES_LOOK_LINE 112

/* Do the n bytes at p begin with one of BYTES_LOOK_WORDS? */
static inline bool
bytes_begin_look_word(const uint8_t *p, size_t n)
{
	static const char words[][BYTES_LOOK_WORD_SIZE + 1] = {
	    BYTES_LOOK_WORDS};

	if (n < BYTES_LOOK_WORD_SIZE)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (p[0] == (uint8_t)words[i][0] &&
		    p[1] == (uint8_t)words[i][1] &&
		    p[2] == (uint8_t)words[i][2])
			return true;
	return false;
}

/* What bytes_look() says of the first of size bytes. */
static inline unsigned
bytes_look_at_first(const uint8_t *data, size_t size)
{
	if (bytes_never_in_text(data[0]))
		return BYTES_ODD;
	return (data[0] == '<' ? BYTES_TAG : 0u) |
	       (bytes_begin_look_word(data, size) ? BYTES_LINE : 0u);
}

/* By whole bytes: are the two at p a pair? */
static inline bool
bytes_is_pair(const uint8_t *p, const struct bytes_pairs *pairs)
{
	return (pairs->first[p[0]] & pairs->second[p[1]]) != 0;
}

/* Do the two stand at p? */
static inline bool
bytes_are_two(const uint8_t *p, const struct bytes_two *two)
{
	return (p[0] == two->first[0] || p[0] == two->first[1]) &&
	       (p[1] == two->second[0] || p[1] == two->second[1]);
}

static inline bool
bytes_in_set(uint8_t c, const struct bytes_set *set)
{
	return set->by_low[c & 15] == c;
}

/* Where the header ends, given the line end at i that makes a line empty. */
static inline size_t
bytes_behind_empty_line(const uint8_t *data, size_t size, size_t i)
{
	bool crlf = data[i] == '\r' && size - i > 1 && data[i + 1] == '\n';

	return crlf ? i + 2 : i + 1;
}

/*
 * TAB, LF, FF, CR and SP are the bytes whose low half, looked up, gives
 * themselves; so are '&', NUL and 0xC2 in the table of stops, whose free places
 * hold a byte that has another low half.
 */
#define BYTES_WHITE_TABLE ' ', 2, 1, 1, 1, 1, 1, 1, 1, 9, 10, 1, 12, 13, 1, 1
#define BYTES_STOP_TABLE                                                       \
	0, 0, (char)0xC2, 0, 0, 0, '&', 0, 0, 0, 0, 0, 0, 0, 0, 0

#endif
