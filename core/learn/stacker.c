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
/* ... and with an experience of n not more than YOUNG * log(1 + n / YOUTH). */
#define YOUNG 1.0
#define YOUTH 3.0
#define WEIGHT_FIRST (1.5 / LEARNERS)
#define WEIGHT_RATE 0.002
#define BIAS_RATE 0.004
/* No weight or bias beyond this is believed of a foreign image. */
#define WEIGHT_MAX 1e3

/* The share of wrong labels that is expected before there are any, and how
 * many labels that belief is worth. */
#define SLIPS_FIRST 2.0
#define LABELS_FIRST 200.0
#define SLIPS_SHARE_MAX 0.2
/* How soon contradiction is taken seriously: see believed(). */
#define GROWTH 4.0

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

/* What each learner's opinion counts, none of the young ones over limit. */
static void
temper(const double odds[LEARNERS], double limit, double tempered_r[LEARNERS])
{
	for (int i = 0; i < LEARNERS; i++)
		tempered_r[i] = tempered(
		    i == LEARNER_PAIRS ? odds[i] : number_clip(odds[i], limit));
}

static double
sum_of(const struct stacker *stacker, const double tempered_odds[LEARNERS])
{
	double sum = stacker->bias;

	for (int i = 0; i < LEARNERS; i++)
		sum += stacker->weights[i] * tempered_odds[i];
	return sum;
}

/* The logarithm of experience: learners are surer of themselves than they may
 * be. */
static double
maturity(double experience)
{
	return number_log(1 + experience / YOUTH);
}

double
stacker_fuse(const struct stacker *stacker, const double odds[LEARNERS],
    double experience)
{
	double said[LEARNERS];

	temper(odds, YOUNG * maturity(experience), said);
	return sum_of(stacker, said);
}

/* What is rated is believed late, what is contradicted is doubted soon: a
 * wrong label does most harm to the young. */
static double
believed(const struct stacker *stacker, const double odds[LEARNERS],
    double experience)
{
	double said[LEARNERS];

	temper(odds, ODDS_END, said);
	return number_clip(
	    sum_of(stacker, said), GROWTH * maturity(experience));
}

double
stacker_slip(double share, double right)
{
	return share * (1 - right) /
	       (share * (1 - right) + (1 - share) * right);
}

double
stacker_trust(struct stacker *stacker, const double odds[LEARNERS], bool spam,
    double experience, double weight)
{
	double sum = believed(stacker, odds, experience);
	double right = number_logistic(spam ? sum : -sum);
	double share = stacker->slips / stacker->labels;
	double slip;

	if (share > SLIPS_SHARE_MAX)
		share = SLIPS_SHARE_MAX;
	slip = stacker_slip(share, right);
	stacker->slips += slip * weight;
	stacker->labels += weight;
	return 1 - slip;
}

void
stacker_learn(struct stacker *stacker, const double odds[LEARNERS], bool spam,
    double experience, double trust)
{
	double said[LEARNERS], error;

	temper(odds, YOUNG * maturity(experience), said);
	error = (spam ? 1 : 0) - number_logistic(sum_of(stacker, said));
	for (int i = 0; i < LEARNERS; i++)
		stacker->weights[i] += WEIGHT_RATE * trust * error * said[i];
	stacker->bias += BIAS_RATE * trust * error;
}

struct stacker
stacker_change(const struct stacker *before, const struct stacker *now)
{
	struct stacker change = *now;

	stacker_take_back(&change, before);
	return change;
}

void
stacker_take_back(struct stacker *stacker, const struct stacker *change)
{
	for (int i = 0; i < LEARNERS; i++)
		stacker->weights[i] -= change->weights[i];
	stacker->bias -= change->bias;
	stacker->slips -= change->slips;
	stacker->labels -= change->labels;
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
