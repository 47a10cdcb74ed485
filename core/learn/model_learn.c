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
/* What is left of age in a model that is shipped. */
#define SHIPPED_MESSAGES 1000u
#define SHIPPED_ENERGY 8u

/* ---- rating ----------------------------------------------------------------
 */

static uint32_t
mask_of(uint32_t bits)
{
	return (UINT32_C(1) << bits) - 1;
}

struct regression
model_regression(const void *image, unsigned table)
{
	const struct model_head *head = image;
	const uint8_t *bytes = image;

	return (struct regression){
	    (const void *)(bytes + model_table_begin(&head->shape, table)),
	    table == TABLE_GRAMS ? head->shape.gram_bits
				 : head->shape.pair_bits,
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
	};
}

void
model_features(const void *image, const struct canonical *canonical,
    struct arena *arena, struct features *features_r)
{
	struct regression grams = model_regression(image, TABLE_GRAMS);
	struct regression pairs = model_regression(image, TABLE_PAIRS);
	struct token_odds tokens = model_token_odds(image);
	const struct features_tables tables = {
	    {grams.weights, mask_of(grams.bits), sizeof(*grams.weights)},
	    {pairs.weights, mask_of(pairs.bits), sizeof(*pairs.weights)},
	    {tokens.counts, mask_of(tokens.bits), sizeof(*tokens.counts)},
	};

	features_make_for(&tables, canonical, arena, features_r);
}

void
model_rate(const void *image, const struct features *features,
    struct opinion *opinion_r)
{
	const struct model_head *head = image;
	struct regression grams = model_regression(image, TABLE_GRAMS);
	struct regression pairs = model_regression(image, TABLE_PAIRS);
	struct token_odds tokens = model_token_odds(image);

	opinion_r->odds[LEARNER_GRAMS] =
	    regression_rate(&grams, &model_gram_rates, &features->grams);
	opinion_r->odds[LEARNER_PAIRS] =
	    regression_rate(&pairs, &model_pair_rates, &features->pairs);
	opinion_r->odds[LEARNER_TOKENS] =
	    token_odds_rate(&tokens, &features->tokens);
	opinion_r->fused = stacker_fuse(&head->stacker, opinion_r->odds);
	opinion_r->score =
	    calibration_score(&head->calibration, opinion_r->fused);
}

/* ---- teaching --------------------------------------------------------------
 */

static void *
table_of(struct model_head *head, unsigned table)
{
	return (uint8_t *)head + model_table_begin(&head->shape, table);
}

/* Move the weights of a regression whose log-odds were odds. */
static void
teach(struct model_head *head, enum learner learner,
    const struct feature_list *features, double error, double trust)
{
	bool grams = learner == LEARNER_GRAMS;

	if (fabs(error) < ERROR_MIN)
		return;
	regression_learn(table_of(head, grams ? TABLE_GRAMS : TABLE_PAIRS),
	    table_of(head, grams ? TABLE_GRAM_ENERGY : TABLE_PAIR_ENERGY),
	    grams ? head->shape.gram_bits : head->shape.pair_bits,
	    grams ? &model_gram_rates : &model_pair_rates, features, error,
	    trust, head->round);
}

static void
count(struct model_head *head, const struct feature_list *tokens, bool spam,
    bool in)
{
	struct token_count *counts = table_of(head, TABLE_TOKENS);
	uint32_t *messages = spam ? &head->token_spam : &head->token_ham;
	uint64_t *learnt = spam ? &head->counts.spam : &head->counts.ham;

	token_odds_count(counts, head->shape.token_bits, tokens, spam, in);
	if (in) {
		++*messages;
		++*learnt;
	} else {
		*messages -= *messages > 0;
		*learnt -= *learnt > 0;
	}
	if (*messages < TOKEN_ODDS_FULL)
		return;
	token_odds_halve(counts, head->shape.token_bits);
	head->token_ham /= 2;
	head->token_spam /= 2;
}

static void
learn(struct model_head *head, const struct features *features, bool spam,
    double weight, const struct opinion *opinion)
{
	const double *odds = opinion->odds;
	double learnt = (double)(head->counts.ham + head->counts.spam);
	double truth = spam ? 1 : 0;
	double trust = weight * stacker_trust(&head->stacker, opinion->fused,
				    spam, learnt, weight);

	head->round++;
	if (learnt > 0) {
		stacker_learn(&head->stacker, odds, spam, trust);
		calibration_add(&head->calibration, opinion->fused, spam);
	}
	teach(head, LEARNER_GRAMS, &features->grams,
	    truth - number_logistic(odds[LEARNER_GRAMS]), trust);
	teach(head, LEARNER_PAIRS, &features->pairs,
	    truth - number_logistic(odds[LEARNER_PAIRS]), trust);
	if (weight >= COUNTED_MIN)
		count(head, &features->tokens, spam, true);
}

void
model_learn(void *image, const struct features *features, bool spam,
    double weight, struct opinion *opinion_r)
{
	struct opinion opinion;

	model_rate(image, features, &opinion);
	learn(image, features, spam, weight, &opinion);
	if (opinion_r != NULL)
		*opinion_r = opinion;
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

	model_rate(image, features, &opinion);
	head->round++;
	teach(head, LEARNER_GRAMS, &features->grams,
	    0.5 - number_logistic(opinion.odds[LEARNER_GRAMS]), weight);
	teach(head, LEARNER_PAIRS, &features->pairs,
	    0.5 - number_logistic(opinion.odds[LEARNER_PAIRS]), weight);
	if (weight >= COUNTED_MIN)
		count(head, &features->tokens, was_spam, false);
}

/* ---- shipping --------------------------------------------------------------
 */

static void
calm(uint16_t *energy, uint32_t bits)
{
	for (size_t i = 0; i < (size_t)1 << bits; i++)
		energy[i] = (uint16_t)(energy[i] / SHIPPED_ENERGY);
}

void
model_ship(void *image)
{
	struct model_head *head = image;

	calibration_init(&head->calibration);
	calm(table_of(head, TABLE_GRAM_ENERGY), head->shape.gram_bits);
	calm(table_of(head, TABLE_PAIR_ENERGY), head->shape.pair_bits);
	while (head->token_ham + head->token_spam > SHIPPED_MESSAGES) {
		token_odds_halve(
		    table_of(head, TABLE_TOKENS), head->shape.token_bits);
		head->token_ham /= 2;
		head->token_spam /= 2;
	}
}
