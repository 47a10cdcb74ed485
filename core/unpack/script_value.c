/*
 * script_value - what an expression of a script comes to
 */
#include "core/unpack/script_value.h"

#include "core/base/ascii.h"
#include "core/unpack/script_constant.h"

/* Names are not longer than this, or not known. */
#define NAME_MAX_BYTES 64u
/* Brackets around one piece. */
#define BRACKETS_MAX 8u

static bool
is_name_byte(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' ||
	       c == '$' || c == '.';
}

static size_t
skip_blanks(struct slice s, size_t at)
{
	while (at < s.size && s.data[at] <= ' ')
		at++;
	return at;
}

static bool
is_at(struct slice s, size_t at, struct slice word)
{
	return slice_starts_with_nocase(slice_skip(s, at), word);
}

/* ---- strings ----------------------------------------------------------- */

static bool
is_line_end(uint8_t c)
{
	return c == '\n' || c == '\r';
}

/*
 * Behind the string whose quote is at at; s.size + 1: it does not end in its
 * line, and *until_r is where that was seen.  by_backslash: one ahead of a
 * quote takes it into the string, and one ahead of a line end goes on in the
 * next.
 */
static size_t
string_end(struct slice s, size_t at, bool by_backslash, size_t *until_r)
{
	uint8_t quote = s.data[at++];

	for (; at < s.size; at++) {
		uint8_t c = s.data[at];

		if (c == '\\' && by_backslash) {
			at++;
		} else if (is_line_end(c) && quote != '`') {
			break;
		} else if (c == quote) {
			if (at + 1 == s.size || s.data[at + 1] != quote)
				return at + 1;
			at++;
		}
	}
	*until_r = at < s.size ? at : s.size;
	return s.size + 1;
}

/* Its bytes, those that stand twice once. */
static size_t
copy_string(struct slice s, size_t from, size_t end, uint8_t *out)
{
	uint8_t quote = s.data[from];
	size_t size = 0;

	for (size_t at = from + 1; at + 1 < end; at++) {
		if (out != NULL)
			out[size] = s.data[at];
		size++;
		if (s.data[at] == quote && s.data[at + 1] == quote &&
		    at + 2 < end)
			at++;
	}
	return size;
}

/* "" is a string of nothing, not half of a quote. */
static bool
is_empty_string(struct slice s, size_t at)
{
	return at + 1 < s.size && s.data[at + 1] == s.data[at] &&
	       (at + 2 == s.size || s.data[at + 2] != s.data[at]);
}

static struct script_unclosed *
unclosed_of(struct script_text *text, uint8_t quote)
{
	return &text->unclosed[quote == '"' ? 0 : quote == '\'' ? 1 : 2];
}

/* Behind the string at at; s.size + 1: there is none. */
static size_t
find_string_end(struct script_text *text, size_t at)
{
	struct slice s = text->bytes;
	struct script_unclosed *unclosed = unclosed_of(text, s.data[at]);
	size_t end = s.size + 1;

	if (at < unclosed->either_until)
		return end;
	if (at >= unclosed->escaped_until) {
		end = string_end(s, at, true, &unclosed->escaped_until);
		if (end <= s.size)
			return end;
	}
	return string_end(s, at, false, &unclosed->either_until);
}

static bool
read_string(struct script_text *text, size_t *at, uint8_t *out, size_t *size)
{
	struct slice s = text->bytes;
	size_t end;

	if (is_empty_string(s, *at)) {
		*at += 2;
		return true;
	}
	end = find_string_end(text, *at);
	if (end > s.size)
		return false;
	*size += copy_string(s, *at, end, out == NULL ? NULL : out + *size);
	*at = end;
	return true;
}

/* ---- numbers ----------------------------------------------------------- */

#define NUMBER_MAX 0xFFFFFF

/* "97", "0x61", "&H61"; -1: none. */
static long
read_digits(struct slice s, size_t *at)
{
	bool hex = is_at(s, *at, SLICE("0x")) || is_at(s, *at, SLICE("&h"));
	size_t from = *at + (hex ? 2 : 0), i = from;
	long value = 0;

	for (; i < s.size; i++) {
		int digit = ascii_hex_value(s.data[i]);

		if (digit < 0 || (!hex && digit > 9) || value > NUMBER_MAX)
			break;
		value = value * (hex ? 16 : 10) + digit;
	}
	if (i == from || value > NUMBER_MAX)
		return -1;
	*at = i;
	return value;
}

static long
apply(uint8_t sign, long a, long b)
{
	/* A long of 32 bits does not hold the product. */
	int64_t x = a, y = b;
	int64_t value = sign == '+' ? x + y : sign == '-' ? x - y : x * y;

	return value < -NUMBER_MAX || value > NUMBER_MAX ? 0 : (long)value;
}

/* A number, or a few in a row with signs between them: from left to right. */
static bool
read_number(struct slice s, size_t *at, long *value_r)
{
	size_t here = skip_blanks(s, *at);
	long value = read_digits(s, &here);

	if (value < 0)
		return false;
	for (;;) {
		size_t next = skip_blanks(s, here);
		uint8_t sign = next < s.size ? s.data[next] : 0;
		long other;

		if (sign != '+' && sign != '-' && sign != '*')
			break;
		next = skip_blanks(s, next + 1);
		other = read_digits(s, &next);
		if (other < 0)
			break;
		value = apply(sign, value, other);
		here = next;
	}
	*at = here;
	*value_r = value;
	return true;
}

/* ---- characters -------------------------------------------------------- */

/* Behind the name of a function that makes characters of numbers, at its
 * bracket; 0: there is none. */
static size_t
function_size(struct slice s, size_t at)
{
	static const struct slice names[] = {
	    SLICE("chr("),
	    SLICE("chrw("),
	    SLICE("chrb("),
	    SLICE("chr$("),
	    SLICE("chrw$("),
	    SLICE("String.fromCharCode("),
	    SLICE("fromCharCode("),
	};

	if (at > 0 &&
	    (ascii_is_letter(s.data[at - 1]) || ascii_is_digit(s.data[at - 1])))
		return 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (is_at(s, at, names[i]))
			return names[i].size;
	return 0;
}

static void
put(uint8_t *out, size_t *size, long value)
{
	if (out != NULL)
		out[*size] = (uint8_t)value;
	(*size)++;
}

/* Numbers with commas between them, and the bracket. */
static bool
read_characters(struct slice s, size_t *at, uint8_t *out, size_t *size)
{
	long value;

	while (read_number(s, at, &value)) {
		put(out, size, value);
		*at = skip_blanks(s, *at);
		if (*at < s.size && s.data[*at] == ')') {
			(*at)++;
			return true;
		}
		if (*at == s.size || s.data[*at] != ',')
			return false;
		(*at)++;
	}
	return false;
}

/* Only what is whole has room. */
static bool
read_function(struct slice s, size_t *at, uint8_t *out, size_t *size)
{
	size_t end = *at, count = 0;

	if (!read_characters(s, &end, NULL, &count))
		return false;
	if (out != NULL)
		(void)!read_characters(s, at, out, size);
	else
		*size += count;
	*at = end;
	return true;
}

/* "[char]97" */
static bool
read_cast(struct slice s, size_t *at, uint8_t *out, size_t *size)
{
	size_t here = skip_blanks(s, *at + SLICE("[char]").size);
	bool bracket = here < s.size && s.data[here] == '(';
	long value;

	here += bracket;
	/* Without a bracket a sign behind it joins strings. */
	if (bracket ? !read_number(s, &here, &value)
		    : (value = read_digits(s, &here)) < 0)
		return false;
	put(out, size, value);
	*at = here;
	return true;
}

/* ---- expressions ------------------------------------------------------- */

bool
script_value_begins(struct slice s, size_t at)
{
	uint8_t c = s.data[at];

	if (script_is_quote(c))
		return true;
	if (c == '[')
		return is_at(s, at, SLICE("[char]"));
	c = ascii_lower(c);
	return (c == 'c' || c == 's' || c == 'f') && function_size(s, at) > 0;
}

/* One piece of it, which *at moves behind. */
static bool
read_piece(struct script_text *text, size_t *at, uint8_t *out, size_t *size)
{
	struct slice s = text->bytes;
	size_t before = *size, here = *at, function;
	bool read;

	if (here >= s.size)
		return false;
	function = function_size(s, here);
	if (script_is_quote(s.data[here])) {
		read = read_string(text, &here, out, size);
	} else if (function > 0) {
		here += function;
		read = read_function(s, &here, out, size);
	} else {
		read = is_at(s, here, SLICE("[char]")) &&
		       read_cast(s, &here, out, size);
	}
	if (!read) {
		*size = before;
		return false;
	}
	*at = here;
	return true;
}

/* Where the piece begins that is joined to what ends at at; s.size: none. */
static size_t
next_piece(struct slice s, size_t at)
{
	at = skip_blanks(s, at);
	for (unsigned i = 0; i < BRACKETS_MAX; i++)
		if (at < s.size && s.data[at] == ')')
			at = skip_blanks(s, at + 1);
	if (is_at(s, at, SLICE(".concat(")))
		at += SLICE(".concat(").size;
	else if (at < s.size && (s.data[at] == '+' || s.data[at] == '&'))
		at++;
	else
		return s.size;
	at = skip_blanks(s, at);
	/* VBScript goes on in the next line. */
	if (at < s.size && s.data[at] == '_')
		at = skip_blanks(s, at + 1);
	for (unsigned i = 0; i < BRACKETS_MAX; i++)
		if (at < s.size && s.data[at] == '(')
			at = skip_blanks(s, at + 1);
	return at;
}

size_t
script_value_read(struct script_text *text, uint8_t *out, unsigned *pieces_r)
{
	size_t size = 0, here = text->at;

	*pieces_r = 0;
	while (read_piece(text, &here, out, &size)) {
		(*pieces_r)++;
		text->at = here;
		here = next_piece(text->bytes, here);
	}
	if (*pieces_r == 0)
		text->at++;
	return size;
}

/* ---- what it is given to ----------------------------------------------- */

/* Ahead of at, blanks and brackets passed over. */
static size_t
back_over_blanks(struct slice s, size_t at)
{
	while (at > 0 && (s.data[at - 1] == ' ' || s.data[at - 1] == '\t' ||
			     s.data[at - 1] == '('))
		at--;
	return at;
}

/* The name that ends at at; empty: there is none. */
static struct slice
name_ahead(struct slice s, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < NAME_MAX_BYTES &&
	       is_name_byte(s.data[from - 1]))
		from--;
	return slice_sub(s, from, at - from);
}

enum script_assignment
script_value_target(struct slice s, size_t at, struct slice *name_r)
{
	struct slice joined = SLICE("");
	bool behind = false;

	at = back_over_blanks(s, at);
	/* "name + " */
	if (at > 0 && (s.data[at - 1] == '+' || s.data[at - 1] == '&')) {
		at = back_over_blanks(s, at - 1);
		joined = name_ahead(s, at);
		at = back_over_blanks(s, at - joined.size);
	}
	if (at == 0 || s.data[at - 1] != '=')
		return SCRIPT_TO_NOTHING;
	at--;
	if (at > 0 && (s.data[at - 1] == '+' || s.data[at - 1] == '&')) {
		behind = true;
		at--;
	}
	*name_r = name_ahead(s, back_over_blanks(s, at));
	if (name_r->size == 0)
		return SCRIPT_TO_NOTHING;
	if (joined.size > 0 && !slice_equal_nocase(joined, *name_r))
		return SCRIPT_TO_NOTHING;
	return behind || joined.size > 0 ? SCRIPT_TO_BEHIND : SCRIPT_TO_NAME;
}
