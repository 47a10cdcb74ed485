/*
 * link_grammar - srcset and refresh
 */
#include "core/html/link.h"

#include "core/html/tokenizer.h"

/* Behind the descriptors ("2x"), at the comma outside of brackets. */
static size_t
pass_descriptors(struct slice set, size_t at)
{
	bool bracket = false;

	for (; at < set.size; at++) {
		uint8_t c = set.data[at];

		if (c == '(')
			bracket = true;
		else if (c == ')')
			bracket = false;
		else if (c == ',' && !bracket)
			break;
	}
	return at;
}

bool
srcset_next(struct slice set, size_t *at, struct slice *url_r)
{
	size_t from = *at, end;

	while (from < set.size &&
	       (html_is_blank(set.data[from]) || set.data[from] == ','))
		from++;
	end = from;
	while (end < set.size && !html_is_blank(set.data[end]))
		end++;
	*at = end;
	if (end == from)
		return false;
	if (set.data[end - 1] == ',') {
		while (end > from && set.data[end - 1] == ',')
			end--;
	} else {
		*at = pass_descriptors(set, end);
	}
	*url_r = slice_sub(set, from, end - from);
	return true;
}

/* "url=" is not needed, and blanks may stand around its '='. */
static size_t
skip_url_word(struct slice s, size_t at)
{
	size_t i = at;

	if (!slice_starts_with_nocase(slice_skip(s, at), SLICE("url")))
		return at;
	i = html_skip_blanks(s, at + 3);
	if (i == s.size || s.data[i] != '=')
		return at;
	return html_skip_blanks(s, i + 1);
}

bool
refresh_url(struct slice content, struct slice *url_r)
{
	size_t at = html_skip_blanks(content, 0);
	uint8_t quote;

	while (at < content.size && ((uint8_t)(content.data[at] - '0') < 10 ||
					content.data[at] == '.'))
		at++;
	at = html_skip_blanks(content, at);
	if (at < content.size &&
	    (content.data[at] == ';' || content.data[at] == ','))
		at = html_skip_blanks(content, at + 1);
	at = skip_url_word(content, at);
	if (at >= content.size)
		return false;
	*url_r = slice_skip(content, at);
	quote = url_r->data[0];
	if (quote == '"' || quote == '\'') {
		*url_r = slice_skip(*url_r, 1);
		url_r->size = slice_find_byte(*url_r, quote);
	}
	return url_r->size > 0;
}
