/*
 * evaluate_run - what a model said of messages ahead of learning them
 *
 * Threads: one; looking for wrong labels makes some and ends with them.
 */
#ifndef THREADS_COMMAND_RATE_EVALUATE_RUN_H
#define THREADS_COMMAND_RATE_EVALUATE_RUN_H

#include "core/learn/model.h"
#include "threads/command/rate/evaluate_corpus.h"
#include "threads/command/rate/evaluate_options.h"

struct evaluate_said {
	struct opinion opinion;
	bool spam; /* what it is */
};

struct evaluate_run {
	struct evaluate_said *said;
	size_t count;
	size_t room;
	uint64_t learnt;
	uint64_t left_out;  /* of them: their labels seemed wrong */
	uint64_t learnt_ns; /* processor time, rating before it included */
	uint64_t rated_ns;  /* processor time of rating all that was said */
	struct model_promise alert; /* of the model at the end */
	struct model_promise certain;
};

/*
 * One run with this seed.  train is empty but for a split that has an index of
 * its own to learn.  False: no memory.  run_r is for evaluate_run_free() in
 * either case.
 */
bool evaluate_run(const struct evaluate_corpus *corpus,
    const struct evaluate_corpus *train, const struct evaluate_options *options,
    uint64_t seed, struct evaluate_run *run_r) MUST_USE;

void evaluate_run_free(struct evaluate_run *run);

#endif
