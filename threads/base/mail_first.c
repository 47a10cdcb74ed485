/*
 * mail_first - leave the processor to mail
 */
#include "threads/base/mail_first.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#if ON_LINUX
#include <sys/syscall.h>
#endif

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

void
mail_first_process(int nice)
{
	mail_first(nice);
	(void)idle_policy_until_starved();
}

void
mail_first_thread(void)
{
#if ON_LINUX
	(void)setpriority(PRIO_PROCESS, 0, NICE_BESIDE_MAIL);
#endif
}
