/*
 * whitelist_read - whitelist.cfg to a list, whole or not at all
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/entry_file.h"
#include "core/list/whitelist_entry.h"

#define ENTRIES_AT_FIRST 64u

struct reading {
	const char *name;
	struct text *error;
	struct whitelist *list;
	size_t room;
	size_t expressions;
};

static enum whitelist_result
refuse(struct reading *reading, unsigned line, const char *reason)
{
	text_clear(reading->error);
	text_printf(reading->error, "%s:%u: %s", reading->name, line, reason);
	return WHITELIST_BAD;
}

static bool
make_room(struct reading *reading)
{
	struct whitelist *list = reading->list;
	size_t room = reading->room == 0 ? ENTRIES_AT_FIRST : reading->room * 2;
	struct whitelist_entry *larger;

	if (list->count < reading->room)
		return true;
	larger = realloc(list->entries, room * sizeof(*larger));
	if (larger == NULL)
		return false;
	list->entries = larger;
	reading->room = room;
	return true;
}

static enum whitelist_result
read_line(struct reading *reading, struct slice line, unsigned number)
{
	struct whitelist_entry entry;
	const char *wrong;

	if (line.size > WHITELIST_LINE_MAX)
		return refuse(reading, number, "the line is too long");
	if (reading->list->count == WHITELIST_ENTRIES_MAX)
		return refuse(reading, number, "there are too many entries");
	wrong = whitelist_entry_read(line, &entry);
	if (wrong != NULL)
		return refuse(reading, number, wrong);
	if (entry.regex != NULL &&
	    reading->expressions == WHITELIST_EXPRESSIONS_MAX) {
		regex_destroy(&entry.regex);
		return refuse(reading, number,
		    "there are too many entries with expressions");
	}
	if (!make_room(reading)) {
		regex_destroy(&entry.regex);
		return WHITELIST_NO_MEMORY;
	}
	reading->expressions += entry.regex != NULL;
	entry.line = number;
	reading->list->entries[reading->list->count++] = entry;
	return WHITELIST_OK;
}

static int
by_type(const void *a, const void *b)
{
	const struct whitelist_entry *left = a, *right = b;

	if (left->type != right->type)
		return left->type < right->type ? -1 : 1;
	return left->line < right->line ? -1 : left->line > right->line;
}

static void
sort(struct whitelist *list)
{
	size_t at = 0;

	if (list->count > 0)
		qsort(list->entries, list->count, sizeof(*list->entries),
		    by_type);
	for (unsigned type = 0; type <= WHITELIST_TYPES; type++) {
		while (at < list->count && list->entries[at].type < type)
			at++;
		list->starts[type] = at;
	}
}

/* Takes over bytes, which was malloc()ed. */
static enum whitelist_result
parse(uint8_t *bytes, size_t size, const char *name,
    struct whitelist **whitelist_r, struct text *error)
{
	struct reading reading = {.name = name, .error = error};
	struct slice rest = {bytes, size}, line;
	enum whitelist_result result = WHITELIST_OK;
	unsigned number = 0;

	reading.list = calloc(1, sizeof(*reading.list));
	if (reading.list == NULL) {
		free(bytes);
		return WHITELIST_NO_MEMORY;
	}
	reading.list->bytes = bytes;
	while (result == WHITELIST_OK && entry_file_next(&rest, &line, &number))
		result = read_line(&reading, line, number);
	if (result == WHITELIST_OK) {
		sort(reading.list);
		*whitelist_r = reading.list;
	} else {
		whitelist_destroy(&reading.list);
	}
	return result;
}

enum whitelist_result
whitelist_parse(struct slice bytes, const char *name,
    struct whitelist **whitelist_r, struct text *error_r)
{
	uint8_t *copy = malloc(bytes.size + 1);

	*whitelist_r = NULL;
	if (copy == NULL)
		return WHITELIST_NO_MEMORY;
	if (bytes.size > 0)
		memcpy(copy, bytes.data, bytes.size);
	return parse(copy, bytes.size, name, whitelist_r, error_r);
}

enum whitelist_result
whitelist_load(
    const char *path, struct whitelist **whitelist_r, struct text *error_r)
{
	uint8_t *bytes;
	size_t size;

	*whitelist_r = NULL;
	switch (
	    entry_file_load(path, WHITELIST_FILE_MAX, &bytes, &size, error_r)) {
	case ENTRY_FILE_OK:
		return parse(bytes, size, path, whitelist_r, error_r);
	case ENTRY_FILE_NONE:
		return WHITELIST_NO_FILE;
	case ENTRY_FILE_BAD:
		return WHITELIST_BAD;
	case ENTRY_FILE_NO_MEMORY:
		break;
	}
	return WHITELIST_NO_MEMORY;
}

void
whitelist_destroy(struct whitelist **whitelist)
{
	struct whitelist *list = *whitelist;

	if (list == NULL)
		return;
	for (size_t i = 0; i < list->count; i++)
		regex_destroy(&list->entries[i].regex);
	free(list->entries);
	free(list->bytes);
	free(list);
	*whitelist = NULL;
}

size_t
whitelist_count(const struct whitelist *whitelist)
{
	return whitelist->count;
}

struct slice
whitelist_line(const struct whitelist *whitelist, unsigned line)
{
	for (size_t i = 0; i < whitelist->count; i++)
		if (whitelist->entries[i].line == line)
			return whitelist->entries[i].text;
	return (struct slice){NULL, 0};
}
