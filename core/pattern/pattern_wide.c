/*
 * pattern_wide - the w modifier: the text of a pattern, each byte with a zero
 * behind it
 *
 * As clamscan 1.4.6 does it: bytes within alternatives are widened too, gaps
 * keep their numbers, and a range in brackets becomes a gap.
 */
#include <string.h>

#include "core/base/ascii.h"
#include "core/pattern/pattern_build.h"

/* One byte of text becomes two at most. */
#define WIDEST 2u

static bool
is_half(uint8_t c)
{
	return c == '?' || ascii_hex_value(c) >= 0;
}

/* Bytes up to and with close. */
static size_t
copy_until(struct slice text, uint8_t close, uint8_t *out)
{
	size_t size = slice_find_byte(text, close) + 1;

	if (size > text.size)
		size = text.size;
	memcpy(out, text.data, size);
	return size;
}

/* "(B)", "(L)", "(W)". */
static bool
is_class(struct slice text)
{
	return text.size >= 3 && text.data[0] == '(' && text.data[2] == ')' &&
	       (text.data[1] == 'B' || text.data[1] == 'L' ||
		   text.data[1] == 'W');
}

bool
pattern_widen(struct slice text, struct arena *arena, struct slice *wide_r)
{
	uint8_t *wide = arena_alloc(arena, text.size * WIDEST);
	uint8_t *out = wide;
	size_t taken;

	if (wide == NULL)
		return false;
	for (; text.size > 0; text = slice_skip(text, taken)) {
		taken = 1;
		if (is_class(text)) {
			taken = copy_until(text, ')', out);
			out += taken;
		} else if (text.data[0] == '{') {
			taken = copy_until(text, '}', out);
			out += taken;
		} else if (text.data[0] == '[') {
			taken = copy_until(text, ']', out);
			out[0] = '{';
			out += taken;
			if (out[-1] == ']')
				out[-1] = '}';
		} else if (text.size >= 2 && is_half(text.data[0]) &&
			   is_half(text.data[1])) {
			taken = 2;
			memcpy(out, text.data, 2);
			memcpy(out + 2, "00", 2);
			out += 4;
		} else {
			*out++ = text.data[0];
		}
	}
	*wide_r = (struct slice){wide, (size_t)(out - wide)};
	return true;
}
