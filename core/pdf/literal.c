/*
 * literal - what a string of a PDF says (ISO 32000-2, 7.3.4 and 7.9.2)
 */
#include "core/pdf/literal.h"

#include "core/base/ascii.h"
#include "core/text/utf8.h"

static bool
is_octal(uint8_t c)
{
	return c >= '0' && c <= '7';
}

/* Up to three digits at *at. */
static uint8_t
octal(struct slice text, size_t *at)
{
	unsigned value = 0;

	for (unsigned i = 0;
	     i < 3 && *at < text.size && is_octal(text.data[*at]); i++)
		value = value * 8 + text.data[(*at)++] - '0';
	return (uint8_t)value;
}

/* A CR with the LF behind it is one line end. */
static void
skip_line_feed(struct slice text, size_t *at)
{
	if (*at < text.size && text.data[*at] == '\n')
		(*at)++;
}

/* What stands behind a backslash, at *at; -1: nothing. */
static int
escaped(struct slice text, size_t *at)
{
	uint8_t c = text.data[*at];

	if (is_octal(c))
		return octal(text, at);
	(*at)++;
	switch (c) {
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case '\r':
		skip_line_feed(text, at);
		return -1;
	case '\n':
		return -1;
	default:
		return c;
	}
}

static size_t
unescape(struct slice text, uint8_t *out)
{
	size_t size = 0;

	for (size_t at = 0; at < text.size;) {
		int c = text.data[at++];

		if (c == '\\' && at < text.size)
			c = escaped(text, &at);
		else if (c == '\r') {
			skip_line_feed(text, &at);
			c = '\n';
		}
		if (c >= 0)
			out[size++] = (uint8_t)c;
	}
	return size;
}

/* What is no digit is passed over; a last one alone has a 0 behind it. */
static size_t
from_hex(struct slice text, uint8_t *out)
{
	size_t digits = 0;
	unsigned value = 0;

	for (size_t at = 0; at < text.size; at++) {
		int digit = ascii_hex_value(text.data[at]);

		if (digit < 0)
			continue;
		value = value << 4 | (unsigned)digit;
		if (++digits % 2 == 0)
			out[digits / 2 - 1] = (uint8_t)value;
	}
	if (digits % 2 != 0)
		out[digits / 2] = (uint8_t)(value << 4);
	return (digits + 1) / 2;
}

bool
pdf_string_bytes(
    const struct pdf_token *token, struct arena *arena, struct slice *bytes_r)
{
	uint8_t *out;
	size_t size;

	if (token->kind != PDF_STRING && token->kind != PDF_HEX)
		return false;
	out = arena_alloc(arena, token->text.size);
	if (out == NULL)
		return false;
	size = token->kind == PDF_HEX ? from_hex(token->text, out)
				      : unescape(token->text, out);
	CHECK(arena_resize_last(arena, out, size));
	*bytes_r = (struct slice){out, size};
	return true;
}

/* ---- text -------------------------------------------------------------- */

static uint32_t
unit_at(struct slice bytes, size_t at, bool big)
{
	unsigned first = bytes.data[at], second = bytes.data[at + 1];

	return big ? first << 8 | second : second << 8 | first;
}

static size_t
from_utf16(struct slice bytes, bool big, uint8_t *out)
{
	size_t size = 0;

	for (size_t at = 0; bytes.size - at >= 2;) {
		uint32_t point = unit_at(bytes, at, big);

		at += 2;
		if (point >= 0xD800 && point < 0xDC00 && bytes.size - at >= 2) {
			uint32_t low = unit_at(bytes, at, big);

			if (low >= 0xDC00 && low < 0xE000) {
				point = 0x10000 + ((point - 0xD800) << 10) +
					(low - 0xDC00);
				at += 2;
			}
		}
		size += utf8_put(point, out + size);
	}
	return size;
}

bool
pdf_string_text(struct slice bytes, struct arena *arena, struct slice *text_r)
{
	bool big = slice_starts_with(bytes, SLICE("\xFE\xFF"));
	uint8_t *out;
	size_t size;

	*text_r = bytes;
	if (slice_starts_with(bytes, SLICE("\xEF\xBB\xBF")))
		*text_r = slice_skip(bytes, 3);
	if (!big && !slice_starts_with(bytes, SLICE("\xFF\xFE")))
		return true;
	bytes = slice_skip(bytes, 2);
	/* Three bytes at most for each unit of two. */
	out = arena_alloc(arena, bytes.size / 2 * 3 + UTF8_MAX);
	if (out == NULL)
		return false;
	size = from_utf16(bytes, big, out);
	CHECK(arena_resize_last(arena, out, size));
	*text_r = (struct slice){out, size};
	return true;
}
