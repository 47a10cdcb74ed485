/*
 * content_name - the file names that clients may take a part for
 */
#include "core/message/content_name.h"

#include <string.h>

#include "core/header/parameter_readings.h"
#include "core/message/content.h"

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

static void
add_field(struct name_list *list, const struct content_values *values,
    const char *source)
{
	if (values->count > 0)
		add(list, slice_sub(values->value[0], 0, CONTENT_VALUE_MAX),
		    (struct slice){NULL, 0}, source);
}

void
names_add_last_resort(
    struct name_list *list, const struct content_fields *fields)
{
	add_field(
	    list, &fields->of[CONTENT_DESCRIPTION], "Content-Description");
	add_field(list, &fields->of[CONTENT_LOCATION], "Content-Location");
}

/* The parameter of each field. */
static void
add_from(struct name_list *list, const struct content_values *values,
    bool filename, struct arena *arena)
{
	struct slice wanted = filename ? SLICE("filename") : SLICE("name");
	const char *plain = filename ? "filename" : "name";
	const char *extended = filename ? "filename*" : "name*";

	for (size_t nth = 0; nth < content_values_kept(values); nth++) {
		struct parameter_readings all = {.count = 0};
		struct slice rest;

		header_main_value(values->value[nth], &rest);
		parameter_readings(
		    slice_sub(rest, 0, CONTENT_VALUE_MAX), wanted, arena, &all);
		list->cut |= all.cut;
		for (size_t i = 0; i < all.count; i++)
			add(list, all.reading[i].value, all.reading[i].charset,
			    all.reading[i].extended ? extended : plain);
	}
}

void
names_add_all(struct name_list *list, const struct content_fields *fields,
    struct arena *arena)
{
	const struct content_values *types = &fields->of[CONTENT_TYPE];
	const struct content_values *places = &fields->of[CONTENT_DISPOSITION];

	add_from(list, places, true, arena);
	add_from(list, types, false, arena);
	add_from(list, types, true, arena);
	add_from(list, places, false, arena);
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
