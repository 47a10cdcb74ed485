/*
 * order - answers leave in the order of their requests, or nearly
 */
#include "threads/order.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "threads/outlet.h"
#include "threads/ring.h"

struct order {
	struct shared *shared; /* [const] */
	uint32_t mask;         /* [const] */
	/* [reader] writes, [writer] reads: slot of each ticket in the window */
	_Atomic uint32_t *slots;
	/* Slots done out of order, to be written as they come. */
	struct ring *loose;
	/* Slots written, on their way back to the reader. */
	struct ring *freed;
	_Atomic int mode; /* enum response_order */

	/* [reader] one past the newest ticket */
	_Alignas(64) _Atomic uint64_t tail;
	/* [reader] head when last looked at: saves reading the hot one */
	uint64_t head_seen;
	/* [writer] the oldest ticket that is not written or detached */
	_Alignas(64) _Atomic uint64_t head;
	/* [atomic] the writer's role: taken or not */
	_Atomic uint32_t writer;
	struct park freed_park;
	struct park parked_park;
	/* [writer] lines of this write, and whose they are */
	size_t batch_bytes;
	uint32_t batch_count;
	uint32_t batch_slots[OUTLET_WRITE_MAX / 4];
	char batch[OUTLET_WRITE_MAX];
};

struct order *
order_create(struct shared *shared, enum response_order mode)
{
	struct order *order = aligned_alloc(64, sizeof(*order));
	uint32_t cells = 2;

	while (cells < shared->slot_count)
		cells *= 2;
	if (order == NULL)
		return NULL;
	memset(order, 0, sizeof(*order));
	order->shared = shared;
	order->mask = cells - 1;
	order->slots = calloc(cells, sizeof(*order->slots));
	order->loose = ring_create(cells);
	order->freed = ring_create(cells);
	atomic_init(&order->mode, mode);
	atomic_init(&order->head, shared->next_ticket);
	atomic_init(&order->tail, shared->next_ticket);
	order->head_seen = shared->next_ticket;
	park_init(&order->freed_park);
	park_init(&order->parked_park);
	if (order->slots == NULL || order->loose == NULL ||
	    order->freed == NULL)
		order_destroy(&order);
	return order;
}

void
order_destroy(struct order **order)
{
	if (*order == NULL)
		return;
	free((*order)->slots);
	ring_destroy(&(*order)->loose);
	ring_destroy(&(*order)->freed);
	free(*order);
	*order = NULL;
}

void
order_add(struct order *order, uint64_t ticket, uint32_t slot)
{
	CHECK_HOT(ticket == atomic_load(&order->tail));
	CHECK_HOT(ticket - atomic_load(&order->head) <= order->mask);
	atomic_store_explicit(
	    &order->slots[ticket & order->mask], slot, memory_order_relaxed);
	/* Release: the slot's number before the ticket is in the window.
	 * Pairs with the acquire of tail in slot_of(). */
	atomic_store_explicit(&order->tail, ticket + 1, memory_order_release);
}

uint64_t
order_birth_flags(const struct order *order)
{
	return atomic_load_explicit(&order->mode, memory_order_relaxed) ==
		       ORDER_ANY
		   ? SLOT_DETACHED
		   : 0;
}

bool
order_has_room(struct order *order)
{
	uint64_t tail =
	    atomic_load_explicit(&order->tail, memory_order_relaxed);

	if (tail - order->head_seen <= order->mask)
		return true;
	order->head_seen = atomic_load(&order->head);
	return tail - order->head_seen <= order->mask;
}

/* Slot of a ticket in the window; false: the window ends before it. */
static bool
slot_of(const struct order *order, uint64_t ticket, uint32_t *number_r)
{
	if (ticket >= atomic_load_explicit(&order->tail, memory_order_acquire))
		return false;
	*number_r = atomic_load_explicit(
	    &order->slots[ticket & order->mask], memory_order_relaxed);
	return true;
}

/* ---- the writer's role ------------------------------------------------- */

static void
free_batch(struct order *order)
{
	for (uint32_t i = 0; i < order->batch_count; i++) {
		uint32_t number = order->batch_slots[i];
		struct slot *slot = shared_slot(order->shared, number);

		/* Release: pairs with the reader's acquire in ring_pop(). */
		atomic_store_explicit(
		    &slot->state, SLOT_FREE, memory_order_release);
		CHECK(ring_push(order->freed, number));
	}
}

static void
flush_batch(struct order *order)
{
	if (order->batch_count == 0)
		return;
	outlet_begin();
	outlet_write(
	    (struct slice){(const uint8_t *)order->batch, order->batch_bytes});
	atomic_fetch_add_explicit(
	    &order->shared->answered, order->batch_count, memory_order_relaxed);
	free_batch(order);
	outlet_end();
	order->batch_bytes = 0;
	order->batch_count = 0;
	park_wake(&order->freed_park, 1);
}

static void
emit(struct order *order, uint32_t number)
{
	struct slice line = shared_slot_answered(order->shared, number);
	size_t slots_max =
	    sizeof(order->batch_slots) / sizeof(order->batch_slots[0]);

	if (line.size > sizeof(order->batch) - order->batch_bytes ||
	    order->batch_count == slots_max)
		flush_batch(order);
	CHECK(line.size <= sizeof(order->batch));
	memcpy(order->batch + order->batch_bytes, line.data, line.size);
	order->batch_bytes += line.size;
	order->batch_slots[order->batch_count++] = number;
}

enum head {
	HEAD_WAITS,  /* or the window is empty */
	HEAD_READY,  /* its answer may leave now */
	HEAD_PASSED, /* detached, it may even be gone: it holds up nobody */
};

/*
 * One look at the state, one verdict.  (With a look for each question, a ticket
 * that is born detached, done and seen between the two leaves twice.)
 */
static enum head
look_at_head(const struct order *order, uint64_t head, uint32_t *number_r)
{
	uint64_t state;

	if (!slot_of(order, head, number_r))
		return HEAD_WAITS;
	/* Sequential: the other half stands in order_complete(), which sets
	 * DONE and then looks at head. */
	state = atomic_load(&shared_slot(order->shared, *number_r)->state);
	if (SLOT_TICKET(state) != head || (state & SLOT_DETACHED) != 0)
		return HEAD_PASSED;
	return SLOT_PHASE(state) == SLOT_DONE ? HEAD_READY : HEAD_WAITS;
}

static void
emit_in_order(struct order *order)
{
	uint64_t head =
	    atomic_load_explicit(&order->head, memory_order_relaxed);
	uint32_t number;

	for (;;) {
		switch (look_at_head(order, head, &number)) {
		case HEAD_READY:
			emit(order, number);
			head++;
			break;
		case HEAD_PASSED:
			head++;
			break;
		case HEAD_WAITS:
			/* Publish how far we came, then look again: whoever
			 * completed this ticket before it could see the new
			 * head left it to us. */
			if (atomic_load_explicit(
				&order->head, memory_order_relaxed) == head)
				return;
			atomic_store(&order->head, head);
			break;
		}
	}
}

static void
emit_loose(struct order *order)
{
	uint32_t number;

	while (ring_pop(order->loose, &number))
		emit(order, number);
}

static bool
anything_ready(struct order *order)
{
	uint64_t head = atomic_load(&order->head);
	uint32_t number;

	return ring_length(order->loose) > 0 ||
	       look_at_head(order, head, &number) == HEAD_READY;
}

static bool
take_role(struct order *order)
{
	return atomic_exchange(&order->writer, 1) == 0;
}

/*
 * An exchange and not a store: it reads what the last caller of take_role()
 * left there who found the role taken, so all that one had made ready is seen
 * by our next look (relaxed loads included).  A store would synchronize with
 * nobody, and an answer could be left behind by both.
 */
static void
give_role_back(struct order *order)
{
	atomic_exchange(&order->writer, 0);
}

/*
 * Take the role and write what is ready.  Whoever finds it taken leaves: the
 * holder looks again after giving it back.
 */
static void
drain(struct order *order)
{
	do {
		if (!take_role(order))
			return;
		emit_loose(order);
		emit_in_order(order);
		flush_batch(order);
		give_role_back(order);
	} while (anything_ready(order));
}

/* ---- completion -------------------------------------------------------- */

/* DONE; true: the order has gone on without it, or does not wait at all. */
static bool
mark_done(struct slot *slot)
{
	uint64_t before =
	    atomic_fetch_add(&slot->state, SLOT_DONE - SLOT_ANSWERING);

	CHECK(SLOT_PHASE(before) == SLOT_ANSWERING);
	return (before & SLOT_DETACHED) != 0;
}

static void
complete(struct order *order, uint32_t number)
{
	struct slot *slot = shared_slot(order->shared, number);

	/* When it began to wait, in case that it must; 4 ms are near enough. */
	atomic_store_explicit(
	    &slot->parked_ns, clock_coarse_ns(), memory_order_relaxed);
	if (mark_done(slot))
		CHECK(ring_push(order->loose, number));
}

void
order_complete(struct order *order, uint32_t number)
{
	complete(order, number);
	/* Ours, if it is the head, or what others left behind it. */
	if (anything_ready(order))
		drain(order);
	else
		park_wake(&order->parked_park, 1);
}

void
order_complete_later(struct order *order, uint32_t number)
{
	complete(order, number);
	park_wake(&order->parked_park, 1);
}

void
order_flush(struct order *order)
{
	if (anything_ready(order))
		drain(order);
}

/* ---- overtaking -------------------------------------------------------- */

/*
 * Detach ticket unless it is done after all.  Only the writer's role may, so
 * that no ticket is both detached and written in order.
 */
static bool
detach(struct order *order, uint64_t ticket)
{
	uint32_t number;
	struct slot *slot;
	uint64_t state;

	if (!slot_of(order, ticket, &number))
		return false;
	slot = shared_slot(order->shared, number);
	state = atomic_load(&slot->state);
	while (SLOT_TICKET(state) == ticket && SLOT_PHASE(state) != SLOT_DONE &&
	       (state & SLOT_DETACHED) == 0)
		if (atomic_compare_exchange_weak(
			&slot->state, &state, state | SLOT_DETACHED))
			return true;
	return false;
}

/*
 * The newest ticket that has waited long enough, or head if there is none;
 * *waiting_r when any done answer stands behind the head.
 */
static uint64_t
newest_overdue(
    struct order *order, uint64_t head, uint64_t since_ns, bool *waiting_r)
{
	uint64_t newest = head;
	uint32_t number;

	for (uint64_t ticket = head; slot_of(order, ticket, &number);
	     ticket++) {
		struct slot *slot = shared_slot(order->shared, number);
		uint64_t state = atomic_load(&slot->state);

		if (SLOT_TICKET(state) != ticket ||
		    SLOT_PHASE(state) != SLOT_DONE ||
		    (state & SLOT_DETACHED) != 0)
			continue;
		*waiting_r = true;
		if (atomic_load_explicit(
			&slot->parked_ns, memory_order_relaxed) <= since_ns)
			newest = ticket;
	}
	return newest;
}

uint32_t
order_overtake(struct order *order, uint64_t now_ns, uint64_t max_delay_ns,
    bool *waiting_r)
{
	uint64_t since = now_ns < max_delay_ns ? 0 : now_ns - max_delay_ns;
	uint32_t detached = 0;
	uint64_t head, newest;
	uint32_t number;

	*waiting_r = false;
	if (atomic_load(&order->mode) == ORDER_STRICT) {
		/* Detached in a mode before this one: whoever completed the
		 * ticket behind it could not know that it is the head.  Or
		 * left for later, by one who was held up since. */
		head = atomic_load(&order->head);
		if (look_at_head(order, head, &number) == HEAD_PASSED ||
		    anything_ready(order))
			drain(order);
		return 0;
	}
	if (!take_role(order)) {
		/* A write is under way: the answers behind it wait for that. */
		*waiting_r = true;
		return 0;
	}
	head = atomic_load(&order->head);
	newest = newest_overdue(order, head, since, waiting_r);
	/* After a change to this mode nobody waits for the ones before it. */
	if (atomic_load(&order->mode) == ORDER_ANY)
		newest = atomic_load(&order->tail);
	for (uint64_t ticket = head; ticket < newest; ticket++)
		detached += detach(order, ticket);
	give_role_back(order);
	if (newest > head || anything_ready(order))
		drain(order);
	return detached;
}

void
order_set_mode(struct order *order, enum response_order mode)
{
	atomic_store(&order->mode, mode);
}

bool
order_take_free(struct order *order, uint32_t *slot_r)
{
	return ring_pop(order->freed, slot_r);
}

struct park *
order_freed(struct order *order)
{
	return &order->freed_park;
}

struct park *
order_parked(struct order *order)
{
	return &order->parked_park;
}
