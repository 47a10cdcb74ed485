/*
 * course_batch - many lessons at once, whose labels are looked at together
 */
#include "threads/command/learn/course_batch.h"

#include <stdlib.h>

struct course_pupil {
	const struct lesson *lesson;
	enum store_class class;
	size_t index;
};

bool
course_batch_init(struct course_batch *batch)
{
	batch->pupils = calloc(CLEANSING_MESSAGES_MAX, sizeof(*batch->pupils));
	return cleansing_init(&batch->cleansing, batch->course->model) &&
	       batch->pupils != NULL;
}

static void
empty(struct course_batch *batch)
{
	slab_clear(&batch->slab);
	batch->cleansing.count = 0;
	batch->begun = false;
}

void
course_batch_fini(struct course_batch *batch)
{
	empty(batch);
	cleansing_fini(&batch->cleansing);
	free(batch->pupils);
	batch->pupils = NULL;
}

static void
begin(struct course_batch *batch)
{
	cleansing_begin(&batch->cleansing, batch->course->model);
	batch->taught = 0;
	batch->corrected = false;
	batch->begun = true;
}

/* What is learnt now is not of the batch: learn all that waits, and what comes,
 * one after the other. */
static void
correct(struct course_batch *batch)
{
	for (size_t i = batch->taught; i < batch->cleansing.count; i++)
		course_repeat(batch->course, batch->pupils[i].lesson,
		    batch->pupils[i].class, 1);
	batch->taught = batch->cleansing.count;
	batch->corrected = true;
}

/* False: no memory. */
static bool
add(struct course_batch *batch, struct lesson **lesson, enum store_class class,
    size_t index)
{
	struct cleansing *cleansing = &batch->cleansing;
	const struct lesson *kept = lesson_move(lesson, &batch->slab);
	bool later = batch->course->later;

	if (kept == NULL)
		return false;
	batch->pupils[cleansing->count] =
	    (struct course_pupil){kept, class, index};
	cleansing_add(cleansing, kept->features, class != STORE_LEGIT,
	    later ? 1 : batch->course->trust);
	batch->taught += later ? 0 : 1;
	return true;
}

bool
course_batch_learn(struct course_batch *batch, struct lesson **lesson,
    enum store_class class, size_t index)
{
	struct course *course = batch->course;
	enum course_result result;
	bool good = true;

	if (!batch->begun)
		begin(batch);
	if (course_would_correct(course, *lesson, class))
		correct(batch);
	course->later =
	    !batch->corrected && cleansing_is_large(&batch->cleansing);
	result = course_teach(course, *lesson, class);
	if (result == COURSE_LEARNT && (*lesson)->features != NULL) {
		good = add(batch, lesson, class, index);
	} else {
		course_settle(course, *lesson, class, result);
		lesson_free(lesson);
	}
	course->later = false;
	return good && (!cleansing_is_full(&batch->cleansing) ||
			   course_batch_end(batch));
}

static void
leave_out(struct course_batch *batch, const struct course_pupil *pupil)
{
	course_leave_out(batch->course, pupil->lesson, pupil->class);
	batch->left_out(batch->owner, pupil->index);
}

/* The model is as it was ahead of them. */
static void
repeat(struct course_batch *batch)
{
	for (size_t i = 0; i < batch->cleansing.count; i++) {
		const struct course_pupil *pupil = &batch->pupils[i];
		double trust = batch->cleansing.items[i].trust;

		if (trust > 0)
			course_repeat(
			    batch->course, pupil->lesson, pupil->class, trust);
		else
			leave_out(batch, pupil);
	}
}

/* The model has learnt them. */
static void
note(struct course_batch *batch)
{
	const struct cleansing *cleansing = &batch->cleansing;

	for (size_t i = 0; i < cleansing->count; i++) {
		const struct course_pupil *pupil = &batch->pupils[i];

		if (cleansing->items[i].trust > 0)
			course_note_step(
			    batch->course, pupil->lesson, &cleansing->steps[i]);
		else
			leave_out(batch, pupil);
	}
}

/* False: no memory. */
static bool
finish(struct course_batch *batch)
{
	struct cleansing *cleansing = &batch->cleansing;

	if (batch->corrected)
		return true;
	if (!rehearsal_end(cleansing, batch->course->model, batch->workers))
		return false;
	if (cleansing_is_large(cleansing))
		note(batch);
	else if (cleansing->left_out > 0)
		repeat(batch);
	return true;
}

bool
course_batch_end(struct course_batch *batch)
{
	const struct cleansing *cleansing = &batch->cleansing;

	if (!finish(batch))
		return false;
	for (size_t i = 0; i < cleansing->count; i++)
		if (cleansing->items[i].trust > 0)
			course_settle(batch->course, batch->pupils[i].lesson,
			    batch->pupils[i].class, COURSE_LEARNT);
	empty(batch);
	return true;
}
