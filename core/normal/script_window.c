/*
 * script_window - tokens of a script, with its constants computed
 */
#include "core/normal/script_window.h"

#include <string.h>

void
script_window_begin(struct script_window *window, struct slice script,
    uint8_t *strings, struct script_names *names)
{
	window->lexer = (struct script_lexer){.at = script.data,
	    .end = script.data + script.size,
	    .strings = strings};
	window->in_eval = false;
	window->behind_dot = false;
	window->open = 0;
	window->count = 0;
	window->names = names;
}

static bool
is_sign(const struct script_token *token, char sign)
{
	return token->kind == SCRIPT_SIGN && token->text.data[0] == sign;
}

static bool
is_word(const struct script_token *token, struct slice word)
{
	return token->kind == SCRIPT_WORD && slice_equal(token->text, word);
}

/* ---- what comes in ----------------------------------------------------- */

/* Behind the text of an eval(), whose semicolon is part of it. */
static void
leave_eval(struct script_window *window, struct script_token *token)
{
	window->outer.strings = window->lexer.strings;
	window->lexer = window->outer;
	window->in_eval = false;
	script_lexer_next(&window->lexer, token);
	if (is_sign(token, ';'))
		script_lexer_next(&window->lexer, token);
}

/* What is open at the end of the script is closed. */
static void
count_parentheses(struct script_window *window, struct script_token *token)
{
	if (is_sign(token, '(')) {
		window->open++;
	} else if (is_sign(token, ')') && window->open > 0) {
		window->open--;
	} else if (token->kind == SCRIPT_END && window->open > 0) {
		window->open--;
		token->kind = SCRIPT_SIGN;
		token->text = SLICE(")");
	}
}

static void
fetch(struct script_window *window)
{
	struct script_token *token = &window->tokens[window->count++];

	script_lexer_next(&window->lexer, token);
	if (token->kind == SCRIPT_END && window->in_eval)
		leave_eval(window, token);
	if (!window->in_eval)
		count_parentheses(window, token);
	script_names_take(window->names, token, window->in_eval);
}

static struct script_token *
token_at(struct script_window *window, size_t i)
{
	while (window->count <= i)
		fetch(window);
	return &window->tokens[i];
}

static void
drop(struct script_window *window, size_t from, size_t count)
{
	memmove(&window->tokens[from], &window->tokens[from + count],
	    (window->count - from - count) * sizeof(window->tokens[0]));
	window->count -= count;
}

/* ---- constants --------------------------------------------------------- */

/* Contents of neighbours lie side by side. */
static void
join_strings(struct script_window *window, size_t i)
{
	while (is_sign(token_at(window, i + 1), '+') &&
	       token_at(window, i + 2)->kind == SCRIPT_STRING) {
		window->tokens[i].text.size += window->tokens[i + 2].text.size;
		drop(window, i + 1, 2);
	}
}

/* True: at i stands unescape() of a constant, now a string. */
static bool
compute_unescape(struct script_window *window, size_t i)
{
	struct script_token *token;

	if (!is_word(token_at(window, i), SLICE("unescape")) ||
	    !is_sign(token_at(window, i + 1), '(') ||
	    token_at(window, i + 2)->kind != SCRIPT_STRING)
		return false;
	join_strings(window, i + 2);
	(void)token_at(window, i + 3);
	token = &window->tokens[i + 2];
	token->text.size =
	    script_unescape((uint8_t *)token->text.data, token->text.size);
	drop(window, i + 3, 1);
	drop(window, i, 2);
	return true;
}

/* True: the window stands at eval() of a constant, and goes on in that. */
static bool
enter_eval(struct script_window *window)
{
	struct slice text;

	if (window->in_eval || !is_word(token_at(window, 0), SLICE("eval")) ||
	    !is_sign(token_at(window, 1), '('))
		return false;
	if (token_at(window, 2)->kind == SCRIPT_STRING)
		join_strings(window, 2);
	else if (!compute_unescape(window, 2))
		return false;
	if (!is_sign(token_at(window, 3), ')') || window->count > 4)
		return false;
	text = window->tokens[2].text;
	window->count = 0;
	window->outer = window->lexer;
	window->lexer.at = text.data;
	window->lexer.end = text.data + text.size;
	window->lexer.is_constant = true;
	window->in_eval = true;
	return true;
}

static void
compute(struct script_window *window)
{
	const struct script_token *token = token_at(window, 0);

	if (token->kind == SCRIPT_STRING) {
		join_strings(window, 0);
	} else if (token->kind == SCRIPT_WORD && !window->behind_dot) {
		if (enter_eval(window))
			compute(window);
		else
			(void)compute_unescape(window, 0);
	}
}

void
script_window_next(struct script_window *window, struct script_token *token_r)
{
	compute(window);
	*token_r = *token_at(window, 0);
	window->behind_dot = is_sign(token_r, '.');
	if (token_r->kind != SCRIPT_END)
		drop(window, 0, 1);
}
