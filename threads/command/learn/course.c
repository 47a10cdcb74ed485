/*
 * course - one run of learning: what is learnt of each message
 */
#include "threads/command/learn/course.h"

/* The trust in what an operator says. */
#define FULL 255u

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

/* A label that other messages contradicted, see course_batch.h: model, numbers
 * and prints know nothing of it. */
static bool
is_left_out(const struct store_learnt *learnt)
{
	return learnt->weight == 0;
}

static void
take_back_prints(struct course *course, const struct lesson *lesson,
    enum store_class class, uint8_t weight)
{
	const struct tally_word word = {
	    .class = class, .times = -1, .weight = weight};

	tally_add(&course->tally, course->store, lesson->prints,
	    lesson->print_count, &word);
}

/* What was learnt of it by prints alone, model and numbers know nothing of. */
static void
undo(struct course *course, const struct lesson *lesson,
    const struct store_learnt *learnt)
{
	enum store_class class = class_of(learnt);

	if (!is_prints_only(learnt) && !is_left_out(learnt)) {
		if (lesson->features != NULL)
			forget(course, lesson, learnt);
		count_message(course, class, -1);
	}
	if (!is_left_out(learnt))
		take_back_prints(course, lesson, class, learnt->weight);
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

/* What learning it did is kept, to be taken back. */
void
course_note_step(struct course *course, const struct lesson *lesson,
    const struct model_step *step)
{
	store_step_put(course->store, lesson->identity, course->tally.today,
	    (struct slice){(const uint8_t *)step, sizeof(*step)});
}

static void
teach_model(struct course *course, const struct lesson *lesson,
    enum store_class class, double weight)
{
	struct model_step step;

	model_learn_step(course->model, lesson->features, class != STORE_LEGIT,
	    weight, &step);
	course_note_step(course, lesson, &step);
	course->trust = step.trust;
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

	if (whole) {
		if (!course->later)
			teach_model(course, lesson, word->class,
			    word->weight / (double)FULL);
		count_message(course, word->class, 1);
	}
	tally_add(&course->tally, course->store, lesson->prints,
	    lesson->print_count, word);
	store_learnt_put(course->store, lesson->identity, &learnt);
}

/* Said before as the same: is there more to learn of it now? */
static bool
is_to_renew(const struct course *course, const struct store_learnt *learnt)
{
	if (is_left_out(learnt))
		return course->places->sure;
	/* What users said weighed less. */
	return learnt->weight < FULL || is_prints_only(learnt);
}

bool
course_would_correct(const struct course *course, const struct lesson *lesson,
    enum store_class class)
{
	struct store_learnt learnt;

	return store_learnt_find(course->store, lesson->identity, &learnt) &&
	       (class_of(&learnt) != class || is_to_renew(course, &learnt));
}

enum course_result
course_teach(
    struct course *course, const struct lesson *lesson, enum store_class class)
{
	const struct tally_word word = {
	    .class = class,
	    .times = 1,
	    .weight = FULL,
	    .people = JURY_OPERATOR_BIT,
	};
	enum course_result result = COURSE_LEARNT;
	struct store_learnt learnt;
	bool anew = true;

	if (store_learnt_find(course->store, lesson->identity, &learnt)) {
		result =
		    class_of(&learnt) == class ? COURSE_KNOWN : COURSE_CHANGED;
		anew = result == COURSE_CHANGED || is_to_renew(course, &learnt);
		if (anew)
			undo(course, lesson, &learnt);
	}
	if (anew) {
		learn(course, lesson, &word);
		course->confirmed += result == COURSE_KNOWN ? 1 : 0;
	}
	return result;
}

void
course_settle(struct course *course, const struct lesson *lesson,
    enum store_class class, enum course_result result)
{
	const struct matter matter = matter_of(lesson);

	jury_settle(course->store, course->tally.today, &matter, class, NULL);
	count_result(course, result, class);
}

enum course_result
course_learn(
    struct course *course, const struct lesson *lesson, enum store_class class)
{
	enum course_result result = course_teach(course, lesson, class);

	course_settle(course, lesson, class, result);
	return result;
}

void
course_repeat(struct course *course, const struct lesson *lesson,
    enum store_class class, double weight)
{
	teach_model(course, lesson, class, weight);
}

void
course_leave_out(
    struct course *course, const struct lesson *lesson, enum store_class class)
{
	const struct store_learnt learnt = {
	    .class = (uint8_t) class,
	    .day = course->tally.today,
	    .update = (uint32_t)course->id.update + 1,
	};

	take_back_prints(course, lesson, class, FULL);
	count_message(course, class, -1);
	store_learnt_remove(course->store, lesson->identity);
	store_learnt_put(course->store, lesson->identity, &learnt);
	course->counts[COURSE_LEFT_OUT]++;
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

	if (store_learnt_find(course->store, lesson->identity, &learnt) &&
	    !is_left_out(&learnt)) {
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
