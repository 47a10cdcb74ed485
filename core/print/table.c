/*
 * table - look-up of known prints
 */
#include "core/print/table.h"

#include <stddef.h>
#include <string.h>

/* Guesses at a digest's place before halving takes over: digests that somebody
 * chose need not be spread evenly. */
#define GUESSES 8

struct table
table_over(struct slice bytes)
{
	const struct table_header *header = (const void *)bytes.data;
	struct table table = {.exact_count = 0};
	const uint8_t *at;

	if (bytes.size == 0)
		return table;
	at = bytes.data + sizeof(*header);
	table.exact_count = header->exact_count;
	table.alike_count = header->alike_count;
	table.exact = (const void *)at;
	at += table.exact_count * sizeof(*table.exact);
	table.alike = (const void *)at;
	at += table.alike_count * sizeof(*table.alike);
	table.bands = (const void *)at;
	return table;
}

size_t
prints_count(struct slice bytes)
{
	struct table table = table_over(bytes);

	return (size_t)table.exact_count + table.alike_count;
}

static uint64_t
place(const uint8_t *digest)
{
	uint64_t value = 0;

	for (int i = 0; i < 8; i++)
		value = value << 8 | digest[i];
	return value;
}

/* Where between from and end (not included) a digest of this place would lie,
 * were they spread evenly. */
static uint32_t
guess(const struct table *table, uint32_t from, uint32_t end, uint64_t wanted)
{
	uint64_t first = place(table->exact[from].digest);
	uint64_t last = place(table->exact[end - 1].digest);
	double share;

	if (wanted <= first || last == first)
		return from;
	if (wanted >= last)
		return end - 1;
	share = (double)(wanted - first) / (double)(last - first);
	return from + (uint32_t)(share * (double)(end - 1 - from));
}

const struct table_exact *
table_find(const struct table *table, const uint8_t *digest)
{
	uint32_t from = 0, end = table->exact_count;
	uint64_t wanted = place(digest);

	for (int i = 0; from < end; i++) {
		uint32_t at = i < GUESSES ? guess(table, from, end, wanted)
					  : from + (end - from) / 2;
		int order =
		    memcmp(table->exact[at].digest, digest, PRINT_EXACT_BYTES);

		if (order == 0)
			return &table->exact[at];
		if (order < 0)
			from = at + 1;
		else
			end = at;
	}
	return NULL;
}

uint32_t
table_band_key(const uint8_t *digest, unsigned band)
{
	const uint8_t *at = digest + band * TABLE_BAND_BYTES;
	uint32_t key = 0;

	for (unsigned i = 0; i < TABLE_BAND_BYTES; i++)
		key = key << 8 | at[i];
	return key;
}

/* The first one of [from, end) that is not less than key. */
static uint32_t
lower_bound(
    const struct table_band *bands, uint32_t from, uint32_t end, uint32_t key)
{
	while (from < end) {
		uint32_t middle = from + (end - from) / 2;

		if (bands[middle].key < key)
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

/*
 * The same of a whole band: from where the key would lie, were they spread
 * evenly, in growing steps to where it does.  Near the place all is in a few
 * cache lines; keys that somebody chose cost twice a search by halves.
 */
static uint32_t
find_first(const struct table_band *bands, uint32_t count, uint32_t key)
{
	uint32_t at = (uint32_t)((uint64_t)key * count >> 32), step = 8;
	uint32_t from = at, end = at;

	if (bands[at].key < key) {
		while (end < count && bands[end].key < key) {
			from = end;
			end = count - end > step ? end + step : count;
			step *= 2;
		}
	} else {
		while (from > 0 && bands[from].key >= key) {
			end = from;
			from = from > step ? from - step : 0;
			step *= 2;
		}
	}
	return lower_bound(bands, from, end, key);
}

void
table_find_band(const struct table *table, unsigned band, uint32_t key,
    const struct table_band **from_r, const struct table_band **end_r)
{
	const struct table_band *bands =
	    table->bands + (size_t)band * table->alike_count;
	const struct table_band *end = bands + table->alike_count;

	*from_r = *end_r = bands;
	if (table->alike_count == 0)
		return;
	*from_r = bands + find_first(bands, table->alike_count, key);
	*end_r = *from_r;
	if (end - *from_r > (ptrdiff_t)TABLE_SAME_MAX)
		end = *from_r + TABLE_SAME_MAX;
	while (*end_r < end && (*end_r)->key == key)
		(*end_r)++;
}

static void
entry_of(const uint8_t *digest, size_t size, const struct table_facts *facts,
    struct print_entry *entry_r)
{
	*entry_r = (struct print_entry){
	    .kind = facts->kind,
	    .category = facts->category,
	    .weight = facts->weight,
	    .trust = facts->trust,
	    .reports = facts->reports,
	    .excuses = facts->excuses,
	    .first_day = facts->first_day,
	    .last_day = facts->last_day,
	};
	memcpy(entry_r->digest, digest, size);
}

void
prints_entry(struct slice bytes, size_t index, struct print_entry *entry_r)
{
	struct table table = table_over(bytes);

	if (index < table.exact_count) {
		const struct table_exact *exact = &table.exact[index];

		entry_of(
		    exact->digest, PRINT_EXACT_BYTES, &exact->facts, entry_r);
		return;
	}
	index -= table.exact_count;
	entry_of(table.alike[index].digest, PRINT_BYTES,
	    &table.alike[index].facts, entry_r);
}
