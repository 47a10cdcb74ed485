/*
 * hashes - is a part of this size, with this digest, in the database?
 */
#include "core/sigdb/hashes.h"

#include <stdlib.h>
#include <string.h>

#include "core/sigdb/rules.h"

static int
compare_entries(const void *a, const void *b)
{
	const struct hash_entry *left = a, *right = b;
	int order;

	if (left->size != right->size)
		return left->size < right->size ? -1 : 1;
	if (left->algorithm != right->algorithm)
		return left->algorithm < right->algorithm ? -1 : 1;
	order = memcmp(left->digest, right->digest, DIGEST_MAX);
	if (order != 0)
		return order;
	return left->owner < right->owner ? -1 : left->owner > right->owner;
}

/* Where the next row begins, which is where the one before ends. */
static void
put_bounds(struct hash_blobs *blobs)
{
	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		uint32_t first =
		    (uint32_t)BLOB_COUNT(&blobs->owners[a], uint32_t);

		blob_put(&blobs->first[a], &first, sizeof(first));
	}
}

static bool
blobs_failed(const struct hash_blobs *blobs)
{
	bool failed = blobs->sizes.failed;

	for (int a = 0; a < DIGEST_ALGORITHMS; a++)
		failed |= blobs->first[a].failed || blobs->digests[a].failed ||
			  blobs->owners[a].failed;
	return failed;
}

bool
hashes_build(
    struct hash_entry *entries, size_t count, struct hash_blobs *blobs_r)
{
	*blobs_r = (struct hash_blobs){0};
	if (count >= UINT32_MAX)
		return false;
	if (count > 0)
		qsort(entries, count, sizeof(*entries), compare_entries);
	for (size_t i = 0; i < count; i++) {
		const struct hash_entry *entry = &entries[i];
		uint32_t a = entry->algorithm;

		if (i == 0 || entry->size != entries[i - 1].size) {
			blob_put(
			    &blobs_r->sizes, &entry->size, sizeof(entry->size));
			put_bounds(blobs_r);
		}
		blob_put(&blobs_r->digests[a], entry->digest,
		    digest_size((enum digest_algorithm)a));
		blob_put(
		    &blobs_r->owners[a], &entry->owner, sizeof(entry->owner));
	}
	put_bounds(blobs_r); /* where the last row ends */
	return !blobs_failed(blobs_r);
}

void
hash_blobs_fini(struct hash_blobs *blobs)
{
	blob_fini(&blobs->sizes);
	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		blob_fini(&blobs->first[a]);
		blob_fini(&blobs->digests[a]);
		blob_fini(&blobs->owners[a]);
	}
}

static bool
algorithm_holds(const struct hash_table *table, int a)
{
	const uint32_t *first = table->first[a];

	if (first[0] != 0 || first[table->size_count] != table->counts[a])
		return false;
	for (size_t i = 0; i < table->size_count; i++)
		if (first[i] > first[i + 1])
			return false;
	return true;
}

bool
hashes_check(const struct hash_table *table)
{
	for (size_t i = 1; i < table->size_count; i++)
		if (table->sizes[i - 1] >= table->sizes[i])
			return false;
	for (int a = 0; a < DIGEST_ALGORITHMS; a++)
		if (!algorithm_holds(table, a))
			return false;
	return true;
}

bool
hashes_check_owners(const struct hash_table *table)
{
	for (int a = 0; a < DIGEST_ALGORITHMS; a++)
		for (size_t i = 0; i < table->counts[a]; i++)
			if (table->owners[a][i] >= table->owner_count)
				return false;
	return true;
}

static bool
row_ranges(const struct hash_table *table, size_t row,
    struct hash_range ranges_r[DIGEST_ALGORITHMS])
{
	bool any = false;

	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		ranges_r[a].from = table->first[a][row];
		ranges_r[a].to = table->first[a][row + 1];
		any |= ranges_r[a].from < ranges_r[a].to;
	}
	return any;
}

bool
hashes_of_size(const struct hash_table *table, uint64_t size,
    struct hash_range ranges_r[DIGEST_ALGORITHMS])
{
	size_t low = 0, high = table->size_count;

	if (size >= RULES_ANY_SIZE)
		return false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table->sizes[middle] < size)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == table->size_count || table->sizes[low] != size)
		return false;
	return row_ranges(table, low, ranges_r);
}

bool
hashes_of_any_size(const struct hash_table *table,
    struct hash_range ranges_r[DIGEST_ALGORITHMS])
{
	size_t count = table->size_count;

	if (count == 0 || table->sizes[count - 1] != RULES_ANY_SIZE)
		return false;
	return row_ranges(table, count - 1, ranges_r);
}

/* The first entry of range that is not below (or, past, not equal to) digest.
 */
static uint32_t
bound(const uint8_t *digests, size_t size, struct hash_range range,
    const uint8_t *digest, bool past)
{
	while (range.from < range.to) {
		uint32_t middle = range.from + (range.to - range.from) / 2;
		int order = memcmp(digests + middle * size, digest, size);

		if (order < 0 || (past && order == 0))
			range.from = middle + 1;
		else
			range.to = middle;
	}
	return range.from;
}

struct hash_range
hashes_find(const struct hash_table *table, enum digest_algorithm algorithm,
    struct hash_range range, const uint8_t *digest)
{
	const uint8_t *digests = table->digests[algorithm];
	size_t size = digest_size(algorithm);
	uint32_t from = bound(digests, size, range, digest, false);

	range.from = from;
	return (struct hash_range){
	    from, bound(digests, size, range, digest, true)};
}
