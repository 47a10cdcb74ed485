/*
 * draft_hashes - collected hashes into their tables
 */
#include <stdlib.h>

#include "core/sigdb/drafting.h"

static void
put_entry(struct drafting *drafting, const struct hash_rule *rule,
    struct blob *entries)
{
	struct hash_entry entry = {
	    .size = rule->size,
	    .algorithm = rule->algorithm,
	};

	memcpy(entry.digest, rule->digest, DIGEST_MAX);
	entry.owner = collection_add_signature(
	    drafting->collection, rule->name, rule->file, rule->allow);
	blob_put(entries, &entry, sizeof(entry));
	if (rule->allow)
		drafting->allow_count++;
	else
		drafting->hash_count++;
}

static bool
draft_table(struct drafting *drafting, enum hash_kind kind)
{
	const struct blob *rules = &drafting->collection->hashes;
	struct blob entries = {0};
	bool done;

	for (size_t i = 0; i < BLOB_COUNT(rules, struct hash_rule); i++) {
		const struct hash_rule *rule =
		    &BLOB_ITEMS(rules, struct hash_rule)[i];

		if (rule->line != 0 && rule->kind == kind)
			put_entry(drafting, rule, &entries);
	}
	done = !entries.failed &&
	       hashes_build(BLOB_ITEMS(&entries, struct hash_entry),
		   BLOB_COUNT(&entries, struct hash_entry),
		   &drafting->hashes[kind]);
	blob_fini(&entries);
	return done;
}

bool
draft_hashes(struct drafting *drafting)
{
	for (int kind = 0; kind < HASH_KINDS; kind++)
		if (!draft_table(drafting, (enum hash_kind)kind))
			return false;
	return true;
}
