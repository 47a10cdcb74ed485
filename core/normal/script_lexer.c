/*
 * script_lexer - a script to tokens, roughly
 */
#include "core/normal/script_lexer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/ascii.h"

enum byte_class {
	CLASS_NONE, /* white space, and what no script has */
	CLASS_LETTER,
	CLASS_DIGIT,
	CLASS_QUOTE,
	CLASS_SIGN,
};

/* By byte; the rest is CLASS_NONE. */
static const uint8_t classes[256] = {
    ['a' ... 'z'] = CLASS_LETTER,
    ['A' ... 'Z'] = CLASS_LETTER,
    ['_'] = CLASS_LETTER,
    ['$'] = CLASS_LETTER,
    ['\\'] = CLASS_LETTER,
    ['0' ... '9'] = CLASS_DIGIT,
    ['"'] = CLASS_QUOTE,
    ['\''] = CLASS_QUOTE,
    ['!'] = CLASS_SIGN,
    ['%' ... '&'] = CLASS_SIGN,
    ['(' ... '/'] = CLASS_SIGN,
    [':' ... '?'] = CLASS_SIGN,
    ['['] = CLASS_SIGN,
    [']' ... '^'] = CLASS_SIGN,
    ['{' ... '~'] = CLASS_SIGN,
};

static enum byte_class
class_of(uint8_t c)
{
	return (enum byte_class)classes[c];
}

/* ---- escapes ----------------------------------------------------------- */

/* Of so many digits; -1: one is none. */
static int
read_hex(const uint8_t *at, const uint8_t *end, size_t digits)
{
	int value = 0;

	if ((size_t)(end - at) < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		int digit = ascii_hex_value(at[i]);

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* There is no NUL in a normalised script. */
static uint8_t *
put_byte(uint8_t *out, int byte)
{
	*out = byte == 0 ? 1 : (uint8_t)byte;
	return out + 1;
}

static uint8_t *
put_code(uint8_t *out, int code)
{
	if (code < 0x80)
		return put_byte(out, code);
	if (code < 0x800) {
		*out++ = (uint8_t)(0xC0 | code >> 6);
	} else {
		*out++ = (uint8_t)(0xE0 | code >> 12);
		*out++ = (uint8_t)(0x80 | (code >> 6 & 0x3F));
	}
	*out++ = (uint8_t)(0x80 | (code & 0x3F));
	return out;
}

size_t
script_unescape(uint8_t *text, size_t size)
{
	const uint8_t *at = text, *end = text + size;
	uint8_t *out = text;

	while (at < end) {
		bool wide = end - at > 1 && at[1] == 'u';
		int code = *at != '%'
			       ? -1
			       : read_hex(at + 1 + wide, end, wide ? 4 : 2);

		if (code < 0) {
			*out++ = *at++;
		} else {
			out = wide ? put_code(out, code) : put_byte(out, code);
			at += wide ? 6 : 3;
		}
	}
	return (size_t)(out - text);
}

static uint8_t
simple_escape(uint8_t c)
{
	static const char letters[] = "bfnrtv0";
	static const char values[] = "\b\f\n\r\t\v\1";
	const char *found = c == 0 ? NULL : strchr(letters, c);

	return found == NULL ? c : (uint8_t)values[found - letters];
}

/* at is behind a backslash and is not the end. */
static const uint8_t *
take_escape(const uint8_t *at, const uint8_t *end, uint8_t **out)
{
	uint8_t c = *at++;

	if (c == 'x' && end - at >= 2) {
		int byte = read_hex(at, end, 2);

		*out = put_byte(*out, byte < 0 ? 0xFF : byte);
		return at + 2;
	}
	if (c == 'u' && read_hex(at, end, 4) >= 0) {
		*out = put_code(*out, read_hex(at, end, 4));
		return at + 4;
	}
	*(*out)++ = simple_escape(c);
	return at;
}

/* ---- tokens ------------------------------------------------------------ */

static void
take_string(struct script_lexer *lexer, struct script_token *token)
{
	const uint8_t *at = lexer->at, *end = lexer->end;
	uint8_t quote = *at++, *out = lexer->strings;

	while (at < end && *at != quote) {
		if (*at == '\\' && end - at > 1)
			at = take_escape(at + 1, end, &out);
		else
			*out++ = *at++;
	}
	token->kind =
	    at == end && lexer->is_constant ? SCRIPT_END : SCRIPT_STRING;
	token->text =
	    (struct slice){lexer->strings, (size_t)(out - lexer->strings)};
	lexer->strings = out;
	lexer->at = at < end ? at + 1 : end;
}

static const uint8_t *
skip_digits(const uint8_t *at, const uint8_t *end)
{
	while (at < end && class_of(*at) == CLASS_DIGIT)
		at++;
	return at;
}

/* One behind the other, and only the first counts: "1.5e3e7" is 1500. */
static const uint8_t *
skip_exponents(const uint8_t *at, const uint8_t *end)
{
	while (at < end && (*at | 0x20) == 'e') {
		const uint8_t *digits = at + 1;

		if (digits < end && (*digits == '+' || *digits == '-'))
			digits++;
		digits = skip_digits(digits, end);
		if (digits == at + 1)
			return digits;
		at = digits;
	}
	return at;
}

/* Decimals and what exponent they have; strtod() is told where they end. */
static const uint8_t *
take_fraction(
    const uint8_t *from, const uint8_t *point, const uint8_t *end, char *out)
{
	const uint8_t *at = skip_digits(point + 1, end);
	char text[64];
	size_t size;

	at = skip_exponents(at, end);
	size = (size_t)(at - from);
	if (size > sizeof(text) - 1)
		size = sizeof(text) - 1;
	memcpy(text, from, size);
	text[size] = '\0';
	snprintf(out, SCRIPT_NUMBER_MAX, "%g", strtod(text, NULL));
	return at;
}

static void
take_number(struct script_lexer *lexer, struct script_token *token)
{
	const uint8_t *from = lexer->at;
	const uint8_t *at = skip_digits(from, lexer->end);
	uint32_t value = 0;

	token->kind = SCRIPT_NUMBER;
	if (at < lexer->end && *at == '.') {
		lexer->at = take_fraction(from, at, lexer->end, token->number);
	} else {
		for (; from < at; from++)
			value = value * 10 + (*from - '0');
		snprintf(token->number, SCRIPT_NUMBER_MAX, "%d", (int)value);
		lexer->at = at;
	}
	token->number_size = (uint8_t)strlen(token->number);
	if (lexer->at == lexer->end)
		token->kind = SCRIPT_END;
}

/* A backslash ends a word and is no part of it, unless an escape follows. */
static const uint8_t *
find_word_end(const uint8_t *at, const uint8_t *end)
{
	for (; at < end; at++) {
		enum byte_class class = class_of(*at);

		if (class != CLASS_LETTER && class != CLASS_DIGIT)
			break;
		if (*at == '\\' && (end - at < 2 || at[1] != 'u'))
			break;
	}
	return at;
}

static void
take_word(struct script_lexer *lexer, struct script_token *token)
{
	const uint8_t *from = lexer->at;
	const uint8_t *at = find_word_end(from, lexer->end);

	/* A word that the end of the script cuts is lost. */
	token->kind = at < lexer->end ? SCRIPT_WORD : SCRIPT_END;
	token->text = (struct slice){from, (size_t)(at - from)};
	lexer->at = at < lexer->end && *at == '\\' ? at + 1 : at;
}

/* NULL: there is no comment at at. */
static const uint8_t *
skip_comment(const uint8_t *at, const uint8_t *end)
{
	if (end - at < 2 || at[0] != '/')
		return NULL;
	if (at[1] == '*') {
		for (at += 2; end - at >= 2; at++)
			if (at[0] == '*' && at[1] == '/')
				return at + 2;
		return end;
	}
	if (at[1] != '/')
		return NULL;
	while (at < end && *at != ' ' && *at != '\n')
		at++;
	return at;
}

static void
skip_nothing(struct script_lexer *lexer)
{
	const uint8_t *behind;

	while (lexer->at < lexer->end) {
		if (class_of(*lexer->at) == CLASS_NONE) {
			lexer->at++;
			continue;
		}
		behind = skip_comment(lexer->at, lexer->end);
		if (behind == NULL)
			return;
		lexer->at = behind;
	}
}

void
script_lexer_next(struct script_lexer *lexer, struct script_token *token_r)
{
	skip_nothing(lexer);
	token_r->kind = SCRIPT_END;
	token_r->text = (struct slice){lexer->at, 0};
	if (lexer->at == lexer->end)
		return;
	switch (class_of(*lexer->at)) {
	case CLASS_LETTER:
		take_word(lexer, token_r);
		break;
	case CLASS_DIGIT:
		take_number(lexer, token_r);
		break;
	case CLASS_QUOTE:
		take_string(lexer, token_r);
		break;
	default:
		token_r->kind = SCRIPT_SIGN;
		token_r->text.size = 1;
		lexer->at++;
	}
}
