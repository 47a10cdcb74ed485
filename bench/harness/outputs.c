/*
 * outputs - where the reports go
 */
#include "bench/harness/outputs.h"

#include <err.h>
#include <stdio.h>

#include "bench/harness/plot.h"
#include "bench/harness/report.h"

static FILE *
open_output(const char *path)
{
	FILE *out = path == NULL ? stdout : fopen(path, "w");

	if (out == NULL)
		err(2, "%s", path);
	return out;
}

static void
close_output(FILE *out, bool written, const char *path)
{
	if (!written || ferror(out) ||
	    (path == NULL ? fflush(out) : fclose(out)) != 0)
		err(2, "%s", path == NULL ? "standard output" : path);
}

/* What stands there stays until there is something better. */
static void
check_output(const struct output *output)
{
	FILE *out;

	if (!output->wanted || output->path == NULL)
		return;
	out = fopen(output->path, "a");
	if (out == NULL || fclose(out) != 0)
		err(2, "%s", output->path);
}

void
outputs_check(const struct outputs *outputs)
{
	if (outputs->json.wanted && outputs->json.path == NULL &&
	    outputs->csv.wanted && outputs->csv.path == NULL)
		errx(2, "JSON and CSV cannot both go to standard output: "
			"--csv=FILE");
	check_output(&outputs->json);
	check_output(&outputs->csv);
	check_output(&outputs->svg);
}

void
outputs_write(const struct outputs *outputs, const struct plan *plan)
{
	const struct output *json = &outputs->json, *csv = &outputs->csv;
	const struct output *svg = &outputs->svg;
	bool taken = (json->wanted && json->path == NULL) ||
		     (csv->wanted && csv->path == NULL);
	FILE *out;

	if (!taken)
		report_text(plan, stdout);
	if (json->wanted) {
		out = open_output(json->path);
		close_output(out, report_json(plan, out), json->path);
	}
	if (csv->wanted) {
		out = open_output(csv->path);
		report_csv(plan, out);
		close_output(out, true, csv->path);
	}
	if (svg->wanted) {
		out = open_output(svg->path);
		plot_svg(plan, out);
		close_output(out, true, svg->path);
	}
	close_output(stdout, true, NULL);
}
