/*
 * order_overtake - answers that waited long enough pass those that are slower
 */
#include "threads/pipeline/order_window.h"

/* In the other phases somebody is about to change the word without looking:
 * such a one is done, or can be asked at the next tick. */
static bool
may_detach(uint64_t state)
{
	return (SLOT_PHASE(state) == SLOT_QUEUED ||
		   SLOT_PHASE(state) == SLOT_RUNNING) &&
	       (state & SLOT_DETACHED) == 0;
}

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

	if (!order_slot_of(order, ticket, &number))
		return false;
	slot = shared_slot(order->shared, number);
	state = atomic_load(&slot->state);
	while (SLOT_TICKET(state) == ticket && may_detach(state))
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

	for (uint64_t ticket = head; order_slot_of(order, ticket, &number);
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
	bool wanted;

	*waiting_r = false;
	if (atomic_load(&order->mode) == ORDER_STRICT) {
		/* Detached in a mode before this one: whoever completed the
		 * ticket behind it could not know that it is the head.  Or
		 * left for later, by one who was held up since. */
		head = atomic_load(&order->head);
		if (order_look_at_head(order, head, &number) == HEAD_PASSED ||
		    order_anything_ready(order))
			order_drain(order);
		return 0;
	}
	if (!order_take_role(order)) {
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
	wanted = order_give_role_back(order);
	if (wanted || newest > head || order_anything_ready(order))
		order_drain(order);
	return detached;
}
