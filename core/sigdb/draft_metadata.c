/*
 * draft_metadata - compile signatures of what is said of members
 */
#include "core/logic/metadata.h"
#include "core/sigdb/drafting.h"

static bool
skip(
    struct drafting *drafting, const struct line_rule *rule, const char *reason)
{
	collection_take_out(
	    drafting->collection, rule->file, SIGDB_SKIP_MALFORMED);
	collection_skip(drafting->collection, rule->file, rule->line,
	    SIGDB_SKIP_MALFORMED, reason);
	return false;
}

/* IMAGE_NONE: any name.  False: it does not compile. */
static bool
draft_name(struct drafting *drafting, const struct line_rule *rule,
    struct slice text, uint32_t *index_r)
{
	static const struct image_regex anywhere = {
	    .place = {.origin = REGEX_ANYWHERE},
	};
	struct regex *regex;
	const char *reason;

	*index_r = IMAGE_NONE;
	if (text.size == 0)
		return true;
	regex = regex_compile(text, &anywhere.place, &reason);
	if (regex == NULL)
		return skip(drafting, rule, reason);
	regex_destroy(&regex);
	*index_r = draft_regex(drafting, text, &anywhere);
	return true;
}

static void
draft_one(struct drafting *drafting, const struct line_rule *rule)
{
	struct metadata metadata;
	struct image_metadata record = {0};
	const char *reason;

	if (!metadata_parse(rule->text, &metadata, &reason)) {
		(void)skip(drafting, rule, reason);
		return;
	}
	if (!draft_name(drafting, rule, metadata.regex, &record.regex))
		return;
	record.container_size = metadata.container_size;
	record.packed = metadata.packed;
	record.size = metadata.size;
	record.position = metadata.position;
	record.crc32 = metadata.crc32;
	record.container = (uint16_t)metadata.container;
	record.encrypted = metadata.encrypted == METADATA_ANY
			       ? 2
			       : (uint16_t)metadata.encrypted;
	record.signature = collection_add_signature(
	    drafting->collection, rule->name, rule->file, false);
	blob_put(&drafting->metadata, &record, sizeof(record));
}

bool
draft_metadata(struct drafting *drafting)
{
	const struct blob *rules = &drafting->collection->metadata;

	for (size_t i = 0; i < BLOB_COUNT(rules, struct line_rule); i++) {
		const struct line_rule *rule =
		    &BLOB_ITEMS(rules, struct line_rule)[i];

		if (rule->line != 0)
			draft_one(drafting, rule);
	}
	return !drafting->metadata.failed && !drafting->regexes.failed &&
	       !drafting->texts.failed && drafting->texts.size < UINT32_MAX;
}
