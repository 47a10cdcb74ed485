/*
 * fuzz_print - a table of prints of any bytes, and a text of any
 *
 * The first bytes are entries of which a table is made; the rest is poked into
 * it: an offset (16 bits) and a byte.  What passes the check is searched.  The
 * same bytes are a text, too.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/canonical/canonical.h"
#include "core/print/table.h"

#define ENTRIES 6u
#define DIGEST 4u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *arena;

/* Digests that differ in their first and last bytes only. */
static struct print_entry
entry_of(const uint8_t *data)
{
	struct print_entry entry = {
	    .kind = data[0] % PRINT_KINDS,
	    .category = data[0] / PRINT_KINDS % 3,
	    .weight = 255,
	    .trust = data[1],
	    .reports = data[2],
	    .excuses = data[3],
	};

	entry.digest[0] = data[1];
	entry.digest[15] = data[2];
	if (entry.kind == PRINT_SHINGLES)
		entry.digest[31] = data[3];
	return entry;
}

static void
search(struct slice table, const struct print_entry *entries, size_t count)
{
	struct print items[ENTRIES];
	struct prints prints = {items, count};
	struct print_score score;
	char buffer[256];
	struct text text = TEXT_OVER(buffer);

	if (!prints_check(table))
		return;
	for (size_t i = 0; i < count; i++) {
		items[i] = (struct print){.kind = entries[i].kind};
		memcpy(items[i].digest, entries[i].digest, PRINT_BYTES);
	}
	prints_score(table, &prints, &score);
	CHECK(score.hit_count <= PRINT_HITS_MAX);
	CHECK(score.spam >= 0 && score.spam <= 1);
	for (size_t i = 0; i < score.hit_count; i++)
		print_hit_put(&text, &score.hits[i]);
	for (size_t i = 0; i < prints_count(table); i++) {
		struct print_entry entry;

		prints_entry(table, i, &entry);
		CHECK(entry.kind < PRINT_KINDS);
	}
}

static void
read_text(const uint8_t *data, size_t size)
{
	const struct canonical canonical = {.folded = {data, size}};
	struct prints prints;

	arena_reset(arena);
	prints_make(&canonical, arena, &prints);
	CHECK(prints.count <= 2);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct print_entry entries[ENTRIES], sorted[ENTRIES];
	size_t count = 0, table_size;
	uint8_t *table;

	if (arena == NULL)
		arena = arena_create((size_t)64 << 20);
	CHECK(arena != NULL);
	read_text(data, size);
	for (; count < ENTRIES && size >= DIGEST; count++) {
		entries[count] = entry_of(data);
		data += DIGEST;
		size -= DIGEST;
	}
	memcpy(sorted, entries, sizeof(sorted));
	CHECK(prints_build(sorted, count, &table, &table_size));
	CHECK(prints_check((struct slice){table, table_size}));
	for (; size >= 3; data += 3, size -= 3)
		table[(size_t)(data[0] << 8 | data[1]) % table_size] = data[2];
	search((struct slice){table, table_size}, entries, count);
	free(table);
	return 0;
}
