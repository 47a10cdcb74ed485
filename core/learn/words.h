/*
 * words - the words of a page, each with where it stands
 *
 * A word is a run of letters and digits, of bytes over 127, and of what holds
 * words together ("don't", "e-mail", "$99.95"); a character of Chinese,
 * Japanese or Korean is one by itself, since there are no blanks to go by.  In
 * the head a word belongs to its field, and the name of the field is a word,
 * too.
 *
 * Threads: any.  Memory: the caller's.
 */
#ifndef CORE_LEARN_WORDS_H
#define CORE_LEARN_WORDS_H

#include "core/learn/page.h"

struct learn_word {
	uint32_t hash;  /* of its bytes */
	uint32_t place; /* of its field; PLACE_... */
	uint32_t at;    /* in the page */
	uint32_t size;
};

enum {
	PLACE_NAME = 1, /* the name of a field */
	PLACE_MARK = 2,
	PLACE_LINK = 3,
	PLACE_TEXT = 4,
	PLACE_HIDDEN = 5,
	PLACE_FIELD = 16, /* and over: hashes of names */
};

/* Bytes of a longer word are passed over. */
#define LEARN_WORD_MAX 40u
#define LEARN_WORDS_MAX 1900u

/* At most LEARN_WORDS_MAX; how many. */
size_t words_read(const struct page *page, struct learn_word *words_r);

/* The feature that a word by itself is; core/learn/features.c has pairs. */
uint32_t words_feature(const struct learn_word *word);
uint32_t words_feature_of(struct slice word, uint32_t place);

/* The place that the words of this field's value have. */
uint32_t words_place(struct slice name);

#endif
