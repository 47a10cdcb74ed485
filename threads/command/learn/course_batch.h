/*
 * course_batch - many lessons at once, whose labels are looked at together
 *
 * What is learnt for the first time goes into the batch.  When that is full, or
 * at its end, messages whose labels the others contradict are left out
 * (threads/command/learn/cleansing.h): neither the model nor the prints know of
 * them then, but the store does, so the same places given once more change
 * nothing. Where a message of the batch was corrected (learnt before as
 * something else) all of it is believed.
 *
 * Threads: one; looking at labels makes some and ends with them.
 */
#ifndef THREADS_COMMAND_LEARN_COURSE_BATCH_H
#define THREADS_COMMAND_LEARN_COURSE_BATCH_H

#include "threads/command/learn/cleansing.h"
#include "threads/command/learn/course.h"

struct course_batch {
	struct course *course;
	unsigned workers;
	/* Told of each message that is left out, by its index. */
	void (*left_out)(void *owner, size_t index);
	void *owner;
	/* From course_batch_init() on: */
	struct cleansing cleansing;
	struct course_pupil *pupils; /* the items of cleansing */
	bool begun;
	uint64_t undone; /* of the course, when the batch began */
};

/* The first four fields are the caller's.  False: no memory; for
 * course_batch_fini() in either case. */
bool course_batch_init(struct course_batch *batch) MUST_USE;
void course_batch_fini(struct course_batch *batch);

/* Takes the lesson.  False: no memory. */
bool course_batch_learn(struct course_batch *batch, struct lesson **lesson,
    enum store_class class, size_t index) MUST_USE;

/* Nothing waits any more.  False: no memory. */
bool course_batch_end(struct course_batch *batch) MUST_USE;

#endif
