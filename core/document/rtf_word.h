/*
 * rtf_word - control words and symbols of RTF
 *
 * Private to rtf.
 */
#ifndef CORE_DOCUMENT_RTF_WORD_H
#define CORE_DOCUMENT_RTF_WORD_H

#include <stdbool.h>

#include "core/base/slice.h"

struct rtf_word {
	struct slice name; /* letters, without the backslash */
	uint32_t number;   /* behind it; 0: none, or a negative one */
	size_t size;       /* with the number, and the blank that ends it */
};

/* rest stands behind a backslash.  False: no letter follows. */
bool rtf_word_read(struct slice rest, struct rtf_word *word_r);

/* Bytes of the word or symbol behind a backslash; raw bytes that belong to
 * "\bin" included. */
size_t rtf_control_skip(struct slice rest);

/* rest stands behind an opening brace: does the group have a destination of its
 * own, so that what is in it belongs to something else? */
bool rtf_is_destination(struct slice rest);

#endif
