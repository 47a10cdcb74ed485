/*
 * content_field - the Content-* fields of a header, whoever takes what for one
 */
#include "core/message/content_field.h"

#define PREFIX_SIZE 8u /* of "content-" */
/* Bytes ahead of a colon in which an odd name is looked for. */
#define ODD_NAME_MAX 64u

struct named {
	struct slice tail;    /* behind "content-" */
	struct slice letters; /* the whole name, nothing but letters */
};

#define NAMED(tail, all)                                                       \
	{                                                                      \
		{(const uint8_t *)(tail), sizeof(tail) - 1},                   \
		{                                                              \
			(const uint8_t *)(all), sizeof(all) - 1                \
		}                                                              \
	}

static const struct named names[CONTENT_FIELD_NAMES] = {
    NAMED("type", "contenttype"),
    NAMED("transfer-encoding", "contenttransferencoding"),
    NAMED("disposition", "contentdisposition"),
    NAMED("description", "contentdescription"),
    NAMED("location", "contentlocation"),
};

static void
add(struct content_fields *fields, size_t name, struct slice value)
{
	struct content_values *values = &fields->of[name];

	if (values->count < CONTENT_FIELDS_MAX)
		values->value[values->count] = value;
	values->count++;
}

/* The one that name is, letter for letter. */
static size_t
find_exact(struct slice name)
{
	struct slice tail = slice_skip(name, PREFIX_SIZE);

	if (!slice_starts_with_nocase(name, SLICE("content-")))
		return CONTENT_FIELD_NAMES;
	for (size_t i = 0; i < CONTENT_FIELD_NAMES; i++)
		if (slice_equal_nocase(tail, names[i].tail))
			return i;
	return CONTENT_FIELD_NAMES;
}

/* The one whose letters stand in text, whatever stands between them. */
static size_t
find_loose(struct slice text)
{
	uint8_t letters[ODD_NAME_MAX];
	struct slice all = {letters, 0};

	if (text.size > ODD_NAME_MAX)
		text.size = ODD_NAME_MAX;
	for (size_t i = 0; i < text.size; i++) {
		uint8_t low = text.data[i] | 0x20;

		if (low >= 'a' && low <= 'z')
			letters[all.size++] = low;
	}
	for (size_t i = 0; i < CONTENT_FIELD_NAMES; i++)
		if (slice_equal(all, names[i].letters))
			return i;
	return CONTENT_FIELD_NAMES;
}

/* Without a name there is one ahead of a colon, if at all. */
static bool
has_colon(const struct header_field *field)
{
	struct slice start = slice_sub(field->value, 0, ODD_NAME_MAX);

	return slice_find_byte(start, ':') < start.size;
}

/* Another letter than the first of "content-": most fields. */
static bool
begins_otherwise(struct slice name)
{
	uint8_t low;

	if (name.size == 0)
		return false;
	low = name.data[0] | 0x20;
	return low >= 'a' && low <= 'z' && low != 'c';
}

static void
take_loose(struct content_fields *fields, const struct header_field *field,
    const struct way *way, struct noted *noted)
{
	struct slice name = field->name, value = field->value;
	size_t found;

	if (name.size == 0) {
		size_t colon = slice_find_byte(value, ':');

		name = slice_sub(value, 0, colon);
		value = slice_trim(slice_skip(value, colon + 1));
	}
	found = find_loose(name);
	if (found == CONTENT_FIELD_NAMES)
		return;
	note(noted, DOUBT_FIELD_NAMES, NAMES_LOOSE);
	if (way_choice(way, DOUBT_FIELD_NAMES) == NAMES_LOOSE)
		add(fields, found, value);
}

/* Blanks or a comment stand between its name and its colon. */
static bool
has_space(const struct header_field *field)
{
	/* A field with a name has a colon somewhere behind it. */
	return field->name.data[field->name.size] != ':';
}

void
content_fields_find(struct content_fields *fields, const struct header *header,
    const struct way *way, struct noted *noted)
{
	for (size_t i = 0; i < CONTENT_FIELD_NAMES; i++)
		fields->of[i].count = 0;
	for (size_t i = 0; i < header->count; i++) {
		const struct header_field *field = &header->fields[i];
		size_t found;

		if (begins_otherwise(field->name) ||
		    (field->name.size == 0 && !has_colon(field)))
			continue;
		found = find_exact(field->name);
		if (found == CONTENT_FIELD_NAMES) {
			take_loose(fields, field, way, noted);
			continue;
		}
		if (has_space(field)) {
			note(noted, DOUBT_FIELD_NAMES, NAMES_STRICT);
			if (way_choice(way, DOUBT_FIELD_NAMES) == NAMES_STRICT)
				continue;
		}
		add(fields, found, field->value);
	}
}
