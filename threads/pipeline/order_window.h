/*
 * order_window - the order from inside: what order*.c share
 *
 *     order.c           the window: made, filled by the reader, emptied to it
 *     order_writer.c    the writer's role: lines that are ready leave
 *     order_overtake.c  answers pass those that are slower
 */
#ifndef THREADS_PIPELINE_ORDER_WINDOW_H
#define THREADS_PIPELINE_ORDER_WINDOW_H

#include "threads/base/ring.h"
#include "threads/pipeline/order.h"
#include "threads/shared/outlet.h"

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
	_Atomic uint64_t max_delay_ns;

	/* [reader] one past the newest ticket that others see */
	_Alignas(64) _Atomic uint64_t tail;
	/* [reader] ... and past the newest there is.  Moved for each request,
	 * so on another line than what workers read for each. */
	_Alignas(64) uint64_t next;
	/* [reader] head when last looked at: saves reading the hot one */
	uint64_t head_seen;
	/* [writer] the oldest ticket that is not written or detached */
	_Alignas(64) _Atomic uint64_t head;
	/* [atomic] the writer's role: 0, or who has it and all who wanted it
	 * since it was last looked for what is ready */
	_Atomic uint64_t writer;
	/* [any] who waited behind which head, as seen last, and since when */
	_Alignas(64) _Atomic uint64_t blocked_by;
	_Atomic uint64_t blocked_since_ns;
	struct park freed_park;
	struct park parked_park;
	/* [writer] lines of this write; whose they are says the parcel */
	size_t batch_bytes;
	char batch[OUTLET_WRITE_MAX];
};

/* [writer] */
static inline struct parcel *
order_parcel(const struct order *order)
{
	return &order->shared->parcels[PARCEL_OF_ORDER];
}

/* Slot of a ticket in the window; false: the window ends before it. */
static inline bool
order_slot_of(const struct order *order, uint64_t ticket, uint32_t *number_r)
{
	if (ticket >= atomic_load_explicit(&order->tail, memory_order_acquire))
		return false;
	*number_r = atomic_load_explicit(
	    &order->slots[ticket & order->mask], memory_order_relaxed);
	return true;
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
static inline enum head
order_look_at_head(const struct order *order, uint64_t head, uint32_t *number_r)
{
	uint64_t state;

	if (!order_slot_of(order, head, number_r))
		return HEAD_WAITS;
	/* Sequential: the other half stands in look_for_ready(). */
	state = atomic_load(&shared_slot(order->shared, *number_r)->state);
	if (SLOT_TICKET(state) != head || (state & SLOT_DETACHED) != 0)
		return HEAD_PASSED;
	return SLOT_PHASE(state) == SLOT_DONE ? HEAD_READY : HEAD_WAITS;
}

/* May any answer leave now? */
static inline bool
order_anything_ready(struct order *order)
{
	uint64_t head = atomic_load(&order->head);
	uint32_t number;

	return ring_length(order->loose) > 0 ||
	       order_look_at_head(order, head, &number) == HEAD_READY;
}

/* ---- order_writer.c ---------------------------------------------------- */

/* False: somebody has it. */
bool order_take_role(struct order *order) MUST_USE;
/* True: somebody wanted it meanwhile, so order_drain() must follow. */
bool order_give_role_back(struct order *order) MUST_USE;

/* Take the role and write what is ready.  Whoever finds it taken leaves it to
 * the one who has it, who looks once more. */
void order_drain(struct order *order);

#endif
