/*
 * presentation - what a tag says of how its content is seen
 *
 * From the weakest to the strongest: what browsers do with the element, its old
 * attributes (bgcolor= and the like), style sheets, its style attribute.
 */
#include "core/html/name.h"
#include "core/html/reader.h"

/* What a link is coloured where nothing says so. */
#define LINK_COLOUR 0x0000EEFFu

static void
set_colour(const struct tag *tag, enum attribute attribute, uint32_t *field,
    enum declared_field bit, struct declared *declared)
{
	if (tag_has(tag, attribute) &&
	    colour_read_legacy(tag->value[attribute], field))
		declared->set |= bit;
}

/* <font size=1> to 7, or relative to 3. */
static void
set_font_size(const struct tag *tag, struct declared *declared)
{
	static const int32_t sizes[] = {
	    10000, 13000, 16000, 18000, 24000, 32000, 48000};
	struct slice value = html_trim(tag_value(tag, ATTRIBUTE_SIZE));
	struct length length;
	int32_t step;

	if (!length_read(value, &length))
		return;
	step = length.value / 1000;
	if (value.data[0] == '+' || value.data[0] == '-')
		step += 3;
	step = step < 1 ? 1 : step > 7 ? 7 : step;
	declared->font_size = (struct length){sizes[step - 1], UNIT_PX};
	declared->set |= DECLARED_FONT_SIZE;
}

static bool
is_zero(const struct tag *tag, enum attribute attribute)
{
	struct length length;

	return tag_has(tag, attribute) &&
	       length_read(html_trim(tag->value[attribute]), &length) &&
	       length.value == 0;
}

static void
read_by_element(const struct tag *tag, struct declared *declared)
{
	switch (tag->element) {
	case ELEMENT_A:
		if (!tag_has(tag, ATTRIBUTE_HREF))
			break;
		declared->colour = LINK_COLOUR;
		declared->set |= DECLARED_COLOUR;
		break;
	case ELEMENT_FONT:
		set_colour(tag, ATTRIBUTE_COLOR, &declared->colour,
		    DECLARED_COLOUR, declared);
		set_font_size(tag, declared);
		break;
	case ELEMENT_BODY:
		set_colour(tag, ATTRIBUTE_TEXT, &declared->colour,
		    DECLARED_COLOUR, declared);
		break;
	case ELEMENT_SMALL:
		declared->font_size = (struct length){833, UNIT_FACTOR};
		declared->set |= DECLARED_FONT_SIZE;
		break;
	default:
		break;
	}
}

static void
read_attributes(const struct tag *tag, struct declared *declared)
{
	set_colour(tag, ATTRIBUTE_BGCOLOR, &declared->background,
	    DECLARED_BACKGROUND, declared);
	if (tag_has(tag, ATTRIBUTE_BACKGROUND))
		declared_truth(declared, DECLARED_IMAGE, true);
	if (tag_has(tag, ATTRIBUTE_HIDDEN))
		declared_truth(declared, DECLARED_GONE, true);
	/* Table parts and boxes of no width and no height. */
	if (is_zero(tag, ATTRIBUTE_WIDTH) && is_zero(tag, ATTRIBUTE_HEIGHT))
		declared_truth(declared, DECLARED_GONE, true);
}

static bool
is_no_length(const struct declared *declared, enum declared_field field,
    struct length length)
{
	return (declared->set & field) != 0 && length.value == 0;
}

static void
read_cell(const struct tag *tag, struct declared *declared)
{
	if (element_is(tag->element, ELEMENT_IS_TABLE_PART) &&
	    is_no_length(declared, DECLARED_WIDTH, declared->width) &&
	    is_no_length(declared, DECLARED_HEIGHT, declared->height))
		declared_truth(declared, DECLARED_GONE, true);
}

static struct cached_style *
cache_entry(struct reader *reader, struct slice source)
{
	uint32_t hash = (uint32_t)source.size;

	for (size_t i = 0; i < source.size; i += 1 + source.size / 16)
		hash = name_hash_step(hash, source.data[i]);
	return &reader->cache[hash % STYLE_CACHE_ENTRIES];
}

static const struct declared *
read_style(struct reader *reader, struct slice source)
{
	struct cached_style *entry = cache_entry(reader, source);

	if (source.size > 0 && slice_equal(entry->source, source))
		return &entry->declared;
	entry->source = source;
	entry->declared.set = entry->declared.important = 0;
	entry->declared.truth = 0;
	declared_read(&entry->declared, value_css(reader, source, true));
	return &entry->declared;
}

#define OLD_ATTRIBUTES                                                         \
	(UINT64_C(1) << ATTRIBUTE_BGCOLOR |                                    \
	    UINT64_C(1) << ATTRIBUTE_BACKGROUND |                              \
	    UINT64_C(1) << ATTRIBUTE_HIDDEN | UINT64_C(1) << ATTRIBUTE_WIDTH | \
	    UINT64_C(1) << ATTRIBUTE_HEIGHT)

void
presentation_read(
    struct reader *reader, const struct token *token, struct declared *declared)
{
	const struct tag *tag = &token->tag;

	declared->set = declared->important = declared->truth = 0;
	read_by_element(tag, declared);
	if ((tag->present & OLD_ATTRIBUTES) != 0)
		read_attributes(tag, declared);
	sheet_apply(&reader->sheet, tag, &reader->stack, declared);
	if (tag_has(tag, ATTRIBUTE_STYLE))
		declared_merge(
		    declared, read_style(reader, tag->value[ATTRIBUTE_STYLE]));
	read_cell(tag, declared);
	/* A frame is seen, only the text in its place is not (raw_read()). */
	if (element_is(tag->element, ELEMENT_IS_UNSEEN) &&
	    !element_is(tag->element, ELEMENT_IS_RAW))
		declared_truth(declared, DECLARED_GONE, true);
	if (element_is(tag->element, ELEMENT_IS_PRE))
		declared_truth(declared, DECLARED_PRE, true);
}
