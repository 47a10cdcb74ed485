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
/* What depends on a fact moves so many times as far. */
#define WHERE_WEIGHT 2.25
#define WHERE_BIAS 10.0
/* Of a message whose words were seen to no more than this share the biases of
 * facts count nothing, and all of it where it is the other one. */
#define STRANGE 0.6
#define FAMILIAR 0.8
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
		stacker->all.weights[i] = WEIGHT_FIRST;
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

/* ---- what they are worth --------------------------------------------------
 */

void
stacker_worth_add(struct stacker_worth *worth, const struct stacker_worth *more,
    double weight_times, double bias_times)
{
	for (int i = 0; i < LEARNERS; i++)
		worth->weights[i] += weight_times * more->weights[i];
	worth->bias += bias_times * more->bias;
}

/* Facts in their order: sums of doubles. */
struct stacker_worth
stacker_worth_in(const struct stacker *stacker, uint32_t facts)
{
	struct stacker_worth worth = stacker->all;

	for (; facts != 0; facts &= facts - 1)
		stacker_worth_add(
		    &worth, &stacker->where[facts_first(facts)], 1, 1);
	return worth;
}

/* What one message taught. */
static void
worth_move(struct stacker *stacker, const struct stacker_worth *step,
    uint32_t facts, double times)
{
	stacker_worth_add(&stacker->all, step, times, times);
	for (; facts != 0; facts &= facts - 1)
		stacker_worth_add(&stacker->where[facts_first(facts)], step,
		    times * WHERE_WEIGHT, times * WHERE_BIAS);
}

static double
sum_of(const struct stacker *stacker, const double tempered_odds[LEARNERS],
    uint32_t facts)
{
	const struct stacker_worth worth = stacker_worth_in(stacker, facts);
	double sum = worth.bias;

	for (int i = 0; i < LEARNERS; i++)
		sum += worth.weights[i] * tempered_odds[i];
	return sum;
}

/* The logarithm of experience: learners are surer of themselves than they may
 * be. */
static double
maturity(double experience)
{
	return number_log(1 + experience / YOUTH);
}

/* What the kind of mail says by itself. */
static double
facts_bias(const struct stacker *stacker, uint32_t facts)
{
	return stacker_worth_in(stacker, facts).bias - stacker->all.bias;
}

/* How much of that is believed. */
static double
belief_in_kind(double familiar)
{
	if (familiar <= STRANGE)
		return 0;
	return familiar >= FAMILIAR
		   ? 1
		   : (familiar - STRANGE) / (FAMILIAR - STRANGE);
}

double
stacker_fuse(const struct stacker *stacker, const struct stacker_case *said)
{
	double odds[LEARNERS];

	temper(said->odds, YOUNG * maturity(said->experience), odds);
	return sum_of(stacker, odds, said->facts) -
	       (1 - belief_in_kind(said->familiar)) *
		   facts_bias(stacker, said->facts);
}

/* What is rated is believed late, what is contradicted is doubted soon: a
 * wrong label does most harm to the young. */
static double
believed(const struct stacker *stacker, const struct stacker_case *said)
{
	double odds[LEARNERS];

	temper(said->odds, ODDS_END, odds);
	return number_clip(sum_of(stacker, odds, said->facts),
	    GROWTH * maturity(said->experience));
}

double
stacker_slip(double share, double right)
{
	return share * (1 - right) /
	       (share * (1 - right) + (1 - share) * right);
}

double
stacker_trust(struct stacker *stacker, const struct stacker_case *said,
    bool spam, double weight)
{
	double sum = believed(stacker, said);
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
stacker_learn(struct stacker *stacker, const struct stacker_case *said,
    bool spam, double trust)
{
	double odds[LEARNERS], error;
	struct stacker_worth step;

	temper(said->odds, YOUNG * maturity(said->experience), odds);
	error = (spam ? 1 : 0) -
		number_logistic(sum_of(stacker, odds, said->facts));
	for (int i = 0; i < LEARNERS; i++)
		step.weights[i] = WEIGHT_RATE * trust * error * odds[i];
	step.bias = BIAS_RATE * trust * error;
	worth_move(stacker, &step, said->facts, 1);
}

struct stacker_step
stacker_change(const struct stacker *before, const struct stacker *now)
{
	struct stacker_step step = {
	    now->all, now->slips - before->slips, now->labels - before->labels};

	stacker_worth_add(&step.all, &before->all, -1, -1);
	return step;
}

void
stacker_take_back(
    struct stacker *stacker, const struct stacker_step *step, uint32_t facts)
{
	worth_move(stacker, &step->all, facts, -1);
	stacker->slips -= step->slips;
	stacker->labels -= step->labels;
}

void
stacker_ship(struct stacker *stacker)
{
	for (int i = 0; i < FACTS; i++)
		stacker->where[i].bias = 0;
}

/* False for what is not a number, too. */
static bool
is_within(double x, double from, double to)
{
	return x >= from && x <= to;
}

static bool
worth_check(const struct stacker_worth *worth)
{
	for (int i = 0; i < LEARNERS; i++)
		if (!is_within(worth->weights[i], -WEIGHT_MAX, WEIGHT_MAX))
			return false;
	return is_within(worth->bias, -WEIGHT_MAX, WEIGHT_MAX);
}

bool
stacker_check(const struct stacker *stacker)
{
	for (int i = 0; i < FACTS; i++)
		if (!worth_check(&stacker->where[i]))
			return false;
	return worth_check(&stacker->all) &&
	       is_within(stacker->labels, 1, 1e15) &&
	       is_within(stacker->slips, 0, stacker->labels);
}
