/*
 * recover - go on where the engine before stopped
 *
 * Runs before any other thread of the engine.  The slots that are not free are
 * sorted by their place in the input (tickets would not do: an engine may die
 * in here, with new ones given to some) and get new tickets in that order;
 * answers that were complete and have not left do so now (what was under way is
 * in the parcels), everything else goes back to the workers.  Each step may be
 * cut short by another death, and is done again then.
 */
#include "threads/pipeline/engine.h"

#include <stdlib.h>

#include "threads/pipeline/input.h"
#include "threads/shared/outlet.h"

/* [main thread] whose slots are sorted: qsort() hands on nothing else */
static struct shared *sorted;

static uint64_t
position_of(const uint32_t *number)
{
	return shared_slot(sorted, *number)->position;
}

static int
by_position(const void *a, const void *b)
{
	uint64_t x = position_of(a), y = position_of(b);

	return x < y ? -1 : x > y;
}

/* Lanes begin empty. */
static void
forget_entries(struct slot *slot)
{
	for (size_t i = 0; i < SLOT_LANES; i++)
		atomic_store(&slot->entries[i], 0);
}

/*
 * A slot is free or left over, so both have room in the one list: no memory is
 * asked for, of which there may be none where the supervisor itself stands in.
 * What is left over lies at its end until slots are freed.
 */
static uint32_t *
collect(struct engine *engine, uint32_t *count_r)
{
	struct shared *shared = engine->shared;
	uint32_t used = atomic_load(&shared->slots_used);
	uint32_t *left = engine->free_slots + shared->slot_count;

	/* Highest first, so that the lowest numbers are used first.  Slots
	 * that were never used are not touched: they cost no memory yet. */
	for (uint32_t i = shared->slot_count; i-- > 0;) {
		struct slot *slot = i < used ? shared_slot(shared, i) : NULL;

		if (slot != NULL)
			forget_entries(slot);
		if (slot == NULL ||
		    SLOT_PHASE(atomic_load(&slot->state)) == SLOT_FREE)
			engine->free_slots[engine->free_count++] = i;
		else
			*--left = i;
	}
	*count_r = shared->slot_count - engine->free_count;
	sorted = shared;
	qsort(left, *count_r, sizeof(*left), by_position);
	return left;
}

/* What the slot's new life begins with. */
static enum slot_phase
phase_of(const struct slot *slot, bool done)
{
	if (done)
		return SLOT_ANSWERING;
	return slot->preset != SLOT_FOR_WORKER ? SLOT_ARRIVING : SLOT_QUEUED;
}

static void
readmit(struct engine *engine, uint32_t number)
{
	struct shared *shared = engine->shared;
	struct slot *slot = shared_slot(shared, number);
	bool done = SLOT_PHASE(atomic_load(&slot->state)) == SLOT_DONE;
	uint64_t ticket = shared->next_ticket++;

	atomic_store(&slot->state, SLOT_STATE(ticket, phase_of(slot, done)) |
				       order_birth_flags(engine->order));
	order_add(engine->order, ticket, number);
	order_extend(engine->order);
	if (done)
		order_complete(engine->order, number);
	else if (slot->preset != SLOT_FOR_WORKER)
		engine_answer_preset(engine, number);
	else
		lanes_push(engine->lanes,
		    slot->attempts > 0 ? LANE_SUSPECT : LANE_FAST, number);
}

/* What the server has already: its slots are free, its line read.  Returns how
 * far the input is. */
static uint64_t
settle_parcels(struct shared *shared)
{
	struct parcel *order = &shared->parcels[PARCEL_OF_ORDER];
	struct parcel *reader = &shared->parcels[PARCEL_OF_READER];

	outlet_recover();
	if (atomic_load(&order->phase) == PARCEL_SENT)
		shared_free_parcel_slots(shared, order);
	order->slot_count = 0;
	if (atomic_load(&reader->phase) != PARCEL_SENT)
		return 0;
	shared->quit_answered |= reader->quit;
	return reader->position;
}

void
recover(struct engine *engine)
{
	struct shared *shared = engine->shared;
	uint64_t position;
	uint32_t *left;
	uint32_t count;

	atomic_store(&shared->dying, false);
	atomic_store(&shared->settling, 0);
	position = settle_parcels(shared);
	left = collect(engine, &count);
	if (count > 0 && position_of(&left[count - 1]) > position)
		position = position_of(&left[count - 1]);
	input_recover(&shared->input, position);
	atomic_store(&shared->parcels[PARCEL_OF_READER].phase, PARCEL_NONE);
	for (uint32_t i = 0; i < count; i++)
		readmit(engine, left[i]);
}
