/*
 * css - declarations, as far as they can hide text
 */
#include "core/html/css.h"

#include "core/html/name.h"
#include "core/html/style.h"
#include "core/html/tokenizer.h"

enum property {
#define PROPERTY(id, name) PROPERTY_##id,
#include "core/html/property.def"
#undef PROPERTY
	PROPERTIES,
};

static bool
is_word(struct slice s, const char *word)
{
	return slice_equal_nocase(s, slice_from_string(word));
}

static void
read_colour(struct slice value, struct declared *d, uint32_t *field,
    enum declared_field bit)
{
	if (colour_read(value, field))
		d->set |= bit;
}

static void
read_length(struct slice value, struct declared *d, struct length *field,
    enum declared_field bit)
{
	if (length_read(value, field))
		d->set |= bit;
}

/* The shorthand resets what it does not name. */
static void
read_background(struct slice value, struct declared *d)
{
	struct slice word;
	bool known = false, image = false;
	uint32_t colour = 0;

	for (size_t at = 0; css_next_word(value, &at, &word);) {
		if (slice_find_nocase(word, SLICE("url(")) < word.size ||
		    slice_find_nocase(word, SLICE("gradient(")) < word.size)
			known = image = true;
		else if (is_word(word, "none") || colour_read(word, &colour))
			known = true;
	}
	if (!known)
		return;
	d->background = colour;
	d->set |= DECLARED_BACKGROUND;
	declared_truth(d, DECLARED_IMAGE, image);
}

struct font_word {
	const char *word;
	struct length size;
};

static const struct font_word font_words[] = {
    {"xx-small", {9000, UNIT_PX}},
    {"x-small", {10000, UNIT_PX}},
    {"small", {13000, UNIT_PX}},
    {"medium", {16000, UNIT_PX}},
    {"large", {18000, UNIT_PX}},
    {"x-large", {24000, UNIT_PX}},
    {"xx-large", {32000, UNIT_PX}},
    {"smaller", {833, UNIT_FACTOR}},
    {"larger", {1200, UNIT_FACTOR}},
    {"initial", {16000, UNIT_PX}},
};

static bool
read_font_word(struct slice value, struct length *size_r)
{
	for (size_t i = 0; i < sizeof(font_words) / sizeof(*font_words); i++)
		if (is_word(value, font_words[i].word)) {
			*size_r = font_words[i].size;
			return true;
		}
	return false;
}

static void
read_font_size(struct slice value, struct declared *d)
{
	if (value.size > 0 && html_is_letter(value.data[0])) {
		if (read_font_word(value, &d->font_size))
			d->set |= DECLARED_FONT_SIZE;
		return;
	}
	if (length_read(value, &d->font_size) && d->font_size.value >= 0)
		d->set |= DECLARED_FONT_SIZE;
}

/* The size is the first word that is a length, or a word for one; a number
 * without a unit that is not 0 is a weight. */
static void
read_font(struct slice value, struct declared *d)
{
	struct slice word;

	for (size_t at = 0; css_next_word(value, &at, &word);) {
		struct length size;
		size_t slash = slice_find_byte(word, '/');

		word.size = slash;
		if (!read_font_word(word, &size) &&
		    (!length_read(word, &size) ||
			(size.unit == UNIT_NONE && size.value != 0)))
			continue;
		d->font_size = size;
		d->set |= DECLARED_FONT_SIZE;
		return;
	}
}

static void
read_opacity(struct slice value, struct declared *d)
{
	struct length length;

	if (!length_read(value, &length))
		return;
	d->opacity =
	    length.unit == UNIT_PERCENT ? length.value / 100 : length.value;
	if (d->opacity < 0)
		d->opacity = 0;
	if (d->opacity > 1000)
		d->opacity = 1000;
	d->set |= DECLARED_OPACITY;
}

/* The first number behind word and its bracket. */
static bool
argument_of(struct slice value, struct slice word, struct length *length_r)
{
	for (size_t i = 0; i + word.size < value.size; i++) {
		struct slice here = slice_skip(value, i);

		if (!slice_starts_with_nocase(here, word))
			continue;
		here = slice_skip(here, word.size);
		while (here.size > 0 &&
		       (html_is_blank(here.data[0]) || here.data[0] == '(' ||
			   here.data[0] == '='))
			here = slice_skip(here, 1);
		return length_read(here, length_r);
	}
	return false;
}

static void
read_filter(struct slice value, struct declared *d)
{
	struct length length;

	declared_truth(d, DECLARED_FILTER,
	    argument_of(value, SLICE("opacity"), &length) &&
		length.value <= 50);
}

static void
read_transform(struct slice value, struct declared *d)
{
	struct length length;
	bool gone = false;

	if (argument_of(value, SLICE("scale("), &length) ||
	    argument_of(value, SLICE("scalex("), &length) ||
	    argument_of(value, SLICE("scaley("), &length))
		gone = length.value >= 0 && length.value <= 10;
	else if (argument_of(value, SLICE("translate("), &length) ||
		 argument_of(value, SLICE("translatex("), &length) ||
		 argument_of(value, SLICE("translatey("), &length))
		gone = length.unit == UNIT_PX && length.value <= -500000;
	declared_truth(d, DECLARED_TRANSFORM, gone);
}

/* rect() whose numbers are all of a pixel at most; inset() of a half. */
static void
read_clip(struct slice value, struct declared *d)
{
	struct length length;
	bool gone = false;

	if (argument_of(value, SLICE("inset("), &length)) {
		gone = length.unit == UNIT_PERCENT && length.value >= 50000;
	} else if (argument_of(value, SLICE("circle("), &length)) {
		gone = length.value == 0;
	} else if (argument_of(value, SLICE("rect("), &length)) {
		gone = true;
		for (size_t i = slice_find_byte(value, '(') + 1;
		     i < value.size && gone; i++)
			if ((uint8_t)(value.data[i] - '1') < 9 &&
			    length_read(slice_skip(value, i), &length))
				gone = length.value <= 1000;
	}
	declared_truth(d, DECLARED_CLIP, gone);
}

static void
read_box(enum property property, struct slice value, struct declared *d)
{
	if (property == PROPERTY_WIDTH)
		read_length(value, d, &d->width, DECLARED_WIDTH);
	else if (property == PROPERTY_HEIGHT)
		read_length(value, d, &d->height, DECLARED_HEIGHT);
	else if (property == PROPERTY_MAX_WIDTH)
		read_length(value, d, &d->max_width, DECLARED_MAX_WIDTH);
	else if (property == PROPERTY_MAX_HEIGHT)
		read_length(value, d, &d->max_height, DECLARED_MAX_HEIGHT);
	else if (property == PROPERTY_LINE_HEIGHT)
		read_length(value, d, &d->line_height, DECLARED_LINE_HEIGHT);
	else if (property == PROPERTY_LEFT)
		read_length(value, d, &d->left, DECLARED_LEFT);
	else if (property == PROPERTY_TOP)
		read_length(value, d, &d->top, DECLARED_TOP);
	else if (property == PROPERTY_MARGIN_LEFT)
		read_length(value, d, &d->margin_left, DECLARED_MARGIN_LEFT);
	else if (property == PROPERTY_MARGIN_TOP)
		read_length(value, d, &d->margin_top, DECLARED_MARGIN_TOP);
	else if (property == PROPERTY_TEXT_INDENT)
		read_length(value, d, &d->indent, DECLARED_INDENT);
}

/* Those of which a word says all. */
static bool
read_keyword(enum property property, struct slice value, struct declared *d)
{
	switch (property) {
	case PROPERTY_DISPLAY:
		declared_truth(d, DECLARED_GONE, is_word(value, "none"));
		return true;
	case PROPERTY_CONTENT_VISIBILITY:
		if (is_word(value, "hidden"))
			declared_truth(d, DECLARED_GONE, true);
		return true;
	case PROPERTY_VISIBILITY:
		declared_truth(d, DECLARED_INVISIBLE,
		    is_word(value, "hidden") || is_word(value, "collapse"));
		return true;
	case PROPERTY_MSO_HIDE:
		declared_truth(d, DECLARED_MSO_HIDE, is_word(value, "all"));
		return true;
	case PROPERTY_POSITION:
		declared_truth(d, DECLARED_POSITION, !is_word(value, "static"));
		return true;
	case PROPERTY_OVERFLOW:
	case PROPERTY_OVERFLOW_X:
	case PROPERTY_OVERFLOW_Y:
		declared_truth(
		    d, DECLARED_OVERFLOW, !is_word(value, "visible"));
		return true;
	case PROPERTY_WHITE_SPACE:
		declared_truth(d, DECLARED_PRE,
		    slice_starts_with_nocase(value, SLICE("pre")));
		return true;
	default:
		return false;
	}
}

static void
read_property(enum property property, struct slice value, struct declared *d)
{
	if (read_keyword(property, value, d))
		return;
	switch (property) {
	case PROPERTY_BACKGROUND:
		read_background(value, d);
		break;
	case PROPERTY_BACKGROUND_COLOR:
		read_colour(value, d, &d->background, DECLARED_BACKGROUND);
		break;
	case PROPERTY_BACKGROUND_IMAGE:
		declared_truth(d, DECLARED_IMAGE, !is_word(value, "none"));
		break;
	case PROPERTY_COLOR:
		read_colour(value, d, &d->colour, DECLARED_COLOUR);
		break;
	case PROPERTY_TEXT_FILL:
		read_colour(value, d, &d->fill, DECLARED_FILL);
		break;
	case PROPERTY_FONT:
		read_font(value, d);
		break;
	case PROPERTY_FONT_SIZE:
		read_font_size(value, d);
		break;
	case PROPERTY_OPACITY:
		read_opacity(value, d);
		break;
	case PROPERTY_FILTER:
		read_filter(value, d);
		break;
	case PROPERTY_TRANSFORM:
		read_transform(value, d);
		break;
	case PROPERTY_CLIP:
	case PROPERTY_CLIP_PATH:
		read_clip(value, d);
		break;
	default:
		read_box(property, value, d);
	}
}

/* "!important" taken off; false: something else stands behind the '!'. */
static bool
take_important(struct slice *value, bool *important_r)
{
	size_t mark = slice_find_byte(*value, '!');

	*important_r = mark < value->size;
	if (!*important_r)
		return true;
	if (!is_word(html_trim(slice_skip(*value, mark + 1)), "important"))
		return false;
	*value = html_trim(slice_sub(*value, 0, mark));
	return true;
}

static bool
is_for_all(struct slice value)
{
	return is_word(value, "inherit") || is_word(value, "unset") ||
	       is_word(value, "revert");
}

static void
read_declaration(
    struct slice name, struct slice value, struct declared *declared)
{
	int property = name_find(&html_property_table, html_trim(name));
	struct declared one;
	bool important;

	if (property < 0)
		return;
	value = html_trim(value);
	if (!take_important(&value, &important) || is_for_all(value))
		return;
	one.set = one.truth = 0;
	read_property((enum property)property, value, &one);
	one.important = important ? one.set : 0;
	declared_merge(declared, &one);
}

size_t
css_declaration_end(struct slice s, size_t from)
{
	uint8_t quote = 0;
	unsigned depth = 0;
	size_t i;

	for (i = from; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (quote != 0) {
			quote = c == quote || c == '\n' ? 0 : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '(') {
			depth++;
		} else if (c == ')') {
			depth -= depth > 0;
		} else if (c == ';' && depth == 0) {
			break;
		}
	}
	return i;
}

void
declared_read(struct declared *declared, struct slice declarations)
{
	for (size_t at = 0; at < declarations.size;) {
		size_t end = css_declaration_end(declarations, at);
		struct slice one = slice_sub(declarations, at, end - at);
		size_t colon = slice_find_byte(one, ':');

		if (colon < one.size)
			read_declaration(slice_sub(one, 0, colon),
			    slice_skip(one, colon + 1), declared);
		at = end + 1;
	}
}
