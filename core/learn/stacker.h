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
 * What a learner is worth depends on the kind of mail: that a list's head says
 * ham is little evidence among what came through lists.  So each weight has an
 * addend for every fact (facts.h), none at first, taught by the same error: a
 * regression over the log-odds and over their products with the facts.  What a
 * kind of mail says by itself, the bias of its facts, is true of the mail that
 * taught it: the stranger the words of a message are, the less it counts when
 * the message is rated.  Learning goes by all of it.
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

#include "core/learn/facts.h"
#include "core/learn/model.h"

struct stacker_worth {
	double weights[LEARNERS];
	double bias;
};

/* So many times as much more. */
void stacker_worth_add(struct stacker_worth *worth,
    const struct stacker_worth *more, double weight_times, double bias_times);

struct stacker {
	struct stacker_worth all;
	struct stacker_worth where[FACTS]; /* more, where the fact holds */
	double slips;                      /* labels taken for wrong */
	double labels;                     /* ... of so many */
};

/* What is known of a message before it is learnt. */
struct stacker_case {
	const double *odds; /* LEARNERS of them */
	uint32_t facts;     /* facts_of() */
	double experience;
	double familiar; /* the share of its words that were seen, 0..1 */
};

void stacker_init(struct stacker *stacker);

/* What learners are worth where these facts hold. */
struct stacker_worth stacker_worth_in(
    const struct stacker *stacker, uint32_t facts);

/* Log-odds of spam. */
double stacker_fuse(
    const struct stacker *stacker, const struct stacker_case *said);

/* The probability that the label is right.  Counts it among the labels, as far
 * as weight goes. */
double stacker_trust(struct stacker *stacker, const struct stacker_case *said,
    bool spam, double weight);

/* The probability that a label is wrong, where this share of labels is, and
 * where it would be right with that probability by the message itself. */
double stacker_slip(double share, double right);

void stacker_learn(struct stacker *stacker, const struct stacker_case *said,
    bool spam, double trust);

/* What one message changed; where its facts hold by as many times as much. */
struct stacker_step {
	struct stacker_worth all;
	double slips, labels;
};

/* From before to now, and taking that back. */
struct stacker_step stacker_change(
    const struct stacker *before, const struct stacker *now);
void stacker_take_back(
    struct stacker *stacker, const struct stacker_step *step, uint32_t facts);

/* For other mail than it was taught on: there a kind of mail is no evidence by
 * itself, only what learners are worth in it is. */
void stacker_ship(struct stacker *stacker);

/* Are these numbers that fusing may work with? */
bool stacker_check(const struct stacker *stacker);

#endif
