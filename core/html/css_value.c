/*
 * css_value - lengths and words
 */
#include "core/html/style.h"

#include "core/base/ascii.h"
#include "core/html/name.h"
#include "core/html/tokenizer.h"

/* Numbers beyond it are as good as it; times any unit it fits int32_t. */
#define NUMBER_MAX 20000000

/* A number in thousandths, clamped; *at is behind it. */
static bool
read_number(struct slice s, size_t *at, int32_t *value_r)
{
	size_t i = *at;
	bool negative = i < s.size && s.data[i] == '-';
	int32_t value = 0, part = 100;
	size_t digits = 0;

	if (i < s.size && (s.data[i] == '-' || s.data[i] == '+'))
		i++;
	for (; i < s.size && ascii_is_digit(s.data[i]); i++, digits++)
		if (value < NUMBER_MAX / 1000)
			value = value * 10 + (s.data[i] - '0');
	if (value > NUMBER_MAX / 1000)
		value = NUMBER_MAX / 1000;
	value *= 1000;
	if (i + 1 < s.size && s.data[i] == '.' &&
	    ascii_is_digit(s.data[i + 1])) {
		for (i++; i < s.size && ascii_is_digit(s.data[i]);
		     i++, digits++) {
			value += part * (s.data[i] - '0');
			part /= 10;
		}
	}
	*at = i;
	*value_r = negative ? -value : value;
	return digits > 0;
}

struct unit {
	const char *name;
	enum length_unit unit;
	int32_t factor; /* in thousandths */
};

/* At 96 pixels an inch; a window of 1024 by 768. */
static const struct unit units[] = {
    {"px", UNIT_PX, 1000},
    {"pt", UNIT_PX, 1333},
    {"em", UNIT_EM, 1000},
    {"%", UNIT_PERCENT, 1000},
    {"rem", UNIT_REM, 1000},
    {"ex", UNIT_EM, 500},
    {"ch", UNIT_EM, 500},
    {"in", UNIT_PX, 96000},
    {"cm", UNIT_PX, 37795},
    {"mm", UNIT_PX, 3780},
    {"pc", UNIT_PX, 16000},
    {"vw", UNIT_PX, 10240},
    {"vh", UNIT_PX, 7680},
    {"vmin", UNIT_PX, 7680},
    {"vmax", UNIT_PX, 10240},
};

static bool
apply_unit(struct slice name, struct length *length)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		int64_t value;

		if (!slice_equal_nocase(name, slice_from_string(units[i].name)))
			continue;
		value = (int64_t)length->value * units[i].factor / 1000;
		if (value > INT32_MAX)
			value = INT32_MAX;
		if (value < INT32_MIN)
			value = INT32_MIN;
		length->value = (int32_t)value;
		length->unit = units[i].unit;
		return true;
	}
	return false;
}

bool
length_read(struct slice s, struct length *length_r)
{
	size_t at = 0, end;

	length_r->unit = UNIT_NONE;
	if (!read_number(s, &at, &length_r->value))
		return false;
	end = at;
	while (
	    end < s.size && (html_is_letter(s.data[end]) || s.data[end] == '%'))
		end++;
	return end == at || apply_unit(slice_sub(s, at, end - at), length_r);
}

bool
css_next_word(struct slice s, size_t *at, struct slice *word_r)
{
	size_t from = *at, i;
	unsigned depth = 0;

	while (from < s.size && html_is_blank(s.data[from]))
		from++;
	for (i = from; i < s.size; i++) {
		if (s.data[i] == '(')
			depth++;
		else if (s.data[i] == ')' && depth > 0)
			depth--;
		else if (depth == 0 && html_is_blank(s.data[i]))
			break;
	}
	*at = i;
	*word_r = slice_sub(s, from, i - from);
	return i > from;
}
