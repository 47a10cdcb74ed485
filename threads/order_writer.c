/*
 * order_writer - whoever has the role writes what is ready
 */
#include "threads/order_window.h"

#include <string.h>

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

static void
emit_in_order(struct order *order)
{
	uint64_t head =
	    atomic_load_explicit(&order->head, memory_order_relaxed);
	uint32_t number;

	for (;;) {
		switch (order_look_at_head(order, head, &number)) {
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

bool
order_take_role(struct order *order)
{
	return atomic_exchange(&order->writer, 1) == 0;
}

/*
 * An exchange and not a store: it reads what the last caller of
 * order_take_role() left there who found the role taken, so all that one had
 * made ready is seen by our next look (relaxed loads included).  A store would
 * synchronize with nobody, and an answer could be left behind by both.
 */
void
order_give_role_back(struct order *order)
{
	atomic_exchange(&order->writer, 0);
}

void
order_drain(struct order *order)
{
	do {
		if (!order_take_role(order))
			return;
		emit_loose(order);
		emit_in_order(order);
		flush_batch(order);
		order_give_role_back(order);
	} while (order_anything_ready(order));
}
