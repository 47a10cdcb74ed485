/*
 * progress - a line on stderr that says how far the runs are
 */
#include "bench/harness/progress.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/base/clock.h"

#define BAR_WIDTH 24u

void
progress_begin(struct progress *progress, bool shown, size_t runs)
{
	*progress = (struct progress){
	    .shown = shown, .runs = runs, .started_ns = clock_now_ns()};
}

void
progress_run(struct progress *progress, const char *label)
{
	progress->run++;
	progress->label = label;
	progress_tell(progress, 0, 0);
}

void
progress_bar(char *bar, size_t width, double share)
{
	double cells = share * (double)width;

	for (size_t i = 0; i < width; i++)
		bar[i] = (double)i + 0.5 <= cells ? '#' : '.';
	bar[width] = '\0';
}

/* "\r" to the start of the line, "\033[K" clears what is left of it. */
void
progress_tell(struct progress *progress, double share, uint64_t answers)
{
	double whole =
	    ((double)progress->run - 1 + share) / (double)progress->runs;
	double passed_s = (double)(clock_now_ns() - progress->started_ns) / 1e9;
	char bar[BAR_WIDTH + 1];

	if (!progress->shown)
		return;
	progress_bar(bar, BAR_WIDTH, whole);
	fprintf(stderr, "\r[%s] %3.0f %%  run %zu of %zu", bar, whole * 100,
	    progress->run, progress->runs);
	if (whole > 0.01)
		fprintf(
		    stderr, "  %.0f s left", passed_s * (1 - whole) / whole);
	fprintf(stderr, "  %" PRIu64 " answers  %.30s\033[K", answers,
	    progress->label);
}

void
progress_end(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
}
