/*
 * script_constant - strings and numbers of scripts
 *
 * What is a string is told by its characters alone.  Who wants to know where
 * the strings of JavaScript begin has to read all of JavaScript, and who only
 * counts quotes is led astray by one in a comment.  So a quote begins a string
 * if only letters of base64, of escape() or of a URL follow up to the same
 * quote; else the byte that is none of those is looked at next, which may be a
 * quote itself.  Whoever goes on where each call stopped has made one pass.
 *
 * Threads: any.
 */
#ifndef CORE_SCRIPT_SCRIPT_CONSTANT_H
#define CORE_SCRIPT_SCRIPT_CONSTANT_H

#include <stdbool.h>

#include "core/base/ascii.h"
#include "core/base/slice.h"

/* What a character can be of; all of a string is of one kind at least. */
enum script_letter {
	SCRIPT_BASE64 = 1 << 0,  /* backslashes stand ahead of some, too */
	SCRIPT_ESCAPED = 1 << 1, /* what escape() leaves, and what it makes */
	SCRIPT_URL = 1 << 2,
	SCRIPT_ALL = SCRIPT_BASE64 | SCRIPT_ESCAPED | SCRIPT_URL,
};

static inline bool
script_is_quote(uint8_t c)
{
	return c == '"' || c == '\'' || c == '`';
}

static inline bool
script_is_base64_letter(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '+' ||
	       c == '/' || c == '=';
}

/*
 * The string whose quote is at *at, with all that is added to it by '+' (or by
 * '&', in VBScript), into out (NULL: not copied).  Returns its size, 0 if it is
 * none; *at moves behind it.  *letters (SCRIPT_ALL at first) loses the kinds
 * that not all is of.
 */
size_t script_join(struct slice s, size_t *at, unsigned *letters, uint8_t *out);

/* The same for a list of strings, with commas between, as join("") adds them.
 */
size_t script_join_list(
    struct slice s, size_t *at, unsigned *letters, uint8_t *out);

/* Of that the first piece alone. */
struct slice script_first_piece(struct slice s, size_t at);

/* What is nothing but base64 in text, be it between "-----BEGIN ...-----" and
 * "-----END ...": all that certutil undoes.  Empty: there is more in it. */
struct slice script_armoured(struct slice text);

/* "%3C", "%u003C", "\x3c", "\u003c". */
size_t script_count_escapes(struct slice s);

/* In place; returns the bytes left.  Of a character the low byte is kept: there
 * is no more of one in a file. */
size_t script_undo_escapes(uint8_t *data, size_t size);

/* The same of all that JavaScript has behind a backslash. */
size_t script_undo_backslashes(uint8_t *data, size_t size);

/*
 * Bytes, in decimal or hexadecimal digits and with commas between, from *at on,
 * into out (NULL: not copied).  Returns how many; *at moves to what is none.
 */
size_t script_numbers(struct slice s, size_t *at, uint8_t *out);

/*
 * All of s is bytes in decimal digits, or in two hexadecimal ones each
 * ("4D-5A"), with the same character between them: into out, which has s.size
 * bytes. Returns how many, 0: it is something else.
 */
size_t script_separated(struct slice s, uint8_t *out);

#endif
