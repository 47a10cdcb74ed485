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

struct left {
	uint64_t position;
	uint32_t number;
};

static int
by_position(const void *a, const void *b)
{
	const struct left *x = a, *y = b;

	return x->position < y->position ? -1 : x->position > y->position;
}

/* Lanes begin empty. */
static void
forget_entries(struct slot *slot)
{
	for (size_t i = 0; i < SLOT_LANES; i++)
		atomic_store(&slot->entries[i], 0);
}

static uint32_t
collect(struct engine *engine, struct left *left)
{
	struct shared *shared = engine->shared;
	uint32_t used = atomic_load(&shared->slots_used);
	uint32_t count = 0;

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
			left[count++] = (struct left){slot->position, i};
	}
	qsort(left, count, sizeof(*left), by_position);
	return count;
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
readmit(struct engine *engine, const struct left *left)
{
	struct shared *shared = engine->shared;
	struct slot *slot = shared_slot(shared, left->number);
	bool done = SLOT_PHASE(atomic_load(&slot->state)) == SLOT_DONE;
	uint64_t ticket = shared->next_ticket++;

	atomic_store(&slot->state, SLOT_STATE(ticket, phase_of(slot, done)) |
				       order_birth_flags(engine->order));
	order_add(engine->order, ticket, left->number);
	order_extend(engine->order);
	if (done)
		order_complete(engine->order, left->number);
	else if (slot->preset != SLOT_FOR_WORKER)
		engine_answer_preset(engine, left->number);
	else
		lanes_push(engine->lanes,
		    slot->attempts > 0 ? LANE_SUSPECT : LANE_FAST,
		    left->number);
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
	struct left *left = calloc(shared->slot_count, sizeof(*left));
	uint64_t position;
	uint32_t count;

	CHECK(left != NULL);
	atomic_store(&shared->dying, false);
	atomic_store(&shared->settling, 0);
	position = settle_parcels(shared);
	count = collect(engine, left);
	if (count > 0 && left[count - 1].position > position)
		position = left[count - 1].position;
	input_recover(&shared->input, position);
	atomic_store(&shared->parcels[PARCEL_OF_READER].phase, PARCEL_NONE);
	for (uint32_t i = 0; i < count; i++)
		readmit(engine, &left[i]);
	free(left);
}
