/*
 * postponed - the policy's answer, and how often messages were postponed by it
 *
 * Known by the message's name: also where nobody could look at the file.
 *
 * Threads: any; one message is one thread's at a time.
 */
#ifndef THREADS_PIPELINE_POSTPONED_H
#define THREADS_PIPELINE_POSTPONED_H

#include "core/verdict/policy.h"
#include "threads/shared/shared.h"

/* So often was it. */
uint32_t postponed_times(struct shared *shared, const char *path);

/*
 * Decide by config (policy_decide()) with that number put into *input; if it is
 * postponed once more, count that, in the statistics' row, too.
 */
void postponed_decide(struct shared *shared, const struct config *config,
    const char *path, uint32_t row, struct policy_input *input,
    struct text *text, struct answer *answer_r);

#endif
