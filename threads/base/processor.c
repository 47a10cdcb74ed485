/*
 * processor - which one a thread runs on, and how it comes to another
 */
#include "threads/base/processor.h"

#include <sched.h>
#include <unistd.h>

void
processor_set_add(struct processor_set *set, uint32_t processor)
{
	if (processor < PROCESSORS_MAX)
		set->words[processor / 64] |= UINT64_C(1) << processor % 64;
}

bool
processor_set_has(const struct processor_set *set, uint32_t processor)
{
	return processor < PROCESSORS_MAX &&
	       (set->words[processor / 64] >> processor % 64 & 1) != 0;
}

static uint32_t
online(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : (uint32_t)count;
}

#if ON_LINUX

_Static_assert(CPU_SETSIZE == PROCESSORS_MAX, "the system's sets are as large");

uint32_t
processor_count(void)
{
	cpu_set_t allowed;

	if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
		return online();
	return CPU_COUNT(&allowed) < 1 ? 1 : (uint32_t)CPU_COUNT(&allowed);
}

uint32_t
processor_here(void)
{
	int here = sched_getcpu();

	return here < 0 || here >= CPU_SETSIZE ? PROCESSOR_UNKNOWN
					       : (uint32_t)here;
}

/* False: nothing is left. */
static bool
take_out(cpu_set_t *allowed, const struct processor_set *taken)
{
	for (uint32_t i = 0; i < PROCESSORS_MAX; i++)
		if (processor_set_has(taken, i))
			CPU_CLR(i, allowed);
	return CPU_COUNT(allowed) > 0;
}

/*
 * Who may use all of them shall be able to use those, too, that come later (a
 * container may be given more).  The system takes out what there is not.
 */
static void
allow_again(const cpu_set_t *before)
{
	cpu_set_t all;

	CPU_ZERO(&all);
	for (uint32_t i = 0; i < PROCESSORS_MAX; i++)
		CPU_SET(i, &all);
	if ((uint32_t)CPU_COUNT(before) >= online() ||
	    sched_setaffinity(0, sizeof(*before), before) != 0)
		(void)sched_setaffinity(0, sizeof(all), &all);
}

bool
processor_leave(const struct processor_set *taken)
{
	cpu_set_t before, left;

	if (sched_getaffinity(0, sizeof(before), &before) != 0)
		return false;
	left = before;
	if (!take_out(&left, taken) ||
	    sched_setaffinity(0, sizeof(left), &left) != 0)
		return false;
	allow_again(&before);
	return true;
}

#else

uint32_t
processor_count(void)
{
	return online();
}

uint32_t
processor_here(void)
{
	return PROCESSOR_UNKNOWN;
}

bool
processor_leave(const struct processor_set *taken)
{
	(void)taken;
	return false;
}

#endif
