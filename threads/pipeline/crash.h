/*
 * crash - the last words of an engine
 *
 * Fatal signals are caught on a stack of their own: the culprit's ticket goes
 * into the shared block, a report into the crash file, a write to the server
 * that is under way gets a moment to finish, and the process dies of the
 * signal.  SIGBUS in a view whose file shrank is not fatal: view_fault() mends
 * it.  In another file that is mapped it is, and no message's fault.
 */
#ifndef THREADS_PIPELINE_CRASH_H
#define THREADS_PIPELINE_CRASH_H

#include "threads/base/places.h"
#include "threads/shared/shared.h"

/* Process-wide; both outlive the process.  Call before threads start. */
void crash_install(struct shared *shared, const struct places *places);

/* Give the calling thread its own signal stack (stack overflows). */
void crash_use_signal_stack(void);
void crash_release_signal_stack(void);

#endif
