/*
 * self_test - is a new database fit to serve?
 *
 * A set of signatures can be well formed and still be useless, or worse: one
 * line that matches every mail stops a gateway.  So before it serves, it is
 * tried on messages that are known: EICAR's test file, plain and as an
 * attachment, must be found; ordinary mails must not.
 *
 * Threads: any.  Takes a few milliseconds.
 */
#ifndef THREADS_UPDATE_SELF_TEST_H
#define THREADS_UPDATE_SELF_TEST_H

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/sigdb/sigdb.h"

/* False: why_r says what it found or did not find. */
bool self_test(const struct sigdb *sigdb, struct text *why_r) MUST_USE;

#endif
