/*
 * script_names - what a script declares, and the numbers it is written by
 *
 * Fed with every token of a script, in order, twice: at first names are
 * declared, then each word is looked up.  Functions have scopes of their own;
 * which names a scope has is known only at its end, hence twice.
 *
 * What stands in texts of eval() is declared behind all of the script, as if
 * these texts were one at the end of it, and looked up where it stands; so a
 * script with such texts is fed once more in between.
 *
 * Memory: some 800 KB of the caller, all zero before the first script.
 * Threads: each one at a time.
 */
#ifndef CORE_NORMAL_SCRIPT_NAMES_H
#define CORE_NORMAL_SCRIPT_NAMES_H

#include <stdbool.h>

#include "core/normal/script_lexer.h"

/* Names and functions of one script, and functions inside each other, that are
 * told apart; a power of two. */
#define SCRIPT_NAMES_MAX 8192u
#define SCRIPT_DEPTH_MAX 64u

struct script_name {
	struct slice text;
	uint32_t scope;
	uint32_t number;
	uint32_t serial; /* of the script; another one's: a free place */
};

/* Where in a list of names a function is. */
enum script_place {
	PLACE_ELSEWHERE,
	PLACE_NAME, /* behind "var", or a comma in its list */
	PLACE_BEHIND_NAME,
	PLACE_FUNCTION,        /* behind "function" */
	PLACE_BEHIND_FUNCTION, /* and its name */
	PLACE_PARAMETER,       /* behind "(", or a comma in its list */
	PLACE_BEHIND_PARAMETER,
};

struct script_scope {
	uint32_t id;
	uint32_t brackets; /* open in it: no semicolon ends a list */
	uint32_t nested;   /* those within which no comma goes on with one */
	enum script_place place;
};

/* The script itself, or what the texts of its eval()s hold. */
struct script_course {
	struct script_scope scopes[SCRIPT_DEPTH_MAX];
	size_t depth; /* scopes that are open, the script's own is one */
	uint32_t next_scope;
	bool behind_dot;
};

enum script_names_pass { PASS_DECLARE, PASS_DECLARE_EVALS, PASS_LOOK_UP };

struct script_names {
	struct script_name names[2 * SCRIPT_NAMES_MAX];
	uint32_t serial; /* of the script in hand */
	size_t name_count;
	uint32_t next_number;
	struct script_course script, evals;
	struct script_course
	    script_end;               /* what it leaves open the evals are in */
	struct script_course *course; /* that of the token in hand */
	enum script_names_pass pass;
	bool has_evals;
};

/* A new script. */
void script_names_begin(struct script_names *names);

/* The same script from its beginning, to look up words; or, before that, to
 * declare what its eval()s hold, if it has any. */
void script_names_again(struct script_names *names);
void script_names_evals(struct script_names *names);

/* The next token, of an eval() or not; whether it is a declared name, and
 * which, is set in it. */
void script_names_take(
    struct script_names *names, struct script_token *token, bool in_eval);

#endif
