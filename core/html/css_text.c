/*
 * css_text - comments, escapes and URLs of CSS
 */
#include "core/html/css.h"

#include "core/base/ascii.h"
#include "core/html/name.h"
#include "core/html/tokenizer.h"

bool
css_needs_plain(struct slice s)
{
	/* A byte is found faster than what begins with it. */
	return slice_find_byte(s, '\\') < s.size ||
	       slice_find_byte(s, '*') < s.size ||
	       slice_find_byte(s, '<') < s.size;
}

/* A character that an escape gave never has a meaning in the grammar. */
static uint8_t
harmless(uint32_t code)
{
	if (code >= 0x80 || code < 0x20)
		return '_';
	if (html_is_letter((uint8_t)code) || (code >= '0' && code <= '9'))
		return (uint8_t)code;
	return code == '-' || code == '.' || code == '#' || code == '/' ||
		       code == ':' || code == '?' || code == '&' || code == '='
		   ? (uint8_t)code
		   : '_';
}

/* At '\\': the byte it stands for; returns the bytes it takes. */
static size_t
read_escape(struct slice s, uint8_t *byte_r)
{
	uint32_t code = 0;
	size_t n = 1;

	while (n < s.size && n <= 6 && ascii_hex_value(s.data[n]) >= 0)
		code = code << 4 | (uint32_t)ascii_hex_value(s.data[n++]);
	if (n == 1) {
		*byte_r = s.size > 1 ? harmless(s.data[1]) : '_';
		return s.size > 1 ? 2 : 1;
	}
	*byte_r = harmless(code);
	return n < s.size && html_is_blank(s.data[n]) ? n + 1 : n;
}

static size_t
comment_size(struct slice s)
{
	struct slice inner = slice_skip(s, 2);
	size_t end = slice_find(inner, SLICE("*/"));

	return end == inner.size ? s.size : 2 + end + 2;
}

size_t
css_plain(struct slice s, uint8_t *out)
{
	size_t written = 0;

	for (size_t at = 0; at < s.size;) {
		uint8_t c = s.data[at];
		struct slice here = {s.data + at, s.size - at};

		if (c == '\\')
			at += read_escape(here, &out[written++]);
		else if (c == '/' && slice_starts_with(here, SLICE("/*")))
			at += comment_size(here);
		else if (c == '<' && slice_starts_with(here, SLICE("<!--")))
			at += 4;
		else if (c == '-' && slice_starts_with(here, SLICE("-->")))
			at += 3;
		else
			out[written++] = s.data[at++];
	}
	return written;
}

static bool
is_mark(uint8_t c)
{
	return c == '(' || c == '@' || c == ';';
}

/* A string in quotes, or what stands up to the closing bracket or a blank. */
static struct slice
read_reference(struct slice s, size_t *at)
{
	size_t from = *at, end;
	uint8_t quote;

	while (from < s.size && html_is_blank(s.data[from]))
		from++;
	quote = from < s.size ? s.data[from] : 0;
	if (quote == '"' || quote == '\'') {
		from++;
		end = from + slice_find_byte(slice_skip(s, from), quote);
	} else {
		end = from + slice_find_byte(slice_skip(s, from), ')');
	}
	*at = end < s.size ? end + 1 : end;
	return html_trim(slice_sub(s, from, end - from));
}

static bool
is_url_bracket(struct slice s, size_t bracket)
{
	return bracket >= 3 && slice_starts_with_nocase(
				   slice_skip(s, bracket - 3), SLICE("url"));
}

static bool
is_import(struct slice s, size_t at)
{
	return slice_starts_with_nocase(slice_skip(s, at), SLICE("@import"));
}

bool
css_next_url(struct slice s, size_t *at, struct slice *url_r, bool *is_import_r)
{
	*is_import_r = false;
	for (size_t i = *at; i < s.size; i++) {
		if (!is_mark(s.data[i]))
			continue;
		if (s.data[i] == '@' && is_import(s, i)) {
			*is_import_r = true;
			i += SLICE("@import").size;
			while (i < s.size && html_is_blank(s.data[i]))
				i++;
			if (i < s.size &&
			    (s.data[i] == '"' || s.data[i] == '\'')) {
				*at = i;
				*url_r = read_reference(s, at);
				return true;
			}
		}
		if (i < s.size && s.data[i] == '(' && is_url_bracket(s, i)) {
			*at = i + 1;
			*url_r = read_reference(s, at);
			return true;
		}
		if (i < s.size && s.data[i] == ';')
			*is_import_r = false;
	}
	*at = s.size;
	return false;
}
