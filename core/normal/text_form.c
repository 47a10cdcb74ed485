/*
 * text_form - a text in the form that text signatures are written for
 */
#include "core/normal/text_form.h"

#include <string.h>

#include "simd/bytes.h"

size_t
text_form_room(size_t size)
{
	return size + BYTES_COPY_SLACK;
}

static bool
is_white(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What copying stopped at: white space is one blank, most else nothing. */
static uint8_t *
take_special(uint8_t c, uint8_t *out, bool *blank_before)
{
	if (c == '&' || c == '<') {
		*out++ = c;
		*blank_before = false;
	} else if (is_white(c)) {
		if (!*blank_before)
			*out++ = ' ';
		*blank_before = true;
	}
	return out;
}

struct slice
text_form(struct slice text, uint8_t *room)
{
	const uint8_t *at = text.data, *end = at + text.size;
	uint8_t *out = room;
	bool blank_before = false;

	while (at < end) {
		size_t size =
		    *at == ' ' ? 0
			       : bytes_copy_lower(at, (size_t)(end - at), out);

		if (size > 0) {
			at += size;
			out += size;
			blank_before = at[-1] == ' ';
		} else {
			out = take_special(*at++, out, &blank_before);
		}
	}
	return (struct slice){room, (size_t)(out - room)};
}

/* ---- pages ------------------------------------------------------------- */

/* All in lower case, all in capitals or with the first letter as one: other
 * mixtures do not count. */
static bool
is_written_as(struct slice at, const char *name)
{
	size_t size = strlen(name);
	bool small = true, large = true, rest_small = true;

	if (at.size < size)
		return false;
	for (size_t i = 0; i < size; i++) {
		uint8_t c = at.data[i], lower = (uint8_t)name[i];
		bool letter = (uint8_t)(lower - 'a') < 26;
		bool is_large = letter && c == (uint8_t)(lower - 0x20);

		if (c != lower && !is_large)
			return false;
		if (!letter)
			continue;
		small = small && !is_large;
		large = large && is_large;
		rest_small = rest_small && is_large == (i == 0);
	}
	return small || large || rest_small;
}

/* "href", of which the last two letters are of one case. */
static bool
has_reference(struct slice text)
{
	for (size_t i = 3; i < text.size; i++) {
		const uint8_t *at = text.data + i;

		if ((at[0] | 0x20) == 'f' && (at[-1] | 0x20) == 'e' &&
		    ((at[0] ^ at[-1]) & 0x20) == 0 && (at[-2] | 0x20) == 'r' &&
		    (at[-3] | 0x20) == 'h')
			return true;
	}
	return false;
}

static bool
begins_page(struct slice at)
{
	static const char *const names[] = {
	    "html>", "head>", "script", "iframe", "img", "object", "table"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (is_written_as(at, names[i]))
			return true;
	return false;
}

bool
text_form_is_page(struct slice text)
{
	bool link_sought = false;

	for (;;) {
		size_t i = slice_find_byte(text, '<');

		if (i == text.size)
			return false;
		text = slice_skip(text, i + 1);
		if (begins_page(text))
			return true;
		if (link_sought || text.size < 2 ||
		    (text.data[0] | 0x20) != 'a' || text.data[1] != ' ')
			continue;
		/* If there is none behind the first, there is none at all. */
		link_sought = true;
		if (has_reference(slice_skip(text, 2)))
			return true;
	}
}
