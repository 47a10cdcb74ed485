/*
 * text - text built into a buffer of fixed size
 */
#include "core/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/check.h"

struct text
text_over(char *data, size_t capacity)
{
	CHECK(capacity > 0);
	data[0] = '\0';
	return (struct text){data, capacity, 0, false};
}

void
text_clear(struct text *text)
{
	text->size = 0;
	text->truncated = false;
	text->data[0] = '\0';
}

void
text_put(struct text *text, struct slice s)
{
	size_t room = text->capacity - 1 - text->size;

	if (s.size > room) {
		text->truncated = true;
		s.size = room;
	}
	if (s.size > 0)
		memcpy(text->data + text->size, s.data, s.size);
	text->size += s.size;
	text->data[text->size] = '\0';
}

void
text_put_byte(struct text *text, char c)
{
	text_put(text, (struct slice){(const uint8_t *)&c, 1});
}

void
text_printf(struct text *text, const char *format, ...)
{
	size_t room = text->capacity - text->size;
	va_list arguments;
	int wanted;

	va_start(arguments, format);
	wanted = vsnprintf(text->data + text->size, room, format, arguments);
	va_end(arguments);
	CHECK(wanted >= 0);
	if ((size_t)wanted >= room) {
		text->truncated = true;
		text->size = text->capacity - 1;
	} else {
		text->size += (size_t)wanted;
	}
}

size_t
text_utf8_length(struct slice s)
{
	uint8_t lead = s.size > 0 ? s.data[0] : 0, low = 0x80, high = 0xBF;
	size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

	if (lead < 0xC2 || lead > 0xF4 || s.size < length)
		return 0;
	/* Overlong forms, surrogates and what lies past U+10FFFF. */
	if (lead == 0xE0)
		low = 0xA0;
	else if (lead == 0xED)
		high = 0x9F;
	else if (lead == 0xF0)
		low = 0x90;
	else if (lead == 0xF4)
		high = 0x8F;
	if (s.data[1] < low || s.data[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((s.data[i] & 0xC0) != 0x80)
			return 0;
	/* C1 controls are control characters too. */
	return lead == 0xC2 && s.data[1] < 0xA0 ? 0 : length;
}

/* Stops where a character no longer fits whole: a half one is not valid. */
void
text_put_printable(struct text *text, struct slice s, size_t max_bytes)
{
	s = slice_sub(s, 0, max_bytes);
	while (s.size > 0 && !text->truncated) {
		size_t length = 1;

		if (s.data[0] >= 0x80)
			length = text_utf8_length(s);
		else if (s.data[0] < 0x20 || s.data[0] == 0x7F)
			length = 0;
		if (length > text->capacity - 1 - text->size)
			text->truncated = true;
		else if (length > 0)
			text_put(text, slice_sub(s, 0, length));
		else
			text_put_byte(text, '?');
		s = slice_skip(s, length == 0 ? 1 : length);
	}
}

struct slice
text_slice(const struct text *text)
{
	return (struct slice){(const uint8_t *)text->data, text->size};
}
