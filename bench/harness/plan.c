/*
 * plan - which helpers run how often under which load, and what came of it
 */
#include "bench/harness/plan.h"

#include <err.h>
#include <stdlib.h>

#include "bench/harness/progress.h"
#include "bench/harness/run.h"

static void
make_variants(struct plan *plan)
{
	size_t points = sweep_points(&plan->sweep);

	plan->variant_count = points * plan->helper_count;
	plan->variants = calloc(plan->variant_count, sizeof(*plan->variants));
	if (plan->variants == NULL)
		err(2, "no memory");
	for (size_t i = 0; i < plan->variant_count; i++) {
		struct variant *variant = &plan->variants[i];

		variant->helper = i % plan->helper_count;
		variant->point = i / plan->helper_count;
		variant->runs = calloc(plan->repeats, sizeof(*variant->runs));
		if (variant->runs == NULL)
			err(2, "no memory");
	}
}

static void
run_variant(
    struct plan *plan, struct variant *variant, struct progress *progress)
{
	struct outcome *outcome = &variant->runs[variant->run_count];

	progress_run(progress, plan->helpers[variant->helper].label);
	run_once(plan, variant, progress, outcome);
	if (!serve_interrupted)
		variant->run_count++;
}

void
plan_run(struct plan *plan)
{
	struct progress progress;

	make_variants(plan);
	progress_begin(
	    &progress, plan->progress, plan->variant_count * plan->repeats);
	for (uint64_t repeat = 0; repeat < plan->repeats; repeat++)
		for (size_t i = 0; i < plan->variant_count; i++) {
			size_t turn = (i + repeat) % plan->variant_count;

			if (serve_interrupted)
				break;
			run_variant(plan, &plan->variants[turn], &progress);
		}
	progress_end(&progress);
}

const struct variant *
plan_base(const struct plan *plan, const struct variant *variant)
{
	return &plan->variants[variant->point * plan->helper_count];
}

bool
plan_sweeps(const struct plan *plan, const char *name)
{
	return sweep_named(&plan->sweep, 0, name, NULL) != NULL;
}

bool
plan_is_open(const struct plan *plan)
{
	return plan->serve.rate > 0 || plan_sweeps(plan, "rate");
}

enum arrivals
plan_arrivals(const struct plan *plan)
{
	return plan_sweeps(plan, "burst") ? ARRIVALS_BURST
					  : plan->serve.arrivals;
}

bool
plan_has_answers(const struct variant *variant)
{
	for (size_t i = 0; i < variant->run_count; i++)
		for (int word = 0; word < WORD_COUNT; word++)
			if (variant->runs[i].words[word] > 0)
				return true;
	return false;
}

struct figures *
plan_figures(const struct variant *variant)
{
	struct figures *figures =
	    calloc(variant->run_count + 1, sizeof(*figures));

	if (figures == NULL)
		err(2, "no memory");
	for (size_t i = 0; i < variant->run_count; i++)
		figures[i] = variant->runs[i].figures;
	return figures;
}

uint64_t
plan_broken(const struct plan *plan)
{
	uint64_t broken = 0;

	for (size_t i = 0; i < plan->variant_count; i++)
		for (size_t k = 0; k < plan->variants[i].run_count; k++)
			for (int law = 0; law < LAW_COUNT; law++)
				broken += plan->variants[i].runs[k].broken[law];
	return broken;
}

void
plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->variant_count; i++)
		free(plan->variants[i].runs);
	free(plan->variants);
}
