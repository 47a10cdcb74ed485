/*
 * model_learn - rating and teaching
 */
#include <math.h>

#include "core/learn/model_image.h"
#include "core/learn/numbers.h"

/* How far one message moves a fresh weight, and how many features an ordinary
 * one has: README.md says what was tried. */
const struct regression_rates model_gram_rates = {0.015, 1500};
const struct regression_rates model_pair_rates = {0.02, 1000};

/* An error so small teaches nothing that would be worth the time. */
#define ERROR_MIN 0.002
/* A report trusted less than this is not counted among the tokens. */
#define COUNTED_MIN 0.5
/* In a rehearsal log-odds nearer to 0 than this are not clear, and what they
 * are of moves weights so many times as far. */
#define UNCLEAR 3.0
#define UNCLEAR_STRENGTH 2.0
/* What is left of age in a model that is shipped. */
#define SHIPPED_MESSAGES 1000u
#define SHIPPED_ENERGY 8u

/* ---- rating ----------------------------------------------------------------
 */

static struct hashes_table
hashes_table_of(const void *image, unsigned table)
{
	const struct model_head *head = image;

	return (struct hashes_table){
	    (const uint8_t *)image + model_table_begin(&head->shape, table),
	    (UINT32_C(1) << model_table_bits(&head->shape, table)) - 1,
	    table == TABLE_TOKENS ? sizeof(struct token_count)
				  : sizeof(int16_t),
	};
}

struct regression
model_regression(const void *image, unsigned table)
{
	const struct model_head *head = image;
	const uint8_t *bytes = image;

	return (struct regression){
	    (const void *)(bytes + model_table_begin(&head->shape, table)),
	    model_table_bits(&head->shape, table),
	};
}

struct token_odds
model_token_odds(const void *image)
{
	const struct model_head *head = image;
	const uint8_t *bytes = image;

	return (struct token_odds){
	    (const void *)(bytes +
			   model_table_begin(&head->shape, TABLE_TOKENS)),
	    head->shape.token_bits,
	    head->token_ham,
	    head->token_spam,
	    head->token_used,
	};
}

/* What a learner reads of a message. */
static const struct feature_list *
read_by(const struct features *features, unsigned learner)
{
	switch (learner) {
	case LEARNER_HEAD:
		return &features->head;
	case LEARNER_TEXT:
		return &features->text;
	case LEARNER_PAIRS:
		return &features->pairs;
	default:
		return &features->tokens;
	}
}

static const struct regression_rates *
rates_of(unsigned learner)
{
	return learner == LEARNER_PAIRS ? &model_pair_rates : &model_gram_rates;
}

/*
 * What all that was learnt is worth, in messages: who has hardly seen but one
 * kind does not know it from the other yet.
 */
static double
experience(const struct model_head *head)
{
	const struct model_counts *counts = &head->counts;
	uint64_t fewer =
	    counts->ham < counts->spam ? counts->ham : counts->spam;

	return 2 * (double)fewer;
}

static struct stacker_case
case_of(const struct model_head *head, const struct features *features,
    const struct opinion *opinion)
{
	return (struct stacker_case){
	    .odds = opinion->odds,
	    .facts = features->facts,
	    .experience = experience(head),
	    .familiar = 1,
	};
}

/* The regressions have said what they think. */
static void
fuse(const void *image, const struct features *features,
    struct opinion *opinion_r)
{
	const struct model_head *head = image;
	const struct token_odds tokens = model_token_odds(image);
	struct stacker_case said = case_of(head, features, opinion_r);
	size_t known;

	opinion_r->odds[LEARNER_TOKENS] =
	    token_odds_rate(&tokens, &features->tokens, &known);
	said.familiar =
	    token_odds_familiar(&tokens, known, features->tokens.count);
	opinion_r->fused = stacker_fuse(&head->stacker, &said);
	opinion_r->score =
	    calibration_score(&head->calibration, opinion_r->fused);
}

void
model_rate(const void *image, const struct features *features,
    struct opinion *opinion_r)
{
	const struct token_odds tokens = model_token_odds(image);

	token_odds_ask_for(&tokens, &features->tokens);
	for (unsigned i = 0; i < LEARNER_TOKENS; i++) {
		struct regression regression = model_regression(image, i);

		opinion_r->odds[i] = regression_rate(
		    &regression, rates_of(i), read_by(features, i));
	}
	fuse(image, features, opinion_r);
}

void
model_ask(const void *image, const struct canonical *canonical,
    struct arena *arena, struct opinion *opinion_r)
{
	const struct features_tables tables = {
	    hashes_table_of(image, TABLE_HEAD),
	    hashes_table_of(image, TABLE_TEXT),
	    hashes_table_of(image, TABLE_PAIRS),
	    hashes_table_of(image, TABLE_TOKENS),
	};
	struct features features;

	features_make_for(&tables, canonical, arena, &features);
	for (unsigned i = 0; i < LEARNER_TOKENS; i++) {
		const struct feature_list *list = read_by(&features, i);

		opinion_r->odds[i] =
		    regression_odds(rates_of(i), list->sum, list->count);
	}
	fuse(image, &features, opinion_r);
}

/* ---- teaching --------------------------------------------------------------
 */

static void *
table_of(struct model_head *head, unsigned table)
{
	return (uint8_t *)head + model_table_begin(&head->shape, table);
}

/* Move the weights of one regression, by this error. */
static void
teach_one(struct model_head *head, const struct features *features,
    unsigned learner, double error, double trust)
{
	regression_learn(table_of(head, learner),
	    table_of(head, TABLE_HEAD_ENERGY + learner),
	    model_table_bits(&head->shape, learner), rates_of(learner),
	    read_by(features, learner), error, trust, head->round);
}

/* Towards this probability, those whose log-odds were odds. */
static void
teach(struct model_head *head, const struct features *features,
    const double odds[LEARNERS], double truth, double trust,
    double errors_r[LEARNERS])
{
	for (unsigned i = 0; i < LEARNERS; i++) {
		double error = truth - number_logistic(odds[i]);

		errors_r[i] = 0;
		if (i == LEARNER_TOKENS || fabs(error) < ERROR_MIN)
			continue;
		errors_r[i] = error;
		teach_one(head, features, i, error, trust);
	}
}

static void
count(struct model_head *head, const struct feature_list *tokens, bool spam,
    bool in)
{
	struct token_count *counts = table_of(head, TABLE_TOKENS);
	uint32_t *messages = spam ? &head->token_spam : &head->token_ham;
	uint64_t *learnt = spam ? &head->counts.spam : &head->counts.ham;

	head->token_used += (uint32_t)token_odds_count(
	    counts, head->shape.token_bits, tokens, spam, in);
	if (in) {
		++*messages;
		++*learnt;
	} else {
		*messages -= *messages > 0;
		*learnt -= *learnt > 0;
	}
	if (*messages < TOKEN_ODDS_FULL)
		return;
	head->token_used = token_odds_halve(counts, head->shape.token_bits);
	head->token_ham /= 2;
	head->token_spam /= 2;
}

static void
put_change(struct model_step *step, const struct stacker *before,
    const struct stacker *now)
{
	const struct stacker_step change = stacker_change(before, now);

	for (unsigned i = 0; i < LEARNERS; i++)
		step->weights[i] = change.all.weights[i];
	step->bias = change.all.bias;
	step->slips = change.slips;
	step->labels = change.labels;
}

static struct stacker_step
change_of(const struct model_step *step)
{
	struct stacker_step change = {.all.bias = step->bias,
	    .slips = step->slips,
	    .labels = step->labels};

	for (unsigned i = 0; i < LEARNERS; i++)
		change.all.weights[i] = step->weights[i];
	return change;
}

/* strength: how far weights are moved, of what is usual. */
static void
learn(struct model_head *head, const struct features *features, bool spam,
    double weight, double strength, const struct opinion *opinion,
    struct model_step *step)
{
	const struct stacker before = head->stacker;
	const struct stacker_case said = case_of(head, features, opinion);
	const bool any = head->counts.ham + head->counts.spam > 0;
	double trust =
	    weight * stacker_trust(&head->stacker, &said, spam, weight);

	head->round++;
	if (any) {
		stacker_learn(&head->stacker, &said, spam, trust);
		calibration_add(&head->calibration, opinion->fused, spam);
	}
	teach(head, features, opinion->odds, spam ? 1 : 0, trust * strength,
	    step->errors);
	if (weight >= COUNTED_MIN)
		count(head, &features->tokens, spam, true);
	step->trust = trust * strength;
	step->fused = opinion->fused;
	step->round = head->round;
	step->weighed = any;
	put_change(step, &before, &head->stacker);
}

void
model_learn(void *image, const struct features *features, bool spam,
    double weight, struct opinion *opinion_r)
{
	struct opinion opinion;
	struct model_step step;

	model_rate(image, features, &opinion);
	learn(image, features, spam, weight, 1, &opinion, &step);
	if (opinion_r != NULL)
		*opinion_r = opinion;
}

void
model_learn_step(void *image, const struct features *features, bool spam,
    double weight, struct model_step *step_r)
{
	struct opinion opinion;

	model_rate(image, features, &opinion);
	learn(image, features, spam, weight, 1, &opinion, step_r);
}

void
model_rehearse(void *image, const struct features *features, bool spam,
    double weight, struct model_step *step_r)
{
	struct opinion opinion;
	double strength;

	model_rate(image, features, &opinion);
	strength = fabs(opinion.fused) < UNCLEAR ? UNCLEAR_STRENGTH : 1;
	learn(image, features, spam, weight, strength, &opinion, step_r);
}

void
model_undo(void *image, const struct features *features, bool was_spam,
    double weight, const struct model_step *step)
{
	struct model_head *head = image;
	const struct stacker_step change = change_of(step);

	for (unsigned i = 0; i < LEARNER_TOKENS; i++)
		if (step->errors[i] != 0)
			regression_unlearn(table_of(head, i),
			    table_of(head, TABLE_HEAD_ENERGY + i),
			    model_table_bits(&head->shape, i), rates_of(i),
			    read_by(features, i), step->errors[i], step->trust,
			    step->round);
	stacker_take_back(&head->stacker, &change, features->facts);
	if (step->weighed != 0)
		calibration_remove(&head->calibration, step->fused, was_spam);
	if (weight >= COUNTED_MIN)
		count(head, &features->tokens, was_spam, false);
	head->round -= head->round == step->round;
}

/*
 * The error that it made when it was learnt is not known any more: the
 * regressions go half the way back to where they would not know.
 */
void
model_forget(
    void *image, const struct features *features, bool was_spam, double weight)
{
	struct model_head *head = image;
	struct opinion opinion;
	double errors[LEARNERS];

	model_rate(image, features, &opinion);
	head->round++;
	teach(head, features, opinion.odds, 0.5, weight, errors);
	if (weight >= COUNTED_MIN)
		count(head, &features->tokens, was_spam, false);
}

/* ---- shipping --------------------------------------------------------------
 */

static void
calm(struct model_head *head, unsigned table)
{
	uint16_t *energy = table_of(head, table);

	for (size_t i = 0;
	     i < (size_t)1 << model_table_bits(&head->shape, table); i++)
		energy[i] = (uint16_t)(energy[i] / SHIPPED_ENERGY);
}

void
model_ship(void *image)
{
	struct model_head *head = image;

	calibration_init(&head->calibration);
	stacker_ship(&head->stacker);
	for (unsigned i = 0; i < LEARNER_TOKENS; i++)
		calm(head, TABLE_HEAD_ENERGY + i);
	while (head->token_ham + head->token_spam > SHIPPED_MESSAGES) {
		head->token_used = token_odds_halve(
		    table_of(head, TABLE_TOKENS), head->shape.token_bits);
		head->token_ham /= 2;
		head->token_spam /= 2;
	}
}
