/*
 * colour - colours of CSS and of old attributes
 */
#include "core/html/style.h"

#include "core/base/ascii.h"
#include "core/html/name.h"
#include "core/html/tokenizer.h"

static const uint32_t named[] = {
#define COLOUR(name, value) value,
#include "core/html/colour.def"
#undef COLOUR
};

/* rgb, rgba, rrggbb or rrggbbaa. */
static bool
read_hex(struct slice s, uint32_t *colour_r)
{
	bool is_short = s.size == 3 || s.size == 4;
	uint32_t colour = 0;

	if (!is_short && s.size != 6 && s.size != 8)
		return false;
	for (size_t i = 0; i < s.size; i++) {
		int digit = ascii_hex_value(s.data[i]);

		if (digit < 0)
			return false;
		colour = colour << 4 | (uint32_t)digit;
		if (is_short)
			colour = colour << 4 | (uint32_t)digit;
	}
	if (s.size == 3 || s.size == 6)
		colour = colour << 8 | 0xFF;
	*colour_r = colour;
	return true;
}

#define ARGUMENTS 4

/* The numbers between the brackets; how many there are. */
static size_t
read_arguments(struct slice s, struct length *argument)
{
	size_t count = 0;

	for (size_t at = slice_find_byte(s, '(') + 1;
	     at < s.size && count < ARGUMENTS;) {
		size_t end = at;

		while (end < s.size && !html_is_blank(s.data[end]) &&
		       s.data[end] != ',' && s.data[end] != '/' &&
		       s.data[end] != ')')
			end++;
		if (end > at) {
			struct slice word = slice_sub(s, at, end - at);

			argument[count] = (struct length){0};
			/* A unit that is not known ("deg") does no harm. */
			if (!length_read(word, &argument[count]) &&
			    (word.data[0] | 0x20) >= 'a')
				return 0;
			count++;
		}
		at = end + 1;
	}
	return count;
}

static uint32_t
to_byte(struct length length)
{
	int64_t value = length.value;

	if (length.unit == UNIT_PERCENT)
		value = value * 255 / 100;
	value = (value + 500) / 1000;
	return value < 0 ? 0 : value > 255 ? 255 : (uint32_t)value;
}

static uint32_t
alpha_of(struct length length)
{
	int64_t value = length.value;

	if (length.unit == UNIT_PERCENT)
		value /= 100;
	value = value * 255 / 1000;
	return value < 0 ? 0 : value > 255 ? 255 : (uint32_t)value;
}

static int32_t
clamp(int32_t value, int32_t low, int32_t high)
{
	return value < low ? low : value > high ? high : value;
}

/* CSS Color 4, section 7.1, in thousandths. */
static uint32_t
hsl_channel(int32_t n, const struct length *hsl)
{
	int32_t saturation = clamp(hsl[1].value / 100, 0, 1000);
	int32_t light = clamp(hsl[2].value / 100, 0, 1000);
	int32_t hue = hsl[0].value % 360000;
	int32_t k, a, m, least;

	if (hue < 0)
		hue += 360000;
	k = (n * 1000 + hue / 30) % 12000;
	a = saturation * (light < 1000 - light ? light : 1000 - light) / 1000;
	least = k - 3000 < 9000 - k ? k - 3000 : 9000 - k;
	m = clamp(least, -1000, 1000);
	return (uint32_t)clamp((light - a * m / 1000) * 255 / 1000, 0, 255);
}

static bool
read_function(struct slice s, uint32_t *colour_r)
{
	struct length argument[ARGUMENTS];
	bool is_hsl = slice_starts_with_nocase(s, SLICE("hsl"));
	size_t count;
	uint32_t red, green, blue, alpha;

	if (!is_hsl && !slice_starts_with_nocase(s, SLICE("rgb")))
		return false;
	count = read_arguments(s, argument);
	if (count < 3)
		return false;
	red = is_hsl ? hsl_channel(0, argument) : to_byte(argument[0]);
	green = is_hsl ? hsl_channel(8, argument) : to_byte(argument[1]);
	blue = is_hsl ? hsl_channel(4, argument) : to_byte(argument[2]);
	alpha = count > 3 ? alpha_of(argument[3]) : 255;
	*colour_r = red << 24 | green << 16 | blue << 8 | alpha;
	return true;
}

static bool
read_name(struct slice s, uint32_t *colour_r)
{
	int id = name_find(&html_colour_table, s);

	if (id < 0)
		return false;
	*colour_r = named[id];
	return true;
}

bool
colour_read(struct slice s, uint32_t *colour_r)
{
	s = html_trim(s);
	if (s.size == 0)
		return false;
	if (s.data[0] == '#')
		return read_hex(slice_skip(s, 1), colour_r);
	if (s.data[s.size - 1] == ')')
		return read_function(s, colour_r);
	return read_name(s, colour_r) || read_hex(s, colour_r);
}

/* At most this many bytes of a legacy colour count. */
#define LEGACY_MAX 128u

/* The eight digits at most from which two are taken, without the zeros that all
 * three have in front. */
static uint32_t
legacy_channels(const uint8_t *digit, size_t third)
{
	size_t from = third > 8 ? third - 8 : 0;
	uint32_t colour = 0;

	while (third - from > 2 && digit[from] == 0 &&
	       digit[third + from] == 0 && digit[2 * third + from] == 0)
		from++;
	for (size_t i = 0; i < 3; i++) {
		const uint8_t *d = digit + i * third + from;

		colour <<= 8;
		colour |= third - from >= 2 ? (uint32_t)(d[0] * 16 + d[1])
					    : (uint32_t)d[0];
	}
	return colour << 8 | 0xFF;
}

bool
colour_read_legacy(struct slice s, uint32_t *colour_r)
{
	uint8_t digit[LEGACY_MAX + 3];
	size_t count = 0;

	s = html_trim(s);
	if (s.size == 0 || slice_equal_nocase(s, SLICE("transparent")))
		return false;
	if (read_name(s, colour_r))
		return true;
	if (s.size == 4 && s.data[0] == '#' &&
	    read_hex(slice_skip(s, 1), colour_r))
		return true;
	for (size_t i = s.data[0] == '#'; i < s.size && count < LEGACY_MAX;
	     i++) {
		int value = ascii_hex_value(s.data[i]);

		digit[count++] = value < 0 ? 0 : (uint8_t)value;
	}
	while (count == 0 || count % 3 != 0)
		digit[count++] = 0;
	*colour_r = legacy_channels(digit, count / 3);
	return true;
}
