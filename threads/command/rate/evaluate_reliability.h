/*
 * evaluate_reliability - do scores say what they mean?
 *
 * For each class of scores, how much of its mail was spam, beside what the
 * scores of the class say.
 *
 * Threads: one at a time.
 */
#ifndef THREADS_COMMAND_RATE_EVALUATE_RELIABILITY_H
#define THREADS_COMMAND_RATE_EVALUATE_RELIABILITY_H

#include "threads/command/rate/evaluate_report.h"

#define EVALUATE_RELIABILITY_HEIGHT 320.0

/* As part of a picture that is width wide, from top on down. */
void evaluate_reliability_svg(const struct evaluate_results *results,
    double width, double top, struct writer *out);

#endif
