/*
 * rate_row - a rated message for a person or a program
 */
#include "threads/command/rate/rate_row.h"

#include <inttypes.h>
#include <string.h>

#include "core/score/score_text.h"
#include "core/show/json.h"

#define NAME_BYTES 4200u

static const char *
label_word(uint8_t label)
{
	return label == RATE_HAM ? "ham" : label == RATE_SPAM ? "spam" : "";
}

void
rate_row_put_name(const struct rate_job *job, struct text *text)
{
	if (strcmp(job->entry->path, "-") == 0)
		text_put(text, SLICE("standard input"));
	else
		text_put_printable(
		    text, slice_from_string(job->entry->path), NAME_BYTES);
	if (job->entry->number > 0)
		text_printf(text, ":%" PRIu64, job->entry->number);
}

/* ---- for a person ------------------------------------------------------ */

static void
put_table_reasons(const struct score *score, struct writer *out)
{
	for (size_t i = 0; i < score->reason_count; i++) {
		const struct score_reason *reason = &score->reasons[i];
		char room[SCORE_REASON_BYTES + 64];
		struct text line = TEXT_OVER(room);

		text_printf(&line, "    %+9.3f  %-9s  ", reason->weight,
		    score_source_name(reason->source));
		text_put_printable(&line, reason->text, SCORE_REASON_BYTES);
		writer_put(out, text_slice(&line));
		writer_byte(out, '\n');
	}
}

static void
put_table_row(const struct rate_options *options, const struct rate_job *job,
    const struct score *score, struct writer *out)
{
	struct slice bar = score_bar(job->value);
	char room[NAME_BYTES + 128];
	struct text line = TEXT_OVER(room);

	text_printf(&line, "%10.6f [%-6.*s] ", job->value, (int)bar.size,
	    (const char *)bar.data);
	if (options->expect != NULL)
		text_printf(&line, "%-4s ", label_word(job->entry->mark));
	rate_row_put_name(job, &line);
	if (job->whitelisted)
		text_put(&line, SLICE(" (whitelist)"));
	text_put_byte(&line, '\n');
	writer_put(out, text_slice(&line));
	if (options->verbose)
		put_table_reasons(score, out);
}

/* ---- for programs ------------------------------------------------------ */

static void
put_json_reasons(const struct score *score, struct json *json)
{
	json_array(json, "reasons");
	for (size_t i = 0; i < score->reason_count; i++) {
		const struct score_reason *reason = &score->reasons[i];

		json_object(json, NULL);
		json_word(json, "source", score_source_name(reason->source));
		json_string(json, "text", reason->text);
		json_decimal(json, "weight", reason->weight, 3);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
put_json_row(const struct rate_options *options, const struct rate_job *job,
    const struct score *score, struct writer *out)
{
	struct json json;

	json_init(&json, out);
	json_object(&json, NULL);
	json_string(&json, "file", slice_from_string(job->entry->path));
	if (job->entry->number > 0)
		json_number(&json, "message", job->entry->number);
	json_decimal(&json, "score", job->value, 6);
	json_string(&json, "bar", score_bar(job->value));
	json_bool(&json, "whitelisted", job->whitelisted);
	if (options->expect != NULL)
		json_word(&json, "expected",
		    job->entry->mark == RATE_UNKNOWN
			? NULL
			: label_word(job->entry->mark));
	if (options->verbose)
		put_json_reasons(score, &json);
	json_object_end(&json);
	writer_byte(out, '\n');
}

/* RFC 4180: in quotes, those inside doubled. */
static void
put_csv(struct slice value, struct writer *out)
{
	char room[NAME_BYTES];
	struct text text = TEXT_OVER(room);

	text_put_printable(&text, value, NAME_BYTES);
	writer_byte(out, '"');
	for (size_t i = 0; i < text.size; i++) {
		if (room[i] == '"')
			writer_byte(out, '"');
		writer_byte(out, room[i]);
	}
	writer_byte(out, '"');
}

static void
put_csv_reasons(const struct score *score, struct writer *out)
{
	char room[NAME_BYTES];
	struct text text = TEXT_OVER(room);

	for (size_t i = 0; i < score->reason_count; i++) {
		const struct score_reason *reason = &score->reasons[i];

		text_printf(&text, "%s%+.3f %s: ", i > 0 ? "; " : "",
		    reason->weight, score_source_name(reason->source));
		text_put_printable(&text, reason->text, SCORE_REASON_BYTES);
	}
	writer_byte(out, ',');
	put_csv(text_slice(&text), out);
}

static void
put_csv_row(const struct rate_options *options, const struct rate_job *job,
    const struct score *score, struct writer *out)
{
	struct slice bar = score_bar(job->value);

	put_csv(slice_from_string(job->entry->path), out);
	writer_printf(out, ",%" PRIu64 ",%.6f,%.*s,%s,%s", job->entry->number,
	    job->value, (int)bar.size, (const char *)bar.data,
	    job->whitelisted ? "yes" : "no", label_word(job->entry->mark));
	if (options->verbose)
		put_csv_reasons(score, out);
	writer_string(out, "\r\n");
}

/* ---- the row ----------------------------------------------------------- */

void
rate_row_heading(const struct rate_options *options, struct writer *out)
{
	if (options->form != RATE_CSV || options->summary_only)
		return;
	writer_string(out, "file,message,score,bar,whitelisted,expected");
	writer_string(out, options->verbose ? ",reasons\r\n" : "\r\n");
}

void
rate_row_put(const struct rate_options *options, const struct rate_job *job,
    const struct score *score, struct writer *out)
{
	if (options->summary_only || job->value < options->least)
		return;
	switch (options->form) {
	case RATE_TABLE:
		put_table_row(options, job, score, out);
		break;
	case RATE_JSON:
		put_json_row(options, job, score, out);
		break;
	case RATE_CSV:
		put_csv_row(options, job, score, out);
		break;
	}
}
