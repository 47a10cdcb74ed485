/*
 * run - one helper from its start to its end, measured in between
 */
#ifndef BENCH_HARNESS_RUN_H
#define BENCH_HARNESS_RUN_H

#include "bench/harness/plan.h"
#include "bench/harness/progress.h"

void run_once(const struct plan *plan, const struct variant *variant,
    struct progress *progress, struct outcome *outcome_r);

#endif
