/*
 * quality - how good what was said of known messages was
 *
 * The measures of the TREC spam track: the area over the ROC curve (1-AUC: how
 * often a ham message is ranked above a spam message, ties half), the logistic
 * average of both kinds of error (lam), and what spam gets through when so much
 * ham may be lost.
 *
 * Threads: any.
 */
#ifndef CORE_LEARN_QUALITY_H
#define CORE_LEARN_QUALITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct quality_sample {
	double odds; /* what was said; over 0 means spam */
	bool spam;   /* what it is */
};

/* All are shares, 0..1. */
struct quality {
	uint64_t ham;
	uint64_t spam;
	double area;    /* 1-AUC */
	double lam;     /* logit of it = mean of the logits of fp and fn, each
			   of one half more of one message more */
	double fp;      /* ham said to be spam, at log-odds 0 */
	double fn;      /* spam said to be ham */
	double fn_001;  /* spam missed where at most 0.1 % of ham is lost */
	double fn_0001; /* ... 0.01 % */
};

/*
 * Sorts the samples, highest odds first.  Without ham or without spam all
 * shares are 0.
 */
void quality_measure(
    struct quality_sample *samples, size_t count, struct quality *quality_r);

/*
 * The least share of spam that is missed when at most fp of ham may be lost;
 * samples as quality_measure() left them.
 */
double quality_missed(const struct quality_sample *samples, size_t count,
    const struct quality *quality, double fp);

#endif
