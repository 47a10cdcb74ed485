/*
 * script_constant - strings and numbers of scripts
 */
#include "core/script/script_constant.h"

#include <string.h>

#include "core/base/ascii.h"

/* ---- strings ----------------------------------------------------------- */

enum {
	ALL = SCRIPT_ALL,
	TEXT = SCRIPT_ESCAPED | SCRIPT_URL,
	URL = SCRIPT_URL,
};

/* Enum script_letter of each byte; 0: of no string. */
static const uint8_t letters_of[256] = {
    ['!'] = TEXT,
    ['#' ... '%'] = TEXT,
    ['&'] = URL,
    ['(' ... '*'] = TEXT,
    ['+'] = ALL,
    [','] = URL,
    ['-' ... '.'] = TEXT,
    ['/' ... '9'] = ALL,
    [':'] = TEXT,
    [';'] = URL,
    ['='] = ALL,
    ['?' ... '@'] = TEXT,
    ['A' ... 'Z'] = ALL,
    ['['] = TEXT,
    ['\\'] = ALL,
    [']' ... '_'] = TEXT,
    ['a' ... 'z'] = ALL,
    ['{'] = URL,
    ['|'] = TEXT,
    ['}'] = URL,
    ['~'] = TEXT,
};

/* A line end that is of the string: behind a backslash, or in a template. */
static bool
is_inner_line_end(struct slice s, size_t at, uint8_t quote)
{
	uint8_t before = s.data[at - 1];

	return (s.data[at] == '\n' || s.data[at] == '\r') &&
	       (quote == '`' || before == '\\' || before == '\r');
}

/*
 * What is in the string whose quote is at *at, which moves behind it.  False:
 * it ends otherwise, and *at is the byte that says so.  *letters loses the
 * kinds that not all of it is of.
 */
static bool
read_string(struct slice s, size_t *at, unsigned *letters, struct slice *in_r)
{
	uint8_t quote = s.data[*at];
	size_t from = *at + 1, end = from;

	for (; end < s.size; end++) {
		unsigned narrowed = *letters & letters_of[s.data[end]];

		if (narrowed != 0)
			*letters = narrowed;
		else if (!is_inner_line_end(s, end, quote))
			break;
	}
	*at = end;
	*in_r = slice_sub(s, from, end - from);
	if (end == s.size || s.data[end] != quote)
		return false;
	*at = end + 1;
	return true;
}

static size_t
skip_blanks(struct slice s, size_t at)
{
	while (at < s.size && s.data[at] <= ' ')
		at++;
	return at;
}

/* What stands between two strings that are one. */
enum between {
	BETWEEN_SUM,
	BETWEEN_LIST,
};

static bool
is_between(uint8_t c, enum between between)
{
	return between == BETWEEN_LIST ? c == ',' : c == '+' || c == '&';
}

/* Behind a '+' the next quote, or s.size.  VBScript goes on in the next line
 * behind a '_'. */
static size_t
next_piece(struct slice s, size_t at, enum between between)
{
	at = skip_blanks(s, at);
	if (at == s.size || !is_between(s.data[at], between))
		return s.size;
	at = skip_blanks(s, at + 1);
	if (at < s.size && s.data[at] == '_')
		at = skip_blanks(s, at + 1);
	return at < s.size && script_is_quote(s.data[at]) ? at : s.size;
}

struct slice
script_first_piece(struct slice s, size_t at)
{
	unsigned letters = SCRIPT_ALL;
	struct slice piece;

	(void)read_string(s, &at, &letters, &piece);
	return piece;
}

static size_t
join(struct slice s, size_t *at, unsigned *letters, uint8_t *out,
    enum between between)
{
	size_t size = 0, next = *at;

	while (next < s.size) {
		unsigned narrowed = *letters;
		struct slice piece;

		*at = next;
		if (!read_string(s, at, &narrowed, &piece))
			break;
		*letters = narrowed;
		if (out != NULL)
			memcpy(out + size, piece.data, piece.size);
		size += piece.size;
		next = next_piece(s, *at, between);
	}
	return size;
}

size_t
script_join(struct slice s, size_t *at, unsigned *letters, uint8_t *out)
{
	return join(s, at, letters, out, BETWEEN_SUM);
}

size_t
script_join_list(struct slice s, size_t *at, unsigned *letters, uint8_t *out)
{
	return join(s, at, letters, out, BETWEEN_LIST);
}

/* ---- armour ------------------------------------------------------------ */

struct slice
script_armoured(struct slice text)
{
	size_t from = 0, end;

	if (slice_starts_with(text, SLICE("-----BEGIN ")))
		from = slice_find_byte(text, '\n');
	text = slice_skip(text, from);
	end = slice_find(text, SLICE("-----END "));
	for (size_t at = 0; at < end; at++)
		if ((letters_of[text.data[at]] & SCRIPT_BASE64) == 0 &&
		    text.data[at] > ' ')
			return SLICE("");
	return slice_sub(text, 0, end);
}

/* ---- escapes ----------------------------------------------------------- */

/* The value of so many hexadecimal digits at at, or -1. */
static int
hex_at(struct slice s, size_t at, size_t digits)
{
	int value = 0;

	if (at > s.size || s.size - at < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		int digit = ascii_hex_value(s.data[at + i]);

		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

/* "%3C", "%u003C", "\x3c", "\u003c": its character, and its bytes in *size_r.
 * -1: none. */
static int
escape_at(struct slice s, size_t at, size_t *size_r)
{
	uint8_t mark = s.data[at];
	uint8_t kind = at + 1 < s.size ? ascii_lower(s.data[at + 1]) : 0;

	*size_r = kind == 'u' ? 6 : mark == '%' ? 3 : 4;
	if (mark != '%' && mark != '\\')
		return -1;
	if (kind == 'u')
		return hex_at(s, at + 2, 4);
	if (mark == '%')
		return hex_at(s, at + 1, 2);
	return kind == 'x' ? hex_at(s, at + 2, 2) : -1;
}

size_t
script_count_escapes(struct slice s)
{
	size_t count = 0, size;

	for (size_t at = 0; at < s.size; at++)
		count += escape_at(s, at, &size) >= 0;
	return count;
}

size_t
script_undo_escapes(uint8_t *data, size_t size)
{
	struct slice s = {data, size};
	size_t written = 0, taken;

	for (size_t at = 0; at < size; at += taken) {
		int c = escape_at(s, at, &taken);

		if (c < 0) {
			taken = 1;
			c = data[at];
		}
		data[written++] = (uint8_t)c;
	}
	return written;
}

/* A letter behind a backslash that is no escape of digits. */
static uint8_t
character_of(uint8_t c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	default:
		return c;
	}
}

static bool
is_line_end(uint8_t c)
{
	return c == '\n' || c == '\r';
}

/* Behind the backslash at at, which stands ahead of a line end or of a letter.
 */
static size_t
undo_backslash(struct slice s, size_t at, uint8_t *out, size_t *written)
{
	if (++at == s.size)
		return at;
	if (!is_line_end(s.data[at])) {
		out[(*written)++] = character_of(s.data[at]);
		return at + 1;
	}
	if (s.data[at] == '\r' && at + 1 < s.size && s.data[at + 1] == '\n')
		at++;
	return at + 1;
}

size_t
script_undo_backslashes(uint8_t *data, size_t size)
{
	struct slice s = {data, size};
	size_t written = 0, taken;

	for (size_t at = 0; at < size;) {
		int c = s.data[at] == '\\' ? escape_at(s, at, &taken) : -1;

		if (c >= 0) {
			data[written++] = (uint8_t)c;
			at += taken;
		} else if (s.data[at] == '\\') {
			at = undo_backslash(s, at, data, &written);
		} else {
			data[written++] = data[at++];
		}
	}
	return written;
}

/* ---- numbers ----------------------------------------------------------- */

/* A byte in decimal or hexadecimal digits; -1: none, or a larger number. */
static int
number_at(struct slice s, size_t *at)
{
	bool hex = slice_starts_with_nocase(slice_skip(s, *at), SLICE("0x"));
	size_t from = *at + (hex ? 2 : 0), i = from;
	int value = 0, digit;

	for (; i < s.size && value <= UINT8_MAX; i++) {
		digit = ascii_hex_value(s.data[i]);
		if (digit < 0 || (!hex && digit > 9))
			break;
		value = value * (hex ? 16 : 10) + digit;
	}
	*at = i;
	return i == from || value > UINT8_MAX ? -1 : value;
}

size_t
script_numbers(struct slice s, size_t *at, uint8_t *out)
{
	size_t count = 0;

	for (;;) {
		int value;

		*at = skip_blanks(s, *at);
		value = number_at(s, at);
		if (value < 0)
			return count;
		if (out != NULL)
			out[count] = (uint8_t)value;
		count++;
		*at = skip_blanks(s, *at);
		if (*at == s.size || s.data[*at] != ',')
			return count;
		(*at)++;
	}
}

/* Two hexadecimal digits, or a decimal number; where it ends, 0: none. */
static size_t
separated_at(struct slice s, size_t at, bool hex, uint8_t *out)
{
	size_t end = at;
	int value;

	if (hex) {
		value = hex_at(s, at, 2);
		end = at + 2;
	} else {
		value = 0;
		for (; end < s.size && end - at < 4 &&
		       ascii_is_digit(s.data[end]);
		     end++)
			value = value * 10 + (s.data[end] - '0');
	}
	if (end == at || value < 0 || value > UINT8_MAX)
		return 0;
	*out = (uint8_t)value;
	return end;
}

static size_t
read_separated(struct slice s, bool hex, uint8_t *out)
{
	size_t count = 0, at = 0;
	uint8_t separator = 0;

	for (;;) {
		at = separated_at(s, at, hex, out + count);
		if (at == 0)
			return 0;
		count++;
		if (at == s.size)
			return count;
		if (count == 1)
			separator = s.data[at];
		if (s.data[at++] != separator || ascii_is_letter(separator) ||
		    ascii_is_digit(separator))
			return 0;
	}
}

size_t
script_separated(struct slice s, uint8_t *out)
{
	size_t count = read_separated(s, false, out);

	return count > 0 ? count : read_separated(s, true, out);
}
