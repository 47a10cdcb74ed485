/*
 * script_value - what an expression of a script comes to
 *
 * Strings and characters by their numbers, joined as JavaScript, VBScript and
 * PowerShell join them:
 *
 *   "ab" + 'cd'              "ab" & Chr(99) & ChrW(&H64)
 *   "ab".concat("cd")        String.fromCharCode(97, 98) + "cd"
 *   [char]97 + "b"           Chr(90 + 7)
 *
 * Nothing is run, and names stand for nothing.  Which language it is nobody
 * says, so what all of them could mean is taken: a quote is in a string behind
 * a backslash, or twice.
 *
 * Threads: any.
 */
#ifndef CORE_UNPACK_SCRIPT_VALUE_H
#define CORE_UNPACK_SCRIPT_VALUE_H

#include <stdbool.h>

#include "core/base/slice.h"

/* Ahead of these a quote of one kind begins no string that ends, if backslashes
 * take quotes into it; or either way. */
struct script_unclosed {
	size_t escaped_until, either_until;
};

/*
 * A script that is being read.  What was found not to end is not looked for
 * again, so that one pass is made for each kind of quote, however many there
 * are.
 */
struct script_text {
	struct slice bytes;
	size_t at;                          /* up to where it is read */
	struct script_unclosed unclosed[3]; /* of " ' ` */
};

/* Could a string or a character begin at at? */
bool script_value_begins(struct slice s, size_t at);

/*
 * The value of the expression at text->at, which moves behind it, into out
 * (NULL: not copied; a copy of *text from before gives the same once more).
 * Returns its size; *pieces_r: of how many it was joined, 0: there is none, and
 * it has moved by one.
 */
size_t script_value_read(
    struct script_text *text, uint8_t *out, unsigned *pieces_r);

/* What the expression at at is given to. */
enum script_assignment {
	SCRIPT_TO_NOTHING,
	SCRIPT_TO_NAME,  /* name = ... */
	SCRIPT_TO_BEHIND /* name += ..., name &= ..., name = name + ... */
};

enum script_assignment script_value_target(
    struct slice s, size_t at, struct slice *name_r);

#endif
