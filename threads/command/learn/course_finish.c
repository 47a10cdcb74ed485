/*
 * course_finish - the end of a run of learning: tried, written, committed
 */
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/command/learn/course.h"
#include "threads/update/cartridge_source.h"

static void
age(struct course *course)
{
	if (store_number(course->store, STORE_AGED) != course->tally.today)
		store_age(
		    course->store, course->tally.today, &store_bounds_default);
}

static void
put_info(struct text *info, const struct course *course)
{
	text_printf(info,
	    "made-by: CGPFilter " CGPFILTER_VERSION "\n"
	    "legitimate: %" PRIu64 "\nspam: %" PRIu64 "\nprints: %zu\n",
	    course->learnt.ham, course->learnt.spam, course->print_count);
}

/* What it began with, if that can still be read; it is not the store's
 * business. */
static struct cartridge *
open_old(const struct course *course)
{
	char buffer[PLACE_BYTES + 256];
	struct text ignored = TEXT_OVER(buffer);
	enum cartridge_result result;
	struct cartridge *old =
	    cartridge_source_open(course->places->cartridge, &result, &ignored);

	text_clear(&ignored);
	if (old == NULL && course->places->shipped != NULL)
		old = cartridge_source_open(
		    course->places->shipped, &result, &ignored);
	return old;
}

static bool
is_good_for_guard(
    struct course *course, struct slice table, struct text *error_r)
{
	struct cartridge made = {.id = course->made}, *old;

	if (!guard_is_set(&course->places->guard) || course->places->ship)
		return true;
	made.sections[CARTRIDGE_MODEL] =
	    (struct slice){course->model, course->model_bytes};
	made.sections[CARTRIDGE_PRINTS] = table;
	old = open_old(course);
	course->refused =
	    !guard_passes(&course->places->guard, old, &made, error_r);
	cartridge_close(&old);
	return !course->refused;
}

/* The store, and what it counted into the day. */
static enum store_result
commit(struct course *course)
{
	struct learning_counts now;
	enum store_result result;

	learning_counts_take(course->store, &now);
	result = store_commit(course->store);
	if (result == STORE_OK && course->places->state != NULL)
		learning_day_note(course->places->state, &course->before, &now);
	return result;
}

/* Aside, committed, renamed. */
static bool
publish(struct course *course, struct slice table, struct text *error_r)
{
	char buffer[256];
	struct text info = TEXT_OVER(buffer);
	struct cartridge_draft draft = {.id = course->made};
	struct aside aside;
	enum store_result result;

	put_info(&info, course);
	draft.sections[CARTRIDGE_INFO] = text_slice(&info);
	draft.sections[CARTRIDGE_MODEL] =
	    (struct slice){course->model, course->model_bytes};
	draft.sections[CARTRIDGE_PRINTS] = table;
	if (cartridge_prepare(&draft, course->places->cartridge, &aside,
		error_r) != CARTRIDGE_OK)
		return false;
	result = commit(course);
	if (result == STORE_OK)
		return cartridge_commit(&aside, true, error_r) == CARTRIDGE_OK;
	aside_discard(&aside);
	text_printf(error_r, "%s: %s", course->places->store,
	    store_result_text(result));
	return false;
}

bool
course_finish(struct course *course, struct text *error_r)
{
	uint8_t *table = NULL;
	size_t size = 0;
	bool done;

	model_settle(course->model);
	if (course->places->ship)
		model_ship(course->model);
	course->learnt = model_counts_of(course->model);
	tally_put(&course->tally, course->store);
	store_count(course->store, STORE_PRINTS_ADDED, course->tally.added);
	store_count(course->store, STORE_PRINTS_EXCUSED, course->tally.excused);
	age(course);
	course->made = course->id;
	course->made.update = course->id.update + 1;
	course->made.created_s = clock_wall_s();
	store_set_number(course->store, STORE_UPDATE, course->made.update);
	store_set_number(course->store, STORE_WRITER, (uint64_t)getpid());
	if (course->tally.no_memory ||
	    (!course->places->ship &&
		!tally_table(course->store, course->places->people, &table,
		    &size, &course->print_count))) {
		text_printf(error_r, "no memory for the prints");
		return false;
	}
	done =
	    is_good_for_guard(course, (struct slice){table, size}, error_r) &&
	    publish(course, (struct slice){table, size}, error_r);
	free(table);
	return done;
}

void
course_count_refusal(struct course *course)
{
	store_abort(course->store);
	if (store_begin(course->store, true) != STORE_OK)
		return;
	store_count(course->store, STORE_GUARD_REFUSED, 1);
	(void)commit(course);
}

bool
course_note(struct course *course, struct text *error_r)
{
	enum store_result result = commit(course);

	if (result != STORE_OK)
		text_printf(error_r, "%s: %s", course->places->store,
		    store_result_text(result));
	return result == STORE_OK;
}
