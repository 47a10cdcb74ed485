/*
 * sister_days - what gateways of one site counted in a day, through Redis
 *
 * Each gateway puts its sums of a day under its own name, whole, in the form of
 * a kept day (core/report/day_file.h).  They are absolute: put twice, or after
 * the server forgot all, nothing counts twice.  Names of sources and recipients
 * stay at home.
 *
 * Threads: one.  Blocks: on the network, within the sister's time.
 */
#ifndef THREADS_COMMAND_FEEDBACK_SISTER_DAYS_H
#define THREADS_COMMAND_FEEDBACK_SISTER_DAYS_H

#include "core/feedback/sister.h"
#include "core/report/day.h"

/* Today and the days ahead of it that are put each time. */
#define SISTER_DAYS 3

/* *why_r is empty, or says what failed. */
void sister_days_send(
    struct sister *sister, const char *state, struct text *why_r);

/* What the others counted that day happened in into, too.  False: *why_r. */
bool sister_days_add(struct sister *sister, struct day *into,
    size_t *gateways_r, struct text *why_r) MUST_USE;

#endif
