/*
 * encoded_word - one "=?charset?encoding?text?=" as it is written (private to
 * this folder)
 *
 * Threads: any.  Memory: slices borrow the value.
 */
#ifndef CORE_HEADER_ENCODED_WORD_H
#define CORE_HEADER_ENCODED_WORD_H

#include "core/base/slice.h"

/* Longest charset (with its language) that is looked at. */
#define ENCODED_WORD_CHARSET_MAX 64u

struct encoded_word {
	struct slice charset; /* without a language, RFC 2231 5 */
	struct slice text;
	size_t end;  /* behind it */
	bool base64; /* else "Q" */
	bool open;   /* nothing ends it */
};

enum encoded_word_kind {
	ENCODED_WORD_NONE,
	ENCODED_WORD_ODD, /* like one, but the encoding is unknown */
	ENCODED_WORD_GOOD,
};

/*
 * What stands at at.  The text may hold blanks.  What nothing ends goes to the
 * first blank, or to the next word.  Looks at no byte behind word_r->end,
 * except where the word is open: then up to the next word or the end, so that
 * going through a value costs linear time.
 */
enum encoded_word_kind encoded_word_parse(
    struct slice s, size_t at, struct encoded_word *word_r);

/* The next "=?" at or behind at, or s.size. */
size_t encoded_word_find(struct slice s, size_t at);

#endif
