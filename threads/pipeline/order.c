/*
 * order - answers leave in the order of their requests, or nearly
 */
#include "threads/pipeline/order_window.h"

#include <stdlib.h>

#include "core/base/clock.h"
#include "threads/base/lines.h"

struct order *
order_create(struct shared *shared, enum response_order mode)
{
	struct order *order = lines_alloc(1, sizeof(*order));
	uint32_t cells = 2;

	while (cells < shared->slot_count)
		cells *= 2;
	if (order == NULL)
		return NULL;
	order->shared = shared;
	order->mask = cells - 1;
	order->slots = calloc(cells, sizeof(*order->slots));
	order->loose = ring_create(cells);
	order->freed = ring_create(cells);
	atomic_init(&order->mode, mode);
	atomic_init(&order->head, shared->next_ticket);
	atomic_init(&order->tail, shared->next_ticket);
	order->next = shared->next_ticket;
	order->head_seen = shared->next_ticket;
	atomic_init(&order->blocked_by, UINT64_MAX);
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
	CHECK_HOT(ticket == order->next);
	CHECK_HOT(ticket - atomic_load(&order->head) <= order->mask);
	atomic_store_explicit(
	    &order->slots[ticket & order->mask], slot, memory_order_relaxed);
	order->next = ticket + 1;
}

void
order_extend(struct order *order)
{
	/* Release: the slot's number before the ticket is in the window.
	 * Pairs with the acquire of tail in order_slot_of(). */
	atomic_store_explicit(&order->tail, order->next, memory_order_release);
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
	if (order->next - order->head_seen <= order->mask)
		return true;
	order->head_seen = atomic_load(&order->head);
	return order->next - order->head_seen <= order->mask;
}

/* ---- completion -------------------------------------------------------- */

/* DONE; true: the order has gone on without it, or does not wait at all. */
static bool
mark_done(struct slot *slot)
{
	uint64_t before =
	    atomic_load_explicit(&slot->state, memory_order_relaxed);

	CHECK(SLOT_PHASE(before) == SLOT_ANSWERING);
	/* Release: the answer.  Pairs with order_look_at_head(). */
	atomic_store_explicit(&slot->state, SLOT_IN_PHASE(before, SLOT_DONE),
	    memory_order_release);
	return (before & SLOT_DETACHED) != 0;
}

static void
complete(struct order *order, uint32_t number, uint64_t now_ns)
{
	struct slot *slot = shared_slot(order->shared, number);

	/* When it began to wait, in case that it must; 4 ms are near enough. */
	atomic_store_explicit(&slot->parked_ns, now_ns, memory_order_relaxed);
	if (mark_done(slot))
		CHECK(ring_push(order->loose, number));
}

/* Behind mark_done(): DONE first, then the look at head.  Pairs with
 * emit_in_order(), which moves head and looks at DONE then. */
static bool
look_for_ready(struct order *order)
{
	atomic_thread_fence(memory_order_seq_cst);
	return order_anything_ready(order);
}

static void
wait_behind(struct order *order)
{
	park_wake(&order->parked_park, 1);
	order_overtake_if_due(order);
}

void
order_complete(struct order *order, uint32_t number)
{
	complete(order, number, clock_coarse_ns());
	/* Ours, if it is the head, or what others left behind it. */
	if (look_for_ready(order))
		order_drain(order);
	else
		wait_behind(order);
}

void
order_complete_later(struct order *order, uint32_t number, uint64_t now_ns)
{
	complete(order, number, now_ns);
}

void
order_left_for_later(struct order *order)
{
	/* No fence: the exchange by which the caller took its next request
	 * stands between the answer and this look on the processors we know;
	 * elsewhere the net below the timer's sleep is late by its second. */
	if (park_has_sleepers(&order->parked_park))
		park_wake(&order->parked_park, 1);
}

void
order_flush(struct order *order)
{
	if (look_for_ready(order))
		order_drain(order);
	else
		wait_behind(order);
}

void
order_set_mode(
    struct order *order, enum response_order mode, uint64_t max_delay_ns)
{
	atomic_store(&order->max_delay_ns, max_delay_ns);
	atomic_store(&order->mode, mode);
}

uint32_t
order_take_free(struct order *order, uint32_t *slots_r, uint32_t max)
{
	return ring_pop_many(order->freed, slots_r, max);
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
