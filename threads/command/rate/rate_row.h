/*
 * rate_row - a rated message for a person or a program
 *
 * Threads: any, each with a writer of its own.
 */
#ifndef THREADS_COMMAND_RATE_RATE_ROW_H
#define THREADS_COMMAND_RATE_RATE_ROW_H

#include "core/show/writer.h"
#include "threads/command/rate/rate_job.h"

/* What stands ahead of all rows; nothing but for CSV. */
void rate_row_heading(const struct rate_options *options, struct writer *out);

/* A rated job. */
void rate_row_put(const struct rate_options *options,
    const struct rate_job *job, const struct score *score, struct writer *out);

/* "path", or "path:3" for a message in an mbox; printable. */
void rate_row_put_name(const struct rate_job *job, struct text *text);

#endif
