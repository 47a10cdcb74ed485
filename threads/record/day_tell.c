/*
 * day_tell - each day is told of once
 */
#include "threads/record/day_tell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/file.h"
#include "threads/record/day_list.h"

/*
 * The marker names the finished file and the name that it shall get.  Once it
 * is there, the report is given that name now, or by whoever finds both later;
 * renaming takes the file away, so that it happens once.
 */
static bool
mark_told(
    const char *directory, int32_t day, const char *ready, const char *place)
{
	const struct day_name name = {.kind = DAY_NAME_TOLD, .day = day};
	char path[PLACE_BYTES], buffer[256];
	struct text error = TEXT_OVER(buffer);
	struct aside aside;

	if (!day_files_path(path, directory, &name) ||
	    !aside_open(&aside, path, &error))
		return false;
	if (aside_write(&aside, slice_from_string(ready), 0) &&
	    aside_write(&aside, SLICE("\n"), strlen(ready)) &&
	    aside_write(&aside, slice_from_string(place), strlen(ready) + 1))
		return aside_commit(&aside, &error);
	aside_discard(&aside);
	return false;
}

static void
hand_over(const char *ready, const char *place)
{
	char directory[PLACE_BYTES], *slash;

	if (ready[0] == '\0' || rename(ready, place) != 0)
		return;
	snprintf(directory, sizeof(directory), "%s", place);
	slash = strrchr(directory, '/');
	if (slash != NULL) {
		*slash = '\0';
		file_sync_directory(directory);
	}
}

/* A visitor: a marker whose report has not got its name. */
static bool
finish_telling(void *owner, const char *path, const struct day_name *name)
{
	char text[2 * PLACE_BYTES + 2], *line;
	size_t size;

	(void)owner;
	if (name->kind != DAY_NAME_TOLD ||
	    !file_load(path, (uint8_t *)text, sizeof(text) - 1, &size))
		return true;
	text[size] = '\0';
	line = strchr(text, '\n');
	if (line != NULL) {
		*line = '\0';
		hand_over(text, line + 1);
	}
	return true;
}

/* The lock is held. */
static bool
tell_one(struct day_store *store, int32_t number, day_teller *tell, void *owner)
{
	struct day *day = malloc(sizeof(*day));
	char ready[PLACE_BYTES] = "", place[PLACE_BYTES] = "";
	bool told = false;

	if (day != NULL && day_list_sum_closed(store->directory, number, day))
		told = tell(owner, day, ready, place) &&
		       mark_told(store->directory, number, ready, place);
	if (told)
		hand_over(ready, place);
	free(day);
	return told;
}

struct forgetting {
	int32_t before;
};

/* A visitor. */
static bool
forget(void *owner, const char *path, const struct day_name *name)
{
	const struct forgetting *forgetting = owner;

	if (name->kind != DAY_NAME_OPEN && name->day < forgetting->before)
		(void)unlink(path);
	return true;
}

static void
forget_old(struct day_store *store, const struct day_list *list, size_t keep)
{
	struct forgetting forgetting;

	if (list->count <= keep || keep == 0)
		return;
	forgetting.before = list->days[list->count - keep];
	(void)day_files_visit(store->directory, forget, &forgetting);
}

bool
day_tell(struct day_store *store, int32_t last, size_t keep, day_teller *tell,
    void *owner)
{
	struct day_list *list = calloc(1, sizeof(*list));
	int lock = list == NULL ? -1 : day_files_lock(store->directory, true);
	bool told = lock >= 0;

	if (told) {
		(void)day_files_visit(store->directory, finish_telling, NULL);
		day_store_close_others(store);
		(void)day_files_visit(store->directory, day_list_closed, list);
		for (size_t i = 0; i < list->count && list->days[i] <= last;
		     i++)
			if (!day_files_told(store->directory, list->days[i]))
				told &=
				    tell_one(store, list->days[i], tell, owner);
		forget_old(store, list, keep);
		close(lock);
	}
	free(list);
	return told;
}
