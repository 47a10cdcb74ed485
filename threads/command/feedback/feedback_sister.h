/*
 * feedback_sister - claims on their way to sister gateways, and numbers
 *
 * A claim goes into the store's outbox with the rest of what is learnt, and
 * from there to the Redis server when that is certain: whether it is away, slow
 * or full, nothing is lost and nothing waits.
 *
 * Threads: one.
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_SISTER_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_SISTER_H

#include "core/feedback/jury.h"
#include "core/feedback/sister.h"
#include "threads/command/learn/lesson.h"

/* Is there a server where gateways meet? */
bool sisters_are_set(const struct gateways *gateways);

/* Within a transaction that writes. */
void sisters_note(struct store *store, const struct gateways *gateways,
    const struct witness *witness, const struct lesson *lesson,
    enum store_class class);

/*
 * All of the outbox, and this gateway's numbers; a transaction of its own. What
 * could not be sent, all of it if sister is NULL, stays: *left_r.  *why_r is
 * empty, or says why.
 */
void sisters_send(struct store *store, struct sister *sister, size_t *left_r,
    struct text *why_r);

/* What FEEDBACK --show shows, in its order. */
struct sister_number *sisters_numbers(struct store *store, size_t *count_r);

#endif
