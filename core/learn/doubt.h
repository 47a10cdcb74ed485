/*
 * doubt - which of many labels seem to be wrong
 *
 * Learning one message after the other, the first ones are learnt whatever
 * their labels are, for nothing contradicts them yet.  Where many are there at
 * once, each can be asked about by a model that has learnt the others:
 *
 *     part 0    judged by what 1, 2, 3, 4 taught
 *     part 1    ...           0, 2, 3, 4          and so on
 *
 * What all that says of the labels tells how many of them are wrong, and that
 * how probable it is of each one (expectation and maximisation).
 *
 * Threads: parts may be judged at the same time, each with an image of its own.
 */
#ifndef CORE_LEARN_DOUBT_H
#define CORE_LEARN_DOUBT_H

#include "core/learn/model.h"

#define DOUBT_PARTS 5u
/* With fewer messages none is doubted: they may be corrections, which
 * contradict what is known by their nature. */
#define DOUBT_MESSAGES_MIN 200u
/* Nor where no more than this share of labels was doubted when they were
 * learnt: it would not be worth the time. */
#define DOUBT_SHARE_MIN 0.003
/* Where more than this share would be wrong they are believed all: something
 * has changed. */
#define DOUBT_SHARE_MAX 0.2

struct doubt_item {
	const struct features *features;
	bool spam;    /* the label */
	double odds;  /* of spam, by those who have not seen it */
	double trust; /* that the label is right; 0: leave it out */
};

/* image is a copy of the model as it was ahead of all of them, and of no use
 * afterwards.  Writes only odds of the items of the part. */
void doubt_judge(
    void *image, struct doubt_item *items, size_t count, unsigned part);

/* How far each label is to be trusted; a label that is more probably wrong than
 * right not at all.  How many of these there are. */
size_t doubt_decide(struct doubt_item *items, size_t count);

#endif
