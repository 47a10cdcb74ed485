/*
 * feedback_hear - one message that somebody says is spam, legitimate, phishing
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_HEAR_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_HEAR_H

#include "threads/command/feedback/feedback_go.h"

/*
 * The jury hears it; what it believes is learnt.  Takes lesson, also on failure
 * (NULL: no memory for it).  original is empty where it came from another
 * gateway: that is not sent on.  False: no memory.
 */
bool feedback_hear(struct feedback_go *go, const struct witness *witness,
    struct lesson *lesson, struct slice original,
    enum store_class class) MUST_USE;

/* The same of what a sister gateway heard: it is counted there, and not told to
 * sisters again.  lesson is borrowed. */
void feedback_hear_of(struct feedback_go *go, const struct witness *witness,
    const struct lesson *lesson, enum store_class class);

#endif
