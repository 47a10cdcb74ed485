/*
 * script_parse - the readers of values among themselves
 *
 * Each reads at *at and moves it behind; what it comes to is put behind
 * text->used.  False: there is no such thing, *at stays where it is, and what
 * was put is taken back by whoever called (script_back()).
 *
 * Only core/script includes this.
 */
#ifndef CORE_SCRIPT_SCRIPT_PARSE_H
#define CORE_SCRIPT_SCRIPT_PARSE_H

#include "core/script/script_text.h"

/* Brackets and functions inside each other; a byte is read once for each. */
#define SCRIPT_DEPTH_MAX 8u

struct script_mark {
	size_t used;
	unsigned pieces;
	bool computed;
};

static inline struct script_mark
script_mark(const struct script_text *text)
{
	return (struct script_mark){text->used, text->pieces, text->computed};
}

static inline bool
script_back(struct script_text *text, struct script_mark mark)
{
	text->used = mark.used;
	text->pieces = mark.pieces;
	text->computed = mark.computed;
	return false;
}

/* The byte behind blanks, which *at moves to; 0: the end. */
static inline uint8_t
script_peek(struct slice s, size_t *at)
{
	*at = script_skip_blanks(s, *at);
	return *at < s.size ? s.data[*at] : 0;
}

/* Behind that byte. */
static inline bool
script_take(struct slice s, size_t *at, uint8_t c)
{
	size_t here = *at;

	if (script_peek(s, &here) != c)
		return false;
	*at = here + 1;
	return true;
}

/* A string, a name, a function, something in brackets; and what is done to it.
 */
bool script_read_operand(struct script_text *text, size_t *at);

/* Several of these, joined. */
bool script_read_expression(struct script_text *text, size_t *at);

/* ---- script_call.c ----------------------------------------------------- */

/* "Chr(97)", "StrReverse(...)", "[char]97" and the like. */
bool script_read_call(struct script_text *text, size_t *at);

/* Could one begin at at?  Ahead of it no name is. */
bool script_call_begins(struct slice s, size_t at);

/* ---- script_method.c --------------------------------------------------- */

/* What is done to what was put from from on: ".replace(...)", "-f ..." */
bool script_read_method(struct script_text *text, size_t *at, size_t from);

/* Each first, in what was put from from on, by second; both stand behind it,
 * and are taken back. */
bool script_replace(struct script_text *text, size_t from, size_t first,
    size_t second, bool once);

void script_reverse(struct script_text *text, size_t from);

/* ---- script_list.c ----------------------------------------------------- */

/*
 * Expressions with commas between, up to the bracket that closes it (0: to the
 * last of them), each with its size ahead of it.
 */
bool script_list_read(
    struct script_text *text, size_t *at, uint8_t close, unsigned *count_r);

/* What each of a list has ahead of it. */
#define SCRIPT_LIST_HEAD 4u

/* What stands from from on becomes the first of a list. */
bool script_list_begin(struct script_text *text, size_t from);

#define SCRIPT_SEPARATOR_MAX 4u

/* The list from from on becomes one value. */
void script_list_join(
    struct script_text *text, size_t from, struct slice separator);

/* The value from from on, with the list from list on in its "{0}". */
bool script_format(struct script_text *text, size_t from, size_t list);

/* "a, b, c" and what they are joined by; or what is in brackets. */
bool script_read_brackets(struct script_text *text, size_t *at);
bool script_read_joined(struct script_text *text, size_t *at);
bool script_read_join_of_list(struct script_text *text, size_t *at);
bool script_read_rest_of_list(
    struct script_text *text, size_t *at, size_t from);

#endif
