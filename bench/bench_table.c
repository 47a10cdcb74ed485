/*
 * bench_table - the in-flight table, and what else the shared block holds
 *
 * "claim" is a slot asked, claimed and answered, with a short answer that has
 * room in the slot, or with a long one that lies behind the table.  "known" is
 * the memory of messages on which something went wrong: 1,024 of them, the one
 * asked for there or not.  "create" is a start of the program.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/inflight.h"

#define SLOTS 16384u

struct row {
	struct inflight inflight;
	struct slice line;
	const uint64_t *keys;
};

void bench_table(void);

/* ---- claim ------------------------------------------------------------- */

static void
prove_claim(struct row *row, const char *name)
{
	struct shared *shared = row->inflight.shared;

	for (uint32_t number = 0; number < SLOTS; number += 1000) {
		struct slot *slot = shared_slot(shared, number);
		uint64_t ticket = shared->next_ticket;

		inflight_ask(&row->inflight, number);
		if (shared_slot_claim(slot, ticket + 1))
			bench_refuse(name, "claimed for a later request");
		inflight_answer(&row->inflight, number, row->line);
		if (shared_slot_claim(slot, ticket))
			bench_refuse(name, "claimed twice");
		if (!slice_equal(
			shared_slot_answered(shared, number), row->line))
			bench_refuse(name, "not the answer that was put there");
	}
}

static void
claim(struct bench *bench, void *owner)
{
	struct row *row = owner;
	uint32_t number = 0;

	while (bench_next(bench)) {
		inflight_ask(&row->inflight, number);
		inflight_answer(&row->inflight, number, row->line);
		number = (number + 1) % SLOTS;
	}
	bench_items(bench, 1);
}

static void
add_claim(const char *name, size_t size)
{
	struct row *row = bench_allocate(sizeof(*row));
	uint8_t *line = bench_allocate(size);

	memset(line, 'x', size);
	line[size - 1] = '\n';
	*row = (struct row){
	    .inflight = inflight_create(SLOTS, -1), .line = {line, size}};
	prove_claim(row, name);
	bench_add(name, claim, row);
}

/* ---- known ------------------------------------------------------------- */

static void
look_up(struct bench *bench, void *owner)
{
	struct row *row = owner;
	uint32_t i = 0;

	while (bench_next(bench)) {
		bench_keep(shared_known_find(row->inflight.shared,
		    row->keys[i++ % SHARED_KNOWN], false));
	}
	bench_items(bench, 1);
}

static uint64_t *
make_keys(uint32_t from)
{
	uint64_t *keys = bench_allocate(SHARED_KNOWN * sizeof(*keys));

	for (uint32_t i = 0; i < SHARED_KNOWN; i++) {
		char path[64];

		snprintf(path, sizeof(path), "Queue/%u.msg", from + i);
		keys[i] = shared_known_key(path, 5000, 1000000);
	}
	return keys;
}

static void
add_known(void)
{
	static struct row hit, miss;

	hit.inflight = inflight_create(2, -1);
	hit.keys = make_keys(0);
	miss.inflight = hit.inflight;
	miss.keys = make_keys(SHARED_KNOWN);
	for (uint32_t i = 0; i < SHARED_KNOWN; i++)
		atomic_store(
		    &shared_known_find(hit.inflight.shared, hit.keys[i], true)
			 ->attempts,
		    i);
	for (uint32_t i = 0; i < SHARED_KNOWN; i++) {
		struct shared_known *known =
		    shared_known_find(hit.inflight.shared, hit.keys[i], false);

		if (known == NULL || atomic_load(&known->attempts) != i ||
		    shared_known_find(
			hit.inflight.shared, miss.keys[i], false) != NULL)
			bench_refuse("table/known", "not what was noted");
	}
	bench_add("table/known/hit", look_up, &hit);
	bench_add("table/known/miss", look_up, &miss);
}

/* ---- create ------------------------------------------------------------ */

static void
create(struct bench *bench, void *owner)
{
	(void)owner;
	while (bench_next(bench)) {
		struct shared *shared = shared_create(SLOTS, 4);

		if (shared == NULL)
			bench_refuse("table/create", "out of memory");
		bench_keep(shared);
		shared_destroy(&shared);
	}
	bench_items(bench, 1);
}

void
bench_table(void)
{
	add_claim("table/claim/short_answer", 20);
	add_claim("table/claim/long_answer", 1000);
	add_known();
	bench_add("table/create", create, NULL);
}
