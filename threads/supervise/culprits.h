/*
 * culprits - on which messages did an engine die?
 *
 * What is blamed is tried alone the next time, and answered unread when that
 * kills an engine, too.
 *
 * Threads: the supervisor's only.
 */
#ifndef THREADS_SUPERVISE_CULPRITS_H
#define THREADS_SUPERVISE_CULPRITS_H

#include <stdbool.h>

#include "threads/base/places.h"
#include "threads/shared/shared.h"

/*
 * Blame what the dead engine's workers were at, and forget who they were.
 * stuck: it was killed since it stood still.  What is blamed is remembered on
 * disk as well (suspects.h).
 */
void culprits_find(
    struct shared *shared, const struct places *places, bool stuck);

#endif
