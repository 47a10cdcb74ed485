/*
 * mail_first - leave the processor to mail
 */
#include "threads/base/mail_first.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <unistd.h>
#if ON_LINUX
#include <sys/syscall.h>
#endif

#include "threads/base/autogroup.h"
#include "threads/base/idle_policy.h"

/*
 * With turns of the usual length: of long ones (100 ms, by sched_setattr())
 * nothing was gained, and two of nine batches of LEARN held mail up for one.
 */
static void
take_batch_policy(void)
{
#if ON_LINUX
	const struct sched_param shared = {.sched_priority = 0};

	(void)sched_setscheduler(0, SCHED_BATCH, &shared);
#endif
}

static void
leave_real_time(void)
{
	const struct sched_param shared = {.sched_priority = 0};
	const int policy = sched_getscheduler(0);

	if (policy == SCHED_FIFO || policy == SCHED_RR)
		(void)sched_setscheduler(0, SCHED_OTHER, &shared);
}

void
mail_first(int nice)
{
	const int now = getpriority(PRIO_PROCESS, 0);

	if (now > nice)
		nice = now;
	leave_real_time();
	(void)setpriority(PRIO_PROCESS, 0, nice);
	/* Not over the idle policy, which somebody chose and is lower still. */
	if (sched_getscheduler(0) == SCHED_OTHER)
		take_batch_policy();
#if ON_LINUX
	/* linux/ioprio.h: this process, the last of class 2 (best effort). */
	const long this_process = 1, last = (2L << 13) | 7;

	(void)syscall(SYS_ioprio_set, this_process, 0L, last);
#endif
}

/* ---- a whole process ----------------------------------------------------- */

/* Of the process's session, for good or once it has starved. */
static int group_nice;
static atomic_bool has_starved;

static void
starved(void)
{
	atomic_store(&has_starved, true);
	(void)autogroup_set_nice(group_nice);
}

/* By our choice or somebody else's. */
static bool
has_idle_policy(void)
{
#if ON_LINUX
	return sched_getscheduler(0) == SCHED_IDLE;
#else
	return false;
#endif
}

/* It may starve as soon as it has the idle policy, and whoever comes last must
 * not leave it with the share that it starves by. */
static void
take_little_apart(void)
{
	(void)idle_policy_until_starved(starved);
	(void)autogroup_set_nice(
	    has_idle_policy() ? NICE_BEHIND_MAIL : group_nice);
	if (atomic_load(&has_starved))
		(void)autogroup_set_nice(group_nice);
}

void
mail_first_process(int nice)
{
	group_nice = nice;
	mail_first(nice);
	if (autogroup_leave())
		take_little_apart();
	else
		(void)idle_policy_until_starved(NULL);
}

void
mail_first_thread(void)
{
#if ON_LINUX
	(void)setpriority(PRIO_PROCESS, 0, NICE_BESIDE_MAIL);
#endif
}
