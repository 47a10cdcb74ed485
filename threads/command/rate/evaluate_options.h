/*
 * evaluate_options - the arguments of `CGPFilter EVALUATE`
 */
#ifndef THREADS_COMMAND_RATE_EVALUATE_OPTIONS_H
#define THREADS_COMMAND_RATE_EVALUATE_OPTIONS_H

#include <stdint.h>

#include "core/base/check.h"
#include "core/base/text.h"

enum evaluate_method {
	EVALUATE_IMMEDIATE, /* rate, learn, next */
	EVALUATE_DELAYED,   /* learn what was rated so many messages ago */
	EVALUATE_SPLIT,     /* learn one part, rate the other */
	EVALUATE_CROSS,     /* each part by what was learnt of the others */
	EVALUATE_METHODS,
};

struct evaluate_options {
	enum evaluate_method method;
	const char *index;
	const char *train; /* SPLIT: another index to learn; NULL: none */
	const char *svg;   /* where to write the plot; NULL: nowhere */
	uint64_t delay;
	uint64_t every; /* SPLIT: lines 1, 1 + every, ... are rated */
	uint64_t folds;
	uint64_t seed;  /* of the first run; the next has one more */
	uint64_t seeds; /* runs */
	uint64_t flip;  /* wrong labels of 1,000 learnt */
	bool random;    /* the order: by seed, or as given; SPLIT: what is
			   rated */
	bool small;     /* a model of the size that ships */
	bool json;
	bool help;
};

extern const char evaluate_usage[];

/* "immediate" */
const char *evaluate_method_name(enum evaluate_method method);

/* False: why says what is wrong. */
bool evaluate_options_read(struct evaluate_options *options_r, int argc,
    char **argv, struct text *why) MUST_USE;

#endif
