/*
 * tokenizer - text, comments and what else begins with '<'
 */
#include "core/html/tokenizer.h"

#include <string.h>

#include "core/html/name.h"
#include "core/html/tag.h"

void
tokenizer_init(
    struct tokenizer *tokenizer, struct slice source, struct budget *budget)
{
	*tokenizer = (struct tokenizer){
	    .data = source.data, .size = source.size, .budget = budget};
}

static struct slice
between(const struct tokenizer *tokenizer, size_t from, size_t until)
{
	return (struct slice){tokenizer->data + from, until - from};
}

static size_t
find(const struct tokenizer *tokenizer, uint8_t c, size_t from)
{
	size_t rest = tokenizer->size - from;

	return from +
	       slice_find_byte((struct slice){tokenizer->data + from, rest}, c);
}

/* A '<' is at this place: does it begin anything but text? */
static bool
opens_markup(const struct tokenizer *tokenizer, size_t at)
{
	uint8_t next;

	if (tokenizer->size - at < 2)
		return false;
	next = tokenizer->data[at + 1];
	return html_is_letter(next) || next == '!' || next == '?' ||
	       (next == '/' && tokenizer->size - at > 2);
}

static void
read_text(struct tokenizer *tokenizer, struct token *token)
{
	size_t from = tokenizer->at;
	size_t at = find(tokenizer, '<', from);

	while (at < tokenizer->size && !opens_markup(tokenizer, at))
		at = find(tokenizer, '<', at + 1);
	token->kind = TOKEN_TEXT;
	token->text = between(tokenizer, from, at);
	tokenizer->at = at;
}

/* Up to the next '>'; what <!doctype, <?, </ and a non-letter begin. */
static void
read_bogus(
    struct tokenizer *tokenizer, enum token_kind kind, struct token *token)
{
	size_t from = tokenizer->at + 1;
	size_t end = find(tokenizer, '>', from);

	token->kind = kind;
	token->text = between(tokenizer, from, end);
	tokenizer->unclosed |= end == tokenizer->size;
	tokenizer->at = end < tokenizer->size ? end + 1 : end;
}

/* How many dashes (and '!') close a comment at the '>' at this place. */
static size_t
comment_close(const uint8_t *data, size_t from, size_t at)
{
	if (at - from >= 2 && data[at - 1] == '-' && data[at - 2] == '-')
		return 2;
	if (at - from >= 3 && data[at - 1] == '!' && data[at - 2] == '-' &&
	    data[at - 3] == '-')
		return 3;
	return 0;
}

/* The same where the source ends: one dash may be the first of two. */
static size_t
comment_cut(const uint8_t *data, size_t from, size_t at)
{
	size_t close = comment_close(data, from, at);

	return close == 0 && at > from && data[at - 1] == '-' ? 1 : close;
}

static void
read_comment(struct tokenizer *tokenizer, struct token *token)
{
	const uint8_t *data = tokenizer->data;
	size_t from = tokenizer->at + 4;
	size_t at = find(tokenizer, '>', from);
	size_t close = 0;

	token->kind = TOKEN_COMMENT;
	/* <!--> and <!---> are whole comments. */
	if (at < tokenizer->size &&
	    (at == from || (at == from + 1 && data[from] == '-'))) {
		token->text = between(tokenizer, from, from);
		tokenizer->at = at + 1;
		return;
	}
	while (at < tokenizer->size &&
	       (close = comment_close(data, from, at)) == 0)
		at = find(tokenizer, '>', at + 1);
	if (at == tokenizer->size) {
		tokenizer->unclosed = true;
		close = comment_cut(data, from, at);
	}
	token->text = between(tokenizer, from, at - close);
	tokenizer->at = at < tokenizer->size ? at + 1 : at;
}

static void
read_cdata(struct tokenizer *tokenizer, struct token *token)
{
	size_t from = tokenizer->at + SLICE("<![CDATA[").size;
	struct slice rest = between(tokenizer, from, tokenizer->size);
	size_t size = slice_find(rest, SLICE("]]>"));

	token->kind = TOKEN_CDATA;
	token->text = slice_sub(rest, 0, size);
	tokenizer->unclosed |= size == rest.size;
	tokenizer->at = from + size + (size == rest.size ? 0 : 3);
}

static void
read_declaration(struct tokenizer *tokenizer, struct token *token)
{
	struct slice rest = between(tokenizer, tokenizer->at, tokenizer->size);

	if (slice_starts_with(rest, SLICE("<!--")))
		read_comment(tokenizer, token);
	else if (slice_starts_with_nocase(rest, SLICE("<!doctype")))
		read_bogus(tokenizer, TOKEN_DOCTYPE, token);
	else if (tokenizer->foreign &&
		 slice_starts_with(rest, SLICE("<![CDATA[")))
		read_cdata(tokenizer, token);
	else
		read_bogus(tokenizer, TOKEN_BOGUS_COMMENT, token);
}

/* False: nothing came of it ("</>", a tag that the end of the source cuts). */
static bool
read_markup(struct tokenizer *tokenizer, struct token *token)
{
	uint8_t next = tokenizer->data[tokenizer->at + 1];

	if (next == '!') {
		read_declaration(tokenizer, token);
		return true;
	}
	if (next == '/') {
		uint8_t third = tokenizer->data[tokenizer->at + 2];

		if (third == '>') {
			tokenizer->at += 3;
			return false;
		}
		if (html_is_letter(third))
			return tag_read(tokenizer, token);
	} else if (next != '?') {
		return tag_read(tokenizer, token);
	}
	read_bogus(tokenizer, TOKEN_BOGUS_COMMENT, token);
	return true;
}

void
tokenizer_next(struct tokenizer *tokenizer, struct token *token_r)
{
	token_r->kind = TOKEN_END;
	while (tokenizer->at < tokenizer->size) {
		size_t at = tokenizer->at;

		if (tag_time_is_up(tokenizer))
			return;
		token_r->offset = at;
		if (tokenizer->data[at] != '<' ||
		    !opens_markup(tokenizer, at)) {
			read_text(tokenizer, token_r);
			return;
		}
		if (read_markup(tokenizer, token_r))
			return;
		token_r->kind = TOKEN_END;
	}
}
