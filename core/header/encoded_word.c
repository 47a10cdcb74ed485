/*
 * encoded_word - one "=?charset?encoding?text?=" as it is written
 */
#include "core/header/encoded_word.h"

#include "core/header/lexical.h"

size_t
encoded_word_find(struct slice s, size_t at)
{
	for (;;) {
		at += slice_find_byte(slice_skip(s, at), '=');
		if (at >= s.size)
			return s.size;
		if (s.size - at > 1 && s.data[at + 1] == '?')
			return at;
		at++;
	}
}

/* More than RFC 2047 allows, since ':' and '"' do occur. */
static bool
is_charset_byte(uint8_t c)
{
	return c > ' ' && c < 0x7F && c != '?' && c != '=' && c != '<' &&
	       c != '>' && c != ',';
}

static size_t
charset_end(struct slice s, size_t at)
{
	size_t end = at;

	while (end < s.size && end - at < ENCODED_WORD_CHARSET_MAX &&
	       is_charset_byte(s.data[end]))
		end++;
	return end;
}

/* "=?charset?B?" at at: charset, encoding, and where the text begins. */
static enum encoded_word_kind
parse_start(
    struct slice s, size_t at, struct encoded_word *word, size_t *text_r)
{
	size_t end;
	uint8_t encoding;

	if (s.size - at < 2 || s.data[at] != '=' || s.data[at + 1] != '?')
		return ENCODED_WORD_NONE;
	end = charset_end(s, at + 2);
	if (s.size - end < 3 || s.data[end] != '?')
		return ENCODED_WORD_NONE;
	encoding = ascii_lower(s.data[end + 1]);
	if (s.data[end + 2] != '?' || (encoding != 'b' && encoding != 'q'))
		return end > at + 2 ? ENCODED_WORD_ODD : ENCODED_WORD_NONE;
	word->charset = slice_sub(s, at + 2, end - at - 2);
	word->charset.size = slice_find_byte(word->charset, '*');
	word->base64 = encoding == 'b';
	*text_r = end + 3;
	return ENCODED_WORD_GOOD;
}

/* Where the text ends: at its "?=", at the next word, at the end of s. */
static size_t
text_end(struct slice s, size_t at, bool *closed_r)
{
	struct encoded_word next;
	size_t text;

	*closed_r = false;
	for (; s.size - at > 1; at++) {
		if (s.data[at] == '?' && s.data[at + 1] == '=') {
			*closed_r = true;
			return at;
		}
		if (s.data[at] == '=' && s.data[at + 1] == '?' &&
		    parse_start(s, at, &next, &text) == ENCODED_WORD_GOOD)
			return at;
	}
	return s.size;
}

/* A word of which the end was cut off, perhaps within its "?=". */
static void
end_open_word(struct slice s, size_t at, size_t end, struct encoded_word *word)
{
	size_t blank = at;

	while (blank < end && !ascii_is_space(s.data[blank]))
		blank++;
	word->end = blank;
	if (blank == s.size && blank > at && s.data[blank - 1] == '?')
		blank--;
	word->text = slice_sub(s, at, blank - at);
}

enum encoded_word_kind
encoded_word_parse(struct slice s, size_t at, struct encoded_word *word_r)
{
	size_t text, end;
	bool closed;
	enum encoded_word_kind kind = parse_start(s, at, word_r, &text);

	if (kind != ENCODED_WORD_GOOD)
		return kind;
	end = text_end(s, text, &closed);
	word_r->open = !closed;
	if (!closed) {
		end_open_word(s, text, end, word_r);
		return kind;
	}
	word_r->text = slice_sub(s, text, end - text);
	word_r->end = end + 2;
	return kind;
}
