/*
 * guard - mail that is known to be good, against models that went wrong
 *
 * Before a cartridge goes live, messages that the site has chosen (GuardMail)
 * are given their scores by the old one and by the new one.  If more of them
 * than GuardAllowed reach AlertLevel that did not before, it does not.
 *
 * Threads: one.
 */
#ifndef THREADS_COMMAND_LEARN_GUARD_H
#define THREADS_COMMAND_LEARN_GUARD_H

#include "core/cartridge/cartridge.h"
#include "threads/command/input/opener.h"

struct guard {
	const char *place; /* as in LEARN; NULL, or not there: none is kept */
	struct opener *opener; /* free to use while guard_passes() runs */
	uint64_t allowed;      /* messages */
};

/* By the opener's configuration. */
struct guard guard_by_config(struct opener *opener);

bool guard_is_set(const struct guard *guard);

/*
 * old may be NULL.  False: *why_r says how many messages are worse, and which
 * most; also if the guard mail cannot be read, since who keeps some wants it
 * asked.
 */
bool guard_passes(const struct guard *guard, const struct cartridge *old,
    const struct cartridge *made, struct text *why_r) MUST_USE;

#endif
