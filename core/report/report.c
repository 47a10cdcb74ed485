/*
 * report - a day, told to an administrator
 */
#include "core/report/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/config/config.h"
#include "core/report/facts.h"
#include "core/report/sheet.h"

#define TOPS_SHOWN 20u

static bool
has_section(const struct report *report, const char *section)
{
	return report->sections[0] == '\0' ||
	       config_list_has(report->sections, slice_from_string(section));
}

/* ---- sections ---------------------------------------------------------- */

static void
put_counter(struct sheet *sheet, const struct report *report, const char *name,
    enum counter counter)
{
	sheet_count(sheet, name, report->day->totals.counters[counter]);
}

static void
put_totals(struct sheet *sheet, const struct report *report)
{
	sheet_heading(sheet, "Messages");
	put_counter(sheet, report, "messages", COUNTER_REQUESTS);
	put_counter(sheet, report, "nothing found", COUNTER_CLEAN);
	put_counter(sheet, report, "infected", COUNTER_INFECTED);
	put_counter(sheet, report, "with a score", COUNTER_SCORED);
	put_counter(sheet, report, "of AlertLevel or more", COUNTER_ALERTS);
	put_counter(sheet, report, "on the whitelist", COUNTER_WHITELISTED);
	put_counter(sheet, report, "encrypted", COUNTER_ENCRYPTED);
	put_counter(
	    sheet, report, "not scanned completely", COUNTER_INCOMPLETE);
	put_counter(sheet, report, "bytes", COUNTER_BYTES);
}

static void
put_scores(struct sheet *sheet, const struct report *report)
{
	static const unsigned last[] = {0, 39, 80, 90, 95, 99, 100};
	static const char *const bar_labels[] = {
	    "0", "1-39", "40-80", "81-90", "91-95", "96-99", "100"};
	const uint64_t *scores = report->day->totals.scores;
	uint64_t bins[7] = {0}, alerts[LIVE_SCORES] = {0};
	const char *labels[LIVE_SCORES] = {NULL};

	for (unsigned score = 0, bin = 0; score < LIVE_SCORES; score++) {
		if (score > last[bin])
			bin++;
		bins[bin] += scores[score];
		if ((int64_t)score >= report->alert_level)
			alerts[score] = scores[score];
	}
	labels[0] = "0", labels[100] = "100";
	labels[10] = "10", labels[20] = "20", labels[30] = "30";
	labels[40] = "40", labels[50] = "50", labels[60] = "60";
	labels[70] = "70", labels[80] = "80", labels[90] = "90";
	sheet_heading(sheet, "Scores");
	if (sheet->html)
		sheet_bars(
		    sheet, &(struct bars){"messages with each score, by square "
					  "root; red: of AlertLevel or more",
			       LIVE_SCORES, scores, alerts, labels, true});
	else
		sheet_bars(sheet,
		    &(struct bars){"", 7, bins, NULL, bar_labels, false});
	for (size_t i = 0; sheet->html && i < 7; i++)
		sheet_count(sheet, bar_labels[i], bins[i]);
}

static void
put_day(struct sheet *sheet, const struct report *report)
{
	static char hours[24][8];
	const char *labels[DAY_QUARTERS] = {NULL}, *hour_labels[24];
	uint64_t messages[DAY_QUARTERS], marked[DAY_QUARTERS], hourly[24] = {0};

	for (unsigned i = 0; i < DAY_QUARTERS; i++) {
		const struct quarter *quarter = &report->day->quarters[i];

		messages[i] = quarter->messages;
		marked[i] = quarter->infected + quarter->alerts;
		hourly[i / 4] += quarter->messages;
	}
	for (unsigned i = 0; i < 24; i++) {
		snprintf(hours[i], sizeof(hours[i]), "%02u:00", i);
		hour_labels[i] = hours[i];
		if (i % 3 == 0)
			labels[4 * i + 1] = hours[i];
	}
	sheet_heading(sheet, "Over the day");
	if (sheet->html)
		sheet_bars(sheet,
		    &(struct bars){
			"messages a quarter of an hour; red: infected or "
			"of AlertLevel",
			DAY_QUARTERS, messages, marked, labels, false});
	else
		sheet_bars(sheet,
		    &(struct bars){"", 24, hourly, NULL, hour_labels, false});
}

static void
put_quantile(struct sheet *sheet, const struct report *report, const char *name,
    uint64_t of_a_million)
{
	uint64_t us =
	    latency_quantile_us(report->day->totals.latency, of_a_million);
	char buffer[32];

	if (us < 1000000)
		snprintf(buffer, sizeof(buffer), "%.2f ms", (double)us / 1000);
	else
		snprintf(buffer, sizeof(buffer), "%.1f s", (double)us / 1e6);
	sheet_word(sheet, name, buffer);
}

/* Doublings of a microsecond: the steps are too many for a picture. */
static void
put_latency(struct sheet *sheet, const struct report *report)
{
	static const char *const labels[] = {"16 us", "", "64 us", "", "256 us",
	    "", "1 ms", "", "4 ms", "", "16 ms", "", "65 ms", "", "0.3 s", "",
	    "1 s", "", "4 s", "", "17 s", "", "67 s", ""};
	const uint64_t *latency = report->day->totals.latency;
	uint64_t bins[24], below = 0;

	for (size_t i = 0; i < 24; i++) {
		uint64_t within = latency_count_within_us(
		    latency, i == 23 ? UINT64_MAX : UINT64_C(16) << i);

		bins[i] = within - below;
		below = within;
	}
	sheet_heading(sheet, "From request to answer");
	if (sheet->html)
		sheet_bars(sheet, &(struct bars){"answers within each time", 24,
				      bins, NULL, labels, false});
	put_quantile(sheet, report, "half of all within", 500000);
	put_quantile(sheet, report, "90 % within", 900000);
	put_quantile(sheet, report, "99 % within", 990000);
	put_quantile(sheet, report, "99.9 % within", 999000);
	put_quantile(sheet, report, "the longest", 1000000);
	put_counter(sheet, report, "answered by policy at AnswerTimeLimit",
	    COUNTER_LATE);
}

static void
put_tops(struct sheet *sheet, const char *heading, const struct tops *tops)
{
	sheet_heading(sheet, heading);
	if (tops->used == 0)
		sheet_sentence(sheet, "None.");
	for (uint32_t i = 0; i < tops->used && i < TOPS_SHOWN; i++)
		sheet_count(sheet, tops->tops[i].name, tops->tops[i].count);
}

static void
put_limits(struct sheet *sheet, const struct report *report)
{
	bool any = false;

	sheet_heading(sheet, "Limits reached");
	for (int i = 0; i < LIMIT_COUNT; i++) {
		uint64_t count =
		    report->day->totals.counters[COUNTER_LIMIT_FIRST + i];

		if (count > 0)
			sheet_count(sheet, limits_key((enum limit)i), count);
		any |= count > 0;
	}
	if (!any)
		sheet_sentence(sheet, "None.");
}

/* By the clock on the wall: the day is known. */
static void
put_change(struct sheet *sheet, int64_t change_s)
{
	time_t change = (time_t)change_s;
	struct tm local;
	char buffer[32] = "not on this day";

	if (change_s > 0 && localtime_r(&change, &local) != NULL &&
	    strftime(buffer, sizeof(buffer), "at %H:%M", &local) == 0)
		buffer[0] = '\0';
	sheet_word(sheet, "... last changed", buffer);
}

static void
put_learning(struct sheet *sheet, const struct report *report)
{
	const struct day *day = report->day;
	bool any = false;

	sheet_heading(sheet, "Learning and updates");
	for (int i = 0; i < LEARNING_COUNT; i++)
		any |= day->totals.learning[i] > 0;
	if (!any)
		sheet_sentence(sheet, "Nothing was learnt or reported.");
	for (int i = 0; i < LEARNING_COUNT; i++)
		if (day->totals.learning[i] > 0)
			sheet_count(sheet, learning_label((enum learning)i),
			    day->totals.learning[i]);
	sheet_word(sheet, "cartridge",
	    day->cartridge[0] == '\0' ? "none" : day->cartridge);
	put_change(sheet, day->cartridge_s);
	for (int i = COUNTER_CARTRIDGES; i <= COUNTER_UPDATE_BYTES; i++)
		if (day->totals.counters[i] > 0)
			sheet_count(sheet, counter_sentence((enum counter)i),
			    day->totals.counters[i]);
}

/* In another section, or no news. */
static bool
is_told_elsewhere(int counter)
{
	return (counter >= COUNTER_CARTRIDGES &&
		   counter <= COUNTER_UPDATE_BYTES) ||
	       counter == COUNTER_BYTES || counter == COUNTER_MATCHED ||
	       counter == COUNTER_PARTS;
}

/* Whatever else was counted: faults, reloads. */
static void
put_state(struct sheet *sheet, const struct report *report)
{
	const struct day *day = report->day;
	char buffer[96];
	struct text text = TEXT_OVER(buffer);

	sheet_heading(sheet, "Signatures and service");
	facts_put_time(&text, day->newest_s);
	sheet_count(sheet, "signatures", day->signatures);
	if (day->newest_s > 0)
		sheet_word(sheet, "newest signature file", buffer);
	for (int i = COUNTER_PASSWORDS; i < COUNTER_LIMIT_FIRST; i++)
		if (day->totals.counters[i] > 0 && !is_told_elsewhere(i))
			sheet_count(sheet, counter_sentence((enum counter)i),
			    day->totals.counters[i]);
}

void
report_write(struct writer *out, const struct report *report, bool html)
{
	struct sheet sheet;
	char title_buffer[200];
	struct text title = TEXT_OVER(title_buffer);

	text_put(&title, SLICE("CGPFilter on "));
	text_put_printable(&title, slice_from_string(report->host), 100);
	text_put(&title, SLICE(", "));
	day_put_date(&title, report->day->number);
	text_printf(&title, "%s", report->unfinished ? " so far" : "");
	sheet_begin(&sheet, out, html, title_buffer);
	if (has_section(report, "totals"))
		put_totals(&sheet, report);
	if (has_section(report, "scores"))
		put_scores(&sheet, report);
	if (has_section(report, "day"))
		put_day(&sheet, report);
	if (has_section(report, "latency"))
		put_latency(&sheet, report);
	if (has_section(report, "viruses"))
		put_tops(&sheet, "Viruses", &report->day->viruses);
	if (has_section(report, "sources"))
		put_tops(&sheet, "Sources of messages of AlertLevel or more",
		    &report->day->sources);
	if (has_section(report, "targets"))
		put_tops(&sheet, "Recipients of messages of AlertLevel or more",
		    &report->day->targets);
	if (has_section(report, "limits"))
		put_limits(&sheet, report);
	if (has_section(report, "learning"))
		put_learning(&sheet, report);
	if (has_section(report, "state"))
		put_state(&sheet, report);
	sheet_end(&sheet);
}

/* ---- JSON -------------------------------------------------------------- */

static void
json_tops(struct json *json, const char *key, const struct tops *tops)
{
	json_array(json, key);
	for (uint32_t i = 0; i < tops->used; i++) {
		json_object(json, NULL);
		json_string(
		    json, "name", slice_from_string(tops->tops[i].name));
		json_number(json, "count", tops->tops[i].count);
		json_number(json, "over", tops->tops[i].over);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
json_quarters(struct json *json, const struct day *day)
{
	json_array(json, "quarters");
	for (unsigned i = 0; i < DAY_QUARTERS; i++) {
		json_object(json, NULL);
		json_number(json, "messages", day->quarters[i].messages);
		json_number(json, "infected", day->quarters[i].infected);
		json_number(json, "alerts", day->quarters[i].alerts);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
json_numbers(struct json *json, const struct day *day)
{
	json_object(json, "counters");
	for (int i = 0; i < COUNTER_COUNT; i++)
		json_number(json, counter_name((enum counter)i),
		    day->totals.counters[i]);
	json_object_end(json);
	json_array(json, "scores");
	for (unsigned i = 0; i < LIVE_SCORES; i++)
		json_number(json, NULL, day->totals.scores[i]);
	json_array_end(json);
	json_object(json, "latency_us");
	json_number(json, "count", latency_count(day->totals.latency));
	json_number(json, "sum", day->totals.latency_us);
	json_number(
	    json, "p50", latency_quantile_us(day->totals.latency, 500000));
	json_number(
	    json, "p99", latency_quantile_us(day->totals.latency, 990000));
	json_number(
	    json, "p99_9", latency_quantile_us(day->totals.latency, 999000));
	json_number(
	    json, "max", latency_quantile_us(day->totals.latency, 1000000));
	json_object_end(json);
	json_object(json, "learning");
	for (int i = 0; i < LEARNING_COUNT; i++)
		json_number(json, learning_name((enum learning)i),
		    day->totals.learning[i]);
	json_object_end(json);
}

void
report_json(struct json *json, const struct report *report)
{
	const struct day *day = report->day;
	char buffer[16];
	struct text date = TEXT_OVER(buffer);

	day_put_date(&date, day->number);
	json_object(json, NULL);
	json_string(json, "day", text_slice(&date));
	json_string(json, "host", slice_from_string(report->host));
	json_bool(json, "unfinished", report->unfinished);
	json_signed(json, "alert_level", report->alert_level);
	json_numbers(json, day);
	json_quarters(json, day);
	json_tops(json, "sources", &day->sources);
	json_tops(json, "targets", &day->targets);
	json_tops(json, "viruses", &day->viruses);
	json_number(json, "signatures", day->signatures);
	json_signed(json, "signatures_newest", day->newest_s);
	json_string(json, "cartridge", slice_from_string(day->cartridge));
	json_signed(json, "cartridge_changed", day->cartridge_s);
	json_object_end(json);
}
