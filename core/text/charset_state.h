/*
 * charset_state - what struct charsets holds; private to core/text/
 */
#ifndef CORE_TEXT_CHARSET_STATE_H
#define CORE_TEXT_CHARSET_STATE_H

#include "core/text/charset_decode.h"
#include "core/text/charset_double.h"

/* Bytes that a guess is made from, and their text with the slack of a piece. */
#define CHARSET_SAMPLE 512u
#define CHARSET_SAMPLE_ROOM (CHARSET_SAMPLE * 6 + 256)

struct charsets {
	struct charset_single single[CHARSET_SINGLES_MAX];
	struct charset_double tables;
	/* Bits of the languages in which a character is common. */
	uint8_t common[0x10000];
	uint8_t sample[CHARSET_SAMPLE_ROOM];
};

/* Decode with the decoder of info; charset_double_can(info) holds. */
void charset_run(struct charsets *charsets, const struct charset_info *info,
    struct slice bytes, struct charset_out *out);

/* Fill in charsets->common. */
void charset_score_init(struct charsets *charsets);

/* How well a text reads in a charset. */
struct charset_score {
	unsigned percent; /* of its letters beyond ASCII, how many are common */
	size_t letters;   /* beyond ASCII */
	size_t errors;    /* what is none of the charset */
};

enum charset_language {
	LANGUAGE_WESTERN = 1 << 0,
	LANGUAGE_RUSSIAN = 1 << 1,
	LANGUAGE_JAPANESE = 1 << 2,
	LANGUAGE_CHINESE = 1 << 3,
	LANGUAGE_KOREAN = 1 << 4,
	LANGUAGE_ANY = 31,
};

/* Of a sample of bytes, from the first one beyond ASCII on. */
struct charset_score charset_score(struct charsets *charsets,
    const struct charset_info *info, enum charset_language language,
    struct slice bytes);

/* What unlabelled bytes beyond ASCII look like; NULL: like nothing. */
const struct charset_info *charset_guess(
    struct charsets *charsets, struct slice bytes);

struct charset_choice {
	const struct charset_info *info; /* NULL: ASCII, and no label */
	bool wrong;                      /* the label said something else */
	bool as_is; /* the bytes are valid UTF-8, to be borrowed */
};

/* What the label says; CHARSET_UNKNOWN: nothing. */
struct charset_choice charset_choose(struct charsets *charsets,
    struct slice bytes, const struct charset_info *label);

/* The charset of that name, found out; wrong when the label had another. */
struct charset_choice charset_chosen(
    const char *name, const struct charset_info *label);

/* By a byte order mark. */
bool charset_choose_by_mark(struct slice bytes,
    const struct charset_info *label, struct charset_choice *choice_r);

/* By the zeros that UTF-16 and UTF-32 have, where the label has none. */
bool charset_choose_by_zeros(struct slice bytes,
    const struct charset_info *label, struct charset_choice *choice_r);

/* The byte order of a label that is UTF-16 or UTF-32; false: it is neither. */
bool charset_choose_wide(const struct charsets *charsets, struct slice bytes,
    const struct charset_info *label, struct charset_choice *choice_r);

#endif
