/*
 * collection_settle - take out what is ignored and what is there twice
 *
 * Open-addressed tables of indices, one for the ignored names and one for each
 * kind of rule: half a million rules settle in a fraction of a second.
 */
#include <stdlib.h>

#include "core/base/checksum.h"
#include "core/base/fnv.h"
#include "core/sigdb/collection.h"

/* Slots hold index + 1; 0 is free. */
struct index_table {
	uint32_t *slots;
	size_t mask;
};

/* Are these two items the same? */
typedef bool same_item(const void *items, uint32_t a, uint32_t b);

static bool
table_init(struct index_table *table, size_t items)
{
	size_t size = 16;

	while (size / 2 <= items)
		size *= 2;
	table->slots = calloc(size, sizeof(*table->slots));
	table->mask = size - 1;
	return table->slots != NULL;
}

/* False: one that is the same was there before. */
static bool
table_add(struct index_table *table, uint64_t key, const void *items,
    uint32_t index, same_item *same)
{
	size_t at = key & table->mask;

	for (; table->slots[at] != 0; at = (at + 1) & table->mask)
		if (same(items, table->slots[at] - 1, index))
			return false;
	table->slots[at] = index + 1;
	return true;
}

static uint64_t
sum_slice(struct slice s, uint64_t seed)
{
	return checksum64(s.data, s.size, seed);
}

void
collection_take_out(
    struct collection *collection, uint32_t file, enum sigdb_skip skip)
{
	struct source_file *source =
	    &BLOB_ITEMS(&collection->files, struct source_file)[file];

	source->taken--;
	source->skipped[skip]++;
}

/* ---- ignore lists ------------------------------------------------------ */

struct ignore_table {
	struct index_table table;
	const struct ignore_rule *rules;
	size_t count;
	bool any_digest; /* without, no line needs to be hashed */
};

static bool
same_ignore(const void *items, uint32_t a, uint32_t b)
{
	const struct ignore_rule *rules = items;

	return slice_equal(rules[a].name, rules[b].name) &&
	       rules[a].has_digest == rules[b].has_digest &&
	       memcmp(rules[a].digest, rules[b].digest, DIGEST_MAX) == 0;
}

static uint64_t
ignore_key(const struct ignore_rule *rule)
{
	return checksum64(
	    rule->digest, DIGEST_MAX, sum_slice(rule->name, rule->has_digest));
}

static bool
ignores_init(struct ignore_table *ignores, const struct collection *collection)
{
	ignores->rules = BLOB_ITEMS(&collection->ignores, struct ignore_rule);
	ignores->count = BLOB_COUNT(&collection->ignores, struct ignore_rule);
	ignores->any_digest = false;
	if (!table_init(&ignores->table, ignores->count))
		return false;
	for (uint32_t i = 0; i < ignores->count; i++) {
		ignores->any_digest |= ignores->rules[i].has_digest;
		(void)table_add(&ignores->table, ignore_key(&ignores->rules[i]),
		    ignores->rules, i, same_ignore);
	}
	return true;
}

static bool
listed(const struct ignore_table *ignores, const struct ignore_rule *wanted)
{
	const uint32_t *slots = ignores->table.slots;
	size_t mask = ignores->table.mask, at = ignore_key(wanted) & mask;

	for (; slots[at] != 0; at = (at + 1) & mask) {
		const struct ignore_rule *rule = &ignores->rules[slots[at] - 1];

		if (rule->has_digest == wanted->has_digest &&
		    slice_equal(rule->name, wanted->name) &&
		    memcmp(rule->digest, wanted->digest, DIGEST_MAX) == 0)
			return true;
	}
	return false;
}

/* By its name, or by its name and the MD5 of its line. */
static bool
is_ignored(const struct ignore_table *ignores, struct digester *digester,
    struct slice name, struct slice text)
{
	struct ignore_rule wanted = {.name = name};

	if (ignores->count == 0)
		return false;
	if (listed(ignores, &wanted))
		return true;
	if (!ignores->any_digest)
		return false;
	wanted.has_digest = true;
	return digest_compute(digester, DIGEST_MD5, text, wanted.digest) &&
	       listed(ignores, &wanted);
}

/* ---- rules ------------------------------------------------------------- */

/* Rules of one kind on their way through. */
struct settling {
	struct collection *collection;
	const struct ignore_table *ignores;
	const void *rules;
	same_item *same;
	struct index_table seen;
};

/* What rules of every kind have. */
struct head {
	struct slice name, text;
	uint32_t file, *line;
};
#define HEAD_OF(rule)                                                          \
	(struct head)                                                          \
	{                                                                      \
		(rule)->name, (rule)->text, (rule)->file, &(rule)->line        \
	}

/* The rule goes if it is ignored, or was there before. */
static void
settle(
    struct settling *settling, uint32_t index, uint64_t key, struct head head)
{
	enum sigdb_skip skip;

	if (is_ignored(settling->ignores, settling->collection->digester,
		head.name, head.text))
		skip = SIGDB_SKIP_IGNORED;
	else if (!table_add(&settling->seen, key, settling->rules, index,
		     settling->same))
		skip = SIGDB_SKIP_DUPLICATE;
	else
		return;
	collection_take_out(settling->collection, head.file, skip);
	*head.line = 0;
}

static bool
same_pattern(const void *items, uint32_t a, uint32_t b)
{
	const struct pattern_rule *rules = items;

	return slice_equal(rules[a].name, rules[b].name) &&
	       rules[a].target == rules[b].target &&
	       slice_equal(rules[a].offset, rules[b].offset) &&
	       slice_equal_nocase(rules[a].hexsig, rules[b].hexsig);
}

/* Hexadecimal digits may be written in either case. */
static uint64_t
sum_nocase(struct slice s, uint64_t sum)
{
	for (size_t i = 0; i < s.size; i++)
		sum = fnv64_step(sum, s.data[i] | 0x20);
	return sum;
}

static uint64_t
pattern_key(const struct pattern_rule *rule)
{
	return sum_slice(rule->offset,
	    sum_slice(rule->name, sum_nocase(rule->hexsig, rule->target)));
}

static bool
settle_patterns(
    struct collection *collection, const struct ignore_table *ignores)
{
	struct pattern_rule *rules =
	    BLOB_ITEMS(&collection->patterns, struct pattern_rule);
	size_t count = BLOB_COUNT(&collection->patterns, struct pattern_rule);
	struct settling settling = {.collection = collection,
	    .ignores = ignores,
	    .rules = rules,
	    .same = same_pattern};

	if (!table_init(&settling.seen, count))
		return false;
	for (uint32_t i = 0; i < count; i++)
		settle(
		    &settling, i, pattern_key(&rules[i]), HEAD_OF(&rules[i]));
	free(settling.seen.slots);
	return true;
}

static bool
same_logical(const void *items, uint32_t a, uint32_t b)
{
	const struct line_rule *rules = items;

	return slice_equal(rules[a].text, rules[b].text);
}

static bool
settle_lines(struct collection *collection, const struct blob *lines,
    const struct ignore_table *ignores)
{
	struct line_rule *rules = BLOB_ITEMS(lines, struct line_rule);
	size_t count = BLOB_COUNT(lines, struct line_rule);
	struct settling settling = {.collection = collection,
	    .ignores = ignores,
	    .rules = rules,
	    .same = same_logical};

	if (!table_init(&settling.seen, count))
		return false;
	for (uint32_t i = 0; i < count; i++)
		settle(&settling, i, sum_slice(rules[i].text, 0),
		    HEAD_OF(&rules[i]));
	free(settling.seen.slots);
	return true;
}

static bool
same_hash(const void *items, uint32_t a, uint32_t b)
{
	const struct hash_rule *rules = items;

	return rules[a].algorithm == rules[b].algorithm &&
	       rules[a].size == rules[b].size &&
	       rules[a].allow == rules[b].allow &&
	       rules[a].kind == rules[b].kind &&
	       memcmp(rules[a].digest, rules[b].digest, DIGEST_MAX) == 0 &&
	       slice_equal(rules[a].name, rules[b].name);
}

static uint64_t
hash_key(const struct hash_rule *rule)
{
	return checksum64(
	    rule->digest, DIGEST_MAX, sum_slice(rule->name, rule->size));
}

static bool
settle_hashes(struct collection *collection, const struct ignore_table *ignores)
{
	struct hash_rule *rules =
	    BLOB_ITEMS(&collection->hashes, struct hash_rule);
	size_t count = BLOB_COUNT(&collection->hashes, struct hash_rule);
	struct settling settling = {.collection = collection,
	    .ignores = ignores,
	    .rules = rules,
	    .same = same_hash};

	if (!table_init(&settling.seen, count))
		return false;
	for (uint32_t i = 0; i < count; i++)
		settle(&settling, i, hash_key(&rules[i]), HEAD_OF(&rules[i]));
	free(settling.seen.slots);
	return true;
}

bool
collection_settle(struct collection *collection)
{
	struct ignore_table ignores;
	bool done;

	if (collection_failed(collection) ||
	    !ignores_init(&ignores, collection))
		return false;
	done = settle_patterns(collection, &ignores) &&
	       settle_lines(collection, &collection->logicals, &ignores) &&
	       settle_lines(collection, &collection->metadata, &ignores) &&
	       settle_lines(collection, &collection->phishing, &ignores) &&
	       settle_hashes(collection, &ignores);
	free(ignores.table.slots);
	return done;
}
