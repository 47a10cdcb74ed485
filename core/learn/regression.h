/*
 * regression - logistic regression over hashed features, in whole numbers
 *
 * A weight for each entry, and beside it how much was learnt through it (the
 * squares of the errors, AdaGrad): an entry that was moved often moves less.
 * What is asked (weights) and what only teaching needs (energy) are tables of
 * their own, so that rating touches two bytes for a feature.
 *
 * Sums are of whole numbers: the order of features and the width of vectors
 * change nothing.  Fractions of a unit are rounded up as often as they are
 * large, by a hash of the place and of the number of the message.
 *
 * A long message has more features than a short one, but not as much more to
 * say: its sum counts by the root of the number.
 *
 * Threads: rating any number, teaching one alone.
 */
#ifndef CORE_LEARN_REGRESSION_H
#define CORE_LEARN_REGRESSION_H

#include "core/learn/features.h"

struct regression {
	const int16_t *weights; /* 1 << bits of them */
	uint32_t bits;
};

struct regression_rates {
	double rate;      /* how far an error moves a fresh weight */
	double reference; /* features of an ordinary message */
};

/* The weights of some features, as they are kept; mask: the table's size less
 * one. */
int64_t regression_sum(
    const int16_t *weights, size_t mask, const uint32_t *hashes, size_t count);

/* Log-odds of spam, by the weights of all features of a message. */
double regression_odds(
    const struct regression_rates *rates, int64_t sum, size_t count);

/* The same from the features. */
double regression_rate(const struct regression *regression,
    const struct regression_rates *rates, const struct feature_list *features);

/*
 * Move by error (what is true less the probability that was said, -1..1) times
 * trust.  round differs from message to message.
 */
void regression_learn(int16_t *weights, uint16_t *energy, uint32_t bits,
    const struct regression_rates *rates, const struct feature_list *features,
    double error, double trust, uint32_t round);

/*
 * Take back what regression_learn() did with the same arguments: exactly, where
 * no other message has moved the same entries since and none was at its end;
 * else by what it would do now.
 */
void regression_unlearn(int16_t *weights, uint16_t *energy, uint32_t bits,
    const struct regression_rates *rates, const struct feature_list *features,
    double error, double trust, uint32_t round);

/* Let one feature have this weight, before anything was taught. */
void regression_put(
    int16_t *weights, uint32_t bits, uint32_t hash, double weight);

/* What one feature adds to the log-odds of a message with count features. */
double regression_weight(const struct regression *regression,
    const struct regression_rates *rates, uint32_t hash, size_t count);

#endif
