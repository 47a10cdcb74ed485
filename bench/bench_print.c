/*
 * bench_print - fingerprints made, and looked up among known ones
 *
 * "make" is all prints of a message with 2 KB of text and 6 links; "exact" and
 * "alike" are one look-up in a table of 200,000 exact prints and 100,000 of
 * shingles.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "bench/serve/random.h"
#include "core/canonical/canonical.h"
#include "core/print/print.h"

#define EXACT 200000u
#define ALIKE 100000u
#define ASKED 4096u
#define TEXT_BYTES 2048u
#define LINKS 6u

struct row {
	struct print prints[ASKED];
};

static struct slice table;
static struct arena *arena;
static struct canonical canonical;

void bench_print(void);

/* ---- the table --------------------------------------------------------- */

static struct print_entry
make_entry(enum print_kind kind, uint64_t *seed)
{
	struct print_entry entry = {
	    .kind = (uint8_t)kind,
	    .weight = 255,
	    .trust = 255,
	    .reports = 1,
	};
	size_t size = kind == PRINT_SHINGLES ? PRINT_BYTES : PRINT_EXACT_BYTES;

	for (size_t i = 0; i < size; i++)
		entry.digest[i] = (uint8_t)random_next(seed);
	return entry;
}

static struct row *
ask_for(const struct print_entry *entries, uint32_t from, uint32_t count,
    bool known, uint64_t *seed)
{
	struct row *row = bench_allocate(sizeof(*row));

	for (uint32_t i = 0; i < ASKED; i++) {
		const struct print_entry *entry =
		    &entries[from + random_below(seed, count)];

		row->prints[i].kind = entry->kind;
		memcpy(row->prints[i].digest, entry->digest, PRINT_BYTES);
		for (int k = 0; !known && k < 16; k++)
			row->prints[i].digest[k] ^= 0x5a;
	}
	return row;
}

static double
ask(const struct row *row, uint32_t i)
{
	struct print print = row->prints[i % ASKED];
	const struct prints prints = {&print, 1};
	struct print_score score;

	prints_score(table, &prints, &score);
	return score.spam;
}

static void
look_up(struct bench *bench, void *owner)
{
	uint32_t i = 0;

	while (bench_next(bench)) {
		double found = ask(owner, i++);

		bench_keep(&found);
	}
	bench_items(bench, 1);
}

static void
add(const char *name, struct row *row, bool known)
{
	for (uint32_t i = 0; i < ASKED; i++)
		if ((ask(row, i) > 0) != known)
			bench_refuse(name, "a print that is not there, or is");
	bench_add(name, look_up, row);
}

static void
add_look_ups(void)
{
	struct print_entry *entries =
	    bench_allocate((EXACT + ALIKE) * sizeof(*entries));
	struct print_entry *sorted =
	    bench_allocate((EXACT + ALIKE) * sizeof(*entries));
	uint64_t seed = 11;
	uint8_t *bytes;
	size_t size;

	for (uint32_t i = 0; i < EXACT + ALIKE; i++)
		entries[i] = make_entry(
		    i < EXACT ? PRINT_DOMAIN : PRINT_SHINGLES, &seed);
	memcpy(sorted, entries, (EXACT + ALIKE) * sizeof(*entries));
	if (!prints_build(sorted, EXACT + ALIKE, &bytes, &size))
		bench_refuse("print", "out of memory");
	table = (struct slice){bytes, size};
	if (!prints_check(table))
		bench_refuse("print", "the table does not hold together");
	add("print/exact_hit", ask_for(entries, 0, EXACT, true, &seed), true);
	add("print/exact_miss", ask_for(entries, 0, EXACT, false, &seed),
	    false);
	add("print/alike_hit", ask_for(entries, EXACT, ALIKE, true, &seed),
	    true);
}

/* ---- making ------------------------------------------------------------ */

static void
make(struct bench *bench, void *owner)
{
	(void)owner;
	while (bench_next(bench)) {
		struct prints prints;

		arena_reset(arena);
		prints_make(&canonical, arena, &prints);
		bench_keep(&prints);
	}
	bench_bytes(bench, canonical.folded.size);
	bench_items(bench, 1);
}

static void
make_message(void)
{
	static struct canonical_link links[LINKS];
	static char domains[LINKS][24];
	uint8_t *text = bench_allocate(TEXT_BYTES);
	uint64_t seed = 3;

	for (size_t i = 0; i < TEXT_BYTES; i++)
		text[i] = random_below(&seed, 6) == 0
			      ? ' '
			      : (uint8_t)('a' + random_below(&seed, 26));
	for (size_t i = 0; i < LINKS; i++) {
		snprintf(domains[i], sizeof(domains[i]), "host%zu.example", i);
		links[i].domain = slice_from_string(domains[i]);
		links[i].path = SLICE("offer");
	}
	canonical.folded = (struct slice){text, TEXT_BYTES};
	canonical.links = links;
	canonical.link_count = LINKS;
}

void
bench_print(void)
{
	struct prints prints;

	arena = arena_create((size_t)16 << 20);
	if (arena == NULL)
		bench_refuse("print", "out of memory");
	make_message();
	prints_make(&canonical, arena, &prints);
	if (prints.count != 2 + 2 * LINKS)
		bench_refuse("print/make", "not the prints of the message");
	bench_add("print/make", make, NULL);
	add_look_ups();
}
