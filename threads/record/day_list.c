/*
 * day_list - which days are kept, and what they sum up to
 */
#include "threads/record/day_list.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
		if (room != NULL && day_files_read(path, room))
			list_day(owner, room->day.number);
		free(room);
	}
	return true;
}

bool
day_list_closed(void *owner, const char *path, const struct day_name *name)
{
	(void)path;
	if (name->kind == DAY_NAME_CLOSED)
		list_day(owner, name->day);
	return true;
}

/* Changes wait meanwhile, where we may ask for that. */
static bool
look(const char *state, day_visitor *see, void *owner)
{
	char directory[PLACE_BYTES];
	bool looked;
	int lock;

	if (!places_join(directory, state, "days"))
		return false;
	lock = day_files_lock(directory, false);
	looked = day_files_visit(directory, see, owner);
	if (lock >= 0)
		close(lock);
	return looked;
}

bool
day_list_read(const char *state, struct day_list *list_r)
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
	if (!day_files_read(path, &summing->room))
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
day_list_sum_closed(const char *directory, int32_t number, struct day *day_r)
{
	struct summing *summing = summing_create(number, false, day_r);

	if (summing == NULL)
		return false;
	(void)day_files_visit(directory, sum_file, summing);
	(void)summing_end(summing, day_r);
	return true;
}

bool
day_list_sum(
    const char *state, int32_t number, bool with_open, struct day *day_r)
{
	struct summing *summing = summing_create(number, with_open, day_r);

	if (summing == NULL)
		return false;
	(void)look(state, sum_file, summing);
	return summing_end(summing, day_r);
}
