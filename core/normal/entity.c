/*
 * entity - names of character references: a sorted table and its first letters
 */
#include "core/normal/entity.h"

#include <string.h>

struct row {
	char name[ENTITY_NAME_MAX];
	uint16_t code;
};

static const struct row rows[] = {
#define ENTITY(name, code) {name, code},
#include "core/normal/entity.def"
#undef ENTITY
};

/* Below, equal or above 0, as memcmp(); a row's name ends at NUL or is full. */
static int
compare(struct slice name, const struct row *row)
{
	char padded[ENTITY_NAME_MAX] = {0};

	memcpy(padded, name.data, name.size);
	return memcmp(padded, row->name, ENTITY_NAME_MAX);
}

uint16_t
entity_find(struct slice name)
{
	size_t low = 0, high = sizeof(rows) / sizeof(rows[0]);

	if (name.size == 0 || name.size > ENTITY_NAME_MAX)
		return 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(name, &rows[middle]);

		if (order == 0)
			return rows[middle].code;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}
