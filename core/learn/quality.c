/*
 * quality - how good what was said of known messages was
 */
#include "core/learn/quality.h"

#include <math.h>
#include <stdlib.h>

static int
compare(const void *a, const void *b)
{
	double x = ((const struct quality_sample *)a)->odds;
	double y = ((const struct quality_sample *)b)->odds;

	return x < y ? 1 : -(x > y);
}

/* Samples [from, result) have the same odds; how many are of either kind. */
static size_t
run_of_equals(const struct quality_sample *samples, size_t count, size_t from,
    uint64_t *ham_r, uint64_t *spam_r)
{
	size_t at = from;

	*ham_r = 0;
	*spam_r = 0;
	do {
		if (samples[at].spam)
			++*spam_r;
		else
			++*ham_r;
		at++;
	} while (at < count && samples[at].odds == samples[from].odds);
	return at;
}

static double
area_over(const struct quality_sample *samples, size_t count,
    const struct quality *quality)
{
	double wrong = 0, ham_above = 0;
	uint64_t ham, spam;

	for (size_t at = 0; at < count;) {
		at = run_of_equals(samples, count, at, &ham, &spam);
		wrong += (double)spam * (ham_above + (double)ham / 2);
		ham_above += (double)ham;
	}
	return wrong / ((double)quality->ham * (double)quality->spam);
}

static double
logit(double share)
{
	return log(share / (1 - share));
}

static double
logistic_average(
    const struct quality *quality, uint64_t ham_lost, uint64_t spam_missed)
{
	double fp = ((double)ham_lost + 0.5) / ((double)quality->ham + 1);
	double fn = ((double)spam_missed + 0.5) / ((double)quality->spam + 1);

	return 1 / (1 + exp(-(logit(fp) + logit(fn)) / 2));
}

double
quality_missed(const struct quality_sample *samples, size_t count,
    const struct quality *quality, double fp)
{
	/* A hair more, for shares that are whole messages. */
	double allowed = floor(fp * (double)quality->ham + 1e-9);
	uint64_t caught = 0, lost = 0, ham, spam;

	for (size_t at = 0; at < count;) {
		at = run_of_equals(samples, count, at, &ham, &spam);
		lost += ham;
		if ((double)lost > allowed)
			break;
		caught += spam;
	}
	return 1 - (double)caught / (double)quality->spam;
}

void
quality_measure(
    struct quality_sample *samples, size_t count, struct quality *quality_r)
{
	uint64_t ham_lost = 0, spam_missed = 0;

	*quality_r = (struct quality){0};
	for (size_t i = 0; i < count; i++) {
		quality_r->spam += samples[i].spam;
		quality_r->ham += !samples[i].spam;
		spam_missed += samples[i].spam && samples[i].odds <= 0;
		ham_lost += !samples[i].spam && samples[i].odds > 0;
	}
	if (quality_r->ham == 0 || quality_r->spam == 0)
		return;
	qsort(samples, count, sizeof(*samples), compare);
	quality_r->area = area_over(samples, count, quality_r);
	quality_r->lam = logistic_average(quality_r, ham_lost, spam_missed);
	quality_r->fp = (double)ham_lost / (double)quality_r->ham;
	quality_r->fn = (double)spam_missed / (double)quality_r->spam;
	quality_r->fn_001 = quality_missed(samples, count, quality_r, 0.001);
	quality_r->fn_0001 = quality_missed(samples, count, quality_r, 0.0001);
}
