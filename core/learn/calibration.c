/*
 * calibration - from log-odds to a score that keeps its promise
 */
#include "core/learn/calibration.h"

#include <stddef.h>

#include "core/learn/numbers.h"

/* At this many messages of a kind the counts are halved: the newest tell most
 * of how good the model is now. */
#define FULL 40000u
/* The part of ham whose distance from its upper end is the tail's slope. */
#define TAIL_SHARE 0.02
/* Log-odds: a tail is taken to be no steeper, and the places no nearer. */
#define SLOPE_MIN 0.75
#define ALERT_MIN 2.0
#define APART_MIN 1.0
/* Log-odds of 96 %; what stands at 100 % before it is rounded. */
#define LOGIT_ALERT 3.1780538303479458
#define LOGIT_CERTAIN 7.0
/* Where the lower end bends, so that 0 is not reached too soon. */
#define BEND 8.0
/* A promise that cannot be given ends here. */
#define SCORE_UNPROMISED 95.0
#define LOGIT_UNPROMISED 2.9444389791664403

void
calibration_init(struct calibration *calibration)
{
	*calibration = (struct calibration){.alert = 0};
}

/* ---- counting --------------------------------------------------------------
 */

static size_t
bin_of(double odds)
{
	double at = odds / CALIBRATION_STEP + CALIBRATION_BINS / 2;

	if (!(at >= 0))
		return 0;
	return at >= CALIBRATION_BINS ? CALIBRATION_BINS - 1 : (size_t)at;
}

/* The log-odds at the lower end of a bin. */
static double
bin_begin(size_t bin)
{
	return ((double)bin - CALIBRATION_BINS / 2) * CALIBRATION_STEP;
}

static uint64_t
total(const uint32_t *bins)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < CALIBRATION_BINS; i++)
		sum += bins[i];
	return sum;
}

void
calibration_add(struct calibration *calibration, double odds, bool spam)
{
	uint32_t *bins = spam ? calibration->spam : calibration->ham;

	bins[bin_of(odds)]++;
	if (total(bins) < FULL)
		return;
	for (size_t i = 0; i < CALIBRATION_BINS; i++)
		bins[i] /= 2;
}

void
calibration_remove(struct calibration *calibration, double odds, bool spam)
{
	uint32_t *bin =
	    (spam ? calibration->spam : calibration->ham) + bin_of(odds);

	*bin -= *bin > 0;
}

/* ---- the curve --------------------------------------------------------------
 */

/*
 * The lowest log-odds over which there is at most this share of ham, one more
 * message than was seen taken into account (Laplace).
 */
static double
place_of_share(
    const struct calibration *calibration, uint64_t ham, double share)
{
	uint64_t over = 0;
	size_t bin = CALIBRATION_BINS;

	while (bin > 0) {
		over += calibration->ham[bin - 1];
		if ((double)(over + 1) > share * (double)(ham + 1))
			break;
		bin--;
	}
	return bin_begin(bin);
}

/* How far ham lies over the place that TAIL_SHARE of it is over, on average:
 * of an exponential tail that is the slope. */
static double
tail_slope(const struct calibration *calibration, uint64_t ham)
{
	double begin = place_of_share(calibration, ham, TAIL_SHARE);
	double sum = 0, over = 0;

	for (size_t i = bin_of(begin); i < CALIBRATION_BINS; i++) {
		double beyond = bin_begin(i) + CALIBRATION_STEP / 2 - begin;

		over += calibration->ham[i];
		sum += calibration->ham[i] * beyond;
	}
	if (over == 0 || sum / over < SLOPE_MIN)
		return SLOPE_MIN;
	return sum / over;
}

/* The place of a share that may be too small to have been seen. */
static double
place(const struct calibration *calibration, uint64_t ham, double slope,
    double share)
{
	double smallest = 2.0 / (double)(ham + 1);

	if (share >= smallest)
		return place_of_share(calibration, ham, share);
	return place_of_share(calibration, ham, smallest) +
	       slope * number_log(smallest / share);
}

void
calibration_settle(struct calibration *calibration)
{
	uint64_t ham = total(calibration->ham);
	double slope;

	calibration->alert = 0;
	calibration->certain = 0;
	if (ham < CALIBRATION_HAM_MIN)
		return;
	slope = tail_slope(calibration, ham);
	calibration->alert =
	    place(calibration, ham, slope, CALIBRATION_ALERT_SHARE);
	if (calibration->alert < ALERT_MIN)
		calibration->alert = ALERT_MIN;
	calibration->certain =
	    place(calibration, ham, slope, CALIBRATION_CERTAIN_SHARE);
	if (calibration->certain < calibration->alert + APART_MIN)
		calibration->certain = calibration->alert + APART_MIN;
}

/* ---- the score ------------------------------------------------------------
 */

/* x up to about BEND, then ever slower, without end. */
static double
bent(double x)
{
	return BEND * number_log(1 + x / BEND);
}

static double
logistic_score(double logit)
{
	return 100 * number_logistic(logit);
}

/* Over certain: 100 to ten digits, and still rising. */
static double
certain_score(double beyond)
{
	double first = logistic_score(LOGIT_CERTAIN);

	return 100 - (100 - first) * 1e-6 / (1 + beyond);
}

double
calibration_score(const struct calibration *calibration, double odds)
{
	double alert = calibration->alert, certain = calibration->certain;

	if (odds <= 0)
		return logistic_score(-bent(-odds));
	if (alert <= 0)
		return 50 + (SCORE_UNPROMISED - 50) * odds / (odds + BEND / 4);
	if (odds < alert)
		return logistic_score(LOGIT_ALERT * odds / alert);
	if (odds < certain)
		return logistic_score(
		    LOGIT_ALERT + (LOGIT_CERTAIN - LOGIT_ALERT) *
				      (odds - alert) / (certain - alert));
	return certain_score(odds - certain);
}

void
calibration_over(const struct calibration *calibration, double score,
    uint64_t *ham_r, uint64_t *over_r)
{
	*ham_r = total(calibration->ham);
	*over_r = 0;
	for (size_t i = CALIBRATION_BINS; i > 0; i--) {
		/* The middle: the places lie on the ends of bins. */
		double odds = bin_begin(i - 1) + CALIBRATION_STEP / 2;

		if (calibration_score(calibration, odds) < score)
			break;
		*over_r += calibration->ham[i - 1];
	}
}

bool
calibration_check(const struct calibration *calibration)
{
	double alert = calibration->alert, certain = calibration->certain;

	for (size_t i = 0; i < CALIBRATION_BINS; i++)
		if (calibration->ham[i] > FULL || calibration->spam[i] > FULL)
			return false;
	if (alert == 0)
		return certain == 0;
	return alert > 0 && alert < 1e6 && certain > alert && certain < 1e6;
}

/* ---- the bound ----------------------------------------------------------- */

/* The probability of at most hits of total, each with probability share. */
static double
binomial_at_most(uint64_t hits, uint64_t count, double share)
{
	double ratio = number_log(share) - number_log(1 - share);
	double term = (double)count * number_log(1 - share);
	double sum = 0;

	for (uint64_t i = 0; i <= hits; i++) {
		sum += number_exp(term);
		term += ratio + number_log((double)(count - i) + 1e-300) -
			number_log((double)(i + 1));
	}
	return sum;
}

double
calibration_bound(uint64_t hits, uint64_t count)
{
	double low = 0, high = 1;

	if (hits >= count)
		return 1;
	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;

		if (binomial_at_most(hits, count, middle) > 0.05)
			low = middle;
		else
			high = middle;
	}
	return high;
}
