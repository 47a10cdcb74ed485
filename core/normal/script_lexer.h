/*
 * script_lexer - a script to tokens, roughly
 *
 * As clamscan's normaliser has them: no regular expressions, operators are
 * single characters, a comment of one line ends at a blank.  Strings come with
 * their escapes undone.
 *
 * Threads: each lexer one at a time.
 */
#ifndef CORE_NORMAL_SCRIPT_LEXER_H
#define CORE_NORMAL_SCRIPT_LEXER_H

#include <stdbool.h>

#include "core/base/slice.h"

/* Of a word so many bytes are compared and written. */
#define SCRIPT_NUMBER_MAX 32u

enum script_kind {
	SCRIPT_END,
	SCRIPT_WORD,
	SCRIPT_NUMBER,
	SCRIPT_STRING,
	SCRIPT_SIGN, /* one character */
};

struct script_token {
	enum script_kind kind;
	/* A word in the script, a sign; the contents of a string, in the
	 * lexer's room. */
	struct slice text;
	/* A number as it is written. */
	uint8_t number_size;
	char number[SCRIPT_NUMBER_MAX];
	/* A word that is a declared name goes by that; see script_names. */
	bool is_name;
	uint32_t name;
};

struct script_lexer {
	const uint8_t *at;
	const uint8_t *end;
	uint8_t *strings; /* room for contents, as large as the script */
	bool is_constant; /* of eval(): a string without its end is lost */
};

/* The next token; SCRIPT_END at the end, again and again. */
void script_lexer_next(
    struct script_lexer *lexer, struct script_token *token_r);

/*
 * What unescape() makes of text, written over it: it never becomes longer.
 * Returns the size.
 */
size_t script_unescape(uint8_t *text, size_t size);

#endif
