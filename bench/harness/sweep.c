/*
 * sweep - names that take one value after the other
 */
#include "bench/harness/sweep.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
take_values(struct dimension *dimension, char *text)
{
	while (text != NULL) {
		char *comma = strchr(text, ',');

		if (comma != NULL)
			*comma++ = '\0';
		if (*text == '\0')
			return "an empty value";
		if (dimension->count == SWEEP_VALUES_MAX)
			return "too many values";
		dimension->values[dimension->count++] = text;
		text = comma;
	}
	return NULL;
}

const char *
sweep_add(struct sweep *sweep, char *text)
{
	struct dimension *dimension = &sweep->dimensions[sweep->count];
	char *equals = strchr(text, '=');

	if (sweep->count == SWEEP_DIMENSIONS_MAX)
		return "too many names";
	if (equals == NULL || equals == text)
		return "not NAME=VALUE,VALUE...";
	*equals = '\0';
	if (text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_")] !=
	    '\0')
		return "a name is of small letters, digits, \"-\" and \"_\"";
	if (sweep_named(sweep, 0, text, NULL) != NULL)
		return "the name was there before";
	*dimension = (struct dimension){.name = text};
	sweep->count++;
	return take_values(dimension, equals + 1);
}

size_t
sweep_points(const struct sweep *sweep)
{
	size_t points = 1;

	for (size_t i = 0; i < sweep->count; i++)
		points *= sweep->dimensions[i].count;
	return points;
}

const char *
sweep_value(const struct sweep *sweep, size_t point, size_t dimension)
{
	for (size_t i = sweep->count - 1; i > dimension; i--)
		point /= sweep->dimensions[i].count;
	return sweep->dimensions[dimension]
	    .values[point % sweep->dimensions[dimension].count];
}

const char *
sweep_named(const struct sweep *sweep, size_t point, const char *name,
    const char *otherwise)
{
	for (size_t i = 0; i < sweep->count; i++)
		if (strcmp(sweep->dimensions[i].name, name) == 0)
			return sweep_value(sweep, point, i);
	return otherwise;
}

/* Which dimension's "@NAME@" text begins with; count: none. */
static size_t
dimension_at(const struct sweep *sweep, const char *text)
{
	for (size_t i = 0; i < sweep->count; i++) {
		size_t size = strlen(sweep->dimensions[i].name);

		if (text[0] == '@' &&
		    strncmp(text + 1, sweep->dimensions[i].name, size) == 0 &&
		    text[1 + size] == '@')
			return i;
	}
	return sweep->count;
}

char *
sweep_fill(const struct sweep *sweep, size_t point, const char *text)
{
	char *filled = NULL;
	size_t size;
	FILE *out = open_memstream(&filled, &size);

	if (out == NULL)
		err(2, "no memory");
	while (*text != '\0') {
		size_t dimension = dimension_at(sweep, text);

		if (dimension == sweep->count) {
			fputc(*text++, out);
			continue;
		}
		fputs(sweep_value(sweep, point, dimension), out);
		text += strlen(sweep->dimensions[dimension].name) + 2;
	}
	if (fclose(out) != 0)
		err(2, "no memory");
	return filled;
}
