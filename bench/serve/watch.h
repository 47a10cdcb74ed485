/*
 * watch - looks at a helper's processes while it works
 *
 * A thread of its own looks ten times a second, so that the conversation is
 * not held up; what it sees goes into an account.  Below the helper is also
 * what was seen there once and lost its parent since, and what the system gave
 * to us for a child since its own parent ended (watch_adopt()).  Commands of
 * child_disturb() are left out.
 *
 * Linux only, as /proc is: elsewhere everything is zero.
 */
#ifndef BENCH_SERVE_WATCH_H
#define BENCH_SERVE_WATCH_H

#include "bench/serve/account.h"

struct watch;

/* Become the parent of what helpers leave behind.  Ahead of all of them. */
void watch_adopt(void);

/* End what the helper left behind, which may take a moment to end by itself: it
 * would be measured with the next one.  Returns how many had to be killed. */
size_t watch_end_left(void);

struct watch *watch_start(pid_t helper);

/* What was used so far counts no more. */
void watch_begin(struct watch *watch);

/* What was used since, by now. */
struct usage watch_usage(struct watch *watch);

/* Ends the thread. */
void watch_stop(struct watch **watch);

#endif
