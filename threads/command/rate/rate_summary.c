/*
 * rate_summary - what came of all messages of `CGPFilter RATE`
 */
#include "threads/command/rate/rate_summary.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/learn/quality.h"
#include "core/show/json.h"

static const struct bin {
	double below;
	const char *name;
} bins[RATE_BINS] = {
    {1e-9, "0"},
    {10, "to 10"},
    {20, "from 10"},
    {30, "from 20"},
    {40, "from 30"},
    {50, "from 40"},
    {60, "from 50"},
    {70, "from 60"},
    {80, "from 70"},
    {90, "from 80"},
    {96, "from 90"},
    {100, "from 96"},
    {1e9, "100"},
};

static const unsigned percents[] = {1, 5, 10, 25, 50, 75, 90, 95, 99};
#define PERCENTS (sizeof(percents) / sizeof(percents[0]))

/* ---- collecting -------------------------------------------------------- */

static bool
make_room(struct rate_summary *summary)
{
	size_t room = summary->room == 0 ? 4096 : summary->room * 2;
	double *values;
	uint8_t *labels;

	if (summary->count < summary->room)
		return true;
	values = realloc(summary->values, room * sizeof(*values));
	if (values == NULL)
		return false;
	summary->values = values;
	labels = realloc(summary->labels, room);
	if (labels == NULL)
		return false;
	summary->labels = labels;
	summary->room = room;
	return true;
}

void
rate_summary_add(struct rate_summary *summary, const struct rate_job *job)
{
	if (!job->rated)
		return;
	summary->whitelisted += job->whitelisted;
	if (!make_room(summary)) {
		summary->no_memory = true;
		return;
	}
	summary->values[summary->count] = job->value;
	summary->labels[summary->count++] = job->entry->mark;
}

void
rate_summary_free(struct rate_summary *summary)
{
	free(summary->values);
	free(summary->labels);
	memset(summary, 0, sizeof(*summary));
}

/* ---- figures ----------------------------------------------------------- */

static int
by_value(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/* All values, sorted; NULL: none, or no memory.  free() it. */
static double *
sorted(const struct rate_summary *summary)
{
	double *values;

	if (summary->count == 0)
		return NULL;
	values = malloc(summary->count * sizeof(*values));
	if (values == NULL)
		return NULL;
	memcpy(values, summary->values, summary->count * sizeof(*values));
	qsort(values, summary->count, sizeof(*values), by_value);
	return values;
}

static void
count_bins(const struct rate_summary *summary, uint64_t counts[RATE_BINS])
{
	memset(counts, 0, RATE_BINS * sizeof(counts[0]));
	for (size_t i = 0; i < summary->count; i++) {
		size_t bin = 0;

		while (summary->values[i] >= bins[bin].below)
			bin++;
		counts[bin]++;
	}
}

/* The smallest value that so many percent of the values do not pass. */
static double
percentile(const double *values, size_t count, unsigned percent)
{
	size_t rank = (count * percent + 99) / 100;

	return values[rank == 0 ? 0 : rank - 1];
}

double
rate_summary_misordered(struct rate_summary *summary)
{
	struct quality_sample *samples =
	    malloc((summary->count + 1) * sizeof(*samples));
	struct quality quality = {0};
	size_t count = 0;

	if (samples == NULL)
		return -1;
	for (size_t i = 0; i < summary->count; i++)
		if (summary->labels[i] == RATE_HAM ||
		    summary->labels[i] == RATE_SPAM)
			samples[count++] =
			    (struct quality_sample){.odds = summary->values[i],
				.spam = summary->labels[i] == RATE_SPAM};
	quality_measure(samples, count, &quality);
	free(samples);
	return quality.ham == 0 || quality.spam == 0 ? -1 : quality.area;
}

/* What became of messages whose kind is known. */
struct expected {
	uint64_t hams, ham_over; /* at the alert level and over */
	uint64_t spams, spam_over;
	double misordered;
};

/* False: of none it is known. */
static bool
look_at_expected(struct rate_summary *summary, struct expected *expected_r)
{
	*expected_r =
	    (struct expected){.misordered = rate_summary_misordered(summary)};
	for (size_t i = 0; i < summary->count; i++) {
		bool over = summary->values[i] >= summary->alert_level;

		if (summary->labels[i] == RATE_HAM) {
			expected_r->hams++;
			expected_r->ham_over += over;
		} else if (summary->labels[i] == RATE_SPAM) {
			expected_r->spams++;
			expected_r->spam_over += over;
		}
	}
	return expected_r->hams + expected_r->spams > 0;
}

static double
percent_of(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : 100.0 * (double)part / (double)whole;
}

/* ---- for a person ------------------------------------------------------ */

static void
put_bar(uint64_t count, uint64_t most, unsigned width, struct writer *out)
{
	uint64_t size = most == 0 ? 0 : (count * width + most / 2) / most;

	if (count > 0 && size == 0)
		size = 1;
	while (size-- > 0)
		writer_byte(out, '#');
}

static void
put_histogram(
    const struct rate_summary *summary, unsigned width, struct writer *out)
{
	uint64_t counts[RATE_BINS], most = 0;

	count_bins(summary, counts);
	for (size_t i = 0; i < RATE_BINS; i++)
		most = counts[i] > most ? counts[i] : most;
	writer_string(out, "\nscore     messages\n");
	for (size_t i = 0; i < RATE_BINS; i++) {
		writer_printf(out, "%-8s %9" PRIu64 " %5.1f %%  ", bins[i].name,
		    counts[i], percent_of(counts[i], summary->count));
		put_bar(counts[i], most, width, out);
		writer_byte(out, '\n');
	}
}

static void
put_percentiles(const struct rate_summary *summary, struct writer *out)
{
	double *values = sorted(summary);

	if (values != NULL) {
		writer_string(out, "\npercent of messages   ");
		for (size_t i = 0; i < PERCENTS; i++)
			writer_printf(out, "%8u", percents[i]);
		writer_string(out, "\nscore at most         ");
		for (size_t i = 0; i < PERCENTS; i++)
			writer_printf(out, "%8.2f",
			    percentile(values, summary->count, percents[i]));
		writer_byte(out, '\n');
	}
	free(values);
}

static void
put_expected(struct rate_summary *summary, struct writer *out)
{
	struct expected expected;
	uint64_t below;

	if (!look_at_expected(summary, &expected))
		return;
	below = expected.spams - expected.spam_over;
	writer_printf(out,
	    "\nexpected: %" PRIu64 " ham, %" PRIu64 " spam\nham at %.0f and "
	    "over: %" PRIu64 " (%.3f %%)\nspam below it: %" PRIu64
	    " (%.3f %%)\n",
	    expected.hams, expected.spams, summary->alert_level,
	    expected.ham_over, percent_of(expected.ham_over, expected.hams),
	    below, percent_of(below, expected.spams));
	if (expected.misordered >= 0)
		writer_printf(
		    out, "1-AUC: %.4f %%\n", expected.misordered * 100);
}

void
rate_summary_text(
    struct rate_summary *summary, unsigned width, struct writer *out)
{
	double speed =
	    summary->took_s > 0 ? (double)summary->count / summary->took_s : 0;

	if (summary->count > 0) {
		put_histogram(summary, width, out);
		put_percentiles(summary, out);
	}
	put_expected(summary, out);
	writer_printf(out,
	    "\nmessages rated: %zu\nby the whitelist: %" PRIu64
	    "\nnot rated: %" PRIu64 "\ntime: %.3f s (%.0f a second)\n",
	    summary->count, summary->whitelisted, summary->troubles,
	    summary->took_s, speed);
}

/* ---- for a program ----------------------------------------------------- */

static void
put_json_expected(struct rate_summary *summary, struct json *json)
{
	struct expected expected;

	if (!look_at_expected(summary, &expected))
		return;
	json_number(json, "ham", expected.hams);
	json_number(json, "ham_over", expected.ham_over);
	json_number(json, "spam", expected.spams);
	json_number(json, "spam_over", expected.spam_over);
	if (expected.misordered >= 0)
		json_decimal(json, "one_minus_auc", expected.misordered, 9);
}

static void
put_json_percentiles(const struct rate_summary *summary, struct json *json)
{
	double *values = sorted(summary);

	json_object(json, "percentiles");
	for (size_t i = 0; i < PERCENTS && values != NULL; i++) {
		char key[8];
		struct text text = TEXT_OVER(key);

		text_printf(&text, "%u", percents[i]);
		json_decimal(json, key,
		    percentile(values, summary->count, percents[i]), 6);
	}
	json_object_end(json);
	free(values);
}

void
rate_summary_json(struct rate_summary *summary, struct writer *out)
{
	uint64_t counts[RATE_BINS];
	struct json json;

	count_bins(summary, counts);
	json_init(&json, out);
	json_object(&json, NULL);
	json_object(&json, "summary");
	json_number(&json, "messages", summary->count);
	json_number(&json, "whitelisted", summary->whitelisted);
	json_number(&json, "not_rated", summary->troubles);
	json_decimal(&json, "seconds", summary->took_s, 3);
	json_decimal(&json, "alert_level", summary->alert_level, 0);
	json_object(&json, "histogram");
	for (size_t i = 0; i < RATE_BINS; i++)
		json_number(&json, bins[i].name, counts[i]);
	json_object_end(&json);
	put_json_percentiles(summary, &json);
	put_json_expected(summary, &json);
	json_object_end(&json);
	json_object_end(&json);
	writer_byte(out, '\n');
}
