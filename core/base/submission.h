/*
 * submission - a mail handed to the server, in its Submitted directory
 *
 * Written as NAME.tmp, synced, renamed to NAME.sub: the server takes such files
 * whole, and removes them.  The recipients are those of its To, Cc and
 * Envelope-To fields; lines end as the system's do.
 *
 * Threads: any.  Blocks on the disk.
 */
#ifndef CORE_BASE_SUBMISSION_H
#define CORE_BASE_SUBMISSION_H

#include "core/base/check.h"
#include "core/base/text.h"

/* False: nothing is left of it; *why_r says what failed, and what to look at.
 */
bool submission_write(
    const char *directory, struct slice mail, struct text *why_r) MUST_USE;

#endif
