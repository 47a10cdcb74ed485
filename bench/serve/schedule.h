/*
 * schedule - when requests are due, whatever the helper does
 *
 * The open loop: mail arrives at a rate of its own.  A request that goes out
 * late, since the driver or the helper was busy, counts from when it was due,
 * so that one long pause is not told as one slow answer (coordinated
 * omission).
 *
 * Threads: one at a time for each schedule.  Nothing is allocated.
 */
#ifndef BENCH_SERVE_SCHEDULE_H
#define BENCH_SERVE_SCHEDULE_H

#include <stdint.h>

enum arrivals {
	ARRIVALS_EVEN,    /* the same time between any two */
	ARRIVALS_POISSON, /* each independent of all others, as mail is */
	ARRIVALS_BURST,   /* so many at once, evenly apart */
};

struct schedule {
	enum arrivals arrivals;
	double interval_ns; /* mean time between two */
	uint64_t burst;     /* requests at once; 1 but for ARRIVALS_BURST */
	uint64_t random;
	uint64_t taken;
	double due_ns; /* the next one, from the start of the schedule */
};

/* rate: requests a second, over 0.  The same seed gives the same times. */
void schedule_begin(struct schedule *schedule, enum arrivals arrivals,
    double rate, uint64_t burst, uint64_t seed);

/* When the next request is due, from the start. */
uint64_t schedule_due_ns(const struct schedule *schedule);

/* It was taken: on to the one after it. */
void schedule_advance(struct schedule *schedule);

#endif
