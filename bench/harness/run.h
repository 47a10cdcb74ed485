/*
 * run - one helper from its start to its end, measured in between
 */
#ifndef BENCH_HARNESS_RUN_H
#define BENCH_HARNESS_RUN_H

#include "bench/harness/plan.h"
#include "bench/harness/progress.h"

/* Does the plan make sense at every point of its sweep?  Else the end of the
 * program: ahead of the first run, not in the midst of them. */
void run_check(const struct plan *plan);

void run_once(const struct plan *plan, const struct variant *variant,
    struct progress *progress, struct outcome *outcome_r);

#endif
