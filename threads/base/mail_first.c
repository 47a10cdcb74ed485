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
#include "threads/base/sched_attributes.h"

#if HAVE_SCHED_ATTRIBUTES

/*
 * The runtime is the length of a turn, 100 ms the longest: a worker that wakes
 * up has a shorter one, for which a long one is cut at once.  Kernels before
 * Linux 6.12 read no runtime here.
 */
static void
take_batch_policy(int nice)
{
	const struct sched_param shared = {.sched_priority = 0};
	const struct sched_attributes batch = {.size = sizeof(batch),
	    .policy = SCHED_BATCH,
	    .nice = nice,
	    .runtime_ns = UINT64_C(100000000)};

	if (!sched_attributes_set(0, &batch))
		(void)sched_setscheduler(0, SCHED_BATCH, &shared);
}

#else

static void
take_batch_policy(int nice)
{
	(void)nice;
}

#endif

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
		take_batch_policy(nice);
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
