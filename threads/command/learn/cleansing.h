/*
 * cleansing - many messages are learnt, then looked at for wrong labels
 *
 *     begin: copy of the model ──▶ add, as each is learnt ──▶ end: which ones?
 *                                                               │ some
 *                 again, without those ◀── restore the copy ◀───┘
 *
 * Where hardly a label was doubted while learning, the end costs nothing, and
 * what was learnt stays as it is.  Else each part of the messages is judged by
 * a model that learns the others (core/learn/doubt.h), on all processors.
 *
 * Threads: one; cleansing_end() makes some and ends with them.
 * Memory: one more model, and one for each processor while judging.
 */
#ifndef THREADS_COMMAND_LEARN_CLEANSING_H
#define THREADS_COMMAND_LEARN_CLEANSING_H

#include "core/learn/doubt.h"
#include "core/learn/orders.h"

/* Looked at together; their features take some 15 KB each. */
#define CLEANSING_MESSAGES_MAX 8192u

struct cleansing {
	struct doubt_item *items;
	struct model_step *steps; /* what each did: of a rehearsal.h */
	size_t count;
	void *before;    /* the model ahead of them */
	size_t bytes;    /* of a model */
	double slips;    /* labels doubted while they were learnt */
	size_t left_out; /* after cleansing_end(): items that are trusted 0 */
};

/* For models like this one.  False: no memory; for cleansing_fini() in either
 * case. */
bool cleansing_init(struct cleansing *cleansing_r, const void *image) MUST_USE;
void cleansing_fini(struct cleansing *cleansing);

/* No message yet. */
void cleansing_begin(struct cleansing *cleansing, const void *image);

/*
 * One that was learnt with this trust in its label (struct model_step).  The
 * features stay the caller's and must last to the end.  There must be room.
 */
void cleansing_add(struct cleansing *cleansing, const struct features *features,
    bool spam, double trust);

/* Then it ends with a rehearsal.h, and what is added need not be learnt. */
static inline bool
cleansing_is_large(const struct cleansing *cleansing)
{
	return cleansing->count >= ORDERS_MESSAGES_MIN;
}

static inline bool
cleansing_is_full(const struct cleansing *cleansing)
{
	return cleansing->count == CLEANSING_MESSAGES_MAX;
}

/*
 * Which to leave out.  Where there are any, image is as it was at the begin:
 * the others are to be learnt again, each as far as its trust goes.  False: no
 * memory, or no thread.
 */
bool cleansing_end(
    struct cleansing *cleansing, void *image, unsigned workers) MUST_USE;

#endif
