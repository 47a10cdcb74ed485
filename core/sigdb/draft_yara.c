/*
 * draft_yara - texts of YARA: those that compile, and names for their rules
 *
 * As in ClamAV a rule "Bad" is found as "YARA.Bad".
 */
#include "core/sigdb/drafting.h"

static void
put_rule(struct drafting *drafting, const struct line_rule *file,
    const struct yara_rules *rules, uint32_t rule)
{
	struct collection *collection = drafting->collection;
	char buffer[RULES_NAME_MAX + 1];
	struct text name = TEXT_OVER(buffer);
	uint32_t signature = IMAGE_NONE;

	text_put(&name, SLICE("YARA."));
	text_put(&name, yara_rules_name(rules, rule));
	if (collection_ignores(collection, text_slice(&name))) {
		collection_take_out(collection, file->file, SIGDB_SKIP_IGNORED);
	} else if (yara_rules_are_told(rules, rule)) {
		signature = collection_add_signature(
		    collection, text_slice(&name), file->file, false);
		drafting->yara_count++;
	}
	blob_put(&drafting->yara_rules, &signature, sizeof(signature));
}

static void
put_text(struct drafting *drafting, const struct line_rule *file,
    const struct yara_rules *rules)
{
	struct source_file *source = &BLOB_ITEMS(
	    &drafting->collection->files, struct source_file)[file->file];
	struct image_yara record = {
	    .text = (uint32_t)drafting->texts.size,
	    .text_size = (uint32_t)file->text.size,
	    .rule_count = yara_rules_count(rules),
	};

	source->lines += record.rule_count;
	source->taken += record.rule_count;
	for (uint32_t i = 0; i < record.rule_count; i++)
		put_rule(drafting, file, rules, i);
	blob_put(&drafting->texts, file->text.data, file->text.size);
	blob_put(&drafting->yara, &record, sizeof(record));
}

/* A text that is refused counts as one line that was. */
static void
draft_one(struct drafting *drafting, const struct line_rule *file)
{
	struct collection *collection = drafting->collection;
	struct source_file *source =
	    &BLOB_ITEMS(&collection->files, struct source_file)[file->file];
	enum sigdb_skip skip =
	    yara_exists() ? SIGDB_SKIP_MALFORMED : SIGDB_SKIP_NO_LIBRARY;
	char buffer[400];
	struct text error = TEXT_OVER(buffer);
	struct yara_rules *rules = yara_rules_compile(&file->text, 1, &error);

	if (rules != NULL) {
		put_text(drafting, file, rules);
		yara_rules_destroy(&rules);
		return;
	}
	source->lines++;
	source->skipped[skip]++;
	collection_skip(collection, file->file, file->line, skip, buffer);
}

bool
draft_yara(struct drafting *drafting)
{
	const struct blob *files = &drafting->collection->yara;

	for (size_t i = 0; i < BLOB_COUNT(files, struct line_rule); i++)
		draft_one(drafting, &BLOB_ITEMS(files, struct line_rule)[i]);
	return !drafting->yara.failed && !drafting->yara_rules.failed &&
	       !drafting->texts.failed && drafting->texts.size < UINT32_MAX;
}
