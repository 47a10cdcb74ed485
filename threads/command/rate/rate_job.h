/*
 * rate_job - one message of `CGPFilter RATE`, from its place to its row
 */
#ifndef THREADS_COMMAND_RATE_RATE_JOB_H
#define THREADS_COMMAND_RATE_RATE_JOB_H

#include "core/score/score.h"
#include "threads/command/input/mail_list.h"
#include "threads/command/rate/rate_options.h"

/* What an index says that a message is: the mark of its mail_entry. */
enum rate_label { RATE_UNKNOWN, RATE_HAM, RATE_SPAM };

struct rate_job {
	const struct mail_entry *entry;
	struct mail_entry own; /* what entry points to, if it is no list's */
	struct rate_job *next; /* one more of the same file, or NULL */
	bool rated;
	bool whitelisted;
	double value;
	const char *why; /* it could not be rated; static storage, or NULL */
	/* The row to be shown; malloc()ed, NULL: none. */
	uint8_t *row;
	size_t row_size, row_room;
};

#endif
