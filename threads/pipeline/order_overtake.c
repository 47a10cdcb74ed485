/*
 * order_overtake - answers that waited long enough pass those that are slower
 */
#include "threads/pipeline/order_window.h"

#include "core/base/clock.h"

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
 * The newest of the tickets up to last that has waited long enough, or head if
 * there is none; *waiting_r when any done answer stands behind the head.
 */
static uint64_t
newest_overdue(struct order *order, uint64_t head, uint64_t last,
    uint64_t since_ns, bool *waiting_r)
{
	uint64_t newest = head;
	uint32_t number;

	for (uint64_t ticket = head;
	     ticket <= last && order_slot_of(order, ticket, &number);
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

/*
 * Let what has waited pass, of the look_max oldest tickets.  The caller has the
 * writer's role, and gives it back.
 */
static uint32_t
overtake(
    struct order *order, uint64_t since_ns, uint64_t look_max, bool *waiting_r)
{
	uint64_t head = atomic_load(&order->head), newest;
	uint32_t detached = 0;
	bool wanted;

	/* First: who has to wait from now on says so anew. */
	atomic_store(&order->blocked_by, UINT64_MAX);
	newest =
	    newest_overdue(order, head, head + look_max, since_ns, waiting_r);
	if (*waiting_r && newest == head)
		atomic_store(&order->blocked_by, head);
	/* After a change to this mode nobody waits for the ones before it. */
	if (atomic_load(&order->mode) == ORDER_ANY)
		newest = atomic_load(&order->tail);
	for (uint64_t ticket = head; ticket < newest; ticket++)
		detached += detach(order, ticket);
	if (detached > 0)
		live_stats_add(&order->shared->live->stats, LIVE_STATS_OTHERS,
		    COUNTER_OVERTAKEN, detached);
	wanted = order_give_role_back(order);
	if (wanted || newest > head || order_anything_ready(order))
		order_drain(order);
	return detached;
}

uint64_t
order_max_delay_ns(const struct order *order)
{
	return atomic_load_explicit(&order->max_delay_ns, memory_order_relaxed);
}

static uint64_t
before_delay(const struct order *order, uint64_t now_ns)
{
	uint64_t delay = order_max_delay_ns(order);

	return now_ns < delay ? 0 : now_ns - delay;
}

uint32_t
order_overtake(struct order *order, uint64_t now_ns, bool *waiting_r)
{
	*waiting_r = false;
	if (atomic_load(&order->mode) == ORDER_STRICT) {
		/* Detached in a mode before this one: whoever completed the
		 * ticket behind it could not know that it is the head.  Or
		 * left for later, by one who was held up since. */
		uint64_t head = atomic_load(&order->head);
		uint32_t number;

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
	return overtake(
	    order, before_delay(order, now_ns), UINT64_MAX / 2, waiting_r);
}

/*
 * Requests are begun in their order, so those that are done stand near the
 * head; the timer looks at all.
 */
#define LOOK_MAX 256u

static bool
is_due(struct order *order, uint64_t now_ns)
{
	uint64_t head = atomic_load(&order->head);

	if (atomic_load(&order->blocked_by) == head)
		return atomic_load(&order->blocked_since_ns) <=
		       before_delay(order, now_ns);
	/* The time first: who sees the head sees no time before it. */
	atomic_store(&order->blocked_since_ns, now_ns);
	atomic_store(&order->blocked_by, head);
	return false;
}

uint64_t
order_due_in_ns(const struct order *order)
{
	uint64_t due, now;

	if (atomic_load(&order->blocked_by) != atomic_load(&order->head) ||
	    atomic_load(&order->mode) != ORDER_WINDOW)
		return UINT64_MAX;
	due = atomic_load(&order->blocked_since_ns) + order_max_delay_ns(order);
	now = clock_now_ns();
	return due > now ? due - now : 0;
}

void
order_overtake_if_due(struct order *order)
{
	uint64_t now;
	bool waiting = false;

	if (atomic_load(&order->mode) != ORDER_WINDOW)
		return;
	now = clock_now_ns();
	if (is_due(order, now) && order_take_role(order))
		overtake(order, before_delay(order, now), LOOK_MAX, &waiting);
}
