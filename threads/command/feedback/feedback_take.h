/*
 * feedback_take - a report, a bundle, a claim, taken apart into messages
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_TAKE_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_TAKE_H

#include "threads/command/feedback/feedback_go.h"

/* A mail of a user's or a bundle of another gateway's.  What cannot be read is
 * counted and marked as skipped.  False: no memory. */
bool feedback_take_report(
    struct feedback_go *go, struct spooled *item) MUST_USE;

/* What a sister gateway heard (sister_read()); owner is the go.  False: no
 * memory. */
bool feedback_take_claim(void *owner, const struct sister_claim *claim);

#endif
