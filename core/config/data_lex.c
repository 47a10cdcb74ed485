/*
 * data_lex - where the reader of the Data format stands
 *
 * The cursor, what may stand between words, and how trouble is told.
 */
#include "core/config/data_lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
cursor_looking_at(const struct data_cursor *cursor, const char *word)
{
	size_t size = strlen(word);

	return size <= (size_t)(cursor->end - cursor->at) &&
	       memcmp(cursor->at, word, size) == 0;
}

/* A column is a character: continuation bytes of UTF-8 do not count. */
static void
place_step(struct data_place *place, uint8_t byte)
{
	if (byte == '\n') {
		place->line++;
		place->column = 1;
	} else if ((byte & 0xC0) != 0x80) {
		place->column++;
	}
}

void
cursor_skip(struct data_cursor *cursor, size_t n)
{
	CHECK(n <= (size_t)(cursor->end - cursor->at));
	for (size_t i = 0; i < n; i++)
		place_step(&cursor->place, *cursor->at++);
}

bool
cursor_fail(struct data_cursor *cursor, struct data_place place,
    const char *format, ...)
{
	struct data_error *error = cursor->error;
	va_list arguments;

	error->place = place;
	va_start(arguments, format);
	vsnprintf(error->reason, sizeof(error->reason), format, arguments);
	va_end(arguments);
	return false;
}

bool
cursor_out_of_memory(struct data_cursor *cursor)
{
	cursor->no_memory = true;
	return false;
}

void
cursor_warn(struct data_cursor *cursor, struct data_place place,
    const char *format, ...)
{
	char sentence[256];
	va_list arguments;

	if (cursor->warning == NULL || cursor->warnings == DATA_WARNINGS_MAX)
		return;
	cursor->warnings++;
	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	cursor->warning(cursor->owner, place, sentence);
}

static void
skip_line(struct data_cursor *cursor)
{
	while (cursor->at != cursor->end && *cursor->at != '\n')
		cursor_skip(cursor, 1);
}

static bool
skip_block_comment(struct data_cursor *cursor)
{
	struct data_place start = cursor->place;

	cursor_skip(cursor, 2);
	while (!cursor_looking_at(cursor, "*/")) {
		if (cursor->at == cursor->end)
			return cursor_fail(
			    cursor, start, "this comment has no end: */");
		cursor_skip(cursor, 1);
	}
	cursor_skip(cursor, 2);
	return true;
}

bool
cursor_space(struct data_cursor *cursor, bool at_key)
{
	for (;;) {
		int c = cursor_peek(cursor);

		if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
			cursor_skip(cursor, 1);
		} else if (c == '#' && at_key) {
			skip_line(cursor);
		} else if (cursor_looking_at(cursor, "//")) {
			skip_line(cursor);
		} else if (cursor_looking_at(cursor, "/*")) {
			if (!skip_block_comment(cursor))
				return false;
		} else {
			return true;
		}
	}
}

/* Length of the valid sequence at s, or 0; Unicode table 3-7. */
static size_t
utf8_character(struct slice s)
{
	uint8_t lead = s.data[0], low = 0x80, high = 0xBF;
	size_t length;

	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if (s.size < length)
		return 0;
	if (lead == 0xE0)
		low = 0xA0; /* shorter forms exist */
	else if (lead == 0xED)
		high = 0x9F; /* surrogates */
	else if (lead == 0xF0)
		low = 0x90; /* shorter forms exist */
	else if (lead == 0xF4)
		high = 0x8F; /* over U+10FFFF */
	if (s.data[1] < low || s.data[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((s.data[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

size_t
utf8_valid_size(struct slice s)
{
	size_t size = 0;

	while (size < s.size) {
		size_t length = utf8_character(slice_skip(s, size));

		if (length == 0)
			break;
		size += length;
	}
	return size;
}

bool
cursor_check_text(struct data_cursor *cursor)
{
	struct slice all = {cursor->at, (size_t)(cursor->end - cursor->at)};
	size_t valid = utf8_valid_size(all);
	size_t good = slice_find_byte(slice_sub(all, 0, valid), '\0');
	struct data_place place = cursor->place;

	if (good == all.size)
		return true;
	for (size_t i = 0; i < good; i++)
		place_step(&place, all.data[i]);
	if (all.data[good] == '\0')
		return cursor_fail(cursor, place, "a NUL byte is not text");
	return cursor_fail(
	    cursor, place, "byte 0x%02X is not valid UTF-8", all.data[good]);
}

bool
is_atom_byte(int c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c >= 0x80 ||
	       (c > 0 && strchr("-_.@!#%:]", c) != NULL);
}

const char *
cursor_what(const struct data_cursor *cursor, char buffer[16])
{
	int c = cursor_peek(cursor);

	if (c == -1)
		return "the end of the file";
	if (c == '\n' || c == '\r')
		return "the end of the line";
	if (c > ' ' && c < 0x7F)
		snprintf(buffer, 16, "'%c'", c);
	else
		snprintf(buffer, 16, "byte 0x%02X", (unsigned)c);
	return buffer;
}
