/*
 * idle_policy - only the time that nobody else wants, until there is none
 *
 * A worker that wakes up takes a processor at once where that one runs nothing
 * but the idle policy (SCHED_IDLE, sched(7)); against any nice value it may
 * have to wait for the end of a turn.  But a processor that is never idle never
 * runs the idle policy: hence this is left when it starves.
 */
#ifndef THREADS_BASE_IDLE_POLICY_H
#define THREADS_BASE_IDLE_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#define IDLE_POLICY_LOOK_NS 125000000 /* how often the process is looked at */
#define IDLE_POLICY_LOOKS 2 /* so many in a row find that it starves */

/*
 * The calling thread, and those that it starts from now on, get the idle
 * policy. A thread of its own, by the policy that the caller had, watches the
 * process: when idle_policy_starves() has said so IDLE_POLICY_LOOKS times all
 * its threads get that policy back, and so it stays; then starved, if not NULL,
 * is called by that thread.  Once in a process, before it has other threads
 * that work.
 *
 * False, and nothing has changed: the system has no such policy, or would not
 * let this process leave it again (Linux wants CAP_SYS_NICE or RLIMIT_NICE for
 * that), or the policy is that already, which somebody chose.
 */
bool idle_policy_until_starved(void (*starved)(void));

/* Whether a process that got cpu_ns of processor time in the last elapsed_ns,
 * both over zero, while one of its threads waits for a processor (waits) or
 * none, starves: less than a tenth. */
bool idle_policy_starves(uint64_t cpu_ns, uint64_t elapsed_ns, bool waits);

#endif
