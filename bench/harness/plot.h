/*
 * plot - the medians of a plan as pictures
 */
#ifndef BENCH_HARNESS_PLOT_H
#define BENCH_HARNESS_PLOT_H

#include <stdio.h>

#include "bench/harness/plan.h"

/* A bar for each variant, as long as its median. */
void plot_text(const struct plan *plan, enum figure figure, FILE *out);

/*
 * An SVG picture: with a sweep messages/s, latency p99 and CPU over the values
 * of its first name, a line for each helper at each combination of the others,
 * with whiskers from the least to the most; without one the latency of each
 * helper from p50 to the longest.
 */
void plot_svg(const struct plan *plan, FILE *out);

#endif
