/*
 * token_odds - odds of words, by how many spam and ham messages held them
 */
#include "core/learn/token_odds.h"

#include <math.h>

#include "core/learn/numbers.h"

/* How many messages the belief is worth that a word says nothing. */
#define PRIOR 0.3
/* Words nearer to even odds than this are passed over: shares of 0.4 to 0.6. */
#define RATIO_DULL (0.4 / 0.6)
/* A word's odds in units, so that their sum is a whole number. */
#define UNIT 4096.0
/* Words repeat each other: the sum counts by the root of their number. */
#define SCALE 0.1

double
token_odds_of(const struct token_odds *odds, uint32_t hash)
{
	const struct token_count *count =
	    &odds->counts[hash & (((size_t)1 << odds->bits) - 1)];
	double seen = count->ham + count->spam;
	double ham, spam, doubt, ratio;

	if (seen == 0)
		return 0;
	ham = count->ham * (odds->spam + 1.0);
	spam = count->spam * (odds->ham + 1.0);
	doubt = PRIOR / 2 * (ham + spam);
	ratio = (doubt + seen * spam) / (doubt + seen * ham);
	return ratio > RATIO_DULL && ratio < 1 / RATIO_DULL ? 0
							    : number_log(ratio);
}

/* How many say something, and what they say together, in units. */
static size_t
add_up(const struct token_odds *odds, const struct feature_list *features,
    int64_t *sum_r)
{
	size_t telling = 0;

	*sum_r = 0;
	for (size_t i = 0; i < features->count; i++) {
		double says = token_odds_of(odds, features->hashes[i]);

		telling += says != 0;
		*sum_r += (int64_t)(says * UNIT);
	}
	return telling;
}

static double
share_of(size_t telling)
{
	return telling == 0 ? 0 : SCALE / sqrt((double)telling);
}

double
token_odds_rate(
    const struct token_odds *odds, const struct feature_list *features)
{
	int64_t sum;
	size_t telling = add_up(odds, features, &sum);

	return (double)sum / UNIT * share_of(telling);
}

double
token_odds_share(
    const struct token_odds *odds, const struct feature_list *features)
{
	int64_t sum;

	return share_of(add_up(odds, features, &sum));
}

static void
change(uint16_t *count, bool in)
{
	if (in)
		*count = (uint16_t)(*count + (*count < UINT16_MAX));
	else
		*count = (uint16_t)(*count - (*count > 0));
}

void
token_odds_count(struct token_count *counts, uint32_t bits,
    const struct feature_list *features, bool spam, bool in)
{
	size_t mask = ((size_t)1 << bits) - 1;

	for (size_t i = 0; i < features->count; i++) {
		struct token_count *count = &counts[features->hashes[i] & mask];

		change(spam ? &count->spam : &count->ham, in);
	}
}

void
token_odds_halve(struct token_count *counts, uint32_t bits)
{
	for (size_t i = 0; i < (size_t)1 << bits; i++) {
		counts[i].ham /= 2;
		counts[i].spam /= 2;
	}
}
