/*
 * charset - the charset that a document claims for itself (HTML standard,
 * 13.2.3.2, "prescan a byte stream"; XML 1.0, section 4.3.3)
 */
#include "core/html/html.h"

#include "core/html/tokenizer.h"

#define PRESCAN_BYTES 1024u

/* In quotes, or up to a blank or a semicolon. */
static struct slice
value_at(struct slice s, size_t at)
{
	struct slice rest = slice_skip(s, at);
	size_t n = 0;

	if (rest.size == 0)
		return rest;
	if (rest.data[0] == '"' || rest.data[0] == '\'') {
		struct slice inner = slice_skip(rest, 1);

		n = slice_find_byte(inner, rest.data[0]);
		/* Without its closing quote it is none. */
		inner.size = n == inner.size ? 0 : n;
		return inner;
	}
	while (n < rest.size && !html_is_blank(rest.data[n]) &&
	       rest.data[n] != ';')
		n++;
	return slice_sub(rest, 0, n);
}

/* Behind word and '=' in s, for instance "text/html; charset=utf-8". */
static struct slice
value_of(struct slice s, struct slice word)
{
	for (;;) {
		size_t at = slice_find_nocase(s, word);

		if (at == s.size)
			return (struct slice){0};
		s = slice_skip(s, html_skip_blanks(s, at + word.size));
		if (s.size > 0 && s.data[0] == '=')
			return html_trim(value_at(s, html_skip_blanks(s, 1)));
	}
}

static struct slice
meta_charset(const struct tag *tag)
{
	bool is_type = tag_value_is(tag, ATTRIBUTE_HTTP_EQUIV, "content-type");

	if (tag_has(tag, ATTRIBUTE_CHARSET))
		return html_trim(tag->value[ATTRIBUTE_CHARSET]);
	if (!is_type)
		return (struct slice){0};
	return value_of(tag_value(tag, ATTRIBUTE_CONTENT), SLICE("charset"));
}

static struct slice
xml_encoding(struct slice bytes)
{
	if (!slice_starts_with(bytes, SLICE("<?xml")))
		return (struct slice){0};
	bytes.size = slice_find_byte(bytes, '>');
	return value_of(bytes, SLICE("encoding"));
}

struct slice
html_charset(struct slice bytes)
{
	struct tokenizer tokenizer;
	struct token token;
	struct slice charset;

	bytes = slice_sub(bytes, 0, PRESCAN_BYTES);
	tokenizer_init(&tokenizer, bytes, NULL);
	do {
		tokenizer_next(&tokenizer, &token);
		if (token.kind != TOKEN_TAG || token.tag.is_end ||
		    token.tag.element != ELEMENT_META)
			continue;
		charset = meta_charset(&token.tag);
		if (charset.size > 0)
			return charset;
	} while (token.kind != TOKEN_END);
	return xml_encoding(bytes);
}
