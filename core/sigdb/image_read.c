/*
 * image_read - what is checked when it is read: names, hashes, regular
 * expressions
 *
 * A scan that meets damage goes on without it; the flag of the guard has the
 * owner build the image anew.
 */
#include "core/sigdb/image_guard.h"

/* ---- names ------------------------------------------------------------- */

bool
image_string(const struct sigdb *sigdb, uint32_t offset, struct slice *string_r)
{
	const struct image_span *span = &sigdb->header->sections[IMAGE_STRINGS];
	const uint8_t *at = sigdb->base + span->offset + offset;
	uint16_t size;

	if (span->size < sizeof(size) || offset > span->size - sizeof(size) ||
	    !image_holds(sigdb, at, sizeof(size)))
		return false;
	memcpy(&size, at, sizeof(size));
	if (size > span->size - sizeof(size) - offset ||
	    !image_holds(sigdb, at + sizeof(size), size))
		return false;
	*string_r = (struct slice){at + sizeof(size), size};
	return true;
}

bool
image_signature(
    const struct sigdb *sigdb, uint32_t signature, struct image_names *names_r)
{
	const struct image_signature *record = &sigdb->signatures[signature];

	*names_r = (struct image_names){
	    .name = SLICE("Unreadable-Name"),
	    .source = SLICE("damaged database"),
	};
	if (!image_holds(sigdb, record, sizeof(*record)))
		return false;
	names_r->allow = record->allow != 0;
	return image_string(sigdb, record->name, &names_r->name) &&
	       image_string(sigdb, record->source, &names_r->source);
}

/* ---- hashes ------------------------------------------------------------ */

bool
image_owners(const struct sigdb *sigdb, enum hash_kind kind,
    enum digest_algorithm algorithm, struct hash_range range,
    const uint8_t *digest, struct hash_range *found_r)
{
	const struct hash_table *table = &sigdb->hashes[kind];
	const uint32_t *owners = table->owners[algorithm];
	size_t size = digest_size(algorithm);

	*found_r = (struct hash_range){0, 0};
	if (!image_holds(sigdb, table->digests[algorithm] + range.from * size,
		(range.to - range.from) * size))
		return false;
	range = hashes_find(table, algorithm, range, digest);
	if (!image_holds(sigdb, owners + range.from,
		(range.to - range.from) * sizeof(*owners)))
		return false;
	for (uint32_t i = range.from; i < range.to; i++)
		if (owners[i] >= table->owner_count)
			return false;
	*found_r = range;
	return true;
}

/* ---- regular expressions ----------------------------------------------- */

static struct regex *
compile(const struct sigdb *sigdb, uint32_t index)
{
	const struct image_regex *record = &sigdb->regex_records[index];
	const uint8_t *texts =
	    sigdb->base + sigdb->header->sections[IMAGE_TEXTS].offset;
	const char *reason;

	return regex_compile(
	    (struct slice){texts + record->text, record->text_size},
	    &record->place, &reason);
}

/* Two that ask at once may both compile it; the first one's stays. */
const struct regex *
image_regex(const struct sigdb *sigdb, uint32_t index)
{
	struct regex *regex = atomic_load(&sigdb->regexes[index]);
	struct regex *other = NULL;

	if (regex != NULL)
		return regex;
	regex = compile(sigdb, index);
	if (regex == NULL)
		return NULL;
	if (atomic_compare_exchange_strong(
		&sigdb->regexes[index], &other, regex))
		return regex;
	regex_destroy(&regex);
	return other;
}

/* ---- all of it --------------------------------------------------------- */

static bool
signatures_hold(const struct sigdb *sigdb)
{
	struct image_names names;

	for (uint32_t i = 0; i < sigdb->signature_count; i++)
		if (!image_signature(sigdb, i, &names))
			return false;
	return true;
}

bool
sigdb_check_small(const struct sigdb *sigdb, size_t bytes)
{
	return image_guarded_bytes(sigdb) > bytes ||
	       image_guard_check_all(sigdb);
}

bool
sigdb_check_rest(const struct sigdb *sigdb)
{
	bool holds = signatures_hold(sigdb);

	for (int kind = 0; kind < HASH_KINDS; kind++)
		holds = holds && hashes_check_owners(&sigdb->hashes[kind]);
	holds = image_guard_check_all(sigdb) && holds;
	for (uint32_t i = 0; holds && i < sigdb->regex_count; i++)
		holds = image_regex(sigdb, i) != NULL;
	if (!holds)
		atomic_store(&sigdb->guard->damaged, true);
	return holds;
}

bool
sigdb_is_damaged(const struct sigdb *sigdb)
{
	return atomic_load_explicit(
	    &sigdb->guard->damaged, memory_order_relaxed);
}
