/*
 * show_law - what holds for everything that SHOW prints
 */
#include "tests/support/show_law.h"

#include <string.h>

#include "core/base/check.h"

#define DEPTH_MAX 64u

struct reader {
	struct slice text;
	size_t at;
	const char *wrong;
};

static int
peek(const struct reader *reader)
{
	return reader->at < reader->text.size ? reader->text.data[reader->at]
					      : -1;
}

static bool
complain(struct reader *reader, const char *what)
{
	if (reader->wrong == NULL)
		reader->wrong = what;
	return false;
}

static bool
expect(struct reader *reader, int byte, const char *what)
{
	if (peek(reader) != byte)
		return complain(reader, what);
	reader->at++;
	return true;
}

/* ---- characters --------------------------------------------------------- */

/* Table 3-7 of the Unicode standard, written out. */
static bool
read_sequence(struct reader *reader, uint32_t *code_point_r)
{
	uint8_t lead = (uint8_t)peek(reader);
	size_t more = lead < 0xC2   ? 0
		      : lead < 0xE0 ? 1
		      : lead < 0xF0 ? 2
		      : lead < 0xF5 ? 3
				    : 0;
	uint32_t code_point = more == 1   ? lead & 0x1Fu
			      : more == 2 ? lead & 0x0Fu
					  : lead & 0x07u;

	if (more == 0)
		return complain(reader, "no UTF-8: a lead byte");
	reader->at++;
	for (size_t i = 0; i < more; i++, reader->at++) {
		if ((peek(reader) & 0xC0) != 0x80 || peek(reader) < 0)
			return complain(reader, "no UTF-8: cut short");
		code_point = code_point << 6 | ((uint32_t)peek(reader) & 0x3F);
	}
	if ((more == 2 && code_point < 0x800) ||
	    (more == 3 && (code_point < 0x10000 || code_point > 0x10FFFF)) ||
	    (code_point >= 0xD800 && code_point <= 0xDFFF))
		return complain(reader, "no UTF-8: not the shortest");
	*code_point_r = code_point;
	return true;
}

static bool
is_treacherous(uint32_t c)
{
	return (c >= 0x80 && c <= 0x9F) || c == 0xAD || c == 0x61C ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x206F) ||
	       c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

static bool
read_escape(struct reader *reader)
{
	int byte = peek(reader);

	reader->at++;
	if (byte >= 0 && strchr("\"\\/bfnrt", byte) != NULL && byte != 0)
		return true;
	if (byte != 'u')
		return complain(reader, "an escape that JSON has not");
	for (int i = 0; i < 4; i++, reader->at++)
		if (peek(reader) <= 0 ||
		    strchr("0123456789abcdefABCDEF", peek(reader)) == NULL)
			return complain(reader, "an escape cut short");
	return true;
}

static bool
read_string(struct reader *reader)
{
	uint32_t code_point;

	if (!expect(reader, '"', "no string"))
		return false;
	while (peek(reader) != '"') {
		int byte = peek(reader);

		if (byte < 0x20 || byte == 0x7F)
			return complain(reader, "a control, or no end");
		if (byte == '\\') {
			reader->at++;
			if (!read_escape(reader))
				return false;
		} else if (byte < 0x80) {
			reader->at++;
		} else if (!read_sequence(reader, &code_point)) {
			return false;
		} else if (is_treacherous(code_point)) {
			return complain(reader, "a character that deceives");
		}
	}
	reader->at++;
	return true;
}

/* ---- values -------------------------------------------------------------- */

/* Ours are whole. */
static bool
read_number(struct reader *reader)
{
	size_t digits = 0;

	if (peek(reader) == '-')
		reader->at++;
	if (peek(reader) == '0') {
		reader->at++;
		return true;
	}
	for (; peek(reader) >= '0' && peek(reader) <= '9'; digits++)
		reader->at++;
	return digits > 0 || complain(reader, "no number");
}

static bool
read_scalar(struct reader *reader)
{
	static const char *const words[] = {"true", "false", "null"};
	struct slice rest = slice_skip(reader->text, reader->at);

	if (peek(reader) == '"')
		return read_string(reader);
	for (size_t i = 0; i < 3; i++)
		if (slice_starts_with(rest, slice_from_string(words[i]))) {
			reader->at += strlen(words[i]);
			return true;
		}
	return read_number(reader);
}

/* Recursive: what is checked is at most DEPTH_MAX deep, or wrong. */
static bool read_value(struct reader *reader, unsigned depth);

static bool
read_members(struct reader *reader, unsigned depth, bool object)
{
	char close = object ? '}' : ']';

	reader->at++;
	if (peek(reader) == close) {
		reader->at++;
		return true;
	}
	for (;;) {
		if (object &&
		    (!read_string(reader) || !expect(reader, ':', "no colon")))
			return false;
		if (!read_value(reader, depth + 1))
			return false;
		if (peek(reader) != ',')
			return expect(reader, close, "no end of a level");
		reader->at++;
	}
}

static bool
read_value(struct reader *reader, unsigned depth)
{
	if (depth > DEPTH_MAX)
		return complain(reader, "too deep");
	if (peek(reader) == '{' || peek(reader) == '[')
		return read_members(reader, depth, peek(reader) == '{');
	return read_scalar(reader);
}

const char *
show_law_json(struct slice text, size_t *at_r)
{
	struct reader reader = {.text = text};

	if (read_value(&reader, 0) &&
	    expect(&reader, '\n', "no line end behind the value") &&
	    reader.at != text.size)
		(void)complain(&reader, "more behind the line");
	*at_r = reader.at;
	return reader.wrong;
}

const char *
show_law_page(struct slice text, size_t *at_r)
{
	struct reader reader = {.text = text};
	uint32_t code_point;

	while (reader.wrong == NULL && reader.at < text.size) {
		int byte = peek(&reader);

		if (byte >= 0x80) {
			if (read_sequence(&reader, &code_point) &&
			    is_treacherous(code_point))
				(void)complain(
				    &reader, "a character that deceives");
		} else if (byte == 0x7F ||
			   (byte < 0x20 && byte != '\n' && byte != '\t')) {
			(void)complain(&reader, "a control character");
		} else {
			reader.at++;
		}
	}
	if (reader.wrong == NULL && text.size > 0 &&
	    text.data[text.size - 1] != '\n')
		(void)complain(&reader, "no line end");
	*at_r = reader.at;
	return reader.wrong;
}

/* ---- looking for a string ------------------------------------------------ */

static uint32_t
hex4(const uint8_t *digits)
{
	uint32_t value = 0;

	for (int i = 0; i < 4; i++) {
		uint32_t c = digits[i] | 0x20u;

		value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
	}
	return value;
}

static size_t
put_code_point(uint32_t c, char *out)
{
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const uint8_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};

	for (size_t i = size; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)(leads[size] | c);
	return size;
}

/* What stands at *at (behind a backslash), decoded. */
static uint32_t
unescape(const uint8_t *data, size_t *at)
{
	static const char names[] = "bfnrt", values[] = "\b\f\n\r\t";
	const char *name = strchr(names, data[*at]);
	uint32_t value, low;

	if (data[*at] != 'u') {
		uint32_t byte =
		    name != NULL ? (uint8_t)values[name - names] : data[*at];

		(*at)++;
		return byte;
	}
	value = hex4(data + *at + 1);
	*at += 5;
	if (value < 0xD800 || value > 0xDBFF)
		return value;
	low = hex4(data + *at + 2);
	*at += 6;
	return 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
}

bool
show_law_string(
    struct slice text, const char *key, char *out, size_t room, size_t *size_r)
{
	char wanted[64];
	size_t at, size = 0;

	snprintf(wanted, sizeof(wanted), "\"%s\":\"", key);
	at = slice_find(text, slice_from_string(wanted));
	if (at == text.size)
		return false;
	for (at += strlen(wanted); text.data[at] != '"';) {
		CHECK(size + 4 <= room);
		if (text.data[at] == '\\') {
			at++;
			size += put_code_point(
			    unescape(text.data, &at), out + size);
		} else {
			out[size++] = (char)text.data[at++];
		}
	}
	*size_r = size;
	return true;
}
