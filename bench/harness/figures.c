/*
 * figures - what a run comes down to, and what several runs do
 */
#include "bench/harness/figures.h"

#include <err.h>
#include <stdlib.h>

const struct figure_text figure_texts[FIGURE_COUNT] = {
#define FIGURE(id, name, label, digits, better, sentence)                      \
	{name, label, digits, better, sentence},
#include "bench/harness/figures.def"
#undef FIGURE
};

static double
quotient(double whole, double parts)
{
	return parts > 0 ? whole / parts : 0;
}

static double
percentile_us(const struct latency *latency, double share)
{
	return (double)latency_percentile_ns(latency, share) / 1e3;
}

struct figures
figures_of(const struct serve_result *result, const struct usage *usage,
    const struct latency *machine)
{
	struct figures figures = {0};
	double *value = figures.value;
	double messages = (double)result->answers;
	double megabytes = (double)result->bytes / 1e6;
	double wall_s = (double)result->wall_ns / 1e9;
	double cpu_s = (double)usage->cpu_ns / 1e9;

	value[FIGURE_MESSAGES_PER_S] = quotient(messages, wall_s);
	value[FIGURE_MB_PER_S] = quotient(megabytes, wall_s);
	value[FIGURE_P50_US] = percentile_us(&result->latency, 0.5);
	value[FIGURE_P90_US] = percentile_us(&result->latency, 0.9);
	value[FIGURE_P99_US] = percentile_us(&result->latency, 0.99);
	value[FIGURE_P999_US] = percentile_us(&result->latency, 0.999);
	value[FIGURE_MAX_US] = (double)result->latency.max_ns / 1e3;
	value[FIGURE_CALM_P999_US] = percentile_us(&result->calm, 0.999);
	value[FIGURE_DISTURBED_P50_US] = percentile_us(&result->disturbed, 0.5);
	value[FIGURE_DISTURBED_P99_US] =
	    percentile_us(&result->disturbed, 0.99);
	value[FIGURE_DISTURBED_MAX_US] = (double)result->disturbed.max_ns / 1e3;
	value[FIGURE_LAG_P99_US] = percentile_us(&result->lag, 0.99);
	value[FIGURE_LAG_P999_US] = percentile_us(&result->lag, 0.999);
	value[FIGURE_SERVED_P50_US] = percentile_us(&result->served, 0.5);
	value[FIGURE_SERVED_P999_US] = percentile_us(&result->served, 0.999);
	value[FIGURE_MACHINE_P999_US] = percentile_us(machine, 0.999);
	value[FIGURE_CPU_US] = quotient(cpu_s * 1e6, messages);
	value[FIGURE_CORES] = quotient(cpu_s, wall_s);
	value[FIGURE_MESSAGES_PER_CORE_S] = quotient(messages, cpu_s);
	value[FIGURE_MB_PER_CORE_S] = quotient(megabytes, cpu_s);
	value[FIGURE_PEAK_MB] = (double)usage->peak_bytes / 1e6;
	value[FIGURE_VOLUNTARY] = quotient((double)usage->voluntary, messages);
	value[FIGURE_INVOLUNTARY] =
	    quotient((double)usage->involuntary, messages);
	value[FIGURE_READY_MS] = (double)result->start_ns / 1e6;
	value[FIGURE_MESSAGES] = messages;
	value[FIGURE_WALL_S] = wall_s;
	return figures;
}

static int
compare_values(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

struct spread
spread_of(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare_values);
	return (struct spread){
	    .median = (values[(count - 1) / 2] + values[count / 2]) / 2,
	    .min = values[0],
	    .max = values[count - 1],
	};
}

static double *
new_values(size_t count)
{
	double *values = calloc(count + 1, sizeof(*values));

	if (values == NULL)
		err(2, "no memory");
	return values;
}

struct spread
figures_spread(const struct figures *runs, size_t count, enum figure figure)
{
	double *values = new_values(count);
	struct spread spread;

	for (size_t i = 0; i < count; i++)
		values[i] = runs[i].value[figure];
	spread = spread_of(values, count);
	free(values);
	return spread;
}

struct spread
figures_ratio(const struct figures *runs, const struct figures *base,
    size_t count, enum figure figure)
{
	double *values = new_values(count);
	struct spread spread = {0};
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (base[i].value[figure] > 0)
			values[kept++] =
			    runs[i].value[figure] / base[i].value[figure];
	if (kept > 0)
		spread = spread_of(values, kept);
	free(values);
	return spread;
}
