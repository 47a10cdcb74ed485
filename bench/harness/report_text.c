/*
 * report_text - what came of a plan as tables for people
 */
#include <inttypes.h>
#include <stdlib.h>

#include "bench/harness/plot.h"
#include "bench/harness/report.h"
#include "core/base/clock.h"

/* A value that the table below goes through is not told above it. */
static void
put_value(const struct plan *plan, const char *name, double value,
    const char *unit, FILE *out)
{
	if (plan_sweeps(plan, name))
		fprintf(out, "%s as below", name);
	else
		fprintf(out, "%.15g %s", value, unit);
}

/* All that it takes to make them again. */
static void
put_made(const struct plan *plan, FILE *out)
{
	const struct mail_order *made = &plan->made;

	fprintf(out,
	    "messages            %" PRIu64 " made up from seed %" PRIu64
	    ": %s, %s, ",
	    made->count, plan->serve.seed, mail_shape_names[made->shape],
	    mail_language_names[made->language]);
	put_value(plan, "size", (double)made->size, "bytes", out);
	if (made->hit_every > 0)
		fprintf(out, ", a signature of %zu in one of %" PRIu64 " mails",
		    made->signature_count, made->hit_every);
	fputc('\n', out);
}

static void
put_load(const struct plan *plan, FILE *out)
{
	static const char *const arrivals[] = {
	    "evenly", "as a Poisson process", "in bursts"};
	const struct serve_options *serve = &plan->serve;
	uint64_t bytes = 0;

	for (size_t i = 0; i < serve->files.count; i++)
		bytes += serve->files.sizes[i];
	if (serve->files.count > 0)
		fprintf(out, "messages            %zu, %.3f MB\n",
		    serve->files.count, (double)bytes / 1e6);
	if (plan->made.count > 0)
		put_made(plan, out);
	if (plan->wrap)
		fprintf(out, "envelopes           %s\n",
		    envelope_names[plan->envelopes]);
	fputs("load                ", out);
	if (plan_is_open(plan)) {
		fputs("open loop, ", out);
		put_value(plan, "rate", serve->rate, "a second", out);
		fprintf(out, ", %s", arrivals[plan_arrivals(plan)]);
	} else {
		fputs("closed loop, ", out);
		put_value(plan, "outstanding", (double)serve->outstanding,
		    "outstanding", out);
	}
	fprintf(out, ", %s\n",
	    serve->batch ? "writes of many lines" : "one write a line");
	fprintf(out, "runs                %" PRIu64 " of ", plan->repeats);
	if (serve->duration_ns > 0)
		fprintf(out, "%g s", (double)serve->duration_ns / 1e9);
	else
		fprintf(out, "%" PRIu64 " requests", serve->total);
	if (plan->warmup_ns > 0)
		fprintf(out, ", warm-up %g s\n", (double)plan->warmup_ns / 1e9);
	else
		fprintf(out, ", warm-up %" PRIu64 " requests\n", plan->warmup);
}

/* A table of them calls helpers by a letter. */
static void
put_helpers(const struct plan *plan, FILE *out)
{
	for (size_t i = 0; i < plan->helper_count; i++)
		if (plan->helper_count == 1)
			fprintf(out, "helper              %s\n",
			    plan->helpers[i].label);
		else
			fprintf(out, "helper %c            %s\n",
			    (char)('A' + i), plan->helpers[i].label);
}

static void
put_words(const struct variant *variant, FILE *out)
{
	for (int word = 0; word < WORD_COUNT; word++) {
		uint64_t count = 0;

		for (size_t i = 0; i < variant->run_count; i++)
			count += variant->runs[i].words[word];
		if (count > 0)
			fprintf(out, "  %s %" PRIu64, word_names[word], count);
	}
	fputc('\n', out);
}

/* Is it kept only with a timeline? */
static bool
is_of_timeline(int figure)
{
	return figure >= FIGURE_CALM_P999_US &&
	       figure <= FIGURE_DISTURBED_MAX_US;
}

/* Is it another one only in an open loop? */
static bool
is_of_rate(int figure)
{
	return figure >= FIGURE_LAG_P99_US && figure <= FIGURE_SERVED_P999_US;
}

/* All figures of one. */
static void
put_alone(const struct plan *plan, const struct variant *variant, FILE *out)
{
	struct figures *runs;

	if (!plan_has_answers(variant)) {
		fputs("answers             none: nothing was measured\n", out);
		return;
	}
	runs = plan_figures(variant);
	fputs("answers           ", out);
	put_words(variant, out);
	fprintf(out, "\n%-20s%15s%15s%15s\n", "", "median", "min", "max");
	for (int figure = 0; figure < FIGURE_COUNT; figure++) {
		const struct figure_text *text = &figure_texts[figure];
		struct spread spread =
		    figures_spread(runs, variant->run_count, figure);

		if (is_of_timeline(figure) && !plan->serve.timeline)
			continue;
		if (is_of_rate(figure) && !plan_is_open(plan))
			continue;
		fprintf(out, "%-20s%15.*f%15.*f%15.*f\n", text->label,
		    text->digits, spread.median, text->digits, spread.min,
		    text->digits, spread.max);
	}
	free(runs);
}

/* ---- a row a variant ------------------------------------------------------
 */

static const struct {
	enum figure figure;
	const char *head;
	int width;
} columns[] = {
    {FIGURE_MESSAGES_PER_S, "messages/s", 12},
    {FIGURE_MB_PER_S, "MB/s", 10},
    {FIGURE_P50_US, "p50 us", 11},
    {FIGURE_P99_US, "p99 us", 11},
    {FIGURE_P999_US, "p99.9 us", 11},
    {FIGURE_CPU_US, "CPU us", 10},
    {FIGURE_PEAK_MB, "peak MB", 9},
};

/* ... and the ratios to the first helper. */
static const struct {
	enum figure figure;
	const char *head;
} ratios[] = {
    {FIGURE_MESSAGES_PER_S, "messages/s"},
    {FIGURE_CPU_US, "CPU"},
    {FIGURE_P50_US, "p50"},
    {FIGURE_P99_US, "p99"},
    {FIGURE_PEAK_MB, "peak"},
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))
#define RATIOS (sizeof(ratios) / sizeof(ratios[0]))

static void
put_point_head(const struct plan *plan, FILE *out)
{
	for (size_t i = 0; i < plan->sweep.count; i++)
		fprintf(out, "%-12.12s", plan->sweep.dimensions[i].name);
	if (plan->helper_count > 1)
		fprintf(out, "%-8s", "helper");
}

static void
put_point(const struct plan *plan, const struct variant *variant, FILE *out)
{
	for (size_t i = 0; i < plan->sweep.count; i++)
		fprintf(out, "%-12.12s",
		    sweep_value(&plan->sweep, variant->point, i));
	if (plan->helper_count > 1)
		fprintf(out, "%-8c", (char)('A' + variant->helper));
}

static void
put_row(const struct plan *plan, const struct variant *variant, FILE *out)
{
	struct figures *runs = plan_figures(variant);

	put_point(plan, variant, out);
	for (size_t i = 0; i < COLUMNS; i++) {
		enum figure figure = columns[i].figure;
		struct spread spread =
		    figures_spread(runs, variant->run_count, figure);

		fprintf(out, " %*.*f", columns[i].width - 1,
		    figure_texts[figure].digits, spread.median);
		if (i == 0)
			fprintf(out, "  +-%3.0f %%",
			    spread.median > 0
				? (spread.max - spread.min) * 50 / spread.median
				: 0);
	}
	fputc('\n', out);
	free(runs);
}

static void
put_nothing(const struct plan *plan, const struct variant *variant, FILE *out)
{
	put_point(plan, variant, out);
	fputs("  no answers: nothing was measured\n", out);
}

static void
put_table(const struct plan *plan, FILE *out)
{
	fputc('\n', out);
	put_point_head(plan, out);
	for (size_t i = 0; i < COLUMNS; i++)
		fprintf(out, "%*s%s", columns[i].width, columns[i].head,
		    i == 0 ? "   spread" : "");
	fputc('\n', out);
	for (size_t i = 0; i < plan->variant_count; i++)
		if (plan_has_answers(&plan->variants[i]))
			put_row(plan, &plan->variants[i], out);
		else if (plan->variants[i].run_count > 0)
			put_nothing(plan, &plan->variants[i], out);
}

/* Three of a number that matter. */
static int
digits_for(double value)
{
	return value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
}

static void
put_ratio_row(const struct plan *plan, const struct variant *variant, FILE *out)
{
	const struct variant *base = plan_base(plan, variant);
	struct figures *runs = plan_figures(variant);
	struct figures *others = plan_figures(base);
	size_t pairs = variant->run_count < base->run_count ? variant->run_count
							    : base->run_count;

	put_point(plan, variant, out);
	for (size_t i = 0; i < RATIOS; i++) {
		struct spread spread =
		    figures_ratio(runs, others, pairs, ratios[i].figure);
		char range[40];

		snprintf(range, sizeof(range), "%.*f..%.*f",
		    digits_for(spread.min), spread.min, digits_for(spread.max),
		    spread.max);
		fprintf(out, "%10.3f %-13s", spread.median, range);
	}
	fputc('\n', out);
	free(others);
	free(runs);
}

static void
put_ratios(const struct plan *plan, FILE *out)
{
	if (plan->helper_count < 2)
		return;
	fputs("\nratios to helper A, run by run: median, least..most\n", out);
	put_point_head(plan, out);
	for (size_t i = 0; i < RATIOS; i++)
		fprintf(out, "%10s %-13s", ratios[i].head, "");
	fputc('\n', out);
	for (size_t i = 0; i < plan->variant_count; i++)
		if (plan->variants[i].helper > 0 &&
		    plan_has_answers(&plan->variants[i]) &&
		    plan_has_answers(plan_base(plan, &plan->variants[i])))
			put_ratio_row(plan, &plan->variants[i], out);
}

/* The last run of each. */
static void
put_timelines(const struct plan *plan, FILE *out)
{
	for (size_t i = 0; i < plan->variant_count; i++) {
		const struct variant *variant = &plan->variants[i];

		if (variant->run_count == 0)
			continue;
		fprintf(out, "\nrun %zu of %s%s\n", variant->run_count,
		    plan->helpers[variant->helper].label,
		    plan->serve.disturbance_count > 0
			? ", disturbed where there is a \"!\""
			: "");
		moments_text(
		    &variant->runs[variant->run_count - 1].moments, out);
	}
}

static void
put_broken(const struct plan *plan, FILE *out)
{
	for (size_t i = 0; i < plan->variant_count; i++) {
		const struct variant *variant = &plan->variants[i];

		for (int law = 0; law < LAW_COUNT; law++) {
			uint64_t count = 0;

			for (size_t k = 0; k < variant->run_count; k++)
				count += variant->runs[k].broken[law];
			if (count > 0)
				fprintf(out,
				    "BROKEN              %" PRIu64 " %s (%s)\n",
				    count, law_sentences[law],
				    plan->helpers[variant->helper].label);
		}
	}
}

void
report_text(const struct plan *plan, FILE *out)
{
	put_helpers(plan, out);
	put_load(plan, out);
	if (plan->variant_count == 1 && plan->variants[0].run_count > 0) {
		put_alone(plan, &plan->variants[0], out);
	} else {
		put_table(plan, out);
		put_ratios(plan, out);
		plot_text(plan, FIGURE_MESSAGES_PER_S, out);
		plot_text(plan, FIGURE_P99_US, out);
	}
	if (plan->serve.timeline)
		put_timelines(plan, out);
	put_broken(plan, out);
}
