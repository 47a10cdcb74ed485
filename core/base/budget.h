/*
 * budget - how long one message may still take
 *
 * Long work asks budget_spent() once every BUDGET_SLICE bytes (or the like) and
 * stops when it says so, keeping what was found; pieces of any size ask
 * budget_takes().  The owner of the time (a
 * worker) sets a deadline, and a hook that is asked at hook_ns: that is how a
 * message that has become slow moves to the slow lane without core knowing
 * what a lane is.
 *
 * Threads: one at a time.
 */
#ifndef CORE_BASE_BUDGET_H
#define CORE_BASE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that may be worked on between two looks at the clock. */
#define BUDGET_SLICE ((size_t)256 << 10)

enum budget_state {
	BUDGET_OK,
	BUDGET_SPENT, /* the deadline has passed: answer what is known */
	BUDGET_YIELD, /* drop this attempt: the message comes back later */
};

struct budget {
	uint64_t deadline_ns; /* CLOCK_MONOTONIC */
	uint64_t hook_ns;     /* when to ask the hook; UINT64_MAX: never */
	/* Asked once at or after hook_ns; may set hook_ns again. */
	enum budget_state (*hook)(struct budget *budget, uint64_t now_ns);
	void *hook_owner;
	enum budget_state state; /* sticky once it is not BUDGET_OK */
	/* budget_takes() lets so many bytes less one pass without a look. */
	size_t unasked;
};

/* No hook; deadline_ns UINT64_MAX is no deadline. */
void budget_init(struct budget *budget, uint64_t deadline_ns);

/* True: stop now, state says why.  Looks at the clock: about 20 ns. */
bool budget_spent(struct budget *budget);

/* The clock was looked at just now, by the owner of the time. */
static inline void
budget_was_asked(struct budget *budget)
{
	budget->unasked = BUDGET_SLICE;
}

/*
 * Ahead of work on so many bytes.  True: as budget_spent(), which is asked at
 * first and then once for BUDGET_SLICE bytes: most messages have not as many,
 * and three looks at the clock took a fiftieth of all that a 5 KB mail takes.
 */
static inline bool
budget_takes(struct budget *budget, size_t bytes)
{
	if (bytes < budget->unasked && budget->state == BUDGET_OK) {
		budget->unasked -= bytes;
		return false;
	}
	budget_was_asked(budget);
	return budget_spent(budget);
}

#endif
