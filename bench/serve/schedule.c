/*
 * schedule - when requests are due, whatever the helper does
 */
#include "bench/serve/schedule.h"

#include <math.h>

#include "bench/serve/random.h"

/* Times between the events of a Poisson process are exponential. */
static double
exponential(struct schedule *schedule)
{
	/* 1 .. 2^53, so that the logarithm is of nothing but (0, 1]. */
	double share = (double)((random_next(&schedule->random) >> 11) + 1) /
		       9007199254740992.0;

	return -log(share) * schedule->interval_ns;
}

void
schedule_begin(struct schedule *schedule, enum arrivals arrivals, double rate,
    uint64_t burst, uint64_t seed)
{
	*schedule = (struct schedule){
	    .arrivals = arrivals,
	    .interval_ns = 1e9 / rate,
	    .burst = arrivals == ARRIVALS_BURST && burst > 0 ? burst : 1,
	    .random = seed,
	};
	if (arrivals == ARRIVALS_POISSON)
		schedule->due_ns = exponential(schedule);
}

uint64_t
schedule_due_ns(const struct schedule *schedule)
{
	return (uint64_t)schedule->due_ns;
}

void
schedule_advance(struct schedule *schedule)
{
	schedule->taken++;
	if (schedule->arrivals == ARRIVALS_POISSON)
		schedule->due_ns += exponential(schedule);
	else /* multiplied, since a sum of roundings would drift */
		schedule->due_ns = (double)(schedule->taken / schedule->burst) *
				   schedule->interval_ns *
				   (double)schedule->burst;
}
