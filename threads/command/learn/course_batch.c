/*
 * course_batch - many lessons at once, whose labels are looked at together
 */
#include "threads/command/learn/course_batch.h"

#include <stdlib.h>

struct course_pupil {
	struct lesson *lesson;
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
	for (size_t i = 0; i < batch->cleansing.count; i++)
		lesson_free(&batch->pupils[i].lesson);
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
	batch->undone = batch->course->undone;
	batch->begun = true;
}

static void
add(struct course_batch *batch, struct lesson **lesson, enum store_class class,
    size_t index)
{
	struct cleansing *cleansing = &batch->cleansing;

	batch->pupils[cleansing->count] =
	    (struct course_pupil){*lesson, class, index};
	cleansing_add(cleansing, (*lesson)->features, class != STORE_LEGIT,
	    batch->course->trust);
	*lesson = NULL;
}

bool
course_batch_learn(struct course_batch *batch, struct lesson **lesson,
    enum store_class class, size_t index)
{
	enum course_result result;

	if (!batch->begun)
		begin(batch);
	result = course_teach(batch->course, *lesson, class);
	if (result != COURSE_LEARNT || (*lesson)->features == NULL) {
		course_settle(batch->course, *lesson, class, result);
		lesson_free(lesson);
		return true;
	}
	add(batch, lesson, class, index);
	return !cleansing_is_full(&batch->cleansing) || course_batch_end(batch);
}

/* The model is as it was ahead of them. */
static void
repeat(struct course_batch *batch)
{
	for (size_t i = 0; i < batch->cleansing.count; i++) {
		const struct course_pupil *pupil = &batch->pupils[i];
		double trust = batch->cleansing.items[i].trust;

		if (trust > 0) {
			course_repeat(
			    batch->course, pupil->lesson, pupil->class, trust);
			continue;
		}
		course_leave_out(batch->course, pupil->lesson, pupil->class);
		batch->left_out(batch->owner, pupil->index);
	}
}

bool
course_batch_end(struct course_batch *batch)
{
	struct cleansing *cleansing = &batch->cleansing;

	if (batch->course->undone == batch->undone &&
	    !cleansing_end(cleansing, batch->course->model, batch->workers))
		return false;
	if (cleansing->left_out > 0)
		repeat(batch);
	for (size_t i = 0; i < cleansing->count; i++)
		if (cleansing->left_out == 0 || cleansing->items[i].trust > 0)
			course_settle(batch->course, batch->pupils[i].lesson,
			    batch->pupils[i].class, COURSE_LEARNT);
	empty(batch);
	return true;
}
