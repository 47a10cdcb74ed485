/*
 * score - how likely a message is spam, and why
 */
#include "core/score/score.h"

#include "core/score/evidence.h"
#include "core/score/own_fields.h"

/* What decides alone weighs more than any log-odds. */
#define DECISIVE 100.0

/* One message on its way. */
struct scoring {
	const struct score_data *data;
	struct message *message;
	struct renderer *renderer;
	struct score_reasons reasons;
};

/* Out of time, for good or in this lane. */
static bool
is_over(const struct scoring *scoring)
{
	return budget_spent(scoring->renderer->budget);
}

/* ---- lists ------------------------------------------------------------- */

static void
add_entry(struct scoring *scoring, unsigned line)
{
	const struct lists *lists = scoring->data->lists;
	char room[SCORE_REASON_BYTES];
	struct text text = TEXT_OVER(room);

	text_printf(&text, "%s:%u: ", lists->whitelist_name, line);
	text_put(&text, whitelist_line(lists->whitelist, line));
	score_reasons_add(&scoring->reasons, SCORE_BY_WHITELIST,
	    text_slice(&text), -DECISIVE);
}

static bool
is_whitelisted(struct scoring *scoring, struct regex_scratch *scratch)
{
	const struct lists *lists = scoring->data->lists;
	struct whitelist_subject subject = {
	    .message = scoring->message, .renderer = scoring->renderer};
	unsigned line;

	if (lists == NULL || lists->whitelist == NULL)
		return false;
	subject.use_ip = lists->settings.use_ip;
	subject.ip_from_envelope = lists->settings.ip_from_envelope;
	line = whitelist_match(lists->whitelist, &subject, scratch);
	if (line > 0)
		add_entry(scoring, line);
	return line > 0;
}

/* Neither text that is seen or hidden, nor anything else than texts. */
static bool
is_empty(const struct message *message, const struct canonical *canonical)
{
	if (slice_trim(canonical->text).size > 0 ||
	    slice_trim(canonical->hidden).size > 0)
		return false;
	for (size_t i = 0; i < message->part_count; i++) {
		const struct part *part = message->parts[i];

		if (part->kind != PART_MULTIPART && part->body.size > 0 &&
		    !render_is_text(part))
			return false;
	}
	return true;
}

static void
judge_empty(
    struct scoring *scoring, const struct canonical *canonical, double *value)
{
	const struct lists *lists = scoring->data->lists;

	if (lists == NULL || !lists->settings.empty_is_spam ||
	    *value >= SCORE_OF_EMPTY || !is_empty(scoring->message, canonical))
		return;
	*value = SCORE_OF_EMPTY;
	score_reasons_add(&scoring->reasons, SCORE_BY_RULE,
	    SLICE("no text and no attachment"), DECISIVE);
}

/* ---- all of it --------------------------------------------------------- */

static bool
weigh(struct scoring *scoring, double *value_r)
{
	struct canonical canonical;

	if (scoring->data->config != NULL)
		own_fields_hide(scoring->data->config, scoring->message);
	canonical_make(scoring->message, scoring->renderer, &canonical);
	if (is_over(scoring) || !evidence_weigh(scoring->data, &canonical,
				    &scoring->reasons, value_r))
		return false;
	judge_empty(scoring, &canonical, value_r);
	return true;
}

static enum score_result
decide(struct scoring *scoring, struct regex_scratch *scratch, double *value_r)
{
	const struct lists *lists = scoring->data->lists;
	bool whitelisted = is_whitelisted(scoring, scratch);

	if (is_over(scoring))
		return SCORE_NONE;
	*value_r = 0;
	if (whitelisted && !lists->settings.analysis_first)
		return SCORE_WHITELISTED;
	if (!weigh(scoring, value_r))
		return SCORE_NONE;
	if (!whitelisted)
		return SCORE_GIVEN;
	*value_r = 0;
	return SCORE_WHITELISTED;
}

enum score_result
score_message(const struct score_data *data, struct message *message,
    struct renderer *renderer, struct regex_scratch *scratch, bool with_reasons,
    struct score *score_r)
{
	struct scoring scoring = {
	    .data = data,
	    .message = message,
	    .renderer = renderer,
	    .reasons = {.arena = renderer->arena},
	};
	enum score_result result;
	double value = 0;

	*score_r = (struct score){.value = 0};
	if (data->cartridge == NULL)
		return SCORE_NONE;
	if (with_reasons)
		scoring.reasons.items = arena_alloc_array(renderer->arena,
		    SCORE_REASONS_MAX, sizeof(*scoring.reasons.items));
	result = decide(&scoring, scratch, &value);
	score_r->value = score_value(value);
	score_r->reasons = scoring.reasons.items;
	score_r->reason_count = scoring.reasons.count;
	return result;
}
