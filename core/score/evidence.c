/*
 * evidence - what the cartridge says of a message
 *
 * The model's learners end in log-odds, and prints are added there.  What was
 * reported makes spam likelier, but less so than its confidence alone would:
 * the model has mostly learnt the same reports.  What prints are quite sure of,
 * though, is other people's word for this very message, and a score is never
 * below that.
 */
#include "core/score/evidence.h"

#include <math.h>

#include "core/learn/model.h"
#include "core/print/print.h"

/* Certainty has no log-odds; this much counts as sure. */
#define SURE 0.999
#define WORDS_MAX 12u

/*
 * Four splits of the SpamAssassin corpus, learnt and reported: 1-AUC 0.0144 %
 * in the mean without prints, 0.0137 with this weight, 0.0148 with 1; floors
 * from 0.8 or 0.9 on let too much wanted mail up.
 */
#define PRINTS_WEIGHT 0.35
#define FLOOR_FROM 98.0

static double
log_odds(double confidence)
{
	if (confidence > SURE)
		confidence = SURE;
	return confidence > 0 ? log(confidence / (1 - confidence)) : 0;
}

/* ---- the model --------------------------------------------------------- */

static double
rate(const void *image, const struct canonical *canonical, struct arena *arena)
{
	struct opinion opinion;

	model_ask(image, canonical, arena, &opinion);
	return opinion.fused;
}

static void
add_words(const void *image, const struct canonical *canonical,
    struct score_reasons *reasons)
{
	struct reason words[WORDS_MAX];
	size_t count;

	if (reasons->items == NULL)
		return;
	count =
	    model_reasons(image, canonical, reasons->arena, words, WORDS_MAX);
	for (size_t i = 0; i < count; i++)
		score_reasons_add(
		    reasons, SCORE_BY_WORDS, words[i].text, words[i].weight);
}

/* ---- prints ------------------------------------------------------------ */

static void
leave_out_images(struct prints *prints)
{
	size_t kept = 0;

	for (size_t i = 0; i < prints->count; i++)
		if (prints->items[i].kind != PRINT_IMAGE)
			prints->items[kept++] = prints->items[i];
	prints->count = kept;
}

/* 0 for what is not sure at all. */
static double
weight_of(double confidence)
{
	return log_odds(0.5 + confidence / 2);
}

static void
add_hits(const struct print_score *score, struct score_reasons *reasons)
{
	if (reasons->items == NULL)
		return;
	for (size_t i = 0; i < score->hit_count; i++) {
		const struct print_hit *hit = &score->hits[i];
		char room[SCORE_REASON_BYTES];
		struct text text = TEXT_OVER(room);
		double weight = weight_of(hit->confidence);

		print_hit_put(&text, hit);
		score_reasons_add(reasons, SCORE_BY_PRINT, text_slice(&text),
		    hit->entry.category == PRINT_LEGITIMATE ? -weight : weight);
	}
}

static void
look_up(const struct score_data *data, const struct canonical *canonical,
    struct score_reasons *reasons, struct print_score *score_r)
{
	struct slice table = data->cartridge->sections[CARTRIDGE_PRINTS];
	struct prints prints;

	prints_make(canonical, reasons->arena, &prints);
	if (data->lists != NULL &&
	    data->lists->settings.image_depth == IMAGE_DEPTH_NONE)
		leave_out_images(&prints);
	prints_score(table, &prints, score_r);
	add_hits(score_r, reasons);
}

/* ---- both -------------------------------------------------------------- */

bool
evidence_weigh(const struct score_data *data, const struct canonical *canonical,
    struct score_reasons *reasons, double *value_r)
{
	const struct cartridge *cartridge = data->cartridge;
	struct slice model = cartridge->sections[CARTRIDGE_MODEL];
	struct print_score prints = {.spam = 0};
	double reported, fused;

	if (cartridge->sections[CARTRIDGE_PRINTS].size > 0)
		look_up(data, canonical, reasons, &prints);
	else if (model.size == 0)
		return false;
	reported = 100 * prints.spam * (1 - prints.legitimate);
	*value_r = reported;
	if (model.size == 0)
		return true;
	fused = rate(model.data, canonical, reasons->arena) +
		PRINTS_WEIGHT * weight_of(prints.spam) -
		weight_of(prints.legitimate);
	*value_r = model_score(model.data, fused);
	if (reported >= FLOOR_FROM && *value_r < reported)
		*value_r = reported;
	add_words(model.data, canonical, reasons);
	return true;
}
