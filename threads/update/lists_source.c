/*
 * lists_source - whitelist.cfg and cartridge.cfg for the helper
 */
#include "threads/update/lists_source.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The copies of good files, below the state directory. */
#define GOOD_WHITELIST "whitelist.cfg.good"
#define GOOD_SETTINGS "cartridge.cfg.good"

static const char *
name_in(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static void
say_refused(const struct lists_source *source, const char *error, bool has_old)
{
	char room[1200];

	snprintf(room, sizeof(room), "%s; %s", error,
	    has_old ? "the last good one stays" : "it is not used");
	source->say(source->owner, room);
}

/* False: there are no copies. */
static bool
copy_path(const struct lists_source *source, const char *good, char *path_r)
{
	return source->places != NULL &&
	       places_join(path_r, source->places->state, good);
}

/* A file that is gone leaves no copy to fall back to. */
static void
forget(const struct lists_source *source, const char *good)
{
	char path[PLACE_BYTES];

	if (copy_path(source, good, path))
		unlink(path);
}

static void
keep(const struct lists_source *source, const char *path, const char *good)
{
	char copy[PLACE_BYTES];

	if (copy_path(source, good, copy))
		places_keep_copy(path, copy);
}

/* ---- the whitelist ----------------------------------------------------- */

static struct whitelist *
last_whitelist(const struct lists_source *source)
{
	char path[PLACE_BYTES], room[512];
	struct text ignored = TEXT_OVER(room);
	struct whitelist *whitelist = NULL;

	if (copy_path(source, GOOD_WHITELIST, path) &&
	    whitelist_load(path, &whitelist, &ignored) == WHITELIST_OK)
		return whitelist;
	return NULL;
}

/* False: refused. */
static bool
load_whitelist(const struct lists_source *source, struct lists *lists)
{
	const char *path = source->config->whitelist_file;
	char room[1024];
	struct text error = TEXT_OVER(room);

	lists->whitelist_name = name_in(path);
	switch (whitelist_load(path, &lists->whitelist, &error)) {
	case WHITELIST_OK:
		keep(source, path, GOOD_WHITELIST);
		return true;
	case WHITELIST_NO_FILE:
		forget(source, GOOD_WHITELIST);
		return true;
	case WHITELIST_NO_MEMORY:
		text_printf(&error, "%s: no memory to read it", path);
		break;
	case WHITELIST_BAD:
		break;
	}
	lists->whitelist = last_whitelist(source);
	say_refused(source, room, lists->whitelist != NULL);
	return false;
}

/* ---- the settings ------------------------------------------------------ */

static bool
last_settings(const struct lists_source *source, struct lists *lists)
{
	char path[PLACE_BYTES], room[512];
	struct text ignored = TEXT_OVER(room);

	return copy_path(source, GOOD_SETTINGS, path) &&
	       settings_load(path, NULL, NULL, &lists->settings, &ignored) ==
		   SETTINGS_OK;
}

static bool
load_settings(const struct lists_source *source, struct lists *lists)
{
	const char *path = source->config->scorer_file;
	char room[1024];
	struct text error = TEXT_OVER(room);

	switch (settings_load(
	    path, source->say, source->owner, &lists->settings, &error)) {
	case SETTINGS_OK:
		keep(source, path, GOOD_SETTINGS);
		return true;
	case SETTINGS_NO_FILE:
		forget(source, GOOD_SETTINGS);
		return true;
	case SETTINGS_NO_MEMORY:
		text_printf(&error, "%s: no memory to read it", path);
		break;
	case SETTINGS_BAD:
		break;
	}
	say_refused(source, room, last_settings(source, lists));
	return false;
}

struct lists *
lists_source_load(const struct lists_source *source, unsigned *refused_r)
{
	struct lists *lists = lists_create();

	*refused_r = 0;
	if (lists == NULL)
		return NULL;
	*refused_r += !load_whitelist(source, lists);
	*refused_r += !load_settings(source, lists);
	return lists;
}
