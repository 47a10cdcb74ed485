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
 * What texts are looked through for, all in one pass: bits of bytes_look().
 * Words are looked for, not their first bytes alone: a line in twenty begins
 * with a b, and hardly any with these three.
 */
#define BYTES_LOOK_FIRSTS "b=("
#define BYTES_LOOK_WORD_SIZE 3u
#define BYTES_LOOK_WORDS "beg", "=yb", "(Th"

enum bytes_seen {
	BYTES_ODD = 1,  /* a byte that no text has: no other bit is set then */
	BYTES_TAG = 2,  /* '<' */
	BYTES_LINE = 4, /* a line that begins with one of BYTES_LOOK_WORDS */
	BYTES_ALL = 7,
};

/* What stands at or behind from, at most size; a line begins as for
 * bytes_find_line().  Of a word nothing stands ahead of from. */
unsigned bytes_look(const uint8_t *data, size_t size, size_t from);

/* How many bytes no text has. */
size_t bytes_count_odd(const uint8_t *data, size_t size);

/*
 * Bytes to look for, each by its lower half: c is one if by_low[c & 15] is c.
 * All below 0x80, and no two with the same lower half.
 */
struct bytes_set {
	uint8_t by_low[16];
};

/* Unused places hold a byte that has another lower half. */
static inline struct bytes_set
bytes_set_of(const char *bytes)
{
	struct bytes_set set = {{1}};

	for (; *bytes != '\0'; bytes++)
		set.by_low[*bytes & 15] = (uint8_t)*bytes;
	return set;
}

/* Index of the first byte at or after from that begins a line (behind CR or LF,
 * or the first of all) and is in set; or size. */
size_t bytes_find_line(
    const uint8_t *data, size_t size, size_t from, const struct bytes_set *set);

/*
 * Index of the end of a header block: the first byte after an empty line.
 * Lines end with LF, CRLF or bare CR (the three may mix).  size when no empty
 * line is found.
 */
size_t bytes_find_header_end(const uint8_t *data, size_t size);

/*
 * Pairs of bytes to look for, in up to BYTES_PAIR_GROUPS groups: a pair is in a
 * group when its first byte is one of the group's first bytes and its second
 * one of its second bytes.  All zero: no pairs.  The halves are what vector
 * kernels look at; they let through at least what the whole bytes do.
 */
#define BYTES_PAIR_GROUPS 8u

struct bytes_pairs {
	uint8_t first[256]; /* bit g: may begin a pair of group g */
	uint8_t second[256];
	uint8_t first_low[16], first_high[16];
	uint8_t second_low[16], second_high[16];
};

/* Add a pair to a group: and with it every first byte of the group ahead of
 * this second one, and this first one ahead of every second. */
static inline void
bytes_pairs_add(
    struct bytes_pairs *pairs, unsigned group, uint8_t first, uint8_t second)
{
	uint8_t bit = (uint8_t)(1u << group);

	pairs->first[first] |= bit;
	pairs->first_low[first & 15] |= bit;
	pairs->first_high[first >> 4] |= bit;
	pairs->second[second] |= bit;
	pairs->second_low[second & 15] |= bit;
	pairs->second_high[second >> 4] |= bit;
}

/* Index of the first byte of the first pair at or after from, or size. */
size_t bytes_find_pair(const uint8_t *data, size_t size, size_t from,
    const struct bytes_pairs *pairs);

/* Two bytes side by side, each of which may be one of two: both cases of a
 * letter, or the same byte twice. */
struct bytes_two {
	uint8_t first[2];
	uint8_t second[2];
};

/* Index of the first place where the two stand, or of the last one; size when
 * there is none. */
size_t bytes_find_two(
    const uint8_t *data, size_t size, const struct bytes_two *two);
size_t bytes_find_last_two(
    const uint8_t *data, size_t size, const struct bytes_two *two);

/*
 * Copy text up to the first byte that HTML looks at: '&', NUL, 0xC2 (which
 * begins a no-break space in UTF-8), or white space (TAB, LF, FF, CR, SP) right
 * behind white space.  White space is copied as SP.  Returns the bytes copied;
 * out has room for size + BYTES_COPY_SLACK, and what lies behind them there is
 * undefined.
 */
#define BYTES_COPY_SLACK 64u
size_t bytes_copy_words(const uint8_t *data, size_t size, uint8_t *out);

/*
 * Copy text with ASCII letters in lower case, up to the first byte that is none
 * of SP .. 0x7F, or is '&' or '<', or SP right behind SP.  Returns the bytes
 * copied; out as above.
 */
size_t bytes_copy_lower(const uint8_t *data, size_t size, uint8_t *out);

/*
 * Copy printable ASCII and LF, up to the first other byte, or the first blank
 * (SP, LF) that is right behind a blank; behind_blank: so is data.  Returns the
 * bytes copied; out has room for size.
 */
size_t bytes_copy_plain(
    const uint8_t *data, size_t size, bool behind_blank, uint8_t *out);

/*
 * Where the words of a text are: bit i % 64 of words_r[i / 64] is set when byte
 * i is a letter or digit of ASCII, one of $ ' - _, or from 0x80 on but for 0xE3
 * to 0xED; the bit of dots_r when it is a full stop.  Bits behind size are
 * clear; both have room for (size + 63) / 64.  True when one of 0xE3 to 0xED is
 * there: they begin characters of scripts that have no blanks.
 */
bool bytes_map_words(
    const uint8_t *data, size_t size, uint64_t *words_r, uint64_t *dots_r);

#endif
