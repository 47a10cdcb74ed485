/*
 * statistics - what a gateway tells the authority of its updates
 */
#include "core/report/statistics.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What score_bar() shows begins at these whole scores. */
static const struct {
	unsigned from;
	const char *key;
} bars[STATISTICS_BARS] = {
    {0, "score.0"},
    {1, "score.1"},
    {40, "score.40"},
    {81, "score.81"},
    {91, "score.91"},
    {96, "score.96"},
    {100, "score.100"},
};

void
statistics_sum(const struct live *live, struct statistics_sums *sums)
{
	unsigned bar = 0;

	for (unsigned i = 0; i < COUNTER_COUNT; i++)
		sums->count[i] += live_stats_sum(&live->stats, (enum counter)i);
	for (unsigned score = 0; score < LIVE_SCORES; score++) {
		while (bar + 1 < STATISTICS_BARS && score >= bars[bar + 1].from)
			bar++;
		sums->score[bar] += live_stats_score(&live->stats, score);
	}
}

void
statistics_put(struct text *text, const char *key, const char *value)
{
	text_printf(text, "%s=", key);
	text_put_printable(
	    text, slice_from_string(value), STATISTICS_VALUE_MAX);
	text_put_byte(text, '\n');
}

void
statistics_put_number(struct text *text, const char *key, uint64_t value)
{
	text_printf(text, "%s=%" PRIu64 "\n", key, value);
}

void
statistics_put_facts(struct text *text, const struct live *live)
{
	const struct live_facts *facts = &live->facts;
	char version[48];

	statistics_put_number(
	    text, "signatures", atomic_load(&facts->signatures));
	if (atomic_load(&facts->cartridge) == 0)
		return;
	snprintf(version, sizeof(version),
	    "%" PRIu32 ".%" PRIu32 ".%" PRIu32 ".%" PRIu32,
	    atomic_load(&facts->cartridge_version[0]),
	    atomic_load(&facts->cartridge_version[1]),
	    atomic_load(&facts->cartridge_version[2]),
	    atomic_load(&facts->cartridge_version[3]));
	statistics_put(text, "cartridge", version);
	statistics_put_number(
	    text, "update", atomic_load(&facts->cartridge_update));
}

void
statistics_put_counts(struct text *text, const struct statistics_sums *now,
    const struct statistics_sums *before)
{
	char key[STATISTICS_KEY_MAX + 1];

	for (unsigned i = 0; i < COUNTER_COUNT; i++) {
		if (now->count[i] <= before->count[i])
			continue;
		snprintf(key, sizeof(key), "count.%s",
		    counter_name((enum counter)i));
		statistics_put_number(
		    text, key, now->count[i] - before->count[i]);
	}
	for (unsigned i = 0; i < STATISTICS_BARS; i++)
		if (now->score[i] > before->score[i])
			statistics_put_number(text, bars[i].key,
			    now->score[i] - before->score[i]);
}
