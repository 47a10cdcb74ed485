/*
 * odds - what words say of spam, many at a time
 *
 * Every variant does the same operations of IEEE double precision in the same
 * order, so that a message has one score on every machine.
 *
 * Threads: any.
 */
#ifndef SIMD_ODDS_H
#define SIMD_ODDS_H

#include <stddef.h>
#include <stdint.h>

/* What the counts of all words are weighed by. */
struct odds_scales {
	double ham; /* what a word counts for each message of that kind */
	double spam;
	/* It is believed to say nothing by this part of what it counts, and at
	 * least by so much. */
	double doubt;
	double doubt_least;
	/* Ratios between these say nothing. */
	double dull_from;
	double dull_to;
};

/* How many messages of each kind held a word: spam in the high half. */
static inline uint32_t
odds_counts(uint16_t ham, uint16_t spam)
{
	return (uint32_t)spam << 16 | ham;
}

/* Of how likely a word is in spam and in ham; 1: it was never seen. */
static inline double
odds_ratio(const struct odds_scales *scales, uint32_t counts)
{
	double many_ham = counts & 0xffff, many_spam = counts >> 16;
	double seen = many_ham + many_spam;
	double ham = many_ham * scales->ham;
	double spam = many_spam * scales->spam;
	double doubt = scales->doubt * (ham + spam);

	/* Never 0 / 0, and no branch: of a word that was seen it is more. */
	doubt = doubt > scales->doubt_least ? doubt : scales->doubt_least;
	return (doubt + seen * spam) / (doubt + seen * ham);
}

static inline int
odds_are_dull(const struct odds_scales *scales, double ratio)
{
	return (ratio > scales->dull_from) & (ratio < scales->dull_to);
}

/* What may be written behind the last one. */
#define ODDS_ROOM 4u

/*
 * odds_ratio() of those of count words that say something, in order; returns
 * how many.  ratios_r has room for count and ODDS_ROOM.
 */
size_t odds_keep_ratios(const struct odds_scales *scales,
    const uint32_t *counts, size_t count, double *ratios_r);

/* The natural logarithms of count numbers, over 0 and no denormals, in place of
 * them; to about 1e-9.  There is room for ODDS_ROOM more. */
void odds_make_logs(double *numbers, size_t count);

#endif
