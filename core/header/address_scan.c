/*
 * address_scan - where in a list one address begins, and what is where in it
 *
 * Words that touch, and words around an '@' or a dot that stands alone, make a
 * run.  The run that holds an '@' is the address, unless one in brackets
 * follows.
 */
#include "core/header/address_scan.h"

#include "core/header/encoded_word.h"
#include "core/header/lexical.h"

/* ---- tokens ------------------------------------------------------------ */

/* Where the comment at at ends; at itself if it does not. */
static size_t
comment_end(struct address_list *list, size_t at)
{
	const uint8_t *place = list->rest.data + at;
	size_t end;

	if (list->open_comment != NULL && place >= list->open_comment)
		return at;
	end = lexical_comment_end(list->rest, at, SIZE_MAX);
	if (end == at)
		list->open_comment = place;
	return end;
}

static size_t
quoted_end(struct address_list *list, size_t at)
{
	const uint8_t *place = list->rest.data + at;
	size_t end;

	if (list->open_quote != NULL && place >= list->open_quote)
		return at;
	end = lexical_quoted_end(list->rest, at);
	if (end == at)
		list->open_quote = place;
	return end;
}

/*
 * Where the encoded word at at ends, at itself if there is none.  Some programs
 * leave commas and the like in it as they are.
 */
static size_t
encoded_word_end(struct address_list *list, size_t at)
{
	struct slice s = list->rest;
	const uint8_t *place = s.data + at;
	struct encoded_word word;
	size_t end;

	if (s.size - at < 2 || s.data[at + 1] != '?' ||
	    (list->no_word != NULL && place >= list->no_word &&
		place < list->no_word_end))
		return at;
	if (encoded_word_parse(s, at, &word) != ENCODED_WORD_GOOD)
		return at;
	end = word.end;
	for (size_t i = at; i < end; i++)
		if (ascii_is_space(s.data[i]))
			word.open = true;
	if (!word.open)
		return end;
	list->no_word = place;
	list->no_word_end = s.data + end;
	return at;
}

static bool
ends_word(uint8_t c)
{
	return ascii_is_space(c) || c == ',' || c == ';' || c == ':' ||
	       c == '<' || c == '>' || c == '@';
}

/* The first byte belongs to the word, whatever it is. */
static size_t
word_end(struct address_list *list, size_t start)
{
	struct slice s = list->rest;
	size_t at = start;

	while (at < s.size) {
		uint8_t c = s.data[at];
		size_t word;

		if (ends_word(c) || (c == '(' && comment_end(list, at) > at) ||
		    (c == '"' && quoted_end(list, at) > at))
			break;
		word = c == '=' ? encoded_word_end(list, at) : at;
		if (word > at)
			at = word;
		else
			at += c == '\\' && s.size - at > 1 ? 2 : 1;
	}
	return at;
}

/* "[192.0.2.1]" behind an '@'; at itself if there is none. */
static size_t
literal_end(struct slice s, size_t at)
{
	for (size_t i = at + 1; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (c == ']')
			return i + 1;
		if (c != ':' && (ends_word(c) || c == '(' || c == '"'))
			break;
	}
	return at;
}

static enum address_token_kind
special_kind(uint8_t c)
{
	switch (c) {
	case '@':
		return ADDRESS_AT;
	case ',':
		return ADDRESS_COMMA;
	case ';':
		return ADDRESS_SEMICOLON;
	case ':':
		return ADDRESS_COLON;
	case '<':
		return ADDRESS_OPEN;
	case '>':
		return ADDRESS_CLOSE;
	default:
		return ADDRESS_WORD;
	}
}

struct address_token
address_token(struct address_list *list, size_t at, bool after_at)
{
	struct slice s = list->rest;
	struct address_token token = {ADDRESS_END, at, at};

	if (at >= s.size)
		return token;
	if (ascii_is_space(s.data[at])) {
		token.kind = ADDRESS_BLANK;
		token.end = lexical_skip_blanks(s, at);
	} else if (s.data[at] == '(') {
		token.kind = ADDRESS_COMMENT;
		token.end = comment_end(list, at);
	} else if (s.data[at] == '"') {
		token.kind = ADDRESS_QUOTED;
		token.end = quoted_end(list, at);
	} else if (s.data[at] == '[' && after_at) {
		token.kind = ADDRESS_WORD;
		token.end = literal_end(s, at);
	} else {
		token.kind = special_kind(s.data[at]);
		if (token.kind != ADDRESS_WORD)
			token.end = at + 1;
	}
	if (token.end == at) {
		token.kind = ADDRESS_WORD;
		token.end = word_end(list, at);
	}
	return token;
}

/* ---- runs -------------------------------------------------------------- */

struct run {
	bool used;
	bool has_at;
	bool after_at;  /* its last token is an '@' */
	bool after_dot; /* its last token is a dot alone */
	size_t start;
	size_t end;
	size_t close; /* behind comments that follow */
	size_t at;
};

struct scanner {
	struct address_list *list;
	struct address_element *element;
	struct run run;
	bool gap; /* ahead of this token */
	bool in_brackets;
	bool core_in_brackets;
	size_t brackets;     /* where they begin */
	size_t bracket_runs; /* in them */
	size_t close;        /* the core with its brackets and comments */
	size_t words_behind; /* the core */
};

static uint8_t
byte_at(const struct scanner *scanner, size_t at)
{
	return scanner->list->rest.data[at];
}

/* Does this token go on with the run? */
static bool
is_glued(const struct scanner *scanner, const struct address_token *token)
{
	const struct run *run = &scanner->run;

	if (!run->used)
		return false;
	if (!scanner->gap || run->after_at || run->after_dot)
		return true;
	if (token->kind == ADDRESS_AT)
		return !run->has_at;
	return token->kind == ADDRESS_WORD &&
	       byte_at(scanner, token->start) == '.' &&
	       (token->end - token->start == 1 ||
		   byte_at(scanner, token->start + 1) != '.');
}

static void
set_core(struct scanner *scanner, size_t at)
{
	struct address_element *element = scanner->element;

	element->has_core = true;
	element->core = (struct span){scanner->run.start, scanner->run.end};
	element->at = at;
	scanner->core_in_brackets = scanner->in_brackets;
	scanner->close = scanner->run.close;
	scanner->words_behind = 0;
}

/* The run is over: it is the address if it has an '@' and a local part. */
static void
end_run(struct scanner *scanner)
{
	struct run *run = &scanner->run;

	if (run->used && !scanner->element->has_core && run->has_at &&
	    run->at > run->start)
		set_core(scanner, run->at);
	run->used = false;
}

static void
take_word(struct scanner *scanner, const struct address_token *token)
{
	struct run *run = &scanner->run;

	scanner->element->words++;
	if (!is_glued(scanner, token)) {
		end_run(scanner);
		*run = (struct run){.used = true, .start = token->start};
		scanner->bracket_runs++;
		if (scanner->element->has_core)
			scanner->words_behind++;
	}
	run->end = run->close = token->end;
	run->after_at = token->kind == ADDRESS_AT;
	run->after_dot = token->end - token->start == 1 &&
			 byte_at(scanner, token->start) == '.';
	if (token->kind == ADDRESS_AT) {
		run->has_at = true;
		run->at = token->start;
	}
	scanner->gap = false;
}

static void
take_comment(struct scanner *scanner, const struct address_token *token)
{
	scanner->element->comments++;
	scanner->gap = true;
	if (scanner->run.used)
		scanner->run.close = token->end;
	else if (scanner->element->has_core && scanner->words_behind == 0)
		scanner->close = token->end;
}

/* ---- brackets ---------------------------------------------------------- */

/* Behind the colon of "@a,@b:" (RFC 5322 4.4); at itself if there is none. */
static size_t
route_end(struct slice s, size_t at)
{
	size_t i = lexical_skip_blanks(s, at);

	if (i == s.size || s.data[i] != '@')
		return at;
	for (; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (c == ':')
			return i + 1;
		if (c == '<' || c == '>' || c == ';' || c == '"' || c == '(')
			break;
	}
	return at;
}

/* Returns where to go on. */
static size_t
open_brackets(struct scanner *scanner, const struct address_token *token)
{
	struct address_element *element = scanner->element;
	size_t end = token->end;

	/* What looked like an address is the name of this one. */
	element->has_core = false;
	element->has_brackets = true;
	scanner->run.used = false;
	scanner->in_brackets = true;
	scanner->brackets = token->end;
	scanner->bracket_runs = 0;
	scanner->gap = true;
	if (element->prefix.end == 0)
		end = route_end(scanner->list->rest, token->end);
	if (end > token->end)
		element->prefix = (struct span){token->end, end};
	return end;
}

static void
close_brackets(struct scanner *scanner, const struct address_token *token)
{
	struct address_element *element = scanner->element;
	const struct run *run = &scanner->run;

	/* A local part alone, "<root>"; of several words it is a name. */
	if (scanner->in_brackets && run->used && !run->has_at &&
	    scanner->bracket_runs == 1 && !element->has_core)
		set_core(scanner, run->end);
	end_run(scanner);
	if (element->has_core && scanner->words_behind == 0)
		scanner->close = token->end;
	scanner->in_brackets = false;
	scanner->gap = true;
}

/* ---- colons ------------------------------------------------------------ */

static bool
is_mailto(const struct scanner *scanner, size_t colon)
{
	size_t start = scanner->element->phrase;
	struct slice s = slice_sub(scanner->list->rest, start, colon - start);

	return slice_equal_nocase(slice_trim(s), SLICE("mailto"));
}

/* True: the colon ends something; else it is a character of a word. */
static bool
take_colon(struct scanner *scanner, const struct address_token *token)
{
	struct address_element *element = scanner->element;
	const struct run *run = &scanner->run;
	bool in_brackets = scanner->in_brackets;

	if (element->has_core || !run->used ||
	    (run->has_at && run->at > run->start))
		return false;
	if (in_brackets || is_mailto(scanner, token->start)) {
		if (element->prefix.end != 0)
			return false;
		element->prefix.start =
		    in_brackets ? scanner->brackets : element->phrase;
		element->prefix.end = token->end;
		scanner->bracket_runs = 0;
	} else {
		if (scanner->list->in_group || element->group_colon != 0 ||
		    element->prefix.end != 0 || element->has_brackets)
			return false;
		element->group_colon = token->start;
		element->phrase = token->end;
		element->words = 0;
	}
	scanner->run.used = false;
	scanner->gap = true;
	return true;
}

/* ---- the whole --------------------------------------------------------- */

/* Two addresses that no comma parts: this token is of the second. */
static bool
begins_next(const struct scanner *scanner, const struct address_token *token)
{
	const struct address_element *element = scanner->element;

	if (!element->has_core)
		return false;
	if (token->kind == ADDRESS_OPEN)
		return scanner->core_in_brackets;
	return token->kind == ADDRESS_AT;
}

static void
finish(struct scanner *scanner, const struct address_token *token)
{
	struct address_element *element = scanner->element;

	end_run(scanner);
	element->end = token->start;
	element->next = token->end;
	element->separator = token->kind;
}

static void
finish_at_close(struct scanner *scanner)
{
	struct address_element *element = scanner->element;

	element->end = element->next = scanner->close;
	element->separator = ADDRESS_WORD;
}

static size_t
take(struct scanner *scanner, const struct address_token *token)
{
	if (token->kind == ADDRESS_OPEN)
		return open_brackets(scanner, token);
	if (token->kind == ADDRESS_CLOSE)
		close_brackets(scanner, token);
	else if (token->kind == ADDRESS_BLANK)
		scanner->gap = true;
	else if (token->kind == ADDRESS_COMMENT)
		take_comment(scanner, token);
	else if (token->kind != ADDRESS_COLON || !take_colon(scanner, token))
		take_word(scanner, token);
	return token->end;
}

void
address_scan(struct address_list *list, struct address_element *element_r)
{
	struct scanner scanner = {.list = list, .element = element_r};
	struct address_token token;
	size_t at = 0;

	*element_r = (struct address_element){0};
	for (;;) {
		token = address_token(
		    list, at, scanner.run.used && scanner.run.after_at);
		if (token.kind == ADDRESS_END || token.kind == ADDRESS_COMMA ||
		    token.kind == ADDRESS_SEMICOLON)
			break;
		if (begins_next(&scanner, &token)) {
			finish_at_close(&scanner);
			return;
		}
		at = take(&scanner, &token);
	}
	finish(&scanner, &token);
}
