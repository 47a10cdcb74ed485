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

/* Words whose odds are worked out together. */
#define BATCH 64u

/* What all words of a message are weighed by. */
struct scales {
	const struct token_count *counts;
	size_t mask;
	double ham; /* a word counts so much for each message of that kind */
	double spam;
};

static struct scales
scales_of(const struct token_odds *odds)
{
	return (struct scales){odds->counts, ((size_t)1 << odds->bits) - 1,
	    odds->spam + 1.0, odds->ham + 1.0};
}

/* Of how likely a word is in spam and in ham; 1: it was never seen. */
static inline double
ratio_of(const struct scales *scales, uint32_t hash)
{
	const struct token_count *count = &scales->counts[hash & scales->mask];
	double seen = count->ham + count->spam;
	double ham = count->ham * scales->ham;
	double spam = count->spam * scales->spam;
	double doubt = PRIOR / 2 * (ham + spam);

	/* Never 0 / 0, and no branch: of a word that was seen it is more. */
	doubt = doubt > PRIOR / 3 ? doubt : PRIOR / 3;
	return (doubt + seen * spam) / (doubt + seen * ham);
}

/* Without a branch. */
static inline bool
is_dull(double ratio)
{
	return (ratio > RATIO_DULL) & (ratio < 1 / RATIO_DULL);
}

double
token_odds_of(const struct token_odds *odds, uint32_t hash)
{
	const struct scales scales = scales_of(odds);
	double ratio = ratio_of(&scales, hash);

	return is_dull(ratio) ? 0 : number_log(ratio);
}

/* The sum of the logarithms, in units.  One loop for each step of the work: the
 * compiler makes vectors of it, and none waits for a branch. */
static int64_t
add_logs(double *ratios, size_t count)
{
	int64_t sum = 0;

	number_logs(ratios, count);
	for (size_t i = 0; i < count; i++)
		sum += (int32_t)(ratios[i] * UNIT);
	return sum;
}

/* How many say something, and what they say together, in units. */
static size_t
add_up(const struct token_odds *odds, const struct feature_list *features,
    int64_t *sum_r)
{
	const struct scales scales = scales_of(odds);
	double ratios[BATCH];
	size_t telling = 0, waiting = 0;

	*sum_r = 0;
	for (size_t i = 0; i < features->count; i++) {
		double ratio = ratio_of(&scales, features->hashes[i]);

		ratios[waiting] = ratio;
		waiting += !is_dull(ratio);
		if (waiting < BATCH)
			continue;
		*sum_r += add_logs(ratios, waiting);
		telling += waiting;
		waiting = 0;
	}
	*sum_r += add_logs(ratios, waiting);
	return telling + waiting;
}

static double
share_of(size_t telling)
{
	return telling == 0 ? 0 : SCALE / sqrt((double)telling);
}

void
token_odds_ask_for(
    const struct token_odds *odds, const struct feature_list *features)
{
	size_t mask = ((size_t)1 << odds->bits) - 1;

	for (size_t i = 0; i < features->count; i++)
		__builtin_prefetch(&odds->counts[features->hashes[i] & mask]);
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
