/*
 * calibration - from log-odds to a score that keeps its promise
 *
 * What was said of messages ahead of their being learnt is counted, ham and
 * spam apart, in bins of log-odds.  From the upper tail of ham two places
 * follow: where at most one ham message in 1,000 is over (96), and one in
 * 10,000 (100).  Where there is too little ham to have seen that, the tail that
 * was seen goes on as far as it must; with none at all no score is over 95.
 * Between the places the score rises all the way, so that it keeps the order.
 *
 *     log-odds   0     alert      certain
 *     score      50     96          100
 *
 * Threads: one at a time.
 */
#ifndef CORE_LEARN_CALIBRATION_H
#define CORE_LEARN_CALIBRATION_H

#include <stdbool.h>
#include <stdint.h>

/* Bins of CALIBRATION_STEP, the middle one begins at 0; the outer ones hold
 * what is beyond, too. */
#define CALIBRATION_BINS 384u
#define CALIBRATION_STEP 0.125

#define CALIBRATION_ALERT_SHARE 0.001
#define CALIBRATION_CERTAIN_SHARE 0.0001
/* Ham messages below which nothing is promised. */
#define CALIBRATION_HAM_MIN 100u

struct calibration {
	uint32_t ham[CALIBRATION_BINS];
	uint32_t spam[CALIBRATION_BINS];
	double alert;   /* log-odds of score 96; 0: no promise */
	double certain; /* log-odds of score 100; over alert */
};

void calibration_init(struct calibration *calibration);

/* What was said of a message that turned out to be so. */
void calibration_add(struct calibration *calibration, double odds, bool spam);

/* It was not so after all. */
void calibration_remove(
    struct calibration *calibration, double odds, bool spam);

/* Draw the curve anew. */
void calibration_settle(struct calibration *calibration);

/* 0..100, strictly rising. */
double calibration_score(const struct calibration *calibration, double odds);

/* Ham counted, and of it what the curve gives at least score. */
void calibration_over(const struct calibration *calibration, double score,
    uint64_t *ham_r, uint64_t *over_r);

/* Are these numbers that a score may be made of? */
bool calibration_check(const struct calibration *calibration);

/*
 * Of total trials hits were seen: with 95 % certainty the true share is at most
 * this (Clopper and Pearson, one side).
 */
double calibration_bound(uint64_t hits, uint64_t total);

#endif
