/*
 * progress - a line on stderr that says how far the runs are
 */
#ifndef BENCH_HARNESS_PROGRESS_H
#define BENCH_HARNESS_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	bool shown;
	size_t runs;       /* in all */
	size_t run;        /* the one that goes on, from 1 */
	const char *label; /* of it */
	uint64_t started_ns;
};

void progress_begin(struct progress *progress, bool shown, size_t runs);
void progress_run(struct progress *progress, const char *label);
void progress_tell(struct progress *progress, double share, uint64_t answers);
void progress_end(struct progress *progress);

/* A bar of width cells for a share of 0 to 1; room for width + 1 bytes. */
void progress_bar(char *bar, size_t width, double share);

#endif
