/*
 * content_name - the file names that clients may take a part for
 */
#include "core/message/content_name.h"

#include <string.h>

#include "core/header/parameter_readings.h"
#include "core/message/content.h"

/* Fields of one name whose parameters are looked at. */
#define NAME_FIELDS_MAX 8u

static void
add(struct name_list *list, struct slice raw, struct slice charset,
    const char *source)
{
	if (raw.size == 0)
		return;
	for (size_t i = 0; i < list->count; i++)
		if (slice_equal(list->name[i].raw, raw) &&
		    slice_equal_nocase(list->name[i].charset, charset))
			return;
	if (list->count == CONTENT_NAMES_MAX) {
		list->cut = true;
		return;
	}
	list->name[list->count++] = (struct part_name){
	    .raw = raw, .charset = charset, .source = source};
}

void
names_add_parameter(struct name_list *list, const struct parameter *parameter,
    const char *plain_source, const char *extended_source)
{
	add(list, parameter->value, parameter->charset,
	    parameter->extended ? extended_source : plain_source);
}

void
names_add_field(struct name_list *list, const struct header_field *field,
    const char *source)
{
	if (field != NULL)
		add(list, slice_sub(field->value, 0, CONTENT_VALUE_MAX),
		    (struct slice){NULL, 0}, source);
}

/* The parameter of each field of that name. */
static void
add_from(struct name_list *list, const struct header *header,
    struct slice field_name, bool filename, struct arena *arena)
{
	struct slice wanted = filename ? SLICE("filename") : SLICE("name");

	for (unsigned nth = 0; nth < NAME_FIELDS_MAX; nth++) {
		const struct header_field *field =
		    header_find(header, field_name, nth);
		struct parameter_readings all = {.count = 0};
		struct slice rest;

		if (field == NULL)
			return;
		header_main_value(field->value, &rest);
		parameter_readings(
		    slice_sub(rest, 0, CONTENT_VALUE_MAX), wanted, arena, &all);
		list->cut |= all.cut;
		for (size_t i = 0; i < all.count; i++) {
			const char *plain = filename ? "filename" : "name";
			const char *extended = filename ? "filename*" : "name*";

			add(list, all.reading[i].value, all.reading[i].charset,
			    all.reading[i].extended ? extended : plain);
		}
	}
}

void
names_add_all(
    struct name_list *list, const struct header *header, struct arena *arena)
{
	struct slice disposition = SLICE("content-disposition");
	struct slice type = SLICE("content-type");

	add_from(list, header, disposition, true, arena);
	add_from(list, header, type, false, arena);
	add_from(list, header, type, true, arena);
	add_from(list, header, disposition, false, arena);
}

struct part_name *
names_keep(const struct name_list *list, struct arena *arena)
{
	struct part_name *names;

	if (list->count == 0)
		return NULL;
	names = arena_alloc_array(arena, list->count, sizeof(*names));
	if (names != NULL)
		memcpy(names, list->name, list->count * sizeof(*names));
	return names;
}
