/*
 * token_odds - odds of words, by how many spam and ham messages held them
 *
 * Each word has two counts; what it says is the ratio of its shares among spam
 * and among ham, with a prior that a word seen once cannot say much (Robinson).
 * Counting does not care about order, and one wrong label changes one count,
 * so this learner stays upright where the others are led astray.
 *
 * Threads: rating any number, teaching one alone.
 */
#ifndef CORE_LEARN_TOKEN_ODDS_H
#define CORE_LEARN_TOKEN_ODDS_H

#include "core/learn/features.h"

struct token_count {
	uint16_t ham;
	uint16_t spam;
};

struct token_odds {
	const struct token_count *counts; /* 1 << bits of them */
	uint32_t bits;
	uint32_t ham; /* messages counted */
	uint32_t spam;
	uint32_t used; /* entries that are not empty */
};

/* Messages of a kind at which all counts must be halved. */
#define TOKEN_ODDS_FULL 60000u

/* Let what token_odds_rate() will read come into the cache: worked out word by
 * word, only a few would be waited for at a time. */
void token_odds_ask_for(
    const struct token_odds *odds, const struct feature_list *features);

/* Log-odds of spam; known_r: how many of the words have been seen, or share
 * their place with one that has. */
double token_odds_rate(const struct token_odds *odds,
    const struct feature_list *features, size_t *known_r);

/* The share of a message's words that have been seen, 0..1, where so many of
 * count are known: less what a table so full lets pass by chance. */
double token_odds_familiar(
    const struct token_odds *odds, size_t known, size_t count);

/* Of one word; 0: it says nothing. */
double token_odds_of(const struct token_odds *odds, uint32_t hash);

/* What the odds of one word count in the sum of this message. */
double token_odds_share(
    const struct token_odds *odds, const struct feature_list *features);

/* Count a message in, or out again.  So many entries more are used now; less
 * than 0: fewer. */
int32_t token_odds_count(struct token_count *counts, uint32_t bits,
    const struct feature_list *features, bool spam, bool in);

/* How many entries are used then. */
uint32_t token_odds_halve(struct token_count *counts, uint32_t bits);

#endif
