/*
 * park - sleep until another thread says so
 *
 * An event count.  Who wants to sleep takes a ticket with park_prepare(), looks
 * once more whether there is work, and either park_cancel()s or park_wait()s.
 * Who brings work makes it visible first and calls park_wake() then.  With
 * nobody asleep a wake is one fence and one load (measured: 9 ns against 60 ns
 * for a futex call that finds nobody).
 *
 * Threads: any.  Process-local: not for the shared block.
 */
#ifndef THREADS_BASE_PARK_H
#define THREADS_BASE_PARK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct park {
	_Alignas(64) _Atomic uint32_t epoch;
	/*
	 * Low half: threads that prepared and have not yet come back.  High
	 * half: how many of them were woken.  A thread that was woken may take
	 * long to come back (no processor is free), and whoever else has work
	 * meanwhile need not wake it again.
	 */
	_Atomic uint64_t sleepers;
};

void park_init(struct park *park);

uint32_t park_prepare(struct park *park);
void park_cancel(struct park *park);

/*
 * Sleep unless a wake came since park_prepare() returned ticket.  timeout_ns
 * UINT64_MAX: no time-out.  False: timed out.  May return true for no reason.
 */
bool park_wait(struct park *park, uint32_t ticket, uint64_t timeout_ns);

/*
 * The same for a sleeper of one kind or several, a bit for each, which whoever
 * wakes may prefer.
 */
bool park_wait_as(
    struct park *park, uint32_t ticket, uint64_t timeout_ns, uint32_t kinds);

/*
 * Wake at most count of those that nobody has woken yet; what was written
 * before is seen by them, and by those that are on their way.
 */
void park_wake(struct park *park, uint32_t count);

/* The same, those of these kinds first (where the system can choose). */
void park_wake_rather(struct park *park, uint32_t count, uint32_t kinds);

/* How many sleep, or have prepared to, and were not woken; the others, and who
 * prepares later, see what was written before this call. */
uint32_t park_sleepers(struct park *park);

/* Is there such a one?  Without the fence: for whoever has just executed a
 * locked instruction, or may be wrong. */
bool park_has_sleepers(const struct park *park);

/* How many were woken and have not come back yet. */
uint32_t park_woken(const struct park *park);

#endif
