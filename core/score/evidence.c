/*
 * evidence - what the cartridge says of a message
 *
 * The model gives a calibrated score.  Prints are other people's word for this
 * very message: they are as sure as their reporters, whatever its text looks
 * like, and join the model's as independent evidence does: what speaks for spam
 * leaves less of the doubt, what excuses leaves less of the score.
 */
#include "core/score/evidence.h"

#include <math.h>

#include "core/print/print.h"

/* Certainty has no log-odds; this much counts as sure. */
#define SURE 0.999

static double
log_odds(double confidence)
{
	if (confidence > SURE)
		confidence = SURE;
	return confidence > 0 ? log(confidence / (1 - confidence)) : 0;
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

static void
add_hits(const struct print_score *score, struct score_reasons *reasons)
{
	if (reasons->items == NULL)
		return;
	for (size_t i = 0; i < score->hit_count; i++) {
		const struct print_hit *hit = &score->hits[i];
		char room[SCORE_REASON_BYTES];
		struct text text = TEXT_OVER(room);
		/* Half sure is more than nothing, which has odds of 0. */
		double weight = log_odds(0.5 + hit->confidence / 2);

		print_hit_put(&text, hit);
		score_reasons_add(reasons, SCORE_BY_PRINT, text_slice(&text),
		    hit->entry.category == PRINT_LEGITIMATE ? -weight : weight);
	}
}

static bool
look_up(const struct score_data *data, const struct canonical *canonical,
    struct score_reasons *reasons, double *value)
{
	struct slice table = data->cartridge->sections[CARTRIDGE_PRINTS];
	struct print_score score;
	struct prints prints;

	if (table.size == 0)
		return false;
	prints_make(canonical, reasons->arena, &prints);
	if (data->lists != NULL &&
	    data->lists->settings.image_depth == IMAGE_DEPTH_NONE)
		leave_out_images(&prints);
	prints_score(table, &prints, &score);
	*value = 100 - (100 - *value) * (1 - score.spam);
	*value *= 1 - score.legitimate;
	add_hits(&score, reasons);
	return true;
}

bool
evidence_weigh(const struct score_data *data, const struct canonical *canonical,
    struct score_reasons *reasons, double *value_r)
{
	*value_r = 0;
	return look_up(data, canonical, reasons, value_r);
}
