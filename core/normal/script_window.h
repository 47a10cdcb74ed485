/*
 * script_window - tokens of a script, with its constants computed
 *
 * "a"+"b" is one string, unescape() of a constant is the string that it makes,
 * eval() of one the tokens in it.  An eval() within such tokens stays.  Names
 * see every token of the script first, those that become part of a constant
 * included.
 *
 * Threads: each one at a time.
 */
#ifndef CORE_NORMAL_SCRIPT_WINDOW_H
#define CORE_NORMAL_SCRIPT_WINDOW_H

#include <stdbool.h>

#include "core/normal/script_names.h"

#define SCRIPT_WINDOW 8u

struct script_window {
	struct script_lexer lexer;
	struct script_lexer outer; /* around an eval() */
	bool in_eval;
	bool behind_dot;
	size_t open; /* parentheses of the script */
	size_t count;
	struct script_names *names;
	struct script_token tokens[SCRIPT_WINDOW];
};

/* Strings take up to twice the size of the script. */
void script_window_begin(struct script_window *window, struct slice script,
    uint8_t *strings, struct script_names *names);

/* The next token, until SCRIPT_END. */
void script_window_next(
    struct script_window *window, struct script_token *token_r);

#endif
