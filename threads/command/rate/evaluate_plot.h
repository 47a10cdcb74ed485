/*
 * evaluate_plot - ROC curves: ham lost against spam missed
 *
 * Both axes are logarithmic, as everything of interest is near nothing.
 *
 * Threads: one at a time.
 */
#ifndef THREADS_COMMAND_RATE_EVALUATE_PLOT_H
#define THREADS_COMMAND_RATE_EVALUATE_PLOT_H

#include "core/show/page.h"
#include "threads/command/rate/evaluate_report.h"

/* Places on the axis of ham lost: 0.01 % to 100 %, evenly in its logarithm. */
#define EVALUATE_PLACES 61u

struct evaluate_plot {
	/* Share of spam missed, of each judge. */
	double missed[EVALUATE_JUDGES][EVALUATE_PLACES];
};

/* Of one run; samples has room for run->count. */
void evaluate_plot_make(struct evaluate_plot *plot_r,
    const struct evaluate_run *run, struct quality_sample *samples);

/* The fusion's curve, in letters. */
void evaluate_plot_text(const struct evaluate_plot *plot, struct writer *out);

/* All of them as a picture, and below them whether scores say what they mean,
 * over all runs. */
void evaluate_plot_svg(const struct evaluate_plot *plot,
    const struct evaluate_results *results, struct writer *out);

#endif
