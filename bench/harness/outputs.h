/*
 * outputs - where the reports go
 */
#ifndef BENCH_HARNESS_OUTPUTS_H
#define BENCH_HARNESS_OUTPUTS_H

#include "bench/harness/plan.h"

struct output {
	bool wanted;
	const char *path; /* NULL: standard output */
};

struct outputs {
	struct output json;
	struct output csv;
	struct output svg;
};

/* Can they be written, and apart from one another?  Else the end of the
 * program: ahead of the runs, so that none was for nothing. */
void outputs_check(const struct outputs *outputs);

/* Write them all, and the text unless another report takes its place on
 * standard output.  What cannot be written is the end of the program. */
void outputs_write(const struct outputs *outputs, const struct plan *plan);

#endif
