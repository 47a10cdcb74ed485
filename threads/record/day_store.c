/*
 * day_store - what a helper counts in its day, kept below the state directory
 */
#include "threads/record/day_store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "threads/record/day_files.h"
#include "threads/record/live_file.h"

/* ---- writing ---------------------------------------------------------- */

/*
 * Our file was taken over or closed by another helper, which took us for gone:
 * what was saved is counted there.
 */
static void
leave_what_was_saved(struct day_store *store)
{
	struct day *day = &store->kept.day;
	const struct day *saved = &store->saved.day;
	struct day rest = {.number = day->number};
	struct totals before = saved->totals;

	day_count(&rest, &before, &day->totals, 0);
	for (size_t i = 0; i < DAY_QUARTERS; i++) {
		rest.quarters[i].messages =
		    day->quarters[i].messages - saved->quarters[i].messages;
		rest.quarters[i].infected =
		    day->quarters[i].infected - saved->quarters[i].infected;
		rest.quarters[i].alerts =
		    day->quarters[i].alerts - saved->quarters[i].alerts;
	}
	*day = rest;
}

/* The lock is held. */
static bool
save_locked(struct day_store *store, struct text *error_r)
{
	if (store->saved.saving > 0 && access(store->own, F_OK) != 0 &&
	    errno == ENOENT) {
		leave_what_was_saved(store);
		memset(&store->saved.day, 0, sizeof(store->saved.day));
	}
	store->kept.saving++;
	if (!day_files_write(store->own, &store->kept, error_r))
		return false;
	store->saved = store->kept;
	return true;
}

static void
cannot_lock(struct text *error_r, const char *directory)
{
	text_printf(
	    error_r, "%s: %s; days are not kept", directory, strerror(errno));
}

bool
day_store_save(struct day_store *store, struct text *error_r)
{
	int lock = day_files_lock(store->directory, true);
	bool saved;

	if (lock < 0) {
		cannot_lock(error_r, store->directory);
		return false;
	}
	saved = save_locked(store, error_r);
	close(lock);
	return saved;
}

/* ---- closing ----------------------------------------------------------- */

/* Into the first day from its own on of which was not told. */
static bool
close_file(const char *directory, const char *path, const struct kept_day *kept)
{
	struct day_name name = {.kind = DAY_NAME_CLOSED,
	    .day = kept->day.number,
	    .instance = kept->instance,
	    .saving = kept->saving};
	char closed[PLACE_BYTES];

	while (day_files_told(directory, name.day))
		name.day++;
	if (!day_files_path(closed, directory, &name) ||
	    rename(path, closed) != 0)
		return false;
	file_sync_directory(directory);
	return true;
}

bool
day_store_turn(struct day_store *store, int32_t today, struct text *error_r)
{
	int lock = day_files_lock(store->directory, true);
	bool turned;

	if (lock < 0) {
		cannot_lock(error_r, store->directory);
		return false;
	}
	turned = save_locked(store, error_r) &&
		 close_file(store->directory, store->own, &store->kept);
	if (turned) {
		day_clear(&store->kept.day, today);
		store->saved = store->kept;
		/* Nothing is open until the next saving. */
		store->saved.saving = 0;
		turned = save_locked(store, error_r);
	}
	close(lock);
	return turned;
}

/* ---- taking over ------------------------------------------------------- */

static bool
is_alive(const struct day_store *store, const struct day_name *name)
{
	struct live *live = aligned_alloc(64, sizeof(*live));
	char path[PLACE_BYTES], buffer[256];
	struct text error = TEXT_OVER(buffer);
	bool gone, alive;

	if (live == NULL ||
	    !live_name_path(path, sizeof(path), store->state, name->pid)) {
		free(live);
		return true; /* leave it alone */
	}
	alive = live_file_read(path, live, &gone, &error)
		    ? live->header.instance == name->instance
		    : !gone;
	free(live);
	return alive;
}

struct takeover {
	struct day_store *store;
	int32_t today;
	bool taken;
};

/* A visitor: the file of a helper that is no more becomes ours, if it is of
 * today and we have none, and is closed otherwise. */
static bool
take_over(void *owner, const char *path, const struct day_name *name)
{
	struct takeover *takeover = owner;
	struct day_store *store = takeover->store;

	if (name->kind != DAY_NAME_OPEN || name->instance == store->instance ||
	    is_alive(store, name))
		return true;
	if (!day_files_read(path, &store->room)) {
		(void)unlink(path); /* damaged: nothing can be had of it */
		return true;
	}
	if (!takeover->taken && store->room.day.number == takeover->today &&
	    rename(path, store->own) == 0)
		takeover->taken = true;
	else
		(void)close_file(store->directory, path, &store->room);
	return true;
}

/* A visitor: the newest part that we closed ourselves says what of our counters
 * was kept, where an engine died before it could begin the next. */
static bool
find_seen(void *owner, const char *path, const struct day_name *name)
{
	struct day_store *store = owner;

	if (name->kind == DAY_NAME_CLOSED &&
	    name->instance == store->instance &&
	    name->saving > store->kept.saving &&
	    day_files_read(path, &store->room)) {
		store->kept.seen = store->room.seen;
		store->kept.saving = store->room.saving;
	}
	return true;
}

void
day_store_close_others(struct day_store *store)
{
	/* None is taken over. */
	struct takeover others = {.store = store, .taken = true};

	(void)day_files_visit(store->directory, take_over, &others);
}

/* The lock is held. */
static void
restore(struct day_store *store, int32_t today)
{
	struct takeover takeover = {.store = store, .today = today};
	struct kept_day *kept = &store->kept;

	takeover.taken = access(store->own, F_OK) == 0;
	(void)day_files_visit(store->directory, take_over, &takeover);
	if (takeover.taken && day_files_read(store->own, &store->room)) {
		bool ours = store->room.instance == store->instance;

		*kept = store->room;
		if (!ours) {
			memset(&kept->seen, 0, sizeof(kept->seen));
			kept->saving = 0;
		}
	}
	(void)day_files_visit(store->directory, find_seen, store);
	kept->instance = store->instance;
	store->saved = *kept;
	store->saved.saving = takeover.taken;
}

bool
day_store_open(struct day_store *store, const char *state,
    const struct live_header *helper, int32_t today, struct text *error_r)
{
	const struct day_name own = {.kind = DAY_NAME_OPEN,
	    .pid = helper->pid,
	    .instance = helper->instance};
	int lock;

	memset(store, 0, sizeof(*store));
	store->instance = helper->instance;
	store->kept.instance = helper->instance;
	day_clear(&store->kept.day, today);
	snprintf(store->state, PLACE_BYTES, "%s", state);
	if (!places_join(store->directory, state, "days") ||
	    !day_files_path(store->own, store->directory, &own)) {
		text_printf(error_r, "%s: too long a name", state);
		return false;
	}
	(void)mkdir(store->directory, 0700);
	lock = day_files_lock(store->directory, true);
	if (lock < 0) {
		cannot_lock(error_r, store->directory);
		return false;
	}
	restore(store, today);
	close(lock);
	return true;
}
