/*
 * course_open - the beginning of a run of learning: lock, store, model
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "threads/command/learn/course.h"
#include "threads/update/cartridge_source.h"

#define DAY_S 86400

static const struct cartridge_version version_first = {{1, 0, 0, 0}};

/* ---- one at a time ----------------------------------------------------- */

static bool
take_lock(
    struct course *course, void (*say)(const char *line), struct text *error_r)
{
	course->lock_fd = file_lock(course->places->lock, false);
	if (course->lock_fd < 0 && errno == EAGAIN) {
		say("another one is learning; waiting for its end");
		course->lock_fd = file_lock(course->places->lock, true);
	}
	if (course->lock_fd >= 0)
		return true;
	text_printf(error_r,
	    "%s: %s; see that the directory can be written by whoever runs "
	    "this",
	    course->places->lock, strerror(errno));
	return false;
}

/* ---- the model to begin with ------------------------------------------- */

static uint32_t
larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

static struct model_shape
shape_for(const struct course *course, struct slice base)
{
	struct model_shape shape =
	    course->places->ship ? model_shape_small : model_shape_site;

	if (base.size > 0) {
		struct model_shape had = model_shape_of(base.data);

		shape.gram_bits = larger(shape.gram_bits, had.gram_bits);
		shape.pair_bits = larger(shape.pair_bits, had.pair_bits);
		shape.token_bits = larger(shape.token_bits, had.token_bits);
	}
	return shape;
}

static bool
is_same_shape(const struct model_shape *a, const struct model_shape *b)
{
	return a->gram_bits == b->gram_bits && a->pair_bits == b->pair_bits &&
	       a->token_bits == b->token_bits;
}

/* A copy of base, made as large as a site's; empty: one that knows nothing. */
static bool
make_model(struct course *course, struct slice base,
    const struct model_shape *shape, struct text *error_r)
{
	course->made_model = model_allocate(shape);
	course->model = course->made_model;
	if (course->model == NULL) {
		text_printf(error_r, "no memory for the model");
		return false;
	}
	if (base.size == 0)
		model_init(course->model, shape);
	else if (!model_enlarge(base, course->model, shape)) {
		text_printf(error_r, "the model cannot be enlarged");
		return false;
	}
	return true;
}

/* cartridge is the course's from here on; NULL: nothing is known. */
static bool
begin_model(
    struct course *course, struct cartridge *cartridge, struct text *error_r)
{
	const struct slice base = cartridge == NULL
				      ? (struct slice){NULL, 0}
				      : cartridge->sections[CARTRIDGE_MODEL];
	const struct model_shape shape = shape_for(course, base);
	struct model_shape had;
	bool good;

	course->model_bytes = model_image_bytes(&shape);
	if (base.size > 0) {
		had = model_shape_of(base.data);
		if (is_same_shape(&had, &shape)) {
			course->began = cartridge;
			course->model =
			    cartridge_bytes(cartridge, CARTRIDGE_MODEL);
			return true;
		}
	}
	good = make_model(course, base, &shape, error_r);
	cartridge_close(&cartridge);
	return good;
}

static bool
begin_with(struct course *course, const char *path, bool *exists_r,
    struct text *error_r)
{
	enum cartridge_result result;
	struct cartridge *cartridge =
	    cartridge_source_read(path, &result, error_r);

	*exists_r = result != CARTRIDGE_NO_FILE;
	if (cartridge == NULL)
		return false;
	course->id = cartridge->id;
	return begin_model(course, cartridge, error_r);
}

/* The site's own, which must be good, or what ships, which may be missing. */
static bool
begin(
    struct course *course, void (*say)(const char *line), struct text *error_r)
{
	const struct course_places *places = course->places;
	bool exists;

	if (begin_with(course, places->cartridge, &exists, error_r))
		return true;
	if (exists) {
		text_printf(error_r,
		    "; it is left alone: put %s.old or a good copy in its "
		    "place, or remove it to begin anew",
		    places->cartridge);
		return false;
	}
	text_clear(error_r);
	if (places->shipped != NULL &&
	    begin_with(course, places->shipped, &exists, error_r))
		return true;
	if (places->shipped != NULL && exists)
		say(error_r->data);
	text_clear(error_r);
	course->id = (struct cartridge_id){.version = version_first};
	return begin_model(course, NULL, error_r);
}

/* ---- open and close ---------------------------------------------------- */

/* What the store learnt after this cartridge was made is in no cartridge: an
 * older copy was put in its place. */
static void
forget_what_is_lost(struct course *course, void (*say)(const char *line))
{
	char buffer[200];
	size_t count = 0;

	if (store_number(course->store, STORE_UPDATE) > course->id.update)
		count =
		    store_learnt_forget_after(course->store, course->id.update);
	if (count == 0)
		return;
	snprintf(buffer, sizeof(buffer),
	    "%zu messages were learnt by a later cartridge than the one that "
	    "is there; they can be learnt again",
	    count);
	say(buffer);
}

static bool
begin_store(
    struct course *course, void (*say)(const char *line), struct text *error_r)
{
	enum store_result result =
	    store_open(course->places->store, &course->store, error_r);

	if (result != STORE_OK)
		return false;
	if (error_r->size > 0)
		say(error_r->data);
	text_clear(error_r);
	result = store_begin(course->store, true);
	if (result != STORE_OK)
		text_printf(error_r, "%s: %s", course->places->store,
		    store_result_text(result));
	return result == STORE_OK;
}

bool
course_open(struct course *course, const struct course_places *places,
    void (*say)(const char *line), struct text *error_r)
{
	*course = (struct course){.places = places, .lock_fd = -1};
	course->tally.today = (uint16_t)(clock_wall_s() / DAY_S);
	if (!take_lock(course, say, error_r) ||
	    !begin_store(course, say, error_r))
		return false;
	course_resume(course, say);
	if (!begin(course, say, error_r))
		return false;
	forget_what_is_lost(course, say);
	learning_counts_take(course->store, &course->before);
	return true;
}

void
course_close(struct course *course)
{
	tally_fini(&course->tally);
	free(course->made_model);
	course->made_model = NULL;
	cartridge_close(&course->began);
	course->model = NULL;
	store_close(&course->store);
	if (course->lock_fd >= 0)
		close(course->lock_fd);
	course->lock_fd = -1;
}
