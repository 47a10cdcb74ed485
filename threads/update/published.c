/*
 * published - where the cartridge lies that came as an update
 */
#include "threads/update/published.h"

#include <stdio.h>

#define NAME "published.cartridge"

void
published_path(
    const struct places *places, const struct settings *settings, char *path_r)
{
	const char *cache = settings->update_cache;
	char directory[PLACE_BYTES];
	bool fits = true;

	if (cache[0] == '\0')
		snprintf(directory, sizeof(directory), "%s", places->state);
	else if (cache[0] == '/')
		snprintf(directory, sizeof(directory), "%s", cache);
	else
		fits = places_join(directory, places->directory, cache);
	if (!fits || !places_join(path_r, directory, NAME))
		path_r[0] = '\0';
}
