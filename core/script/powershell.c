/*
 * powershell - what PowerShell makes of a script before it reads it
 */
#include "core/script/powershell.h"

#include "core/base/ascii.h"
#include "core/script/script_constant.h"
#include "core/script/script_text.h"

/* ---- backquotes -------------------------------------------------------- */

/* Behind a backquote; 0: the byte itself. */
static uint8_t
escape_of(uint8_t c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case '0':
	case 'a':
	case 'b':
	case 'f':
	case 'v':
	case '\n':
	case '\r':
		return ' ';
	default:
		return 0;
	}
}

size_t
powershell_plain(struct slice text, uint8_t *out)
{
	size_t size = 0;

	for (size_t at = 0; at < text.size; at++) {
		uint8_t c = text.data[at];

		if (c != '`' || at + 1 == text.size) {
			out[size++] = c;
			continue;
		}
		c = text.data[++at];
		/* As a string has a quote: twice. */
		if (c == '"')
			out[size++] = '"';
		out[size++] = escape_of(c) != 0 ? escape_of(c) : c;
	}
	return size;
}

/* ---- -EncodedCommand --------------------------------------------------- */

#define COMMAND_MIN 16u

/* Behind "-e", "-ec", "-enc" and so on up to the whole word; 0: none. */
static size_t
word_end(struct slice s, size_t at)
{
	static const struct slice word = SLICE("encodedcommand");
	size_t size = 0;

	while (size < word.size && at + size < s.size &&
	       ascii_lower(s.data[at + size]) == word.data[size])
		size++;
	if (size == 1 && at + 1 < s.size && ascii_lower(s.data[at + 1]) == 'c')
		size = 2;
	return size == 0 ? 0 : at + size;
}

static bool
is_blank_or_quote(uint8_t c)
{
	return c == ' ' || c == '\t' || c == ':' || c == '"' || c == '\'';
}

static bool
command_at(struct slice s, size_t at, struct slice *base64_r)
{
	size_t from = word_end(s, at), end;

	if (from == 0 || from == s.size || !is_blank_or_quote(s.data[from]))
		return false;
	while (from < s.size && is_blank_or_quote(s.data[from]))
		from++;
	for (end = from; end < s.size && script_is_base64_letter(s.data[end]);)
		end++;
	*base64_r = slice_sub(s, from, end - from);
	return base64_r->size >= COMMAND_MIN;
}

bool
powershell_command_next(struct slice text, size_t *at, struct slice *base64_r)
{
	for (; *at < text.size; (*at)++) {
		uint8_t c = text.data[*at];

		if ((c == '-' || c == '/') &&
		    command_at(text, *at + 1, base64_r)) {
			*at = (size_t)(base64_r->data - text.data) +
			      base64_r->size;
			return true;
		}
	}
	return false;
}

size_t
powershell_narrow(uint8_t *data, size_t size)
{
	if (size < 2 || size % 2 != 0)
		return 0;
	for (size_t i = 0; i < size; i += 2)
		if (data[i + 1] != 0 || data[i] >= 0x80 || data[i] == 0)
			return 0;
	for (size_t i = 0; i < size; i += 2)
		data[i / 2] = data[i];
	return size / 2;
}
