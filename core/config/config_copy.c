/*
 * config_copy - the running configuration once more
 *
 * When a reload brings a bad file, the new data runs on a copy of the old
 * configuration.
 */
#include "core/config/config.h"

#include <stdlib.h>
#include <string.h>

#include "core/config/keys.h"

struct config *
config_copy(const struct config *config)
{
	struct config *copy = malloc(sizeof(*copy));
	bool whole = true;

	if (copy == NULL)
		return NULL;
	*copy = *config;
	for (size_t i = 0; i < key_count; i++) {
		char **field;

		if (!key_is_text(&key_table[i]))
			continue;
		field = key_text_field(&key_table[i], copy);
		*field = *field == NULL ? NULL : strdup(*field);
		whole &= *field != NULL;
	}
	if (!whole)
		config_free(&copy);
	return copy;
}
