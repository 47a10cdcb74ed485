/*
 * script_value - what an expression of a script comes to
 */
#include "core/script/script_value.h"

#include "core/script/script_constant.h"
#include "core/script/script_parse.h"

/* Names are not longer than this, or not known. */
#define NAME_MAX_BYTES 64u
/* Brackets around one piece. */
#define BRACKETS_MAX 8u

/* ---- strings ----------------------------------------------------------- */

/* Ahead of a quote they take it into the string. */
static bool
has_backslashes(const struct script_text *text)
{
	return text->language == SCRIPT_ANY ||
	       text->language == SCRIPT_JAVASCRIPT;
}

/* Strings between back quotes. */
static bool
has_templates(const struct script_text *text)
{
	return has_backslashes(text);
}

static bool
is_line_end(uint8_t c)
{
	return c == '\n' || c == '\r';
}

/*
 * Behind the string whose quote is at at; s.size + 1: it does not end in its
 * line, and *until_r is where that was seen.  by_backslash: one ahead of a
 * quote takes it into the string, and one ahead of a line end goes on in the
 * next.
 */
static size_t
string_end(struct slice s, size_t at, bool by_backslash, size_t *until_r)
{
	uint8_t quote = s.data[at++];

	for (; at < s.size; at++) {
		uint8_t c = s.data[at];

		if (c == '\\' && by_backslash) {
			at++;
		} else if (is_line_end(c) && quote != '`') {
			break;
		} else if (c == quote) {
			if (at + 1 == s.size || s.data[at + 1] != quote)
				return at + 1;
			at++;
		}
	}
	*until_r = at < s.size ? at : s.size;
	return s.size + 1;
}

/* Its bytes, those that stand twice once. */
static bool
put_string(struct script_text *text, size_t from, size_t end)
{
	struct slice s = text->bytes;
	uint8_t quote = s.data[from];

	for (size_t at = from + 1; at + 1 < end; at++) {
		if (!script_put(text, s.data[at]))
			return false;
		if (s.data[at] == quote && s.data[at + 1] == quote &&
		    at + 2 < end)
			at++;
	}
	return true;
}

/* "" is a string of nothing, not half of a quote. */
static bool
is_empty_string(struct slice s, size_t at)
{
	return at + 1 < s.size && s.data[at + 1] == s.data[at] &&
	       (at + 2 == s.size || s.data[at + 2] != s.data[at]);
}

static struct script_unclosed *
unclosed_of(struct script_text *text, uint8_t quote)
{
	return &text->unclosed[quote == '"' ? 0 : quote == '\'' ? 1 : 2];
}

/* Behind the string at at; s.size + 1: there is none. */
static size_t
find_string_end(struct script_text *text, size_t at)
{
	struct slice s = text->bytes;
	struct script_unclosed *unclosed = unclosed_of(text, s.data[at]);
	size_t end = s.size + 1;

	if (at < unclosed->either_until)
		return end;
	if (at >= unclosed->escaped_until && has_backslashes(text)) {
		end = string_end(s, at, true, &unclosed->escaped_until);
		if (end <= s.size)
			return end;
	}
	return string_end(s, at, false, &unclosed->either_until);
}

/* ---- names ------------------------------------------------------------- */

/* Longer values are not put into each place that names them. */
#define NAMED_MAX 65536u

/* "name =", "name +=": no value is asked for. */
static bool
is_given_to(struct slice s, size_t at)
{
	uint8_t c = script_peek(s, &at);
	uint8_t next = at + 1 < s.size ? s.data[at + 1] : 0;

	return c == '=' ? next != '=' : next == '=' && (c == '+' || c == '&');
}

static const struct script_variable *
variable_at(const struct script_text *text, size_t at)
{
	struct slice s = text->bytes, name;
	const struct script_variable *variable;

	if (text->variables == NULL || text->variables->count == 0 ||
	    !script_is_name_byte(s.data[at]) ||
	    (at > 0 &&
		(script_is_name_byte(s.data[at - 1]) || s.data[at - 1] == '.')))
		return NULL;
	name = script_name_at(s, at);
	variable = script_variables_find(text->variables, name);
	return variable == NULL || variable->first == NULL ||
		       variable->size > NAMED_MAX ||
		       is_given_to(s, at + name.size)
		   ? NULL
		   : variable;
}

static bool
put_variable(struct script_text *text, const struct script_variable *variable)
{
	if (script_room_left(text) < variable->size ||
	    !script_take_work(text, variable->size + 64))
		return false;
	script_variable_read(variable, text->room + text->used);
	text->used += variable->size;
	text->computed = true;
	return true;
}

static bool
read_variable(struct script_text *text, size_t *at)
{
	const struct script_variable *variable = variable_at(text, *at);

	if (variable == NULL || !put_variable(text, variable))
		return false;
	*at += variable->name.size;
	return true;
}

/* ---- names in strings -------------------------------------------------- */

/* "$a", "${a}", "$($a)" at *at, which moves behind it; NULL: none is known. */
static const struct script_variable *
named_in_string(const struct script_text *text, struct slice s, size_t *at)
{
	size_t from = *at + 1, end;
	uint8_t c = from < s.size ? s.data[from] : 0;
	uint8_t close = c == '{' ? '}' : c == '(' ? ')' : 0;
	const struct script_variable *variable;
	struct slice name;
	uint8_t dollar[1 + SCRIPT_NAME_MAX] = {'$'};

	from += close == '}' ? 1u : close == ')' ? 2u : 0u;
	for (end = from; end < s.size && s.data[end] != '$' &&
			 script_is_name_byte(s.data[end]);)
		end++;
	name = slice_sub(s, from, end - from);
	if (name.size == 0 || name.size >= SCRIPT_NAME_MAX ||
	    (close != 0 && (end >= s.size || s.data[end] != close)))
		return NULL;
	memcpy(dollar + 1, name.data, name.size);
	variable = script_variables_find(
	    text->variables, (struct slice){dollar, 1 + name.size});
	if (variable != NULL)
		*at = end + (close != 0);
	return variable;
}

static bool
put_named(struct script_text *text, struct slice string)
{
	for (size_t at = 0; at < string.size;) {
		const struct script_variable *variable =
		    string.data[at] == '$' ? named_in_string(text, string, &at)
					   : NULL;

		if (variable == NULL) {
			if (!script_put(text, string.data[at++]))
				return false;
			continue;
		}
		if (!put_variable(text, variable))
			return false;
	}
	return true;
}

/* What stands from from on, with values in place of names; it stays as it is
 * where there is no room for these. */
static void
put_names_into_string(struct script_text *text, size_t from)
{
	size_t begin = text->used, size;
	struct slice string = {text->room + from, begin - from};

	if (text->variables == NULL || text->variables->count == 0 ||
	    slice_find_byte(string, '$') == string.size)
		return;
	if (!put_named(text, string)) {
		text->used = begin;
		return;
	}
	size = text->used - begin;
	memmove(text->room + from, text->room + begin, size);
	text->used = from + size;
}

static bool
read_string(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	size_t end, from = text->used;

	if (is_empty_string(s, *at)) {
		*at += 2;
		return true;
	}
	end = find_string_end(text, *at);
	if (end > s.size || !script_take_work(text, end - *at) ||
	    !put_string(text, *at, end))
		return false;
	if (text->language == SCRIPT_JAVASCRIPT &&
	    memchr(text->room + from, '\\', text->used - from) != NULL) {
		text->used = from + script_undo_backslashes(
					text->room + from, text->used - from);
		text->computed = true;
	}
	if (text->language == SCRIPT_POWERSHELL && s.data[*at] == '"')
		put_names_into_string(text, from);
	*at = end;
	return true;
}

/* ---- expressions ------------------------------------------------------- */

bool
script_value_begins(const struct script_text *text)
{
	struct slice s = text->bytes;
	size_t at = text->at;
	uint8_t c = s.data[at];

	if (script_is_name_byte(c))
		return script_call_begins(s, at) ||
		       variable_at(text, at) != NULL;
	switch (c) {
	case '"':
	case '\'':
	case '(':
	case '[':
		return true;
	case '`':
		return has_templates(text);
	case '-':
		return script_is_at(s, at, SLICE("-join"));
	default:
		return false;
	}
}

static bool
read_primary(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;

	switch (s.data[*at]) {
	case '"':
	case '\'':
		return read_string(text, at);
	case '`':
		return has_templates(text) && read_string(text, at);
	case '(':
		return script_read_brackets(text, at);
	case '@':
		return script_is_at(s, *at, SLICE("@(")) &&
		       script_read_brackets(text, at);
	case '[':
		return script_read_call(text, at) ||
		       script_read_joined(text, at);
	case '-':
		return script_read_join_of_list(text, at);
	default:
		return script_read_call(text, at) || read_variable(text, at);
	}
}

/* What reading an operand costs ahead of its bytes. */
#define OPERAND_WORK 8u

/*
 * What begins like several things is read for each of them, and so is all that
 * is in it: work is taken for every try, or eight brackets would be hundreds.
 */
bool
script_read_operand(struct script_text *text, size_t *at)
{
	struct script_mark mark = script_mark(text);
	size_t here = script_skip_blanks(text->bytes, *at), from = text->used;

	if (here >= text->bytes.size || text->depth == SCRIPT_DEPTH_MAX ||
	    !script_take_work(text, OPERAND_WORK + here - *at))
		return false;
	text->depth++;
	text->pieces++;
	if (!read_primary(text, &here)) {
		text->depth--;
		return script_back(text, mark);
	}
	while (script_read_method(text, &here, from))
		;
	text->depth--;
	*at = here;
	return true;
}

/* Behind the sign that joins, at the next piece; s.size: there is none. */
static size_t
behind_sign(struct slice s, size_t at)
{
	at = script_skip_blanks(s, at);
	if (at == s.size || (s.data[at] != '+' && s.data[at] != '&'))
		return s.size;
	at = script_skip_blanks(s, at + 1);
	/* VBScript goes on in the next line. */
	if (at < s.size && s.data[at] == '_')
		at = script_skip_blanks(s, at + 1);
	return at;
}

bool
script_read_expression(struct script_text *text, size_t *at)
{
	size_t here = *at;

	if (!script_read_operand(text, &here))
		return false;
	do {
		*at = here;
		here = behind_sign(text->bytes, here);
	} while (script_read_operand(text, &here));
	return true;
}

/* The same behind brackets that were opened ahead of what is read. */
static size_t
next_piece(struct slice s, size_t at)
{
	at = script_skip_blanks(s, at);
	for (unsigned i = 0; i < BRACKETS_MAX; i++)
		if (at < s.size && s.data[at] == ')')
			at = script_skip_blanks(s, at + 1);
	return behind_sign(s, at);
}

/* The list whose first is all that was read. */
static bool
read_list(struct script_text *text, size_t *at)
{
	struct script_mark mark = script_mark(text);
	size_t size = text->used;

	if (script_read_rest_of_list(text, at, 0))
		return true;
	/* Where it was moved for what is ahead of each. */
	if (text->used > size)
		memmove(text->room, text->room + SCRIPT_LIST_HEAD, size);
	return script_back(text, mark);
}

bool
script_value_read(struct script_text *text, struct script_value *value_r)
{
	size_t here = text->at;

	text->used = 0;
	text->pieces = 0;
	text->computed = false;
	while (script_read_operand(text, &here)) {
		text->at = here;
		here = next_piece(text->bytes, here);
	}
	if (text->pieces == 0) {
		text->at++;
		return false;
	}
	(void)!read_list(text, &text->at);
	*value_r = (struct script_value){
	    {text->room, text->used}, text->pieces, text->computed};
	return true;
}

/* ---- what it is given to ----------------------------------------------- */

static bool
is_path_byte(uint8_t c)
{
	return script_is_name_byte(c) || c == '.';
}

/* Ahead of at, blanks and brackets passed over. */
static size_t
back_over_blanks(struct slice s, size_t at)
{
	while (at > 0 && (s.data[at - 1] == ' ' || s.data[at - 1] == '\t' ||
			     s.data[at - 1] == '('))
		at--;
	return at;
}

/* The name that ends at at; empty: there is none. */
static struct slice
name_ahead(struct slice s, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < NAME_MAX_BYTES &&
	       is_path_byte(s.data[from - 1]))
		from--;
	return slice_sub(s, from, at - from);
}

enum script_assignment
script_value_target(struct slice s, size_t at, struct slice *name_r)
{
	struct slice joined = SLICE("");
	bool behind = false;

	at = back_over_blanks(s, at);
	/* "name + " */
	if (at > 0 && (s.data[at - 1] == '+' || s.data[at - 1] == '&')) {
		at = back_over_blanks(s, at - 1);
		joined = name_ahead(s, at);
		at = back_over_blanks(s, at - joined.size);
	}
	if (at == 0 || s.data[at - 1] != '=')
		return SCRIPT_TO_NOTHING;
	at--;
	if (at > 0 && (s.data[at - 1] == '+' || s.data[at - 1] == '&')) {
		behind = true;
		at--;
	}
	*name_r = name_ahead(s, back_over_blanks(s, at));
	if (name_r->size == 0)
		return SCRIPT_TO_NOTHING;
	if (joined.size > 0 && !slice_equal_nocase(joined, *name_r))
		return SCRIPT_TO_NOTHING;
	return behind || joined.size > 0 ? SCRIPT_TO_BEHIND : SCRIPT_TO_NAME;
}
