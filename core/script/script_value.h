/*
 * script_value - what an expression of a script comes to
 *
 * Strings and characters by their numbers, joined and changed as JavaScript,
 * VBScript and PowerShell do it:
 *
 *   "ab" + 'cd'              "ab" & Chr(99) & ChrW(&H64)
 *   "ab".concat("cd")        String.fromCharCode(97, 98) + "cd"
 *   [char]97 + "b"           Chr(90 + 7)
 *   StrReverse("ba")         "ba".split("").reverse().join("")
 *   "{1}{0}" -f 'b', 'a'     ('a', 'b') -join ''
 *
 * Nothing is run, and a name stands for what was given to it ahead, be it in
 * whatever function.  Where nobody says which language it is, what all of them
 * could mean is taken: a quote is in a string behind a backslash, or twice.
 *
 * Threads: any.
 */
#ifndef CORE_SCRIPT_SCRIPT_VALUE_H
#define CORE_SCRIPT_SCRIPT_VALUE_H

#include "core/script/script_text.h"

struct script_value {
	struct slice bytes; /* in text->room, until the next is read */
	unsigned pieces;    /* of how many it was joined */
	bool computed;      /* and otherwise, too */
};

/* Could an expression begin at text->at? */
bool script_value_begins(const struct script_text *text);

/*
 * The value of the expression at text->at, which moves behind it.  False: there
 * is none, and it has moved by one.
 */
bool script_value_read(struct script_text *text, struct script_value *value_r);

/* What the expression at at is given to. */
enum script_assignment {
	SCRIPT_TO_NOTHING,
	SCRIPT_TO_NAME,  /* name = ... */
	SCRIPT_TO_BEHIND /* name += ..., name &= ..., name = name + ... */
};

enum script_assignment script_value_target(
    struct slice s, size_t at, struct slice *name_r);

#endif
