/*
 * scan_result - what a scan found in one file, for a person or as JSON
 */
#include "threads/command/scan/scan_result.h"

#include <inttypes.h>

#include "core/message/part_path.h"
#include "core/show/json.h"

#define NAME_BYTES_MAX 500u
#define PATH_BYTES 1200u

static struct limits_reached
reached(const struct scan_result *result)
{
	return (struct limits_reached){result->opened->message.reached.bits |
				       result->findings->reached.bits};
}

bool
scan_result_complete(const struct scan_result *result)
{
	return reached(result).bits == 0 &&
	       result->opened->budget.state != BUDGET_SPENT;
}

/* ---- for a person ------------------------------------------------------ */

static void
write_line(struct writer *out, const struct text *line)
{
	writer_put(out, text_slice(line));
	writer_byte(out, '\n');
}

/* What keeps "OK" from being the whole truth. */
static void
put_doubts(const struct scan_result *result, struct text *line)
{
	struct limits_reached limits = reached(result);

	if (result->encrypted)
		text_put(line, SLICE(" (encrypted, not all was seen)"));
	for (int i = 0; i < LIMIT_COUNT; i++)
		if (limits_marked(&limits, (enum limit)i))
			text_printf(line, " (%s reached, not all was seen)",
			    limits_key((enum limit)i));
	if (result->opened->budget.state == BUDGET_SPENT)
		text_put(line, SLICE(" (AnswerTimeLimit reached)"));
}

static void
put_place(struct text *line, const struct part *part)
{
	if (part != NULL && part->parent != NULL)
		part_path_put(line, part);
	else
		text_put(line, SLICE("the file itself"));
}

static void
write_finding(const struct scan_result *result, const struct finding *finding,
    struct writer *out)
{
	char buffer[PATH_BYTES + NAME_BYTES_MAX + 256];
	struct text line = TEXT_OVER(buffer);

	text_put_printable(
	    &line, slice_from_string(result->path), NAME_BYTES_MAX);
	text_put(&line, SLICE(": "));
	text_put(&line, finding->name);
	text_put(&line, SLICE(" FOUND"));
	write_line(out, &line);
	text_clear(&line);
	text_put(&line, SLICE("    in "));
	put_place(&line, finding->part);
	if (finding->kind == FINDING_PATTERN)
		text_printf(&line, " at byte %" PRIu64, finding->offset);
	text_put(&line, SLICE(", by "));
	text_put(&line, finding->source);
	write_line(out, &line);
}

/* "path: Name ALLOWED", and by what. */
static void
write_cancelled(const struct scan_result *result,
    const struct cancelled *cancelled, struct writer *out)
{
	char buffer[2 * PATH_BYTES + NAME_BYTES_MAX + 1024];
	struct text line = TEXT_OVER(buffer);

	text_put_printable(
	    &line, slice_from_string(result->path), NAME_BYTES_MAX);
	text_put(&line, SLICE(": "));
	text_put(&line, cancelled->finding.name);
	text_put(&line, SLICE(" ALLOWED"));
	write_line(out, &line);
	text_clear(&line);
	text_put(&line, SLICE("    in "));
	put_place(&line, cancelled->finding.part);
	text_put(&line, SLICE(", by "));
	text_put(&line, cancelled->finding.source);
	text_put(&line, SLICE("; "));
	text_put(&line, cancelled->source);
	text_put(&line, SLICE(" lists "));
	if (cancelled->part == cancelled->finding.part)
		text_put(&line, SLICE("it"));
	else
		put_place(&line, cancelled->part);
	text_put(&line, SLICE(" as "));
	text_put(&line, cancelled->name);
	write_line(out, &line);
}

void
scan_result_text(const struct scan_result *result, struct writer *out)
{
	char buffer[PATH_BYTES + NAME_BYTES_MAX + 256];
	struct text line = TEXT_OVER(buffer);

	for (size_t i = 0; i < result->findings->count; i++)
		write_finding(result, &result->findings->items[i], out);
	for (size_t i = 0; i < result->findings->cancelled_count; i++)
		write_cancelled(result, &result->findings->cancelled[i], out);
	if (result->findings->count > 0)
		return;
	text_put_printable(
	    &line, slice_from_string(result->path), NAME_BYTES_MAX);
	text_put(&line, SLICE(": OK"));
	put_doubts(result, &line);
	write_line(out, &line);
}

/* ---- for a program ----------------------------------------------------- */

static void
json_finding(struct json *json, const struct finding *finding)
{
	static const char *const kinds[] = {
	    [FINDING_PATTERN] = "pattern",
	    [FINDING_HASH] = "hash",
	    [FINDING_METADATA] = "metadata",
	    [FINDING_LINK] = "link",
	};
	char buffer[PATH_BYTES];
	struct text path = TEXT_OVER(buffer);

	part_path_put(&path, finding->part);
	json_object(json, NULL);
	json_string(json, "name", finding->name);
	json_string(json, "source", finding->source);
	json_word(json, "kind", kinds[finding->kind]);
	json_number(
	    json, "part", finding->part == NULL ? 0 : finding->part->index);
	json_string_if(json, "in", text_slice(&path));
	if (finding->kind == FINDING_PATTERN)
		json_number(json, "offset", finding->offset);
	json_object_end(json);
}

static void
json_cancelled(struct json *json, const struct cancelled *cancelled)
{
	char buffer[PATH_BYTES];
	struct text path = TEXT_OVER(buffer);

	part_path_put(&path, cancelled->part);
	json_object(json, NULL);
	json_string(json, "name", cancelled->finding.name);
	json_string(json, "source", cancelled->finding.source);
	json_string(json, "entry", cancelled->name);
	json_string(json, "list", cancelled->source);
	json_string_if(json, "in", text_slice(&path));
	json_object_end(json);
}

static void
json_limits(struct json *json, const struct scan_result *result)
{
	struct limits_reached limits = reached(result);

	json_array(json, "limits");
	for (int i = 0; i < LIMIT_COUNT; i++)
		if (limits_marked(&limits, (enum limit)i))
			json_word(json, NULL, limits_key((enum limit)i));
	if (result->opened->budget.state == BUDGET_SPENT)
		json_word(json, NULL, "AnswerTimeLimit");
	json_array_end(json);
}

void
scan_result_json(const struct scan_result *result, struct writer *out)
{
	struct json json;

	json_init(&json, out);
	json_object(&json, NULL);
	json_string(&json, "file", slice_from_string(result->path));
	json_number(&json, "bytes", result->opened->input.file_size);
	json_number(&json, "parts", result->opened->message.part_count);
	json_array(&json, "found");
	for (size_t i = 0; i < result->findings->count; i++)
		json_finding(&json, &result->findings->items[i]);
	json_array_end(&json);
	json_number(&json, "allowed", result->findings->allowed);
	json_array(&json, "cancelled");
	for (size_t i = 0; i < result->findings->cancelled_count; i++)
		json_cancelled(&json, &result->findings->cancelled[i]);
	json_array_end(&json);
	json_bool(&json, "encrypted", result->encrypted);
	json_limits(&json, result);
	json_object_end(&json);
	writer_byte(out, '\n');
}
