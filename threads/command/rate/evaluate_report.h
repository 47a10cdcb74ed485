/*
 * evaluate_report - what was measured, for people and for programs
 *
 * Threads: one at a time.
 */
#ifndef THREADS_COMMAND_RATE_EVALUATE_REPORT_H
#define THREADS_COMMAND_RATE_EVALUATE_REPORT_H

#include "core/learn/quality.h"
#include "core/show/writer.h"
#include "threads/command/rate/evaluate_run.h"

/* The learners, and behind them what they say together. */
enum { EVALUATE_FUSED = LEARNERS, EVALUATE_JUDGES };

/* "grams", "fused" */
const char *evaluate_judge_name(unsigned judge);

/* Classes of scores: from each one's begin to below the next one's. */
#define EVALUATE_BINS 12u
double evaluate_bin_begin(size_t bin);

struct evaluate_sum {
	double mean;
	double worst;
};

/* Over all runs. */
struct evaluate_results {
	const struct evaluate_options *options;
	const struct evaluate_corpus *corpus;
	uint64_t runs;
	struct evaluate_judged {
		struct evaluate_sum area, lam, fp, fn, fn_001, fn_0001;
	} judged[EVALUATE_JUDGES];
	uint64_t ham[EVALUATE_BINS]; /* by score */
	uint64_t spam[EVALUATE_BINS];
	uint64_t learnt, left_out, learnt_ns, rated, rated_ns;
	struct model_promise alert, certain; /* of the last run */
};

void evaluate_results_init(struct evaluate_results *results_r,
    const struct evaluate_options *options,
    const struct evaluate_corpus *corpus);

/*
 * Add a run.  samples has room for run->count; on return it is what the fusion
 * said, sorted, and *quality_r how good.
 */
void evaluate_results_add(struct evaluate_results *results,
    const struct evaluate_run *run, struct quality_sample *samples,
    struct quality *quality_r);

void evaluate_report_text(
    const struct evaluate_results *results, struct writer *out);
void evaluate_report_json(
    const struct evaluate_results *results, struct writer *out);

/* What judge said in run. */
void evaluate_samples(const struct evaluate_run *run, unsigned judge,
    struct quality_sample *samples_r);

#endif
