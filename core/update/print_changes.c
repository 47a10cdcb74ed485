/*
 * print_changes - from one table of prints to the next
 *
 * Both are walked in their order, which is that of the digests, with what is
 * exact ahead of what is alike.
 */
#include <stdlib.h>
#include <string.h>

#include "core/print/print.h"
#include "core/update/delta.h"

/* ---- to find them ------------------------------------------------------ */

static size_t
digest_bytes(uint8_t kind)
{
	return kind == PRINT_SHINGLES ? PRINT_BYTES : PRINT_EXACT_BYTES;
}

int
print_order(const struct print_entry *a, const struct print_entry *b)
{
	bool alike_a = a->kind == PRINT_SHINGLES;
	bool alike_b = b->kind == PRINT_SHINGLES;

	return alike_a != alike_b ? (int)alike_a - (int)alike_b
				  : memcmp(a->digest, b->digest, PRINT_BYTES);
}

static bool
same_facts(const struct print_entry *a, const struct print_entry *b)
{
	return a->category == b->category && a->weight == b->weight &&
	       a->trust == b->trust && a->reports == b->reports &&
	       a->excuses == b->excuses && a->first_day == b->first_day &&
	       a->last_day == b->last_day;
}

static void
put_facts(struct coded *coded, const struct print_entry *entry)
{
	coded_put_u8(coded, entry->category);
	coded_put_u8(coded, entry->weight);
	coded_put_u8(coded, entry->trust);
	coded_put_varint(coded, entry->reports);
	coded_put_varint(coded, entry->excuses);
	coded_put_varint(coded, entry->first_day);
	coded_put_varint(coded, entry->last_day);
}

static void
put_added(struct coded *coded, const struct print_entry *entry)
{
	coded_put_u8(coded, entry->kind);
	coded_put(
	    coded, (struct slice){entry->digest, digest_bytes(entry->kind)});
	put_facts(coded, entry);
}

struct changes {
	struct coded removed, changed, added;
	uint32_t counts[3];
	size_t last_removed, last_changed;
};

static void
note_removed(struct changes *changes, size_t index)
{
	coded_put_varint(&changes->removed, index - changes->last_removed);
	changes->last_removed = index;
	changes->counts[0]++;
}

static void
note_changed(
    struct changes *changes, size_t index, const struct print_entry *entry)
{
	coded_put_varint(&changes->changed, index - changes->last_changed);
	put_facts(&changes->changed, entry);
	changes->last_changed = index;
	changes->counts[1]++;
}

static void
find_changes(struct changes *changes, struct slice from, struct slice to)
{
	size_t from_count = prints_count(from), to_count = prints_count(to);
	struct print_entry was, is;

	for (size_t i = 0, k = 0; i < from_count || k < to_count;) {
		int order = i == from_count ? 1 : k == to_count ? -1 : 0;

		if (i < from_count)
			prints_entry(from, i, &was);
		if (k < to_count)
			prints_entry(to, k, &is);
		if (order == 0)
			order = print_order(&was, &is);
		if (order < 0) {
			note_removed(changes, i);
		} else if (order > 0) {
			put_added(&changes->added, &is);
			changes->counts[2]++;
		} else if (!same_facts(&was, &is) || was.kind != is.kind) {
			note_changed(changes, i, &is);
		}
		i += order <= 0;
		k += order >= 0;
	}
}

void
print_changes_put(struct coded *coded, struct slice from, struct slice to)
{
	struct changes changes = {.counts = {0}};
	struct coded *parts[] = {
	    &changes.removed, &changes.changed, &changes.added};

	find_changes(&changes, from, to);
	for (int i = 0; i < 3; i++)
		coded_put_u32(coded, changes.counts[i]);
	for (int i = 0; i < 3; i++) {
		coded->failed |= parts[i]->failed;
		coded_put(
		    coded, (struct slice){parts[i]->bytes, parts[i]->size});
		coded_free(parts[i]);
	}
}

/* ---- to apply them ----------------------------------------------------- */

static bool
take_day(struct slice *body, uint32_t *day_r)
{
	return coded_take_varint32(body, day_r) && *day_r <= UINT16_MAX;
}

static bool
take_facts(struct slice *body, struct print_entry *entry)
{
	return coded_take_u8(body, &entry->category) &&
	       entry->category <= PRINT_LEGITIMATE &&
	       coded_take_u8(body, &entry->weight) &&
	       coded_take_u8(body, &entry->trust) &&
	       coded_take_varint32(body, &entry->reports) &&
	       coded_take_varint32(body, &entry->excuses) &&
	       take_day(body, &entry->first_day) &&
	       take_day(body, &entry->last_day);
}

static bool
take_added(struct slice *body, struct print_entry *entry)
{
	struct slice digest;

	*entry = (struct print_entry){.kind = 0};
	if (!coded_take_u8(body, &entry->kind) || entry->kind >= PRINT_KINDS ||
	    !coded_take(body, digest_bytes(entry->kind), &digest))
		return false;
	memcpy(entry->digest, digest.data, digest.size);
	return take_facts(body, entry);
}

/* The next one in the old table; gaps only grow. */
static bool
take_index(struct slice *body, size_t count, bool first, size_t *index)
{
	uint64_t gap;

	if (!coded_take_varint(body, &gap) || (gap == 0 && !first) ||
	    *index >= count || gap >= count - *index)
		return false;
	*index += (size_t)gap;
	return true;
}

/* One that is removed is marked by a kind that there is not. */
static bool
change_entries(struct print_entry *entries, size_t count, size_t added,
    const uint32_t counts[3], struct slice body)
{
	size_t index = 0;

	for (uint32_t i = 0; i < counts[0]; i++) {
		if (!take_index(&body, count, i == 0, &index))
			return false;
		entries[index].kind = PRINT_KINDS;
	}
	index = 0;
	for (uint32_t i = 0; i < counts[1]; i++)
		if (!take_index(&body, count, i == 0, &index) ||
		    entries[index].kind == PRINT_KINDS ||
		    !take_facts(&body, &entries[index]))
			return false;
	for (size_t i = 0; i < added; i++)
		if (!take_added(&body, &entries[count + i]))
			return false;
	return body.size == 0;
}

static size_t
drop_removed(struct print_entry *entries, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (entries[i].kind != PRINT_KINDS)
			entries[kept++] = entries[i];
	return kept;
}

/* What an added one takes at least: a count that the body cannot hold asks for
 * no memory. */
#define ADDED_BYTES_MIN (1u + PRINT_EXACT_BYTES + 7u)

enum delta_result
print_changes_apply(
    struct slice from, struct slice body, uint8_t **table_r, size_t *size_r)
{
	size_t count = prints_count(from), all;
	enum delta_result result = DELTA_DAMAGED;
	struct print_entry *entries;
	uint32_t counts[3];

	for (int i = 0; i < 3; i++)
		if (!coded_take_u32(&body, &counts[i]))
			return DELTA_DAMAGED;
	if (counts[2] > body.size / ADDED_BYTES_MIN)
		return DELTA_DAMAGED;
	all = count + counts[2];
	entries = malloc((all + 1) * sizeof(*entries));
	if (entries == NULL)
		return DELTA_NO_MEMORY;
	for (size_t i = 0; i < count; i++)
		prints_entry(from, i, &entries[i]);
	if (change_entries(entries, count, counts[2], counts, body))
		result = prints_build(entries, drop_removed(entries, all),
			     table_r, size_r)
			     ? DELTA_OK
			     : DELTA_NO_MEMORY;
	free(entries);
	return result;
}
