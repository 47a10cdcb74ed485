/*
 * table - what was measured, a line a benchmark, as it is measured
 */
#include "bench/table.h"

#include <string.h>

static const struct limit {
	const char *benchmark;
	const char *figure;
	const char *section;
} limits[] = {
#define LIMIT(benchmark, figure, section) {benchmark, figure, section},
#include "bench/limits.def"
#undef LIMIT
};

static int name_width;
static bool limit_shown;

/* ---- figures ----------------------------------------------------------- */

/* Three digits of value and its unit, in fewer than 16 bytes. */
static void
format_scaled(char out[16], double value, const char *const *units,
    size_t count, double step)
{
	size_t i = 0;

	while (i + 1 < count && value >= step * 0.9995) {
		value /= step;
		i++;
	}
	snprintf(out, 16, "%.*f %s",
	    value < 9.995   ? 2
	    : value < 99.95 ? 1
			    : 0,
	    value, units[i]);
}

static void
format_seconds(char out[16], double seconds)
{
	static const char *const units[] = {"ns", "us", "ms", "s"};

	format_scaled(out, seconds * 1e9, units, 4, 1000);
}

static void
format_rate(char out[16], double rate, bool bytes)
{
	static const char *const byte_units[] = {"B/s", "KB/s", "MB/s", "GB/s"};
	static const char *const item_units[] = {"/s", "k/s", "M/s", "G/s"};

	out[0] = '\0';
	if (rate > 0)
		format_scaled(
		    out, rate, bytes ? byte_units : item_units, 4, 1000);
}

static const struct limit *
find_limit(const char *name)
{
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		size_t size = strlen(limits[i].benchmark);

		if (limits[i].benchmark[size - 1] == '*'
			? strncmp(name, limits[i].benchmark, size - 1) == 0
			: strcmp(name, limits[i].benchmark) == 0)
			return &limits[i];
	}
	return NULL;
}

/* ---- lines ------------------------------------------------------------- */

void
table_begin(FILE *out, size_t width)
{
	name_width = (int)width;
	limit_shown = false;
	fprintf(out, "%-*s %10s %10s %10s %10s  %s\n", name_width, "benchmark",
	    "time", "CPU", "bytes", "items", "limit*");
}

/* "0.85 us (2)", or nothing. */
static void
format_limit(char out[40], const char *name)
{
	const struct limit *limit = find_limit(name);

	out[0] = '\0';
	if (limit == NULL)
		return;
	limit_shown = true;
	snprintf(out, 40, "%s (%s)", limit->figure, limit->section);
}

void
table_print(FILE *out, const struct table_row *row)
{
	char time[16], cpu[16], bytes[16], items[16], limit[40];
	bool more = row->counter_count > 0 || row->label[0] != '\0';

	if (row->error != NULL) {
		fprintf(out, "%-*s %s\n", name_width, row->name, row->error);
		return;
	}
	format_seconds(time, row->seconds);
	format_seconds(cpu, row->cpu_seconds);
	format_rate(bytes, row->bytes_per_second, true);
	format_rate(items, row->items_per_second, false);
	format_limit(limit, row->name);
	fprintf(out, "%-*s %10s %10s %10s %10s  %-*s", name_width, row->name,
	    time, cpu, bytes, items, more ? 15 : 0, limit);
	for (size_t i = 0; i < row->counter_count; i++)
		fprintf(out, " %s=%.3g", row->counters[i].name,
		    row->counters[i].value);
	fprintf(out, "%s%s\n", row->label[0] != '\0' ? " " : "", row->label);
	fflush(out);
}

void
table_end(FILE *out)
{
	if (limit_shown)
		fputs("* of another machine (Zen 5, AVX-512), in CPU time of "
		      "one thread, with the section\n  of the study of limits; "
		      "see bench/limits.def and bench/README.md\n",
		    out);
}
