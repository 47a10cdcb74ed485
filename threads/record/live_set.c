/*
 * live_set - all helpers that run with one state directory, as they are now
 */
#include "threads/record/live_set.h"

#include <stdlib.h>

#include "core/base/clock.h"

struct live_set *
live_set_create(void)
{
	return calloc(1, sizeof(struct live_set));
}

void
live_set_destroy(struct live_set **set)
{
	if (*set == NULL)
		return;
	for (size_t i = 0; i < LIVE_FILES_MAX; i++)
		free((*set)->lives[i]);
	free(*set);
	*set = NULL;
}

/* False: it is left out. */
static bool
read_one(struct live_set *set, const char *path)
{
	char buffer[256];
	struct text error = TEXT_OVER(buffer);
	struct text left_out = TEXT_OVER(set->left_out);
	struct live **live = &set->lives[set->count];
	bool gone;

	if (*live == NULL)
		*live = malloc(sizeof(**live));
	if (*live == NULL) {
		text_put(&left_out, SLICE("no memory"));
		return false;
	}
	if (live_file_read(path, *live, &gone, &error))
		return true;
	/* Names of helpers that were killed are removed by the next one. */
	if (!gone)
		text_printf(&left_out, "%s: %s", path, buffer);
	return false;
}

bool
live_set_read(struct live_set *set, const char *directory)
{
	struct live_names names;
	char path[4096];

	set->count = 0;
	set->left_out[0] = '\0';
	if (!live_names_read(directory, &names))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		if (!live_name_path(
			path, sizeof(path), directory, names.pids[i]) ||
		    !read_one(set, path))
			continue;
		status_make(set->lives[set->count], clock_now_ns(),
		    clock_wall_s(), &set->statuses[set->count]);
		set->count++;
	}
	return true;
}
