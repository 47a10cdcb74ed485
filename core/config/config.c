/*
 * config - a configuration as an object: made and freed
 *
 * Loops over the table of keys; reading a file is config_read.c.
 */
#include "core/config/config.h"

#include <stdlib.h>
#include <string.h>

#include "core/config/keys.h"

/* directory "/" s, or s alone if it is absolute; NULL: no memory. */
static char *
path_join(const char *directory, struct slice s)
{
	size_t size = directory == NULL ? 0 : strlen(directory);
	bool relative = s.size > 0 && s.data[0] != '/';
	char *path;

	if (!relative)
		size = 0;
	path = malloc(size + 1 + s.size + 1);
	if (path == NULL)
		return NULL;
	if (size > 0) {
		memcpy(path, directory, size);
		if (path[size - 1] != '/')
			path[size++] = '/';
	}
	memcpy(path + size, s.data, s.size);
	path[size + s.size] = '\0';
	return path;
}

bool
key_set_text(const struct key *key, struct config *config,
    const char *directory, struct slice s)
{
	char **field = key_text_field(key, config);
	char *text =
	    path_join(key->type == KEY_TYPE_PATH ? directory : NULL, s);

	if (text == NULL)
		return false;
	free(*field);
	*field = text;
	return true;
}

struct config *
config_default(const char *program_directory)
{
	struct config *config = calloc(1, sizeof(*config));

	if (config == NULL)
		return NULL;
	for (size_t i = 0; i < key_count; i++) {
		const struct key *key = &key_table[i];

		if (key->type == KEY_TYPE_SECTION)
			continue;
		if (!key_is_text(key))
			key_set_number(key, config, key->preset);
		else if (!key_set_text(key, config, program_directory,
			     slice_from_string(key->text_preset)))
			config_free(&config);
		if (config == NULL)
			return NULL;
	}
	return config;
}

bool
config_list_next(struct slice *rest, struct slice *word_r)
{
	while (rest->size > 0) {
		size_t end = 0;

		while (end < rest->size && rest->data[end] != ',' &&
		       rest->data[end] != ' ')
			end++;
		*word_r = slice_sub(*rest, 0, end);
		*rest = slice_skip(*rest, end + 1);
		if (end > 0)
			return true;
	}
	return false;
}

bool
config_list_has(const char *list, struct slice word)
{
	struct slice rest = slice_from_string(list), next;

	while (config_list_next(&rest, &next))
		if (slice_equal_nocase(next, word))
			return true;
	return false;
}

void
config_free(struct config **config)
{
	if (*config == NULL)
		return;
	for (size_t i = 0; i < key_count; i++)
		if (key_is_text(&key_table[i]))
			free(*key_text_field(&key_table[i], *config));
	free(*config);
	*config = NULL;
}
