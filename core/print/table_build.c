/*
 * table_build - entries to a table
 */
#include <stdlib.h>
#include <string.h>

#include "core/print/table.h"

static bool
is_alike(const struct print_entry *entry)
{
	return entry->kind == PRINT_SHINGLES;
}

/* What is exact first; the one that came last of equal digests last. */
static int
compare_entries(const void *a, const void *b)
{
	const struct print_entry *x = a, *y = b;
	int order = (int)is_alike(x) - (int)is_alike(y);

	if (order == 0)
		order = memcmp(x->digest, y->digest, PRINT_BYTES);
	if (order == 0 && x->last_day != y->last_day)
		order = x->last_day < y->last_day ? -1 : 1;
	return order;
}

/* From a store they come sorted. */
static void
sort_entries(struct print_entry *entries, size_t count)
{
	size_t sorted = 1;

	while (sorted < count &&
	       compare_entries(&entries[sorted - 1], &entries[sorted]) <= 0)
		sorted++;
	if (sorted < count)
		qsort(entries, count, sizeof(*entries), compare_entries);
}

static size_t
leave_one_of_each(struct print_entry *entries, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (i + 1 < count &&
		    is_alike(&entries[i]) == is_alike(&entries[i + 1]) &&
		    memcmp(entries[i].digest, entries[i + 1].digest,
			PRINT_BYTES) == 0)
			continue;
		entries[kept++] = entries[i];
	}
	return kept;
}

static uint16_t
short_day(uint32_t day)
{
	return day > UINT16_MAX ? UINT16_MAX : (uint16_t)day;
}

static struct table_facts
facts_of(const struct print_entry *entry)
{
	return (struct table_facts){
	    .kind = entry->kind,
	    .category = entry->category,
	    .weight = entry->weight,
	    .trust = entry->trust,
	    .reports = entry->reports,
	    .excuses = entry->excuses,
	    .first_day = short_day(entry->first_day),
	    .last_day = short_day(entry->last_day),
	};
}

/* ---- bands by key ------------------------------------------------------ */

#define DIGITS 256u

/* By one byte of the key; what is alike in it stays in order. */
static void
sort_by_byte(const struct table_band *from, struct table_band *to,
    uint32_t count, unsigned shift)
{
	uint32_t places[DIGITS] = {0}, at = 0;

	for (uint32_t i = 0; i < count; i++)
		places[from[i].key >> shift & (DIGITS - 1)]++;
	for (unsigned digit = 0; digit < DIGITS; digit++) {
		uint32_t here = places[digit];

		places[digit] = at;
		at += here;
	}
	for (uint32_t i = 0; i < count; i++)
		to[places[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
}

/* By key, then as they were.  An even number of steps ends where it began. */
static void
sort_bands(struct table_band *bands, struct table_band *room, uint32_t count)
{
	_Static_assert(sizeof(bands->key) == 4, "four bytes to sort by");

	for (unsigned shift = 0; shift < 32; shift += 16) {
		sort_by_byte(bands, room, count, shift);
		sort_by_byte(room, bands, count, shift + 8);
	}
}

/* ---- into a table ------------------------------------------------------ */

static void
put_exact(struct table_exact *exact, const struct print_entry *entries,
    uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		memcpy(exact[i].digest, entries[i].digest, PRINT_EXACT_BYTES);
		exact[i].facts = facts_of(&entries[i]);
	}
}

static void
put_alike(struct table_alike *alike, const struct print_entry *entries,
    uint32_t count, struct table_band *room)
{
	struct table_band *bands = (struct table_band *)(void *)(alike + count);

	for (uint32_t i = 0; i < count; i++) {
		memcpy(alike[i].digest, entries[i].digest, PRINT_BYTES);
		alike[i].facts = facts_of(&entries[i]);
	}
	for (unsigned band = 0; band < TABLE_BANDS; band++, bands += count) {
		for (uint32_t i = 0; i < count; i++)
			bands[i] = (struct table_band){
			    table_band_key(entries[i].digest, band), i};
		sort_bands(bands, room, count);
	}
}

static uint64_t
table_bytes(uint64_t exact, uint64_t alike)
{
	return sizeof(struct table_header) +
	       exact * sizeof(struct table_exact) +
	       alike * (sizeof(struct table_alike) +
			   TABLE_BANDS * sizeof(struct table_band));
}

bool
prints_build(struct print_entry *entries, size_t count, uint8_t **table_r,
    size_t *size_r)
{
	struct table_header header = {
	    .version = TABLE_VERSION,
	    .byte_order = TABLE_BYTE_ORDER,
	};
	size_t exact = 0;
	struct table_band *room;
	uint8_t *table;

	sort_entries(entries, count);
	count = leave_one_of_each(entries, count);
	while (exact < count && !is_alike(&entries[exact]))
		exact++;
	if (count >= UINT32_MAX)
		return false;
	memcpy(header.magic, TABLE_MAGIC, sizeof(header.magic));
	header.exact_count = (uint32_t)exact;
	header.alike_count = (uint32_t)(count - exact);
	header.size = table_bytes(exact, count - exact);
	table = malloc(header.size);
	room = malloc((header.alike_count + (size_t)1) * sizeof(*room));
	if (table == NULL || room == NULL) {
		free(table);
		free(room);
		return false;
	}
	memcpy(table, &header, sizeof(header));
	put_exact((struct table_exact *)(void *)(table + sizeof(header)),
	    entries, header.exact_count);
	put_alike(
	    (struct table_alike *)(void *)(table + sizeof(header) +
					   exact * sizeof(struct table_exact)),
	    entries + exact, header.alike_count, room);
	free(room);
	*table_r = table;
	*size_r = header.size;
	return true;
}

/* ---- is it one? -------------------------------------------------------- */

static bool
check_facts(const struct table_facts *facts, bool alike)
{
	return facts->kind < PRINT_KINDS &&
	       (facts->kind == PRINT_SHINGLES) == alike &&
	       facts->category <= PRINT_LEGITIMATE;
}

static bool
check_exact(const struct table *table)
{
	for (uint32_t i = 0; i < table->exact_count; i++) {
		if (!check_facts(&table->exact[i].facts, false))
			return false;
		if (i > 0 &&
		    memcmp(table->exact[i - 1].digest, table->exact[i].digest,
			PRINT_EXACT_BYTES) >= 0)
			return false;
	}
	return true;
}

static bool
check_alike(const struct table *table)
{
	const struct table_band *band = table->bands;

	for (uint32_t i = 0; i < table->alike_count; i++)
		if (!check_facts(&table->alike[i].facts, true))
			return false;
	for (unsigned b = 0; b < TABLE_BANDS; b++)
		for (uint32_t i = 0; i < table->alike_count; i++, band++)
			if (band->alike >= table->alike_count ||
			    (i > 0 && band[-1].key > band->key))
				return false;
	return true;
}

static bool
check_header(struct slice bytes)
{
	struct table_header header;

	if (bytes.size < sizeof(header))
		return false;
	memcpy(&header, bytes.data, sizeof(header));
	return memcmp(header.magic, TABLE_MAGIC, sizeof(header.magic)) == 0 &&
	       header.version == TABLE_VERSION &&
	       header.byte_order == TABLE_BYTE_ORDER &&
	       header.size == bytes.size &&
	       table_bytes(header.exact_count, header.alike_count) ==
		   bytes.size;
}

bool
prints_check(struct slice bytes)
{
	struct table table;

	if (bytes.size == 0)
		return true;
	if (!check_header(bytes))
		return false;
	table = table_over(bytes);
	return check_exact(&table) && check_alike(&table);
}
