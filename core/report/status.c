/*
 * status - a helper's live block, as figures for whoever asks
 */
#include "core/report/status.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "core/base/clock.h"
#include "core/report/facts.h"

#define NAME_MAX_BYTES 200u
#define INDENT "  "

void
status_make(const struct live *live, uint64_t now_ns, int64_t now_s,
    struct status *status_r)
{
	status_r->live = live;
	status_r->now_ns = now_ns;
	status_r->now_s = now_s;
	for (int i = 0; i < COUNTER_COUNT; i++)
		status_r->totals[i] =
		    live_stats_sum(&live->stats, (enum counter)i);
	for (unsigned i = 0; i < LIVE_SCORES; i++)
		status_r->scores[i] = live_stats_score(&live->stats, i);
	live_latency(&live->answers, status_r->latency);
}

double
status_seconds_since(const struct status *status, uint64_t then_ns)
{
	if (then_ns == 0 || then_ns > status->now_ns)
		return 0;
	return (double)(status->now_ns - then_ns) / (double)NS_PER_S;
}

uint32_t
status_worker_count(const struct status *status)
{
	uint32_t count = status->live->header.worker_count;

	return count < LIVE_WORKERS ? count : LIVE_WORKERS;
}

/* ---- for a person ------------------------------------------------------ */

/* "0.4 ms", "12 s" */
static void
put_time(struct text *text, double seconds)
{
	if (seconds < 0.01)
		text_printf(text, "%.2f ms", seconds * 1e3);
	else if (seconds < 1)
		text_printf(text, "%.0f ms", seconds * 1e3);
	else if (seconds < 120)
		text_printf(text, "%.1f s", seconds);
	else if (seconds < 2 * 86400)
		text_printf(text, "%.0f h %02.0f min",
		    (double)(uint64_t)(seconds / 3600),
		    (double)((uint64_t)(seconds / 60) % 60));
	else
		text_printf(text, "%.0f days", seconds / 86400);
}

static void
show_state(struct page *page, const struct status *status)
{
	const struct live_header *header = &status->live->header;
	const struct live_sight *sight = &status->live->sight;
	bool ready = atomic_load(&sight->ready) != 0;
	char buffer[64];
	struct text since = TEXT_OVER(buffer);

	page_line(page, "", INDENT);
	page_item_f(page, TONE_STRONG, "helper %" PRId64, header->pid);
	page_item_from(page, TONE_PLAIN, "version ",
	    slice_from_string(header->version), sizeof(header->version), "");
	put_time(&since, status_seconds_since(status, header->started_ns));
	page_item_f(page, TONE_PLAIN, "up %s", buffer);
	page_item(page, ready ? TONE_PLAIN : TONE_WARNING,
	    ready ? "serving" : "loading");
	if (atomic_load(&sight->engines) > 1)
		page_item_f(page, TONE_WARNING, "engine replaced %" PRIu32 "x",
		    atomic_load(&sight->engines) - 1);
	page_end(page);
	page_line(page, INDENT, INDENT);
	facts_show(page, &status->live->facts);
	page_end(page);
}

/* Columns of a row ahead of its sentence. */
#define ROW_COLUMNS (2u + 20 + 1 + 15 + 1 + 12)

/* In the same line, as much of it as there is room for: ASCII. */
static void
show_sentence(struct page *page, const char *sentence)
{
	size_t size = strlen(sentence);
	size_t room = page->style.width > ROW_COLUMNS + 2
			  ? page->style.width - ROW_COLUMNS - 2
			  : 0;

	if (size <= room)
		page_item(page, TONE_FAINT, sentence);
	else if (room > 3)
		page_item_f(
		    page, TONE_FAINT, "%.*s...", (int)room - 3, sentence);
}

static void
show_count(struct page *page, const struct status *status,
    const struct status *before, enum counter counter, enum tone tone,
    double seconds)
{
	char buffer[32];
	struct text number = TEXT_OVER(buffer);
	uint64_t total = status->totals[counter];
	uint64_t since = before == NULL ? 0 : before->totals[counter];
	const char *name = counter_name(counter);

	page_put_grouped(&number, total);
	page_line(page, INDENT, INDENT);
	page_item_f(page, tone, "%-20s %15s %12.1f", name, buffer,
	    seconds > 0 ? (double)(total - since) / seconds : 0.0);
	show_sentence(page, counter_sentence(counter));
	page_end(page);
}

/* What every administrator looks for; the rest where it is not 0. */
static bool
is_always_shown(enum counter counter)
{
	return counter == COUNTER_REQUESTS || counter == COUNTER_ANSWERS ||
	       counter == COUNTER_CLEAN || counter == COUNTER_SCORED ||
	       counter == COUNTER_ALERTS || counter == COUNTER_INFECTED;
}

static bool
is_bad(enum counter counter)
{
	return counter == COUNTER_LATE || counter == COUNTER_SUSPECT ||
	       counter == COUNTER_NO_MEMORY || counter == COUNTER_TABLE_FULL ||
	       counter == COUNTER_RELOADS_REFUSED ||
	       counter == COUNTER_CARTRIDGES_REFUSED;
}

static void
show_counts(
    struct page *page, const struct status *status, const struct status *before)
{
	double seconds = status_seconds_since(status,
	    before == NULL ? status->live->header.started_ns : before->now_ns);

	page_line(page, INDENT, INDENT);
	page_item_f(page, TONE_FAINT, "%-20s %15s %12s", "", "in all",
	    before == NULL ? "a second" : "a second now");
	page_end(page);
	for (int i = 0; i < COUNTER_COUNT; i++) {
		enum counter counter = (enum counter)i;

		if (is_always_shown(counter) || status->totals[i] > 0)
			show_count(page, status, before, counter,
			    is_bad(counter) ? TONE_WARNING : TONE_PLAIN,
			    seconds);
	}
}

/* Of what was answered since before, if there was something. */
static void
show_latency(
    struct page *page, const struct status *status, const struct status *before)
{
	static const struct {
		const char *name;
		uint64_t of_a_million;
	} rows[] = {{"p50", 500000}, {"p90", 900000}, {"p99", 990000},
	    {"p99.9", 999000}, {"max", 1000000}};
	uint64_t counts[LATENCY_STEPS];

	for (size_t i = 0; i < LATENCY_STEPS; i++)
		counts[i] = status->latency[i] -
			    (before == NULL ? 0 : before->latency[i]);
	page_line(page, INDENT, INDENT INDENT);
	if (latency_count(counts) == 0) {
		page_item(page, TONE_FAINT,
		    before == NULL ? "no answer yet" : "no answer just now");
		page_end(page);
		return;
	}
	page_item(page, TONE_PLAIN, "request to answer:");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char buffer[64];
		struct text time = TEXT_OVER(buffer);

		put_time(&time,
		    (double)latency_quantile_us(counts, rows[i].of_a_million) /
			1e6);
		page_item_f(page, TONE_PLAIN, "%s %s", rows[i].name, buffer);
	}
	page_end(page);
}

static void
show_oldest(struct page *page, const struct status *status)
{
	const struct live_sight *sight = &status->live->sight;
	uint64_t oldest_ns = atomic_load(&sight->oldest_ns);
	char buffer[64];
	struct text age = TEXT_OVER(buffer);

	page_line(page, INDENT, INDENT INDENT);
	page_item_f(page, TONE_PLAIN, "%" PRIu32 " in flight of %" PRIu32,
	    atomic_load(&sight->in_flight), status->live->header.slot_count);
	if (oldest_ns != 0) {
		put_time(&age, status_seconds_since(status, oldest_ns));
		page_item_f(page, TONE_PLAIN, "the oldest since %s:", buffer);
		page_item_from(page, TONE_NAME, "",
		    slice_from_string(sight->oldest_path), NAME_MAX_BYTES, "");
	}
	page_end(page);
}

static uint64_t
worker_messages(const struct status *status, uint32_t worker)
{
	const struct live_stats *stats = &status->live->stats;

	return live_stats_row(stats, 1 + worker, COUNTER_CLEAN) +
	       live_stats_row(stats, 1 + worker, COUNTER_INFECTED);
}

static void
show_worker(struct page *page, const struct status *status, uint32_t index)
{
	const struct live_worker *worker = &status->live->sight.workers[index];
	uint64_t started_ns = atomic_load(&worker->started_ns);
	char buffer[64], messages[32];
	struct text since = TEXT_OVER(buffer), number = TEXT_OVER(messages);

	page_put_grouped(&number, worker_messages(status, index));
	page_line(page, INDENT, INDENT INDENT);
	page_item_f(
	    page, TONE_PLAIN, "worker %-3" PRIu32 " %15s", index, messages);
	if (started_ns == 0) {
		page_item(page, TONE_FAINT, "idle");
	} else {
		put_time(&since, status_seconds_since(status, started_ns));
		page_item_f(page, TONE_PLAIN, "%-7s %8s",
		    live_lane_name(atomic_load(&worker->lane)), buffer);
		page_item_from(page, TONE_NAME, "",
		    slice_from_string(worker->path), NAME_MAX_BYTES, "");
	}
	page_end(page);
}

void
status_show(
    struct page *page, const struct status *status, const struct status *before)
{
	uint64_t looked_ns = atomic_load(&status->live->sight.looked_ns);
	uint32_t workers = status->live->header.worker_count;

	show_state(page, status);
	page_empty_line(page);
	show_counts(page, status, before);
	page_empty_line(page);
	show_latency(page, status, before);
	show_oldest(page, status);
	for (uint32_t i = 0; i < status_worker_count(status); i++)
		show_worker(page, status, i);
	page_line(page, INDENT, INDENT);
	if (workers > LIVE_WORKERS)
		page_item_f(
		    page, TONE_FAINT, "... of %" PRIu32 " workers", workers);
	if (status_seconds_since(status, looked_ns) > 2)
		page_item(page, TONE_WARNING,
		    "the supervisor has not looked for a while");
	page_end(page);
}
