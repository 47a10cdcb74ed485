/*
 * stacker - several opinions made one
 *
 * A logistic regression over the log-odds of the learners, taught on what they
 * said ahead of learning the message.  It begins as the sum of them, which is
 * hard to beat, and moves slowly.  A learner that has seen little is believed
 * little, but for the one that was born with some knowledge.  How much was
 * seen, the experience, is twice the messages of the kind that there were fewer
 * of: from ham alone nobody learns what spam is.
 *
 * It also keeps the share of labels that seem to be wrong: a report that all
 * learners contradict is more often a slip than a new kind of mail, the more so
 * the more slips there were.  What it is trusted follows from that (a
 * regression whose labels are flipped with this probability).
 *
 * Threads: one at a time.
 */
#ifndef CORE_LEARN_STACKER_H
#define CORE_LEARN_STACKER_H

#include <stdbool.h>

#include "core/learn/model.h"

struct stacker {
	double weights[LEARNERS];
	double bias;
	double slips;  /* labels taken for wrong */
	double labels; /* ... of so many */
};

void stacker_init(struct stacker *stacker);

/* Log-odds of spam, with so much experience. */
double stacker_fuse(const struct stacker *stacker, const double odds[LEARNERS],
    double experience);

/*
 * The probability that the label is right, with so much experience and these
 * log-odds.  Counts it among the labels, as far as weight goes.
 */
double stacker_trust(struct stacker *stacker, const double odds[LEARNERS],
    bool spam, double experience, double weight);

/* The probability that a label is wrong, where this share of labels is, and
 * where it would be right with that probability by the message itself. */
double stacker_slip(double share, double right);

void stacker_learn(struct stacker *stacker, const double odds[LEARNERS],
    bool spam, double experience, double trust);

/* What changed from before to now, and taking that back. */
struct stacker stacker_change(
    const struct stacker *before, const struct stacker *now);
void stacker_take_back(struct stacker *stacker, const struct stacker *change);

/* Are these numbers that fusing may work with? */
bool stacker_check(const struct stacker *stacker);

#endif
