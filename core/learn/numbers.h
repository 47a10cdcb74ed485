/*
 * numbers - the few functions of analysis that learning needs
 *
 * Of additions, multiplications and square roots alone, each of which IEEE 754
 * rounds in one way: the same on every machine and with every C library, so
 * that a model taught anywhere is the same model.  Good to about 1e-9, which
 * is more than the learners can tell.
 *
 * Threads: any.
 */
#ifndef CORE_LEARN_NUMBERS_H
#define CORE_LEARN_NUMBERS_H

/* e to the x; x is taken as within [-700, 700]. */
double number_exp(double x);

/* The natural logarithm; x > 0, and not a denormal. */
double number_log(double x);

/* The probability that log-odds stand for: 1 / (1 + e^-x). */
double number_logistic(double x);

/* x, or the nearer end of [-bound, bound]. */
double number_clip(double x, double bound);

#endif
