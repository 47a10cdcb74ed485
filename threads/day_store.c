/*
 * day_store - days, kept below the state directory
 */
#include "threads/day_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/file.h"
#include "threads/day_names.h"
#include "threads/live_file.h"

/* ---- the directory ----------------------------------------------------- */

/* -1: errno says why.  close() gives the lock back. */
static int
lock_directory(const char *directory, int how)
{
	char path[PLACE_BYTES];
	int flags = how == LOCK_SH ? O_RDONLY : O_RDWR | O_CREAT;
	int fd;

	if (!places_join(path, directory, "lock"))
		return -1;
	fd = open(path, flags | O_CLOEXEC, 0600);
	while (fd >= 0 && flock(fd, how) != 0)
		if (errno != EINTR) {
			close(fd);
			return -1;
		}
	return fd;
}

static bool
path_of(char *path, const char *directory, const struct day_name *name)
{
	char buffer[128];
	struct text text = TEXT_OVER(buffer);

	day_name_put(&text, name);
	return places_join(path, directory, buffer);
}

/* Called for each file; false ends it. */
typedef bool visitor(
    void *owner, const char *path, const struct day_name *name);

static bool
visit(const char *directory, visitor *see, void *owner)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;
	char path[PLACE_BYTES];

	if (entries == NULL)
		return false;
	while ((entry = readdir(entries)) != NULL) {
		struct day_name name;

		if (day_name_read(slice_from_string(entry->d_name), &name) &&
		    places_join(path, directory, entry->d_name) &&
		    !see(owner, path, &name))
			break;
	}
	closedir(entries);
	return true;
}

static bool
read_file(const char *path, struct kept_day *kept_r)
{
	uint8_t *bytes = malloc(DAY_FILE_MAX + 1);
	int fd = file_open(path, false);
	size_t size = 0;
	bool good = bytes != NULL && fd >= 0 &&
		    file_read(fd, bytes, DAY_FILE_MAX + 1, &size) &&
		    day_file_read((struct slice){bytes, size}, kept_r);

	if (fd >= 0)
		close(fd);
	free(bytes);
	return good;
}

/* ---- writing ----------------------------------------------------------- */

struct file_out {
	struct aside aside;
	uint64_t at;
};

/* A writer_function. */
static bool
write_out(void *owner, struct slice bytes)
{
	struct file_out *out = owner;
	uint64_t at = out->at;

	out->at += bytes.size;
	return aside_write(&out->aside, bytes, at);
}

static bool
write_file(const char *path, const struct kept_day *kept, struct text *error_r)
{
	struct file_out out = {.at = 0};
	struct writer writer;

	if (!aside_open(&out.aside, path, error_r))
		return false;
	writer_init(&writer, write_out, &out);
	day_file_write(&writer, kept);
	if (writer_flush(&writer))
		return aside_commit(&out.aside, error_r);
	aside_fail(&out.aside, error_r);
	return false;
}

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
	if (!write_file(store->own, &store->kept, error_r))
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
	int lock = lock_directory(store->directory, LOCK_EX);
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

static bool
was_told(const char *directory, int32_t day)
{
	const struct day_name name = {.kind = DAY_NAME_TOLD, .day = day};
	char path[PLACE_BYTES];

	return path_of(path, directory, &name) && access(path, F_OK) == 0;
}

/* Into the first day from its own on of which was not told. */
static bool
close_file(const char *directory, const char *path, const struct kept_day *kept)
{
	struct day_name name = {.kind = DAY_NAME_CLOSED,
	    .day = kept->day.number,
	    .instance = kept->instance,
	    .saving = kept->saving};
	char closed[PLACE_BYTES];

	while (was_told(directory, name.day))
		name.day++;
	if (!path_of(closed, directory, &name) || rename(path, closed) != 0)
		return false;
	file_sync_directory(directory);
	return true;
}

bool
day_store_turn(struct day_store *store, int32_t today, struct text *error_r)
{
	int lock = lock_directory(store->directory, LOCK_EX);
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
	if (!read_file(path, &store->room)) {
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
	    read_file(path, &store->room)) {
		store->kept.seen = store->room.seen;
		store->kept.saving = store->room.saving;
	}
	return true;
}

/* The lock is held. */
static void
restore(struct day_store *store, int32_t today)
{
	struct takeover takeover = {.store = store, .today = today};
	struct kept_day *kept = &store->kept;

	takeover.taken = access(store->own, F_OK) == 0;
	(void)visit(store->directory, take_over, &takeover);
	if (takeover.taken && read_file(store->own, &store->room)) {
		bool ours = store->room.instance == store->instance;

		*kept = store->room;
		if (!ours) {
			memset(&kept->seen, 0, sizeof(kept->seen));
			kept->saving = 0;
		}
	}
	(void)visit(store->directory, find_seen, store);
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
	    !path_of(store->own, store->directory, &own)) {
		text_printf(error_r, "%s: too long a name", state);
		return false;
	}
	(void)mkdir(store->directory, 0700);
	lock = lock_directory(store->directory, LOCK_EX);
	if (lock < 0) {
		cannot_lock(error_r, store->directory);
		return false;
	}
	restore(store, today);
	close(lock);
	return true;
}

/* ---- reading ----------------------------------------------------------- */

struct listing {
	struct day_list *list;
	const char *directory;
};

static void
list_day(struct day_list *list, int32_t day)
{
	size_t at = list->count;

	while (at > 0 && list->days[at - 1] > day)
		at--;
	if (at > 0 && list->days[at - 1] == day)
		return;
	if (list->count == DAY_LIST_MAX)
		return;
	memmove(&list->days[at + 1], &list->days[at],
	    (list->count - at) * sizeof(list->days[0]));
	list->days[at] = day;
	list->count++;
}

/* A visitor. */
static bool
list_file(void *owner, const char *path, const struct day_name *name)
{
	struct kept_day *room;

	if (name->kind == DAY_NAME_CLOSED) {
		list_day(owner, name->day);
	} else if (name->kind == DAY_NAME_OPEN) {
		room = malloc(sizeof(*room));
		if (room != NULL && read_file(path, room))
			list_day(owner, room->day.number);
		free(room);
	}
	return true;
}

/* A visitor. */
static bool
list_closed(void *owner, const char *path, const struct day_name *name)
{
	(void)path;
	if (name->kind == DAY_NAME_CLOSED)
		list_day(owner, name->day);
	return true;
}

/* Changes wait meanwhile, where we may ask for that. */
static bool
look(const char *state, visitor *see, void *owner)
{
	char directory[PLACE_BYTES];
	bool looked;
	int lock;

	if (!places_join(directory, state, "days"))
		return false;
	lock = lock_directory(directory, LOCK_SH);
	looked = visit(directory, see, owner);
	if (lock >= 0)
		close(lock);
	return looked;
}

bool
day_store_list(const char *state, struct day_list *list_r)
{
	list_r->count = 0;
	return look(state, list_file, list_r);
}

struct summing {
	int32_t number;
	bool with_open;
	bool found;
	struct day *sum;
	struct kept_day room;
};

/* A visitor. */
static bool
sum_file(void *owner, const char *path, const struct day_name *name)
{
	struct summing *summing = owner;

	if (name->kind == DAY_NAME_CLOSED
		? name->day != summing->number
		: name->kind != DAY_NAME_OPEN || !summing->with_open)
		return true;
	if (!read_file(path, &summing->room))
		return true;
	if (name->kind == DAY_NAME_OPEN &&
	    summing->room.day.number != summing->number)
		return true;
	day_merge(summing->sum, &summing->room.day);
	summing->found = true;
	return true;
}

static struct summing *
summing_create(int32_t number, bool with_open, struct day *day_r)
{
	struct summing *summing = malloc(sizeof(*summing));

	day_clear(day_r, number);
	if (summing == NULL)
		return NULL;
	summing->number = number;
	summing->with_open = with_open;
	summing->found = false;
	summing->sum = day_r;
	return summing;
}

static bool
summing_end(struct summing *summing, struct day *day)
{
	bool found = summing->found;

	free(summing);
	tops_sort(&day->sources);
	tops_sort(&day->targets);
	tops_sort(&day->viruses);
	return found;
}

bool
day_store_sum(
    const char *state, int32_t number, bool with_open, struct day *day_r)
{
	struct summing *summing = summing_create(number, with_open, day_r);

	if (summing == NULL)
		return false;
	(void)look(state, sum_file, summing);
	return summing_end(summing, day_r);
}

/* ---- telling ----------------------------------------------------------- */

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

	if (!path_of(path, directory, &name) ||
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
	size_t size = 0;
	int fd;

	(void)owner;
	if (name->kind != DAY_NAME_TOLD)
		return true;
	fd = file_open(path, false);
	if (fd < 0)
		return true;
	if (file_read(fd, (uint8_t *)text, sizeof(text) - 1, &size) &&
	    size > 0) {
		text[size] = '\0';
		line = strchr(text, '\n');
		if (line != NULL) {
			*line = '\0';
			hand_over(text, line + 1);
		}
	}
	close(fd);
	return true;
}

/* The lock is held. */
static bool
tell_one(struct day_store *store, int32_t number, day_teller *tell, void *owner)
{
	struct day *day = malloc(sizeof(*day));
	struct summing *summing =
	    day == NULL ? NULL : summing_create(number, false, day);
	char ready[PLACE_BYTES] = "", place[PLACE_BYTES] = "";
	bool told = false;

	if (summing != NULL) {
		(void)visit(store->directory, sum_file, summing);
		(void)summing_end(summing, day);
		told = tell(owner, day, ready, place) &&
		       mark_told(store->directory, number, ready, place);
	}
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
	(void)visit(store->directory, forget, &forgetting);
}

bool
day_store_tell(struct day_store *store, int32_t last, size_t keep,
    day_teller *tell, void *owner)
{
	struct day_list *list = calloc(1, sizeof(*list));
	int lock =
	    list == NULL ? -1 : lock_directory(store->directory, LOCK_EX);
	/* Of helpers that are no more: none is taken over, all are closed. */
	struct takeover others = {.store = store, .taken = true};
	bool told = lock >= 0;

	if (told) {
		(void)visit(store->directory, finish_telling, NULL);
		(void)visit(store->directory, take_over, &others);
		(void)visit(store->directory, list_closed, list);
		for (size_t i = 0; i < list->count && list->days[i] <= last;
		     i++)
			if (!was_told(store->directory, list->days[i]))
				told &=
				    tell_one(store, list->days[i], tell, owner);
		forget_old(store, list, keep);
		close(lock);
	}
	free(list);
	return told;
}
