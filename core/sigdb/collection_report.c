/*
 * collection_report - what was taken, what was not, and why
 */
#include <inttypes.h>

#include "core/base/text.h"
#include "core/sigdb/collection.h"

const char *
sigdb_skip_text(enum sigdb_skip skip)
{
	static const char *const texts[SIGDB_SKIPS] = {
#define X(id, text) [SIGDB_SKIP_##id] = text,
	    SIGDB_SKIP_KINDS(X)
#undef X
	};

	return texts[skip];
}

static void
say(const struct collection *collection, const struct text *sentence)
{
	const struct sigdb_options *options = collection->options;

	if (options->report != NULL)
		options->report(options->report_owner, sentence->data);
}

/* Only what somebody should repair, or wait for, is worth a line of its own. */
static bool
worth_a_line(enum sigdb_skip skip)
{
	return skip == SIGDB_SKIP_MALFORMED ||
	       skip == SIGDB_SKIP_UNSUPPORTED_PATTERN ||
	       skip == SIGDB_SKIP_NO_LIBRARY ||
	       skip == SIGDB_SKIP_UNSUPPORTED_TARGET;
}

void
collection_skip(struct collection *collection, uint32_t file, uint32_t line,
    enum sigdb_skip skip, const char *reason)
{
	struct source_file *source =
	    &BLOB_ITEMS(&collection->files, struct source_file)[file];
	char buffer[512];
	struct text text = TEXT_OVER(buffer);

	if (!worth_a_line(skip) || source->reported > REPORTED_LINES)
		return;
	text_put_printable(
	    &text, slice_from_string(source->name), sizeof(source->name));
	if (source->reported++ == REPORTED_LINES)
		text_printf(&text, ": further skipped lines are only counted");
	else
		text_printf(&text, ":%" PRIu32 ": skipped, %s: %s", line,
		    sigdb_skip_text(skip), reason);
	say(collection, &text);
}

static void
report_file(
    const struct collection *collection, const struct source_file *source)
{
	char buffer[512];
	struct text text = TEXT_OVER(buffer);

	text_put_printable(
	    &text, slice_from_string(source->name), sizeof(source->name));
	if (source->type.pua && !collection->options->pua)
		text_printf(&text,
		    ": not loaded, it holds signatures of possibly unwanted "
		    "applications");
	else
		text_printf(&text, ": %" PRIu64 " of %" PRIu64 " lines taken",
		    source->taken, source->lines);
	for (enum sigdb_skip i = 0; i < SIGDB_SKIPS; i++)
		if (source->skipped[i] > 0)
			text_printf(&text, ", %" PRIu64 " skipped (%s)",
			    source->skipped[i], sigdb_skip_text(i));
	say(collection, &text);
}

void
collection_report(const struct collection *collection)
{
	const struct source_file *files =
	    BLOB_ITEMS(&collection->files, struct source_file);
	size_t count = BLOB_COUNT(&collection->files, struct source_file);

	if (collection->options->report_lines_only)
		return;
	for (size_t i = 0; i < count; i++)
		report_file(collection, &files[i]);
}
