/*
 * fold - text in which tricks with letters are undone
 *
 * Lower case; accented Latin letters without their accents; typographic quotes
 * and dashes as ASCII.  In a word of several scripts, letters that look like
 * those of the other script become those: Cyrillic and Greek ones Latin where
 * the word could be Latin, Latin ones Cyrillic where it could be Cyrillic.
 * Words of one script stay as they are.
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_FOLD_H
#define CORE_CANONICAL_FOLD_H

#include "core/base/slice.h"

/* Bytes that the folded text may take. */
#define FOLD_ROOM(size) ((size)*2 + 64)

struct folded {
	size_t size;
	size_t homoglyphs; /* letters that were look-alikes */
};

/* text is of the form that normal.h makes. */
struct folded fold(struct slice text, uint8_t *out);

#endif
