/*
 * plot_text - medians as bars in a terminal
 */
#include <stdlib.h>

#include "bench/harness/plot.h"
#include "bench/harness/progress.h"

#define BAR_WIDTH 50u

static double
median_of(const struct variant *variant, enum figure figure)
{
	struct figures *runs = plan_figures(variant);
	double median = 0;

	if (variant->run_count > 0)
		median =
		    figures_spread(runs, variant->run_count, figure).median;
	free(runs);
	return median;
}

static void
put_label(const struct plan *plan, const struct variant *variant, FILE *out)
{
	for (size_t i = 0; i < plan->sweep.count; i++)
		fprintf(out, "%10.10s ",
		    sweep_value(&plan->sweep, variant->point, i));
	if (plan->helper_count > 1)
		fprintf(out, "%c ", (char)('A' + variant->helper));
}

void
plot_text(const struct plan *plan, enum figure figure, FILE *out)
{
	double most = 0;

	for (size_t i = 0; i < plan->variant_count; i++) {
		double median = median_of(&plan->variants[i], figure);

		most = median > most ? median : most;
	}
	fprintf(out, "\n%s\n", figure_texts[figure].label);
	for (size_t i = 0; i < plan->variant_count; i++) {
		double median = median_of(&plan->variants[i], figure);
		char bar[BAR_WIDTH + 1];

		progress_bar(bar, BAR_WIDTH, most > 0 ? median / most : 0);
		put_label(plan, &plan->variants[i], out);
		fprintf(
		    out, "%s %.*f\n", bar, figure_texts[figure].digits, median);
	}
}
