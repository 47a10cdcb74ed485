/*
 * score - what the known prints say of a message
 */
#include <stdio.h>
#include <string.h>

#include "core/print/shingles.h"
#include "core/print/table.h"

/* Shingle prints of the table that one message is compared with. */
#define ALIKE_MAX 64u

struct kind {
	const char *name;
	/* How much one that many reported, and nobody excused, may say. */
	double most;
	/* A report as legitimate counts as so many as spam: a domain that is
	 * seen in wanted mail as well says little. */
	double excuse;
	/* As if there were so many reports of something else: what one report
	 * says is most / (1 + caution). */
	double caution;
};

/* Chosen on streams of two corpora (make print-stream): the most spam at a ham
 * hit of 0.05 to 0.5 %, and away from values that fit one corpus alone. */
static const struct kind kinds[PRINT_KINDS] = {
    [PRINT_TEXT] = {"text", 0.995, 2, 0.02},
    [PRINT_SHINGLES] = {"shingles", 0.995, 2, 0.02},
    [PRINT_DOMAIN] = {"domain", 0.85, 40, 1},
    [PRINT_PATH] = {"path", 0.98, 40, 1},
    [PRINT_SKELETON] = {"skeleton", 0.97, 3, 0.05},
    [PRINT_ATTACHMENT] = {"attachment", 0.97, 5, 0.1},
    [PRINT_IMAGE] = {"image", 0.80, 10, 0.3},
    [PRINT_ADDRESS] = {"address", 0.97, 40, 2},
    [PRINT_PHONE] = {"phone", 0.95, 10, 0.2},
    [PRINT_WALLET] = {"wallet", 0.97, 5, 0.1},
};

const char *
print_kind_name(enum print_kind kind)
{
	return kinds[kind].name;
}

static double
confidence(const struct print_hit *hit)
{
	const struct print_entry *entry = &hit->entry;
	const struct kind *kind = &kinds[entry->kind];
	double for_it = entry->reports, against = entry->excuses, value;

	if (entry->category == PRINT_LEGITIMATE) {
		for_it = entry->excuses;
		against = entry->reports;
	}
	against *= kind->excuse;
	value = kind->most * for_it / (for_it + against + kind->caution);
	if (entry->kind == PRINT_SHINGLES)
		value *= 0.5 + 0.5 * (hit->same - SHINGLES_ALIKE) /
				   (double)(SHINGLES_BINS - SHINGLES_ALIKE);
	return value * (entry->weight / 255.0) * (entry->trust / 255.0);
}

/* The strongest first; the weakest goes when there are too many. */
static void
keep(struct print_score *score, const struct print_hit *hit)
{
	size_t at = score->hit_count;

	while (at > 0 && score->hits[at - 1].confidence < hit->confidence)
		at--;
	if (at == PRINT_HITS_MAX)
		return;
	if (score->hit_count < PRINT_HITS_MAX)
		score->hit_count++;
	memmove(&score->hits[at + 1], &score->hits[at],
	    (score->hit_count - 1 - at) * sizeof(*hit));
	score->hits[at] = *hit;
}

struct doubt {
	double spam, phishing, legitimate; /* products of 1 - confidence */
};

static void
count_in(struct print_score *score, struct doubt *doubt, struct print_hit *hit)
{
	hit->confidence = confidence(hit);
	if (hit->confidence <= 0)
		return;
	if (hit->entry.category == PRINT_LEGITIMATE)
		doubt->legitimate *= 1 - hit->confidence;
	else
		doubt->spam *= 1 - hit->confidence;
	if (hit->entry.category == PRINT_PHISHING)
		doubt->phishing *= 1 - hit->confidence;
	keep(score, hit);
}

/* ---- exact ------------------------------------------------------------- */

static void
take_exact(const struct table *table, struct slice bytes,
    const struct print *print, struct print_score *score, struct doubt *doubt)
{
	const struct table_exact *found = table_find(table, print->digest);
	struct print_hit hit = {.print = print, .same = SHINGLES_BINS};

	/* The kind is part of the digest; a table may lie. */
	if (found == NULL || found->facts.kind != print->kind)
		return;
	prints_entry(bytes, (size_t)(found - table->exact), &hit.entry);
	count_in(score, doubt, &hit);
}

/* ---- alike ------------------------------------------------------------- */

/* Compared already, in an earlier band? */
static bool
agrees_before(const uint8_t *a, const uint8_t *b, unsigned band)
{
	for (unsigned i = 0; i < band; i++)
		if (table_band_key(a, i) == table_band_key(b, i))
			return true;
	return false;
}

/* The one that is most alike speaks, with the reports of all that are. */
static void
take_alike(const struct table *table, struct slice bytes,
    const struct print *print, struct print_score *score, struct doubt *doubt)
{
	struct print_hit best = {.print = print};
	uint64_t reports = 0, excuses = 0;
	unsigned compared = 0;

	for (unsigned band = 0; band < TABLE_BANDS; band++) {
		uint32_t key = table_band_key(print->digest, band);
		const struct table_band *at, *end;

		table_find_band(table, band, key, &at, &end);
		for (; at < end && compared < ALIKE_MAX; at++) {
			const struct table_alike *alike =
			    &table->alike[at->alike];
			unsigned same;

			if (agrees_before(alike->digest, print->digest, band))
				continue;
			compared++;
			same = shingles_same(alike->digest, print->digest);
			if (same < SHINGLES_ALIKE)
				continue;
			reports += alike->facts.reports;
			excuses += alike->facts.excuses;
			if (same <= best.same)
				continue;
			best.same = same;
			prints_entry(bytes,
			    (size_t)table->exact_count + at->alike,
			    &best.entry);
		}
	}
	if (best.same == 0)
		return;
	best.entry.reports =
	    reports > UINT32_MAX ? UINT32_MAX : (uint32_t)reports;
	best.entry.excuses =
	    excuses > UINT32_MAX ? UINT32_MAX : (uint32_t)excuses;
	count_in(score, doubt, &best);
}

void
prints_score(struct slice bytes, const struct prints *prints,
    struct print_score *score_r)
{
	struct table table = table_over(bytes);
	struct doubt doubt = {1, 1, 1};

	score_r->hit_count = 0;
	for (size_t i = 0; i < prints->count; i++) {
		const struct print *print = &prints->items[i];

		if (print->kind == PRINT_SHINGLES)
			take_alike(&table, bytes, print, score_r, &doubt);
		else
			take_exact(&table, bytes, print, score_r, &doubt);
	}
	score_r->spam = 1 - doubt.spam;
	score_r->phishing = 1 - doubt.phishing;
	score_r->legitimate = 1 - doubt.legitimate;
}

/* ---- in words ---------------------------------------------------------- */

#define OF_BYTES 120u

void
print_hit_put(struct text *text, const struct print_hit *hit)
{
	const struct print_entry *entry = &hit->entry;
	bool good = entry->category == PRINT_LEGITIMATE;
	uint32_t count = good ? entry->excuses : entry->reports;

	text_printf(text, "%s", kinds[entry->kind].name);
	if (hit->print->of.size > 0) {
		text_put_byte(text, ' ');
		text_put_printable(text, hit->print->of, OF_BYTES);
	}
	if (entry->kind == PRINT_SHINGLES)
		text_printf(text, " %u/%u alike", hit->same, SHINGLES_BINS);
	text_printf(text, ", reported as %s",
	    good                                ? "legitimate"
	    : entry->category == PRINT_PHISHING ? "phishing"
						: "spam");
	if (count != 1)
		text_printf(text, " %u times", (unsigned)count);
}
