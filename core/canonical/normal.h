/*
 * normal - text in the form that canonical.h describes
 *
 * UTF-8 goes in, in pieces; what comes out is in form NFKC, without characters
 * that nobody sees, with one blank or LF for any run of blanks, and none at its
 * beginning.  Between two pieces a line ends.
 *
 * Threads: one at a time.  Memory: the caller's room.
 */
#ifndef CORE_CANONICAL_NORMAL_H
#define CORE_CANONICAL_NORMAL_H

#include "core/base/slice.h"

/* What was met and is not in the text any more, or looks otherwise there. */
enum normal_odd {
	NORMAL_ZERO_WIDTH = 1 << 0, /* joiners, byte order marks, fillers */
	NORMAL_SOFT_HYPHEN = 1 << 1,
	NORMAL_BIDI = 1 << 2,      /* turns the direction of text */
	NORMAL_TAGS = 1 << 3,      /* U+E0000 and what follows */
	NORMAL_CONTROL = 1 << 4,   /* control characters that no text has */
	NORMAL_REPLACED = 1 << 5,  /* U+FFFD; it stays */
	NORMAL_STYLED = 1 << 6,    /* mathematical and enclosed letters */
	NORMAL_FULLWIDTH = 1 << 7, /* fullwidth letters and digits */
	NORMAL_STACKED = 1 << 8,   /* accents upon accents */
};

/* Bytes behind room that may be written. */
#define NORMAL_SLACK 64u

struct normal {
	uint8_t *out;
	size_t size;
	size_t room; /* without the slack */
	unsigned odd;
	size_t invisible; /* how many characters nobody sees */
	bool cut;         /* more came than there is room for */
};

/* out has room for room + NORMAL_SLACK bytes. */
void normal_begin(struct normal *normal, uint8_t *out, size_t room);

/*
 * Take one piece.  Bytes of it that were read, less than all where the room
 * ends.  s is valid UTF-8; what is not is taken for U+FFFD.
 */
size_t normal_put(struct normal *normal, struct slice s);

/* End the line, if one is begun. */
void normal_end_line(struct normal *normal);

/* The text so far, without a blank at its end. */
struct slice normal_text(const struct normal *normal);

#endif
