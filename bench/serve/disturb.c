/*
 * disturb - what is done to a helper while it works
 */
#include "bench/serve/disturb.h"

#include <stdlib.h>
#include <string.h>

#include "bench/serve/conversation.h"
#include "core/base/clock.h"

/* What is due so long after a disturbance still feels it. */
#define SHADOW_NS (100 * NS_PER_MS)

static const struct {
	const char *word;
	enum disturbance_kind kind;
} words[] = {
    {"pause:", DISTURB_PAUSE},
    {"deaf:", DISTURB_DEAF},
    {"flood:", DISTURB_FLOOD},
};

static bool
is_unknown_signal(const char *text)
{
	return (strncmp(text, "helper:", 7) == 0 ||
		   strncmp(text, "engine:", 7) == 0) &&
	       child_signal(text + 7) == 0;
}

const char *
disturbance_read(const char *text, struct disturbance *disturbance)
{
	disturbance->kind = DISTURB_COMMAND;
	disturbance->command = text;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t size = strlen(words[i].word);
		char *end;

		if (strncmp(text, words[i].word, size) != 0)
			continue;
		text += size;
		disturbance->kind = words[i].kind;
		disturbance->amount = strtoull(text, &end, 10);
		if (*text < '0' || *text > '9' || *end != '\0' ||
		    disturbance->amount > 1000000)
			return "not a number up to a million";
		return NULL;
	}
	return is_unknown_signal(text) ? "no such signal" : NULL;
}

static void
act(struct serve *serve, const struct disturbance *disturbance, uint64_t now_ns)
{
	struct disturb *disturb = &serve->disturb;
	uint64_t until_ns = now_ns;

	switch (disturbance->kind) {
	case DISTURB_COMMAND:
		child_disturb(&serve->child, disturbance->command);
		break;
	case DISTURB_PAUSE:
		child_pause(&serve->child, true);
		until_ns += disturbance->amount * NS_PER_MS;
		disturb->resume_ns = until_ns;
		break;
	case DISTURB_DEAF:
		until_ns += disturbance->amount * NS_PER_MS;
		disturb->deaf_until_ns = until_ns;
		break;
	case DISTURB_FLOOD:
		disturb->flood += disturbance->amount;
		break;
	}
	if (until_ns + SHADOW_NS > disturb->shadow_ns)
		disturb->shadow_ns = until_ns + SHADOW_NS;
	serve->result->disturbances++;
	if (serve->options->timeline && serve->first_sent_ns > 0 &&
	    now_ns >= serve->first_sent_ns)
		timeline_disturb(
		    &serve->result->timeline, now_ns - serve->first_sent_ns);
}

void
disturb_begin(struct serve *serve, uint64_t now_ns)
{
	struct disturbance *rows = serve->disturb.rows;

	memcpy(rows, serve->options->disturbances, sizeof(serve->disturb.rows));
	for (size_t i = 0; i < serve->options->disturbance_count; i++) {
		rows[i].next_ns = now_ns + rows[i].interval_ns;
		rows[i].pause_ns = rows[i].interval_ns;
	}
}

/*
 * When the next one comes.  A helper that has not answered since the last one
 * gets twice as long: one whose engine is killed oftener than it can start
 * would never answer.
 */
static uint64_t
pause_ns(struct disturbance *disturbance, uint64_t answers)
{
	bool answered = answers != disturbance->answers;

	disturbance->answers = answers;
	disturbance->pause_ns =
	    answered ? disturbance->interval_ns : 2 * disturbance->pause_ns;
	return disturbance->pause_ns;
}

void
disturb_now(struct serve *serve, uint64_t now_ns)
{
	struct disturb *disturb = &serve->disturb;

	if (disturb->resume_ns != 0 && now_ns >= disturb->resume_ns)
		disturb_end(serve);
	if (now_ns >= disturb->deaf_until_ns)
		disturb->deaf_until_ns = 0;
	for (size_t i = 0; i < serve->options->disturbance_count; i++) {
		struct disturbance *row = &disturb->rows[i];

		if (now_ns < row->next_ns)
			continue;
		row->next_ns = now_ns + pause_ns(row, serve->result->answers);
		act(serve, row, now_ns);
	}
	child_reap_commands(&serve->child);
}

uint64_t
disturb_next_ns(const struct serve *serve, uint64_t until_ns)
{
	const struct disturb *disturb = &serve->disturb;

	for (size_t i = 0; i < serve->options->disturbance_count; i++)
		if (disturb->rows[i].next_ns < until_ns)
			until_ns = disturb->rows[i].next_ns;
	if (disturb->resume_ns != 0 && disturb->resume_ns < until_ns)
		until_ns = disturb->resume_ns;
	if (disturb->deaf_until_ns != 0 && disturb->deaf_until_ns < until_ns)
		until_ns = disturb->deaf_until_ns;
	return until_ns;
}

void
disturb_end(struct serve *serve)
{
	if (serve->disturb.resume_ns == 0)
		return;
	serve->disturb.resume_ns = 0;
	child_pause(&serve->child, false);
}
