/*
 * shape - what a word that was made by a program looks like
 */
#include "core/canonical/shape.h"

#include "core/base/ascii.h"

enum seen {
	SEEN_DIGIT = 1 << 0,
	SEEN_LOWER_HEX = 1 << 1,
	SEEN_UPPER_HEX = 1 << 2,
	SEEN_LOWER = 1 << 3,
	SEEN_UPPER = 1 << 4,
};

/* 0: neither letter nor digit. */
static unsigned
seen_of(uint8_t c)
{
	if (ascii_is_digit(c))
		return SEEN_DIGIT;
	if (!ascii_is_letter(c))
		return 0;
	if ((c & 0x20) != 0)
		return c <= 'f' ? SEEN_LOWER_HEX : SEEN_LOWER;
	return c <= 'F' ? SEEN_UPPER_HEX : SEEN_UPPER;
}

static char
kind_of(unsigned seen)
{
	if (seen == SEEN_DIGIT)
		return '9';
	if ((seen & SEEN_DIGIT) != 0) {
		if ((seen & ~(unsigned)(SEEN_DIGIT | SEEN_LOWER_HEX)) == 0)
			return 'h';
		if ((seen & ~(unsigned)(SEEN_DIGIT | SEEN_UPPER_HEX)) == 0)
			return 'H';
		return 'x';
	}
	if ((seen & (SEEN_UPPER | SEEN_UPPER_HEX)) == 0)
		return 'a';
	return (seen & (SEEN_LOWER | SEEN_LOWER_HEX)) == 0 ? 'A' : 'x';
}

/* "h16"; several of them a message, so not by way of a format. */
static void
put_run(struct text *text, char kind, size_t size)
{
	uint8_t room[24];
	size_t at = sizeof(room);

	do {
		room[--at] = (uint8_t)('0' + size % 10);
		size /= 10;
	} while (size > 0);
	room[--at] = (uint8_t)kind;
	text_put(text, (struct slice){room + at, sizeof(room) - at});
}

void
shape_put(struct text *text, struct slice word)
{
	size_t at = 0;

	while (at < word.size) {
		size_t from = at;
		unsigned seen = 0, more;

		while (at < word.size && (more = seen_of(word.data[at])) != 0) {
			seen |= more;
			at++;
		}
		if (at > from)
			put_run(text, kind_of(seen), at - from);
		else
			text_put_byte(text, (char)word.data[at++]);
	}
}
