/*
 * seats - on which processors workers are awake
 */
#include "threads/pipeline/seats.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "threads/base/lines.h"
#include "threads/base/processor.h"

#define PLACES 32u
#define NOWHERE UINT8_MAX

struct seat {
	_Alignas(64) uint8_t place; /* [worker] or NOWHERE */
	bool taken;                 /* [worker] counted in awake[place] */
};

struct seats {
	struct seat *each; /* [const] */
	/* [atomic] workers that are awake there */
	_Alignas(64) _Atomic uint16_t awake[PLACES];
};

struct seats *
seats_create(uint32_t workers)
{
	struct seats *seats = lines_alloc(1, sizeof(*seats));

	CHECK(workers > 0 && workers <= UINT16_MAX);
	if (seats == NULL)
		return NULL;
	seats->each = lines_alloc(workers, sizeof(*seats->each));
	if (seats->each == NULL) {
		seats_destroy(&seats);
		return NULL;
	}
	for (uint32_t i = 0; i < workers; i++)
		seats->each[i].place = NOWHERE;
	return seats;
}

void
seats_destroy(struct seats **seats)
{
	if (*seats == NULL)
		return;
	free((*seats)->each);
	free(*seats);
	*seats = NULL;
}

void
seats_leave(struct seats *seats, uint32_t worker)
{
	struct seat *seat = &seats->each[worker];

	if (seat->taken)
		atomic_fetch_sub_explicit(
		    &seats->awake[seat->place], 1, memory_order_relaxed);
	seat->taken = false;
}

void
seats_take(struct seats *seats, uint32_t worker)
{
	struct seat *seat = &seats->each[worker];
	uint32_t here = processor_here();
	uint8_t place =
	    here == PROCESSOR_UNKNOWN ? NOWHERE : (uint8_t)(here % PLACES);

	if (seat->taken && seat->place == place)
		return;
	seats_leave(seats, worker);
	seat->place = place;
	seat->taken = place != NOWHERE;
	if (seat->taken)
		atomic_fetch_add_explicit(
		    &seats->awake[place], 1, memory_order_relaxed);
}

uint32_t
seats_place(const struct seats *seats, uint32_t worker)
{
	uint8_t place = seats->each[worker].place;

	return place == NOWHERE ? UINT32_MAX : UINT32_C(1) << place;
}

uint32_t
seats_free(const struct seats *seats)
{
	uint32_t free_places = 0;

	for (uint32_t i = 0; i < PLACES; i++)
		if (atomic_load_explicit(
			&seats->awake[i], memory_order_relaxed) == 0)
			free_places |= UINT32_C(1) << i;
	return free_places;
}

static void
set_taken(const struct seats *seats, struct processor_set *taken_r)
{
	uint64_t taken = ~seats_free(seats);

	for (uint32_t i = 0; i < PROCESSORS_MAX / 64; i++)
		taken_r->words[i] = (taken & UINT32_MAX) | taken << 32;
}

void
seats_choose(struct seats *seats, uint32_t worker)
{
	struct seat *seat = &seats->each[worker];
	struct processor_set taken;

	seats_take(seats, worker);
	if (!seat->taken || atomic_load_explicit(&seats->awake[seat->place],
				memory_order_relaxed) < 2)
		return;
	set_taken(seats, &taken);
	if (processor_leave(&taken))
		seats_take(seats, worker);
}
