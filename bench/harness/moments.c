/*
 * moments - a run as it went on, slice by slice
 */
#include "bench/harness/moments.h"

#include <inttypes.h>
#include <math.h>

/* Characters of a bar. */
#define BAR_MAX 30

void
moments_take(const struct timeline *timeline, struct moments *moments_r)
{
	moments_r->count = timeline->used;
	moments_r->slice_s = (double)timeline_slice_ns(timeline) / 1e9;
	for (size_t i = 0; i < timeline->used; i++) {
		const struct timeline_slice *slice = &timeline->slices[i];
		const struct latency *latency = &slice->latency;

		moments_r->items[i] = (struct moment){
		    .answers = latency->count,
		    .disturbances = slice->disturbances,
		    .p50_us = (double)latency_percentile_ns(latency, 0.5) / 1e3,
		    .p99_us =
			(double)latency_percentile_ns(latency, 0.99) / 1e3,
		    .max_us = (double)latency->max_ns / 1e3,
		};
	}
}

/* From 10 us to 10 s is the whole width. */
static int
bar_of(double us)
{
	double share = us > 10 ? log10(us / 10) / 6 : 0;

	return (int)(BAR_MAX * (share > 1 ? 1 : share));
}

static void
put_bar(int size, FILE *out)
{
	for (int i = 0; i < size; i++)
		fputc('#', out);
	fputc('\n', out);
}

void
moments_text(const struct moments *moments, FILE *out)
{
	fprintf(out, "%10s%10s%12s%12s%12s%4s  longest, 10 us to 10 s\n",
	    "second", "answers", "p50 us", "p99 us", "max us", "");
	for (size_t i = 0; i < moments->count; i++) {
		const struct moment *moment = &moments->items[i];

		fprintf(out, "%10.2f%10" PRIu64 "%12.1f%12.1f%12.1f",
		    moments->slice_s * (double)i, moment->answers,
		    moment->p50_us, moment->p99_us, moment->max_us);
		if (moment->disturbances > 0)
			fprintf(out, "%4.0f! ",
			    fmin((double)moment->disturbances, 999));
		else
			fprintf(out, "%6s", "");
		put_bar(bar_of(moment->max_us), out);
	}
}
