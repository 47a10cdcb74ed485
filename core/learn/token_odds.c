/*
 * token_odds - odds of words, by how many spam and ham messages held them
 */
#include "core/learn/token_odds.h"

#include <math.h>

#include "core/learn/numbers.h"
#include "simd/odds.h"

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

static struct odds_scales
scales_of(const struct token_odds *odds)
{
	return (struct odds_scales){
	    .ham = odds->spam + 1.0,
	    .spam = odds->ham + 1.0,
	    .doubt = PRIOR / 2,
	    .doubt_least = PRIOR / 3,
	    .dull_from = RATIO_DULL,
	    .dull_to = 1 / RATIO_DULL,
	};
}

static inline uint32_t
counts_of(const struct token_odds *odds, uint32_t hash)
{
	size_t mask = ((size_t)1 << odds->bits) - 1;
	const struct token_count *count = &odds->counts[hash & mask];

	return odds_counts(count->ham, count->spam);
}

double
token_odds_of(const struct token_odds *odds, uint32_t hash)
{
	const struct odds_scales scales = scales_of(odds);
	double ratio = odds_ratio(&scales, counts_of(odds, hash));

	return odds_are_dull(&scales, ratio) ? 0 : number_log(ratio);
}

/* The sum of the logarithms, in units. */
static int64_t
add_logs(double *ratios, size_t count)
{
	int64_t sum = 0;

	odds_make_logs(ratios, count);
	for (size_t i = 0; i < count; i++)
		sum += (int32_t)(ratios[i] * UNIT);
	return sum;
}

/* What all words of a message say. */
struct said {
	int64_t sum;    /* in units */
	size_t telling; /* of so many that say something */
	size_t known;   /* ... that have been seen */
};

/* One loop for each step of the work: none waits for a branch. */
static struct said
add_up(const struct token_odds *odds, const struct feature_list *features)
{
	const struct odds_scales scales = scales_of(odds);
	uint32_t counts[BATCH];
	double ratios[BATCH + ODDS_ROOM];
	struct said said = {0};

	for (size_t at = 0; at < features->count; at += BATCH) {
		size_t left = features->count - at, kept;
		size_t now = left < BATCH ? left : BATCH;

		for (size_t i = 0; i < now; i++)
			counts[i] = counts_of(odds, features->hashes[at + i]);
		for (size_t i = 0; i < now; i++)
			said.known += counts[i] != 0;
		kept = odds_keep_ratios(&scales, counts, now, ratios);
		said.sum += add_logs(ratios, kept);
		said.telling += kept;
	}
	return said;
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
token_odds_rate(const struct token_odds *odds,
    const struct feature_list *features, size_t *known_r)
{
	const struct said said = add_up(odds, features);

	*known_r = said.known;
	return (double)said.sum / UNIT * share_of(said.telling);
}

/* Of new words a share as large as that of used entries seems to be known. */
double
token_odds_familiar(const struct token_odds *odds, size_t known, size_t count)
{
	double entries = (double)((size_t)1 << odds->bits);
	double empty = 1 - (double)odds->used / entries;
	double unknown = count == 0 ? 0 : 1 - (double)known / (double)count;

	return unknown < empty ? 1 - unknown / empty : unknown > 0 ? 0 : 1;
}

double
token_odds_share(
    const struct token_odds *odds, const struct feature_list *features)
{
	return share_of(add_up(odds, features).telling);
}

static void
change(uint16_t *count, bool in)
{
	if (in)
		*count = (uint16_t)(*count + (*count < UINT16_MAX));
	else
		*count = (uint16_t)(*count - (*count > 0));
}

static int32_t
is_used(const struct token_count *count)
{
	return (count->ham | count->spam) != 0;
}

int32_t
token_odds_count(struct token_count *counts, uint32_t bits,
    const struct feature_list *features, bool spam, bool in)
{
	size_t mask = ((size_t)1 << bits) - 1;
	int32_t more = 0;

	for (size_t i = 0; i < features->count; i++) {
		struct token_count *count = &counts[features->hashes[i] & mask];

		more -= is_used(count);
		change(spam ? &count->spam : &count->ham, in);
		more += is_used(count);
	}
	return more;
}

uint32_t
token_odds_halve(struct token_count *counts, uint32_t bits)
{
	uint32_t used = 0;

	for (size_t i = 0; i < (size_t)1 << bits; i++) {
		counts[i].ham /= 2;
		counts[i].spam /= 2;
		used += (uint32_t)is_used(&counts[i]);
	}
	return used;
}
