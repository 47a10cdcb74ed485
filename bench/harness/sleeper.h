/*
 * sleeper - how late this machine wakes whoever sleeps
 *
 * A thread that does nothing but sleep until the next millisecond, with the
 * driver's priority.  How late it is woken is what the machine adds to any
 * latency: other work, a hypervisor, a kernel that is not preempted.  It costs
 * some 5 ms of processor time a second.
 *
 * Threads: one sleeper at a time; its figures may be read once it is stopped.
 */
#ifndef BENCH_HARNESS_SLEEPER_H
#define BENCH_HARNESS_SLEEPER_H

#include "bench/serve/latency.h"

struct sleeper;

/* *late_r is cleared, and filled until sleeper_stop(). */
struct sleeper *sleeper_start(struct latency *late_r);
void sleeper_stop(struct sleeper **sleeper);

#endif
