/*
 * stacker - several opinions made one
 */
#include "core/learn/stacker.h"

#include "core/learn/numbers.h"

/*
 * What one learner alone can say: beyond this hardly more, so that one message
 * learnt with a wrong label cannot outvote the others about its twins.  Beyond
 * ODDS_END nothing.
 */
#define ODDS_FULL 6.0
#define ODDS_END 36.0
#define BEYOND 0.05
#define WEIGHT_FIRST 0.5
#define WEIGHT_RATE 0.002
#define BIAS_RATE 0.004
/* No weight or bias beyond this is believed of a foreign image. */
#define WEIGHT_MAX 1e3

/* The share of wrong labels that is expected before there are any, and how
 * many labels that belief is worth. */
#define SLIPS_FIRST 0.4
#define LABELS_FIRST 200.0
#define SLIPS_SHARE_MAX 0.2
/* How soon contradiction is taken seriously: see believed(). */
#define YOUTH 3.0
#define GROWTH 2.0

void
stacker_init(struct stacker *stacker)
{
	*stacker =
	    (struct stacker){.slips = SLIPS_FIRST, .labels = LABELS_FIRST};
	for (int i = 0; i < LEARNERS; i++)
		stacker->weights[i] = WEIGHT_FIRST;
}

static double
tempered(double odds)
{
	double full = number_clip(odds, ODDS_FULL);

	return full + BEYOND * (number_clip(odds, ODDS_END) - full);
}

double
stacker_fuse(const struct stacker *stacker, const double odds[LEARNERS])
{
	double sum = stacker->bias;

	for (int i = 0; i < LEARNERS; i++)
		sum += stacker->weights[i] * tempered(odds[i]);
	return sum;
}

/* Young learners are surer of themselves than they may be. */
static double
believed(double fused, double learnt)
{
	return number_clip(fused, GROWTH * number_log(1 + learnt / YOUTH));
}

double
stacker_trust(struct stacker *stacker, double fused, bool spam, double learnt,
    double weight)
{
	double odds = believed(fused, learnt);
	double right = number_logistic(spam ? odds : -odds);
	double share = stacker->slips / stacker->labels;
	double slip;

	if (share > SLIPS_SHARE_MAX)
		share = SLIPS_SHARE_MAX;
	slip =
	    share * (1 - right) / (share * (1 - right) + (1 - share) * right);
	stacker->slips += slip * weight;
	stacker->labels += weight;
	return 1 - slip;
}

void
stacker_learn(struct stacker *stacker, const double odds[LEARNERS], bool spam,
    double trust)
{
	double error =
	    (spam ? 1 : 0) - number_logistic(stacker_fuse(stacker, odds));

	for (int i = 0; i < LEARNERS; i++)
		stacker->weights[i] +=
		    WEIGHT_RATE * trust * error * tempered(odds[i]);
	stacker->bias += BIAS_RATE * trust * error;
}

/* False for what is not a number, too. */
static bool
is_within(double x, double from, double to)
{
	return x >= from && x <= to;
}

bool
stacker_check(const struct stacker *stacker)
{
	for (int i = 0; i < LEARNERS; i++)
		if (!is_within(stacker->weights[i], -WEIGHT_MAX, WEIGHT_MAX))
			return false;
	return is_within(stacker->bias, -WEIGHT_MAX, WEIGHT_MAX) &&
	       is_within(stacker->labels, 1, 1e15) &&
	       is_within(stacker->slips, 0, stacker->labels);
}
