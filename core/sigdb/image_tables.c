/*
 * image_tables - signatures, patterns, literals, hashes and their matchers
 */
#include "core/sigdb/image_tables.h"

/* ---- the tables -------------------------------------------------------- */

bool
image_take_signatures(struct sigdb *sigdb)
{
	const void *items;
	size_t count;

	if (!image_section(sigdb, IMAGE_SIGNATURES,
		sizeof(struct image_signature), &items, &count))
		return false;
	sigdb->signatures = items;
	sigdb->signature_count = (uint32_t)count;
	return true;
}

bool
image_take_patterns(struct sigdb *sigdb)
{
	const void *items, *programs;
	size_t count, program_bytes;
	uint64_t ranges = 0;

	if (!image_section(sigdb, IMAGE_PATTERNS, sizeof(struct image_pattern),
		&items, &count) ||
	    !image_section(sigdb, IMAGE_PROGRAMS, 1, &programs, &program_bytes))
		return false;
	sigdb->patterns = items;
	sigdb->pattern_count = (uint32_t)count;
	sigdb->programs = programs;
	for (size_t i = 0; i < count; i++) {
		const struct image_pattern *pattern = &sigdb->patterns[i];
		size_t at = (size_t)pattern->program * IMAGE_PROGRAM_ALIGN;

		if ((pattern->signature >= sigdb->signature_count &&
			pattern->signature != IMAGE_NONE) ||
		    pattern->target >= RULES_TARGETS || at > program_bytes ||
		    pattern->program_size > program_bytes - at ||
		    pattern->first_range != ranges)
			return false;
		ranges += pattern->range_count;
	}
	sigdb->range_count = (uint32_t)ranges;
	return ranges < UINT32_MAX;
}

bool
image_take_literals(struct sigdb *sigdb, size_t *literal_count_r)
{
	const void *literals, *entries;
	size_t count, entry_count;

	if (!image_section(sigdb, IMAGE_LITERALS, sizeof(struct image_literal),
		&literals, &count) ||
	    !image_section(sigdb, IMAGE_ENTRIES, sizeof(struct image_entry),
		&entries, &entry_count))
		return false;
	sigdb->literals = literals;
	sigdb->entries = entries;
	*literal_count_r = count;
	for (size_t i = 0; i < count; i++)
		if (sigdb->literals[i].first_entry > entry_count ||
		    sigdb->literals[i].entry_count >
			entry_count - sigdb->literals[i].first_entry)
			return false;
	for (size_t i = 0; i < entry_count; i++)
		if (sigdb->entries[i].pattern >= sigdb->pattern_count)
			return false;
	return true;
}

static enum image_section
hash_section(enum hash_kind kind, int section)
{
	return (enum image_section)((int)kind * IMAGE_HASH_TABLE + section);
}

static bool
take_hash_table(struct sigdb *sigdb, enum hash_kind kind)
{
	struct hash_table *table = &sigdb->hashes[kind];
	const void *items;
	size_t count;

	if (!image_section(sigdb, hash_section(kind, IMAGE_HASH_SIZES),
		sizeof(uint32_t), &items, &table->size_count))
		return false;
	table->sizes = items;
	table->owner_count = sigdb->signature_count;
	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		enum digest_algorithm algorithm = (enum digest_algorithm)a;

		if (!image_section(sigdb,
			hash_section(kind, IMAGE_HASH_FIRST + a),
			sizeof(uint32_t), &items, &count) ||
		    count != table->size_count + 1)
			return false;
		table->first[a] = items;
		if (!image_section(sigdb,
			hash_section(kind, IMAGE_HASH_DIGESTS + a),
			digest_size(algorithm), &items, &table->counts[a]))
			return false;
		table->digests[a] = items;
		if (!image_section(sigdb,
			hash_section(kind, IMAGE_HASH_OWNERS + a),
			sizeof(uint32_t), &items, &count) ||
		    count != table->counts[a])
			return false;
		table->owners[a] = items;
	}
	return hashes_check(table);
}

bool
image_take_hashes(struct sigdb *sigdb)
{
	for (int kind = 0; kind < HASH_KINDS; kind++)
		if (!take_hash_table(sigdb, (enum hash_kind)kind))
			return false;
	return true;
}

/* ---- the matchers ------------------------------------------------------ */

static enum sigdb_result
open_matcher(struct sigdb *sigdb, uint32_t i, size_t literal_count)
{
	const struct image_matcher *record = &sigdb->matcher_records[i];
	const struct image_span *images =
	    &sigdb->header->sections[IMAGE_MATCHER_IMAGES];

	if (record->offset % MATCHER_ALIGN != 0 ||
	    record->offset > images->size ||
	    record->size > images->size - record->offset ||
	    record->literals > literal_count || record->longest == 0 ||
	    record->longest > MATCHER_LITERAL_MAX)
		return SIGDB_DAMAGED;
	switch (matcher_open(sigdb->base + images->offset + record->offset,
	    (size_t)record->size, &sigdb->matchers[i])) {
	case MATCHER_OK:
		return SIGDB_OK;
	case MATCHER_NO_MEMORY:
		return SIGDB_NO_MEMORY;
	case MATCHER_UNSUPPORTED:
	case MATCHER_FOREIGN:
		return SIGDB_FOREIGN;
	default:
		return SIGDB_DAMAGED;
	}
}

static bool
ranges_hold(const struct sigdb *sigdb)
{
	const struct image_header *header = sigdb->header;

	for (unsigned i = 0; i <= RULES_TARGETS; i++) {
		const struct image_range *range =
		    i < RULES_TARGETS ? &header->kinds[i] : &header->bound;

		if (range->first > sigdb->matcher_count ||
		    range->count > sigdb->matcher_count - range->first)
			return false;
	}
	return true;
}

enum sigdb_result
image_take_matchers(struct sigdb *sigdb, size_t literal_count)
{
	const void *items;
	size_t count;

	if (!image_section(sigdb, IMAGE_MATCHERS, sizeof(struct image_matcher),
		&items, &count))
		return SIGDB_DAMAGED;
	sigdb->matcher_records = items;
	sigdb->matchers = calloc(count + 1, sizeof(*sigdb->matchers));
	if (sigdb->matchers == NULL)
		return SIGDB_NO_MEMORY;
	sigdb->matcher_count = (uint32_t)count;
	for (uint32_t i = 0; i < count; i++) {
		enum sigdb_result result =
		    open_matcher(sigdb, i, literal_count);

		if (result != SIGDB_OK)
			return result;
	}
	return ranges_hold(sigdb) ? SIGDB_OK : SIGDB_DAMAGED;
}
