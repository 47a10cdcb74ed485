/*
 * data_string - strings and data blocks: the words that are decoded
 *
 * Both are built in one allocation as large as what is left of the input,
 * since neither form ever decodes to more bytes than it is written with; the
 * rest is given back at once.
 */
#include <string.h>

#include "core/config/data_lex.h"

/* What is being decoded: data[0..size), never more than the input gives. */
struct output {
	uint8_t *data;
	size_t size;
	size_t capacity;
};

static bool
output_begin(struct data_cursor *cursor, struct output *output)
{
	output->size = 0;
	output->capacity = (size_t)(cursor->end - cursor->at);
	output->data = arena_alloc(cursor->arena, output->capacity);
	return output->data != NULL || cursor_out_of_memory(cursor);
}

static struct slice
output_end(struct data_cursor *cursor, const struct output *output)
{
	bool shrunk =
	    arena_resize_last(cursor->arena, output->data, output->size);

	CHECK(shrunk);
	return (struct slice){output->data, output->size};
}

static void
output_put(struct output *output, uint8_t byte)
{
	CHECK(output->size < output->capacity);
	output->data[output->size++] = byte;
}

static void
output_put_character(struct output *output, uint32_t point)
{
	if (point < 0x80) {
		output_put(output, (uint8_t)point);
	} else if (point < 0x800) {
		output_put(output, (uint8_t)(0xC0 | point >> 6));
		output_put(output, (uint8_t)(0x80 | (point & 0x3F)));
	} else if (point < 0x10000) {
		output_put(output, (uint8_t)(0xE0 | point >> 12));
		output_put(output, (uint8_t)(0x80 | (point >> 6 & 0x3F)));
		output_put(output, (uint8_t)(0x80 | (point & 0x3F)));
	} else {
		output_put(output, (uint8_t)(0xF0 | point >> 18));
		output_put(output, (uint8_t)(0x80 | (point >> 12 & 0x3F)));
		output_put(output, (uint8_t)(0x80 | (point >> 6 & 0x3F)));
		output_put(output, (uint8_t)(0x80 | (point & 0x3F)));
	}
}

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static int
hex_value(int c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* \ddd, the backslash passed: three decimal digits are one byte. */
static bool
decimal_escape(
    struct data_cursor *cursor, struct data_place start, struct output *output)
{
	int value = 0;

	for (int i = 0; i < 3; i++) {
		int c = cursor_peek(cursor);

		if (!is_digit(c))
			return cursor_fail(cursor, start,
			    "\\ needs three decimal digits, such as \\009");
		value = value * 10 + (c - '0');
		cursor_skip(cursor, 1);
	}
	if (value == 0 || value > 255)
		return cursor_fail(cursor, start,
		    "\\%03d is not a byte from \\001 to \\255", value);
	output_put(output, (uint8_t)value);
	return true;
}

/* \u'hex', the backslash and the u passed: one Unicode code point. */
static bool
unicode_escape(
    struct data_cursor *cursor, struct data_place start, struct output *output)
{
	uint32_t point = 0;
	int digits = 0, value;

	if (cursor_peek(cursor) != '\'')
		return cursor_fail(
		    cursor, start, "\\u is written with quotes: \\u'20AC'");
	cursor_skip(cursor, 1);
	while ((value = hex_value(cursor_peek(cursor))) >= 0 && digits < 7) {
		point = point << 4 | (uint32_t)value;
		digits++;
		cursor_skip(cursor, 1);
	}
	if (digits == 0 || digits > 6 || cursor_peek(cursor) != '\'')
		return cursor_fail(cursor, start,
		    "\\u'...' takes one to six hexadecimal digits");
	cursor_skip(cursor, 1);
	if (point == 0 || point > 0x10FFFF || (point >> 11) == 0x1B)
		return cursor_fail(cursor, start, "U+%04X is not a character",
		    (unsigned)point);
	output_put_character(output, point);
	return true;
}

/* The cursor looks at the backslash. */
static bool
escape(struct data_cursor *cursor, struct output *output)
{
	struct data_place start = cursor->place;
	int c;

	cursor_skip(cursor, 1);
	c = cursor_peek(cursor);
	if (is_digit(c))
		return decimal_escape(cursor, start, output);
	if (c == -1 || c == '\n' || c == '\r')
		return true; /* the string has no end: told by the caller */
	cursor_skip(cursor, 1);
	switch (c) {
	case 'u':
		return unicode_escape(cursor, start, output);
	case 'e':
	case 'n':
		output_put(output, '\n');
		return true;
	case 'r':
		output_put(output, '\r');
		return true;
	case 't':
		output_put(output, '\t');
		return true;
	case '"':
	case '\\':
		output_put(output, (uint8_t)c);
		return true;
	default:
		output_put(output, (uint8_t)c);
		if (c > ' ' && c < 0x7F)
			cursor_warn(cursor, start,
			    "\\%c is no known escape and was read as %c; "
			    "a backslash itself is written \\\\",
			    c, c);
		else
			cursor_warn(cursor, start,
			    "a backslash here has no meaning and was dropped; "
			    "a backslash itself is written \\\\");
		return true;
	}
}

/* One "..."; the cursor looks at the opening quote. */
static bool
quoted(struct data_cursor *cursor, struct output *output)
{
	struct data_place start = cursor->place;

	cursor_skip(cursor, 1);
	for (;;) {
		int c = cursor_peek(cursor);

		if (c == -1 || c == '\n' || c == '\r')
			return cursor_fail(cursor, start,
			    "this string has no closing quote on its line");
		if (c == '\\') {
			if (!escape(cursor, output))
				return false;
			continue;
		}
		cursor_skip(cursor, 1);
		if (c == '"')
			return true;
		output_put(output, (uint8_t)c);
	}
}

static bool
lex_quoted(struct data_cursor *cursor, struct slice *text_r)
{
	struct data_place start = cursor->place;
	struct output output;

	if (!output_begin(cursor, &output))
		return false;
	do {
		if (!quoted(cursor, &output))
			return false;
		cursor->word_end = cursor->place;
		if (!cursor_space(cursor, false))
			return false;
	} while (cursor_peek(cursor) == '"');
	*text_r = output_end(cursor, &output);
	if (utf8_valid_size(*text_r) != text_r->size)
		return cursor_fail(cursor, start,
		    "the escapes of this string do not give valid UTF-8");
	return true;
}

bool
lex_string(struct data_cursor *cursor, struct slice *text_r)
{
	struct slice atom = {cursor->at, 0};

	cursor->word_quoted = cursor_peek(cursor) == '"';
	if (cursor->word_quoted)
		return lex_quoted(cursor, text_r);
	while (is_atom_byte(cursor_peek(cursor))) {
		cursor_skip(cursor, 1);
		atom.size++;
	}
	CHECK(atom.size > 0);
	cursor->word_end = cursor->place;
	return arena_copy(cursor->arena, atom, text_r) ||
	       cursor_out_of_memory(cursor);
}

static int
base64_value(int c)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c > 0 ? strchr(alphabet, c) : NULL;

	return at == NULL ? -1 : (int)(at - alphabet);
}

/*
 * Four characters to three bytes; '=' fills a last group of two or three.
 * Stricter than a mail decoder on purpose: a typo here is the operator's.
 */
struct quantum {
	uint32_t bits;
	unsigned characters; /* of this group, padding included */
	unsigned pads;
};

static bool
quantum_put(struct quantum *quantum, int c, struct output *output)
{
	int value = c == '=' ? 0 : base64_value(c);
	bool pad = c == '=';

	if (value < 0 || (quantum->pads > 0 && !pad) ||
	    (pad && quantum->characters < 2))
		return false;
	quantum->bits = quantum->bits << 6 | (uint32_t)value;
	quantum->pads += pad;
	if (++quantum->characters < 4)
		return true;
	for (unsigned i = 0; i < 3 - quantum->pads; i++)
		output_put(output, (uint8_t)(quantum->bits >> (16 - 8 * i)));
	quantum->characters = 0;
	quantum->bits = 0;
	return true;
}

/* One "[...]"; the cursor looks at the bracket. */
static bool
block(struct data_cursor *cursor, struct output *output)
{
	struct data_place start = cursor->place;
	struct quantum quantum = {0};
	char buffer[16];

	cursor_skip(cursor, 1);
	for (;;) {
		int c = cursor_peek(cursor);

		if (c == -1)
			return cursor_fail(
			    cursor, start, "this data block has no ']'");
		if (c == ']')
			break;
		/* Padding ends the block: a group behind it is an error. */
		if (c != ' ' && c != '\t' && c != '\r' && c != '\n' &&
		    !quantum_put(&quantum, c, output))
			return cursor_fail(cursor, cursor->place,
			    "%s is not base64 here",
			    cursor_what(cursor, buffer));
		cursor_skip(cursor, 1);
	}
	if (quantum.characters != 0)
		return cursor_fail(cursor, cursor->place,
		    "the base64 ends inside a group of four characters");
	cursor_skip(cursor, 1);
	return true;
}

bool
lex_bytes(struct data_cursor *cursor, struct slice *bytes_r)
{
	struct output output;

	if (!output_begin(cursor, &output))
		return false;
	do {
		if (!block(cursor, &output))
			return false;
		cursor->word_end = cursor->place;
		if (!cursor_space(cursor, false))
			return false;
	} while (cursor_peek(cursor) == '[');
	*bytes_r = output_end(cursor, &output);
	return true;
}
