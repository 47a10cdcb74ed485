/*
 * report - what came of a plan, for people and programs
 */
#ifndef BENCH_HARNESS_REPORT_H
#define BENCH_HARNESS_REPORT_H

#include <stdio.h>

#include "bench/harness/plan.h"
#include "core/base/check.h"

/* A table of medians with their spread; several variants one a row, with the
 * ratios of all helpers to the first. */
void report_text(const struct plan *plan, FILE *out);

/* One object: the load, every run of every variant, medians, spreads, ratios.
 * False: it could not be written. */
bool report_json(const struct plan *plan, FILE *out) MUST_USE;

/* A line of names, then a line for each run (RFC 4180, but LF). */
void report_csv(const struct plan *plan, FILE *out);

#endif
