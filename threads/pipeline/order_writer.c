/*
 * order_writer - whoever has the role writes what is ready
 */
#include "threads/pipeline/order_window.h"

#include <string.h>

#include "core/base/clock.h"

/* How long each took, from the request's arrival until it was written.  What
 * the reader answers by itself is no message. */
static void
count_latencies(struct order *order)
{
	struct live_answers *answers = &order->shared->live->answers;
	uint64_t now = clock_now_ns();

	for (uint32_t i = 0; i < order->batch_count; i++) {
		struct slot *slot =
		    shared_slot(order->shared, order->batch_slots[i]);
		uint64_t arrival = atomic_load_explicit(
		    &slot->arrival_ns, memory_order_relaxed);

		if (atomic_load_explicit(&slot->preset, memory_order_relaxed) ==
			SLOT_FOR_WORKER &&
		    now > arrival)
			live_answers_add(answers, now - arrival);
	}
}

static void
free_batch(struct order *order)
{
	for (uint32_t i = 0; i < order->batch_count; i++)
		/* Release: pairs with the reader's acquire in ring_pop(). */
		atomic_store_explicit(
		    &shared_slot(order->shared, order->batch_slots[i])->state,
		    SLOT_FREE, memory_order_release);
	CHECK(ring_push_many(
	    order->freed, order->batch_slots, order->batch_count));
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
	live_stats_add(&order->shared->live->stats, LIVE_STATS_OTHERS,
	    COUNTER_ANSWERS, order->batch_count);
	count_latencies(order);
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
