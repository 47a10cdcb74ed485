/*
 * dropper_value - what a value of a script comes out as
 *
 * Hexadecimal digits, bytes by their numbers, base64, escapes; a text that was
 * in pieces is a file as it is.
 */
#include "core/base/ascii.h"
#include "core/script/script_constant.h"
#include "core/unpack/dropper.h"

/* A text of so many pieces was taken apart on purpose. */
#define TEXT_PIECES_MIN 2u

static bool
is_hex(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (ascii_hex_value(s.data[i]) < 0)
			return false;
	return s.size % 2 == 0;
}

static bool
is_base64(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (!script_is_base64_letter(s.data[i]))
			return false;
	return true;
}

static void
add_hex(struct dropper *dropper, struct slice digits)
{
	uint8_t *out = script_files_room(&dropper->files, digits.size / 2);

	if (out == NULL)
		return;
	for (size_t i = 0; i < digits.size / 2; i++)
		out[i] = (uint8_t)(ascii_hex_value(digits.data[2 * i]) << 4 |
				   ascii_hex_value(digits.data[2 * i + 1]));
	script_files_add(
	    &dropper->files, (struct slice){out, digits.size / 2}, SLICE(""));
}

/* Without the backslashes ahead of characters, as JavaScript reads it. */
static void
add_without_backslashes(struct dropper *dropper, struct slice text)
{
	uint8_t *out = script_files_room(&dropper->files, text.size);
	size_t size = 0;

	if (out == NULL)
		return;
	for (size_t at = 0; at < text.size; at++) {
		if (text.data[at] == '\\' && at + 1 < text.size)
			at++;
		out[size++] = text.data[at];
	}
	script_files_add(&dropper->files, (struct slice){out, size}, SLICE(""));
}

static void
add_text(struct dropper *dropper, struct slice text)
{
	script_files_add(&dropper->files, text, SLICE(""));
	if (slice_find_byte(text, '\\') < text.size && !dropper->files.ended)
		add_without_backslashes(dropper, text);
}

/* Bytes by their numbers, which the script takes apart. */
static void
add_separated(struct dropper *dropper, struct slice value)
{
	uint8_t *out;
	size_t size;

	if (!ascii_is_digit(value.data[1]) && !ascii_is_digit(value.data[0]))
		return;
	out = script_files_room(&dropper->files, value.size);
	if (out == NULL)
		return;
	size = script_separated(value, out);
	if (size >= SCRIPT_STRING_MIN)
		script_files_add(
		    &dropper->files, (struct slice){out, size}, SLICE(""));
}

void
dropper_add_value(
    struct dropper *dropper, uint8_t *data, size_t size, unsigned pieces)
{
	struct slice value = {data, size};

	if (size < SCRIPT_STRING_MIN || dropper->files.ended)
		return;
	if (is_hex(value))
		add_hex(dropper, value);
	add_separated(dropper, value);
	if (dropper->files.ended)
		return;
	if (is_base64(value))
		script_files_add_string(
		    &dropper->files, data, size, SCRIPT_ALL);
	else if (slice_starts_with_nocase(value, SLICE("data:")) ||
		 script_count_escapes(value) * 8 >= size)
		script_files_add_string(
		    &dropper->files, data, size, SCRIPT_ESCAPED | SCRIPT_URL);
	else if (pieces >= TEXT_PIECES_MIN)
		add_text(dropper, value);
}
