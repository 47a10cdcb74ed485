/*
 * rate_summary - what came of all messages of `CGPFilter RATE`
 *
 * Threads: one at a time.
 */
#ifndef THREADS_COMMAND_RATE_RATE_SUMMARY_H
#define THREADS_COMMAND_RATE_RATE_SUMMARY_H

#include "core/show/writer.h"
#include "threads/command/rate/rate_job.h"

/* Scores up to each of these, and from the last one up. */
#define RATE_BINS 13u

struct rate_summary {
	double *values; /* of each label's messages, behind each other */
	uint8_t *labels;
	size_t count, room;
	bool no_memory; /* some are missing in what follows from values */
	uint64_t whitelisted;
	uint64_t troubles; /* what could not be rated */
	double took_s;
	double alert_level;
};

void rate_summary_add(struct rate_summary *summary, const struct rate_job *job);
void rate_summary_free(struct rate_summary *summary);

/* For a person; width: columns of the bars. */
void rate_summary_text(
    struct rate_summary *summary, unsigned width, struct writer *out);
/* One line of JSON: {"summary": ...}. */
void rate_summary_json(struct rate_summary *summary, struct writer *out);

/*
 * Of labelled messages: the share of pairs of a ham and a spam message in which
 * the ham has the higher score, equal ones counting half.  -1: there are none.
 */
double rate_summary_misordered(struct rate_summary *summary);

#endif
