/*
 * course - one run of learning
 */
#include "threads/command/course.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "threads/update/cartridge_source.h"

#define DAY_S 86400
#define FULL 255u

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

/* A copy of base, made as large as a site's; empty: one that knows nothing. */
static bool
begin_model(struct course *course, struct slice base, struct text *error_r)
{
	const struct model_shape shape = shape_for(course, base);

	course->model = model_allocate(&shape);
	course->model_bytes = model_image_bytes(&shape);
	if (course->model == NULL) {
		text_printf(error_r, "no memory for the model");
		return false;
	}
	if (base.size == 0)
		model_init(course->model, &shape);
	else if (!model_enlarge(base, course->model, &shape)) {
		text_printf(error_r, "the model cannot be enlarged");
		return false;
	}
	return true;
}

static bool
begin_with(struct course *course, const char *path, bool *exists_r,
    struct text *error_r)
{
	enum cartridge_result result;
	struct cartridge *cartridge =
	    cartridge_source_open(path, &result, error_r);
	bool good;

	*exists_r = result != CARTRIDGE_NO_FILE;
	if (cartridge == NULL)
		return false;
	course->id = cartridge->id;
	good =
	    begin_model(course, cartridge->sections[CARTRIDGE_MODEL], error_r);
	cartridge_close(&cartridge);
	return good;
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
	return begin_model(course, (struct slice){NULL, 0}, error_r);
}

/* ---- open and close ---------------------------------------------------- */

/* What the store learnt after this cartridge was made is in no cartridge. */
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
	    !begin_store(course, say, error_r) || !begin(course, say, error_r))
		return false;
	forget_what_is_lost(course, say);
	learning_counts_take(course->store, &course->before);
	return true;
}

void
course_close(struct course *course)
{
	tally_fini(&course->tally);
	free(course->model);
	course->model = NULL;
	store_close(&course->store);
	if (course->lock_fd >= 0)
		close(course->lock_fd);
	course->lock_fd = -1;
}

/* ---- messages ---------------------------------------------------------- */

static void
count_message(struct course *course, enum store_class class, int64_t change)
{
	enum store_number which = class == STORE_LEGIT ? STORE_HAM : STORE_SPAM;

	store_set_number(course->store, which,
	    store_number(course->store, which) + (uint64_t)change);
}

/* Full is the operator's. */
static uint8_t
weight_of(const struct jury_finding *finding)
{
	double weight = finding->weight * FULL;

	if ((finding->people & JURY_OPERATOR_BIT) != 0)
		return FULL;
	return weight < 1 ? 1 : weight > FULL - 1 ? FULL - 1 : (uint8_t)weight;
}

static struct matter
matter_of(const struct lesson *lesson)
{
	return (struct matter){
	    lesson->identity, lesson->prints, lesson->print_count};
}

static enum store_class
class_of(const struct store_learnt *learnt)
{
	return (enum store_class)(learnt->class & (uint8_t)~STORE_PRINTS_ONLY);
}

static bool
is_prints_only(const struct store_learnt *learnt)
{
	return (learnt->class & STORE_PRINTS_ONLY) != 0;
}

/* By what learning it did, if that is known. */
static void
forget(struct course *course, const struct lesson *lesson,
    const struct store_learnt *learnt)
{
	bool spam = class_of(learnt) != STORE_LEGIT;
	double weight = learnt->weight / (double)FULL;
	struct model_step step;

	if (store_step_find(
		course->store, lesson->identity, &step, sizeof(step)))
		model_undo(
		    course->model, lesson->features, spam, weight, &step);
	else
		model_forget(course->model, lesson->features, spam, weight);
}

/* What was learnt of it by prints alone, model and numbers know nothing of. */
static void
undo(struct course *course, const struct lesson *lesson,
    const struct store_learnt *learnt)
{
	const struct tally_word word = {
	    .class = class_of(learnt),
	    .times = -1,
	    .weight = learnt->weight,
	};

	if (!is_prints_only(learnt)) {
		if (lesson->features != NULL)
			forget(course, lesson, learnt);
		count_message(course, word.class, -1);
	}
	tally_add(&course->tally, course->store, lesson->prints,
	    lesson->print_count, &word);
	store_learnt_remove(course->store, lesson->identity);
}

/* What the report of the day tells. */
static void
count_result(
    struct course *course, enum course_result result, enum store_class class)
{
	static const enum store_number learnt[] = {
	    [STORE_LEGIT] = STORE_LEARNT_LEGIT,
	    [STORE_IS_SPAM] = STORE_LEARNT_SPAM,
	    [STORE_IS_PHISHING] = STORE_LEARNT_PHISHING,
	};

	course->counts[result]++;
	if (result == COURSE_LEARNT || result == COURSE_CHANGED)
		store_count(course->store, learnt[class], 1);
	if (result == COURSE_CHANGED)
		store_count(course->store, STORE_CHANGED, 1);
	if (result == COURSE_UNLEARNT)
		store_count(course->store, STORE_UNLEARNT, 1);
}

static void
learn(struct course *course, const struct lesson *lesson,
    const struct tally_word *word)
{
	bool whole = lesson->features != NULL;
	const struct store_learnt learnt = {
	    .class = (uint8_t)(word->class | (whole ? 0 : STORE_PRINTS_ONLY)),
	    .weight = word->weight,
	    .day = course->tally.today,
	    .update = (uint32_t)course->id.update + 1,
	};
	struct model_step step;

	if (whole) {
		model_learn_step(course->model, lesson->features,
		    word->class != STORE_LEGIT, word->weight / (double)FULL,
		    &step);
		store_step_put(course->store, lesson->identity, learnt.day,
		    (struct slice){(const uint8_t *)&step, sizeof(step)});
		count_message(course, word->class, 1);
	}
	tally_add(&course->tally, course->store, lesson->prints,
	    lesson->print_count, word);
	store_learnt_put(course->store, lesson->identity, &learnt);
}

enum course_result
course_learn(
    struct course *course, const struct lesson *lesson, enum store_class class)
{
	const struct tally_word word = {
	    .class = class,
	    .times = 1,
	    .weight = FULL,
	    .people = JURY_OPERATOR_BIT,
	};
	const struct matter matter = matter_of(lesson);
	enum course_result result = COURSE_LEARNT;
	struct store_learnt learnt;
	bool anew = true;

	if (store_learnt_find(course->store, lesson->identity, &learnt)) {
		result =
		    class_of(&learnt) == class ? COURSE_KNOWN : COURSE_CHANGED;
		/* What users said weighed less. */
		anew = result == COURSE_CHANGED || learnt.weight < FULL ||
		       is_prints_only(&learnt);
		if (anew)
			undo(course, lesson, &learnt);
	}
	if (anew) {
		learn(course, lesson, &word);
		course->confirmed += result == COURSE_KNOWN ? 1 : 0;
	}
	jury_settle(course->store, course->tally.today, &matter, class, NULL);
	count_result(course, result, class);
	return result;
}

/* Nothing new of the message, but somebody new says so. */
static void
confirm(
    struct course *course, const struct lesson *lesson, struct tally_word *word)
{
	word->times = 0;
	tally_add(&course->tally, course->store, lesson->prints,
	    lesson->print_count, word);
	course->confirmed++;
}

enum course_result
course_believe(struct course *course, const struct lesson *lesson,
    const struct jury_finding *finding)
{
	struct tally_word word = {
	    .class = finding->class,
	    .times = 1,
	    .weight = weight_of(finding),
	    .people = finding->people,
	};
	const struct matter matter = matter_of(lesson);
	enum course_result result = COURSE_LEARNT;
	struct store_learnt learnt;

	if (store_learnt_find(course->store, lesson->identity, &learnt)) {
		result = class_of(&learnt) == word.class ? COURSE_KNOWN
			 : learnt.weight > word.weight   ? COURSE_DENIED
							 : COURSE_CHANGED;
		if (result == COURSE_CHANGED)
			undo(course, lesson, &learnt);
	}
	if (result == COURSE_LEARNT || result == COURSE_CHANGED)
		learn(course, lesson, &word);
	else if (result == COURSE_KNOWN && !finding->repeated)
		confirm(course, lesson, &word);
	else if (result == COURSE_DENIED && learnt.weight == FULL)
		jury_settle(course->store, course->tally.today, &matter,
		    class_of(&learnt), NULL);
	count_result(course, result, word.class);
	return result;
}

enum course_result
course_unlearn(struct course *course, const struct lesson *lesson)
{
	const struct matter matter = matter_of(lesson);
	struct store_learnt learnt;
	enum course_result result = COURSE_UNKNOWN;

	if (store_learnt_find(course->store, lesson->identity, &learnt)) {
		undo(course, lesson, &learnt);
		jury_take_back(course->store, course->tally.today, &matter,
		    class_of(&learnt));
		result = COURSE_UNLEARNT;
	}
	count_result(course, result, STORE_LEGIT);
	return result;
}

bool
course_changed(const struct course *course)
{
	return course->counts[COURSE_LEARNT] + course->counts[COURSE_CHANGED] +
		   course->counts[COURSE_UNLEARNT] + course->confirmed >
	       0;
}
