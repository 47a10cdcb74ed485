/*
 * report_csv - every run as a line
 */
#include <inttypes.h>
#include <string.h>

#include "bench/harness/report.h"

/* Quoted where it must be. */
static void
put_text(FILE *out, const char *text)
{
	if (strpbrk(text, ",\"\r\n") == NULL) {
		fputs(text, out);
		return;
	}
	fputc('"', out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void
put_names(const struct plan *plan, FILE *out)
{
	fputs("helper", out);
	for (size_t i = 0; i < plan->sweep.count; i++)
		fprintf(out, ",%s", plan->sweep.dimensions[i].name);
	fputs(",run", out);
	for (int figure = 0; figure < FIGURE_COUNT; figure++)
		fprintf(out, ",%s", figure_texts[figure].name);
	fputs(",broken\n", out);
}

static void
put_run(const struct plan *plan, const struct variant *variant, size_t run,
    FILE *out)
{
	const struct outcome *outcome = &variant->runs[run];
	uint64_t broken = 0;

	for (int law = 0; law < LAW_COUNT; law++)
		broken += outcome->broken[law];
	put_text(out, plan->helpers[variant->helper].label);
	for (size_t i = 0; i < plan->sweep.count; i++) {
		fputc(',', out);
		put_text(out, sweep_value(&plan->sweep, variant->point, i));
	}
	fprintf(out, ",%zu", run + 1);
	for (int figure = 0; figure < FIGURE_COUNT; figure++)
		fprintf(out, ",%.6f", outcome->figures.value[figure]);
	fprintf(out, ",%" PRIu64 "\n", broken);
}

void
report_csv(const struct plan *plan, FILE *out)
{
	put_names(plan, out);
	for (size_t i = 0; i < plan->variant_count; i++)
		for (size_t run = 0; run < plan->variants[i].run_count; run++)
			put_run(plan, &plan->variants[i], run, out);
}
