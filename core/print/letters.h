/*
 * letters - a text without all that varies between copies of it
 *
 * Letters alone: no digits, signs or blanks of ASCII.  Where words begin is
 * kept beside them.  A text that is mostly of a script without blanks between
 * words (Chinese, Japanese, Thai) is cut into letters instead of words.
 */
#ifndef CORE_PRINT_LETTERS_H
#define CORE_PRINT_LETTERS_H

#include "core/base/arena.h"
#include "core/base/slice.h"

struct letters {
	struct slice bytes;     /* letters, one behind the other */
	const uint32_t *starts; /* of words or letters; one more: the end */
	size_t count;           /* words, or letters */
	bool dense;             /* starts are of letters */
};

/* False: no memory. */
bool letters_take(
    struct slice text, struct arena *arena, struct letters *letters_r);

#endif
