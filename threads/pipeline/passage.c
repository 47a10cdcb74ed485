/*
 * passage - one message on its way through a worker
 */
#include "threads/pipeline/passage.h"

#include <inttypes.h>

#include "core/base/clock.h"
#include "threads/pipeline/postponed.h"
#include "threads/shared/outlet.h"

void
passage_count(const struct passage *passage, enum counter counter, uint64_t n)
{
	live_stats_add(&passage->work->shared->live->stats,
	    1 + passage->item->worker, counter, n);
}

void
passage_inform(
    const struct passage *passage, const char *what, struct slice detail)
{
	char buffer[FOUND_BYTES + 256];
	struct text text = TEXT_OVER(buffer);

	text_put_printable(&text, slice_from_string(passage->item->path), 200);
	text_printf(&text, ": %s", what);
	text_put_printable(&text, detail, FOUND_BYTES);
	outlet_info("%s", text.data);
}

/* ---- HourlyLimit ------------------------------------------------------- */

static uint64_t
now_s(void)
{
	return clock_coarse_ns() / NS_PER_S;
}

void
passage_tell_of_limit(const struct passage *passage)
{
	const struct config *config = passage->data->config;
	uint64_t left_s;

	passage_count(passage, COUNTER_OVER_LIMIT, 1);
	if (!ceiling_tell(&passage->work->shared->ceiling, now_s(), &left_s))
		return;
	outlet_notice("HourlyLimit (%" PRId64 ") is reached; for %" PRIu64
		      " minutes mail %s",
	    config->hourly_limit, (left_s + 59) / 60,
	    config->on_license_limit == LICENSE_LIMIT_DELAY
		? "is left in the queue"
		: "passes without a score");
}

static bool
is_full(const struct passage *passage)
{
	uint64_t limit = (uint64_t)passage->data->config->hourly_limit;

	return limit > 0 &&
	       ceiling_is_full(&passage->work->shared->ceiling, now_s(), limit);
}

/* What was found is not counted.  False: above the limit. */
static bool
take_clean(const struct passage *passage)
{
	uint64_t limit = (uint64_t)passage->data->config->hourly_limit;

	return limit == 0 || passage->findings.count > 0 ||
	       ceiling_take(&passage->work->shared->ceiling, now_s(), limit);
}

bool
passage_is_delayed(const struct passage *passage)
{
	const struct config *config = passage->data->config;

	return config->on_license_limit == LICENSE_LIMIT_DELAY &&
	       is_full(passage) &&
	       postponed_times(passage->work->shared, passage->item->path) <
		   (uint64_t)config->postpone_max;
}

/* ---- names for the report ---------------------------------------------- */

/* Of one message; more recipients tell nothing new of it. */
#define TARGETS_MAX 16u

static void
note(const struct passage *passage, enum note_kind kind, struct slice name)
{
	if (!notes_put(passage->work->notes, passage->item->worker, kind, name))
		passage_count(passage, COUNTER_NOTES_DROPPED, 1);
}

static bool
is_alert(const struct passage *passage)
{
	return passage->scored &&
	       passage->score.value >=
		   (double)passage->data->config->alert_level;
}

void
passage_note(const struct passage *passage)
{
	const struct findings *findings = &passage->findings;
	const struct envelope *envelope = &passage->message.envelope;

	if (passage->work->notes == NULL)
		return;
	for (size_t i = 0; i < findings->count && i < FOUND_MAX; i++)
		note(passage, NOTE_VIRUS, findings->items[i].name);
	if (!is_alert(passage) || !envelope->present)
		return;
	note(passage, NOTE_SOURCE, envelope->source_ip);
	for (size_t i = 0; i < envelope->recipient_count && i < TARGETS_MAX;
	     i++)
		note(passage, NOTE_TARGET, envelope->recipients[i]);
}

/* ---- the score --------------------------------------------------------- */

/* Marks what the program itself sends; trusted from PIPE alone, where nobody
 * outside can put anything. */
#define REPORT_FIELD SLICE("X-CGPFilter-Report")

static bool
is_own_report(const struct message *message)
{
	return slice_equal_nocase(
		   message->envelope.source_tag, SLICE("PIPE")) &&
	       header_find(&message->top->header, REPORT_FIELD, 0) != NULL;
}

static bool
wants_score(const struct passage *passage)
{
	const struct config *config = passage->data->config;

	return passage->data->cartridge != NULL &&
	       passage->message.part_count > 0 &&
	       policy_wants_score(config, &passage->message.envelope) &&
	       (passage->findings.count == 0 || policy_answers_found(config)) &&
	       !is_own_report(&passage->message);
}

static void
count_score(struct passage *passage, enum score_result result)
{
	passage->scored = result != SCORE_NONE;
	if (result == SCORE_NONE) {
		passage_count(passage, COUNTER_UNSCORED, 1);
		return;
	}
	passage_count(passage, COUNTER_SCORED, 1);
	live_stats_add_score(&passage->work->shared->live->stats,
	    1 + passage->item->worker, passage->score.value);
	if (result == SCORE_WHITELISTED)
		passage_count(passage, COUNTER_WHITELISTED, 1);
	if (is_alert(passage))
		passage_count(passage, COUNTER_ALERTS, 1);
}

void
passage_score(struct passage *passage, struct renderer *renderer)
{
	const struct config *config = passage->data->config;
	const struct score_data data = {
	    .cartridge = passage->data->cartridge,
	    .lists = passage->data->lists,
	    .config = config,
	};
	bool full = is_full(passage);
	enum score_result result;

	if (!full && wants_score(passage)) {
		result = score_message(&data, &passage->message, renderer,
		    passage->tools->scratch, policy_shows_reasons(config),
		    &passage->score);
		if (passage->item->budget->state == BUDGET_YIELD)
			return;
		count_score(passage, result);
	}
	if (!take_clean(passage)) {
		passage->scored = false;
		passage_tell_of_limit(passage);
	}
}
