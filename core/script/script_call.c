/*
 * script_call - functions of scripts whose arguments are constants
 */
#include "core/script/script_parse.h"

#include "core/script/script_constant.h"
#include "core/script/script_number.h"
#include "simd/base64.h"

enum call {
	CALL_NONE,
	CALL_CODES,   /* characters by their numbers */
	CALL_SAME,    /* what it is given */
	CALL_REVERSE, /* strings */
	CALL_REPLACE,
	CALL_JOIN,      /* a list, and what stands between */
	CALL_JOIN_LIST, /* the same the other way round */
	CALL_UNESCAPE,
	CALL_BASE64,
	CALL_NARROW, /* UTF-16, as text */
	CALL_LOWER,
	CALL_UPPER,
};

struct function {
	struct slice name; /* and the bracket, or what stands ahead of it */
	enum call call;
};

/* By their first letter; VBScript, JavaScript. */
static const struct function functions[] = {
    {SLICE("atob("), CALL_BASE64},
    {SLICE("chr("), CALL_CODES},
    {SLICE("chrw("), CALL_CODES},
    {SLICE("chrb("), CALL_CODES},
    {SLICE("chr$("), CALL_CODES},
    {SLICE("chrw$("), CALL_CODES},
    {SLICE("cstr("), CALL_SAME},
    {SLICE("decodeuri("), CALL_UNESCAPE},
    {SLICE("decodeuricomponent("), CALL_UNESCAPE},
    {SLICE("fromcharcode("), CALL_CODES},
    {SLICE("join("), CALL_JOIN},
    {SLICE("lcase("), CALL_LOWER},
    {SLICE("lcase$("), CALL_LOWER},
    {SLICE("replace("), CALL_REPLACE},
    {SLICE("strreverse("), CALL_REVERSE},
    {SLICE("string.fromcharcode("), CALL_CODES},
    {SLICE("ucase("), CALL_UPPER},
    {SLICE("ucase$("), CALL_UPPER},
    {SLICE("unescape("), CALL_UNESCAPE},
};

/* PowerShell: behind "[...]::" */
static const struct function static_functions[] = {
    {SLICE("frombase64string("), CALL_BASE64},
    {SLICE("unicode.getstring("), CALL_NARROW},
    {SLICE("utf8.getstring("), CALL_SAME},
    {SLICE("ascii.getstring("), CALL_SAME},
    {SLICE("default.getstring("), CALL_SAME},
    {SLICE("unescapedatastring("), CALL_UNESCAPE},
    {SLICE("join("), CALL_JOIN_LIST},
    {SLICE("concat("), CALL_SAME},
};

/* ---- which one --------------------------------------------------------- */

/* Does s begin with a name and a bracket, blanks ahead of which are passed
 * over?  Behind it, or 0. */
static size_t
match(struct slice s, size_t at, struct slice name)
{
	struct slice word = slice_sub(name, 0, name.size - 1);

	if (!script_is_at(s, at, word))
		return 0;
	at += word.size;
	return script_take(s, &at, '(') ? at : 0;
}

static bool
is_first_letter(uint8_t c)
{
	switch (ascii_lower(c)) {
	case 'a':
	case 'c':
	case 'd':
	case 'f':
	case 'j':
	case 'l':
	case 'r':
	case 's':
	case 'u':
		return true;
	default:
		return false;
	}
}

/* *at moves behind its bracket. */
static enum call
function_at(struct slice s, size_t *at)
{
	if (!is_first_letter(s.data[*at]) ||
	    (*at > 0 && script_is_name_byte(s.data[*at - 1])))
		return CALL_NONE;
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		size_t behind = match(s, *at, functions[i].name);

		if (behind > 0) {
			*at = behind;
			return functions[i].call;
		}
	}
	return CALL_NONE;
}

/* Names of types are not longer. */
#define TYPE_MAX_BYTES 40u

/* Behind "[...]", or 0. */
static size_t
type_end(struct slice s, size_t at)
{
	size_t end = at + 1;

	while (end < s.size && end - at < TYPE_MAX_BYTES &&
	       (script_is_name_byte(s.data[end]) || s.data[end] == '.'))
		end++;
	return end < s.size && s.data[end] == ']' ? end + 1 : 0;
}

static enum call
static_function_at(struct slice s, size_t *at)
{
	size_t end = type_end(s, *at);

	if (end == 0 || !script_is_at(s, end, SLICE("::")))
		return CALL_NONE;
	end += 2;
	for (size_t i = 0;
	     i < sizeof(static_functions) / sizeof(static_functions[0]); i++) {
		size_t behind = match(s, end, static_functions[i].name);

		if (behind > 0) {
			*at = behind;
			return static_functions[i].call;
		}
	}
	return CALL_NONE;
}

bool
script_call_begins(struct slice s, size_t at)
{
	if (s.data[at] == '[')
		return at + 1 < s.size;
	return function_at(s, &at) != CALL_NONE;
}

/* ---- arguments --------------------------------------------------------- */

/* To look at a byte of a sum, as bytes that are worked on. */
#define NUMBER_COST 4u

/* Where it is none, that may be seen at the end of a long sum. */
static bool
read_number(struct script_text *text, size_t *at, long *value_r)
{
	size_t looked_at;
	bool read = script_number_read(text->bytes, at, value_r, &looked_at);

	return script_take_work(text, NUMBER_COST * looked_at) && read;
}

/* Numbers with commas between them, up to the bracket. */
static bool
put_codes(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	long value;

	while (read_number(text, at, &value)) {
		if (!script_put(text, (uint8_t)value))
			return false;
		if (script_take(s, at, ')'))
			return true;
		if (!script_take(s, at, ','))
			return false;
	}
	return false;
}

/* One value and the bracket. */
static bool
read_argument(struct script_text *text, size_t *at)
{
	return script_read_expression(text, at) &&
	       script_take(text->bytes, at, ')');
}

static bool
decode_base64(struct script_text *text, size_t from)
{
	size_t size = text->used - from;
	struct base64_result result;

	if (script_room_left(text) < BASE64_ROOM(size) ||
	    !script_take_work(text, size))
		return false;
	result = base64_decode(text->room + from, size, BASE64_PASS_PADDING,
	    text->room + text->used);
	memmove(text->room + from, text->room + text->used, result.written);
	text->used = from + result.written;
	return true;
}

/* Characters of which only the low byte is not 0, if all are. */
static void
narrow(struct script_text *text, size_t from)
{
	uint8_t *data = text->room + from;
	size_t size = text->used - from;

	for (size_t i = 1; i < size; i += 2)
		if (data[i] != 0)
			return;
	for (size_t i = 0; i < size; i += 2)
		data[i / 2] = data[i];
	text->used = from + (size + 1) / 2;
}

static void
change_case(struct script_text *text, size_t from, bool upper)
{
	for (size_t i = from; i < text->used; i++) {
		uint8_t c = ascii_lower(text->room[i]);

		text->room[i] = upper && c >= 'a' && c <= 'z'
				    ? (uint8_t)(c - 'a' + 'A')
				    : c;
	}
}

/* "a, b, c)", where strings are and a comma is. */
static bool
read_replace(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	size_t from = text->used, first, second;

	if (!script_read_expression(text, at) || !script_take(s, at, ','))
		return false;
	first = text->used;
	if (!script_read_expression(text, at) || !script_take(s, at, ','))
		return false;
	second = text->used;
	return read_argument(text, at) &&
	       script_replace(text, from, first, second, false);
}

static bool
take_separator(
    struct script_text *text, size_t from, uint8_t *separator, size_t *size_r)
{
	*size_r = text->used - from;
	if (*size_r > SCRIPT_SEPARATOR_MAX)
		return false;
	memcpy(separator, text->room + from, *size_r);
	text->used = from;
	return true;
}

/* "Array(...), '')" */
static bool
read_join(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	uint8_t separator[SCRIPT_SEPARATOR_MAX];
	size_t from = text->used, size, list_end;
	unsigned count;

	*at = script_skip_blanks(s, *at);
	if (!script_is_at(s, *at, SLICE("array(")))
		return false;
	*at += SLICE("array(").size;
	if (!script_list_read(text, at, ')', &count) ||
	    !script_take(s, at, ','))
		return false;
	list_end = text->used;
	if (!read_argument(text, at) ||
	    !take_separator(text, list_end, separator, &size))
		return false;
	script_list_join(text, from, (struct slice){separator, size});
	return true;
}

/* "'', ('a', 'b'))" */
static bool
read_join_list(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	uint8_t separator[SCRIPT_SEPARATOR_MAX];
	size_t from = text->used, size, here;
	unsigned count;
	bool brackets;

	if (!script_read_expression(text, at) || !script_take(s, at, ',') ||
	    !take_separator(text, from, separator, &size))
		return false;
	here = script_skip_blanks(s, *at);
	here += script_is_at(s, here, SLICE("@"));
	brackets = script_take(s, &here, '(');
	if (!script_list_read(text, &here, ')', &count) ||
	    (brackets && !script_take(s, &here, ')')))
		return false;
	script_list_join(text, from, (struct slice){separator, size});
	*at = here;
	return true;
}

/* ---- a call ------------------------------------------------------------ */

static void
finish(struct script_text *text, enum call call, size_t from)
{
	if (call == CALL_REVERSE)
		script_reverse(text, from);
	else if (call == CALL_UNESCAPE)
		text->used = from + script_undo_escapes(
					text->room + from, text->used - from);
	else if (call == CALL_NARROW)
		narrow(text, from);
	else if (call == CALL_LOWER || call == CALL_UPPER)
		change_case(text, from, call == CALL_UPPER);
}

/* Behind its bracket. */
static bool
read_arguments(struct script_text *text, size_t *at, enum call call)
{
	size_t from = text->used;

	switch (call) {
	case CALL_CODES:
		return put_codes(text, at);
	case CALL_REPLACE:
		return read_replace(text, at);
	case CALL_JOIN:
		return read_join(text, at);
	case CALL_JOIN_LIST:
		return read_join_list(text, at);
	default:
		break;
	}
	if (!read_argument(text, at) ||
	    !script_take_work(text, text->used - from))
		return false;
	if (call == CALL_BASE64)
		return decode_base64(text, from);
	finish(text, call, from);
	return true;
}

/* "[char]97", "[char](98 - 1)", "[char[]](97, 98)", "[string]..." */
static bool
read_cast(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	size_t here = *at;
	bool list = script_is_at(s, here, SLICE("[char[]]"));
	long value;

	if (script_is_at(s, here, SLICE("[string]"))) {
		*at = here + SLICE("[string]").size;
		return script_read_operand(text, at);
	}
	if (!list && !script_is_at(s, here, SLICE("[char]")))
		return false;
	here += list ? SLICE("[char[]]").size : SLICE("[char]").size;
	here = script_skip_blanks(s, here);
	if (list)
		here += script_is_at(s, here, SLICE("@"));
	if (script_take(s, &here, '(')) {
		*at = here;
		return put_codes(text, at);
	}
	/* Without a bracket a sign behind it joins strings. */
	if (!script_number_digits(s, &here, &value) ||
	    !script_put(text, (uint8_t)value))
		return false;
	*at = here;
	return true;
}

bool
script_read_call(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	size_t here = *at;
	bool type = s.data[here] == '[';
	enum call call =
	    type ? static_function_at(s, &here) : function_at(s, &here);
	bool read = call != CALL_NONE ? read_arguments(text, &here, call)
		    : type            ? read_cast(text, &here)
				      : false;

	if (!read)
		return false;
	text->computed = true;
	*at = here;
	return true;
}
