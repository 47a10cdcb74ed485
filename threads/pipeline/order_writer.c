/*
 * order_writer - whoever has the role writes what is ready
 */
#include "threads/pipeline/order_window.h"

#include <string.h>

#include "core/base/clock.h"

/* How long each took, from the request's arrival until it was written.  What
 * the reader answers by itself is no message. */
static void
count_latencies(struct order *order, const struct parcel *parcel)
{
	struct live_answers *answers = &order->shared->live->answers;
	uint64_t now = clock_now_ns();

	for (uint32_t i = 0; i < parcel->slot_count; i++) {
		struct slot *slot =
		    shared_slot(order->shared, parcel->slots[i]);
		uint64_t arrival = atomic_load_explicit(
		    &slot->arrival_ns, memory_order_relaxed);

		if (atomic_load_explicit(&slot->preset, memory_order_relaxed) ==
			SLOT_FOR_WORKER &&
		    now > arrival)
			live_answers_add(answers, now - arrival);
	}
}

/* The reader has a slot again only once no engine after us would free it. */
static void
settle(struct order *order, struct parcel *parcel)
{
	shared_free_parcel_slots(order->shared, parcel);
	CHECK(ring_push_many(order->freed, parcel->slots, parcel->slot_count));
	parcel->slot_count = 0;
}

static void
flush_batch(struct order *order)
{
	struct parcel *parcel = order_parcel(order);

	if (parcel->slot_count == 0)
		return;
	outlet_begin();
	outlet_deliver(parcel,
	    (struct slice){(const uint8_t *)order->batch, order->batch_bytes});
	atomic_fetch_add_explicit(
	    &order->shared->answered, parcel->slot_count, memory_order_relaxed);
	live_stats_add(&order->shared->live->stats, LIVE_STATS_OTHERS,
	    COUNTER_ANSWERS, parcel->slot_count);
	count_latencies(order, parcel);
	settle(order, parcel);
	outlet_end();
	order->batch_bytes = 0;
	park_wake(&order->freed_park, 1);
}

static void
emit(struct order *order, uint32_t number)
{
	struct parcel *parcel = order_parcel(order);
	struct slice line = shared_slot_answered(order->shared, number);

	if (line.size > sizeof(order->batch) - order->batch_bytes ||
	    parcel->slot_count == PARCEL_SLOTS_MAX)
		flush_batch(order);
	CHECK(line.size <= sizeof(order->batch));
	memcpy(order->batch + order->batch_bytes, line.data, line.size);
	order->batch_bytes += line.size;
	parcel->slots[parcel->slot_count++] = number;
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
	uint64_t nobody = 0;

	return atomic_compare_exchange_strong(&order->writer, &nobody, 1);
}

bool
order_give_role_back(struct order *order)
{
	return atomic_exchange(&order->writer, 0) > 1;
}

/*
 * Whoever adds himself to a count above zero leaves all that he had made ready
 * to the one who has the role: the exchange at the end fails then, and the next
 * round reads the count again, so it sees what stood before the addition
 * (relaxed loads included).  Who left an answer for later does not call, and is
 * not waited for: looking for such answers after each write would take them by
 * twos and threes, with a write each, from one who will bring them together.
 */
void
order_drain(struct order *order)
{
	uint64_t callers;

	if (atomic_fetch_add(&order->writer, 1) > 0)
		return;
	do {
		callers = atomic_load(&order->writer);
		emit_loose(order);
		emit_in_order(order);
		flush_batch(order);
	} while (!atomic_compare_exchange_strong(&order->writer, &callers, 0));
}
