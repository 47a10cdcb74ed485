/*
 * plan - which helpers run how often under which load, and what came of it
 *
 * A variant is a helper at a point of the sweep.  Every repeat runs each
 * variant once, from its start to its end, and the next repeat begins with
 * another one: what else the machine does hits all of them.
 */
#ifndef BENCH_HARNESS_PLAN_H
#define BENCH_HARNESS_PLAN_H

#include "bench/harness/figures.h"
#include "bench/harness/moments.h"
#include "bench/harness/sweep.h"
#include "bench/serve/mail.h"
#include "bench/serve/serve.h"

#define HELPERS_MAX 8u

struct helper {
	const char *label;
	char *const *arguments;
};

/* One run. */
struct outcome {
	struct figures figures;
	uint64_t words[WORD_COUNT];
	uint64_t broken[LAW_COUNT];
	uint64_t overtaken;
	uint64_t disturbances;
	struct moments moments; /* with serve.timeline */
};

struct variant {
	size_t helper;
	size_t point;
	struct outcome *runs; /* by repeat */
	size_t run_count;
};

struct plan {
	struct serve_options serve;
	bool outstanding_given; /* else an open loop has no such limit */
	uint64_t warmup;        /* requests ahead of the measured ones */
	uint64_t warmup_ns;     /* the same where duration_ns is set */
	uint64_t repeats;
	struct mail_order made; /* of no mails: serve.files are there */
	bool wrap;              /* put an envelope in front of them */
	enum envelopes envelopes;
	struct helper helpers[HELPERS_MAX];
	size_t helper_count;
	struct sweep sweep; /* outstanding, rate, burst and size are known */
	/* Filled for each run and written to the second; or NULL. */
	const char *template_from;
	const char *template_to;
	struct variant *variants; /* all helpers of a point stand together */
	size_t variant_count;
	bool progress;
};

/* Make the variants and run them; ends early when serve_interrupted is set. */
void plan_run(struct plan *plan);

/* The same point with the first helper. */
const struct variant *plan_base(
    const struct plan *plan, const struct variant *variant);

/* Does the sweep go through values of that name? */
bool plan_sweeps(const struct plan *plan, const char *name);

/* Do requests come at a rate, at any point of the sweep? */
bool plan_is_open(const struct plan *plan);

/* ... and how, at that rate. */
enum arrivals plan_arrivals(const struct plan *plan);

/* Was anything answered, in any run? */
bool plan_has_answers(const struct variant *variant);

/* Figures of all runs; the caller frees them. */
struct figures *plan_figures(const struct variant *variant);

/* Laws broken in any run, by how often; 0: none. */
uint64_t plan_broken(const struct plan *plan);

void plan_free(struct plan *plan);

#endif
