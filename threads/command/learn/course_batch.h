/*
 * course_batch - many lessons at once, whose labels are looked at together
 *
 * What is learnt for the first time goes into the batch.  When that is full, or
 * at its end, messages whose labels the others contradict are left out
 * (threads/command/learn/cleansing.h): neither the model nor the prints know of
 * them then, but the store does, so the same places given once more change
 * nothing.  A large batch is learnt in several orders (rehearsal.h); from the
 * size on from which it is large the model is taught at its end only.  Where a
 * message among them was corrected (learnt before as something else, or left
 * out) all of it is believed, and learnt in the order that it came in.
 *
 * Threads: one; looking at labels makes some and ends with them.
 */
#ifndef THREADS_COMMAND_LEARN_COURSE_BATCH_H
#define THREADS_COMMAND_LEARN_COURSE_BATCH_H

#include "threads/command/learn/cleansing.h"
#include "threads/command/learn/course.h"
#include "threads/command/learn/rehearsal.h"

struct course_batch {
	struct course *course;
	unsigned workers;
	/* Told of each message that is left out, by its index. */
	void (*left_out)(void *owner, size_t index);
	void *owner;
	/* From course_batch_init() on: */
	struct cleansing cleansing;
	struct course_pupil *pupils; /* the items of cleansing */
	struct slab slab;            /* their lessons */
	bool begun;
	size_t taught;  /* of them the model was taught so many */
	bool corrected; /* ... and what is not of the batch */
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
