/*
 * inflight - requests in the in-flight table, one thread being all roles
 */
#include "bench/inflight.h"

#include <string.h>

#include "bench/bench.h"
#include "threads/shared/outlet.h"

struct inflight
inflight_create(uint32_t slots, int fd)
{
	struct inflight inflight = {.shared = shared_create(slots, 1)};

	if (inflight.shared == NULL)
		bench_refuse("inflight", "out of memory");
	if (fd < 0)
		return inflight;
	outlet_init(fd, inflight.shared);
	inflight.order = order_create(inflight.shared, ORDER_STRICT);
	if (inflight.order == NULL)
		bench_refuse("inflight", "out of memory");
	return inflight;
}

void
inflight_ask(struct inflight *inflight, uint32_t number)
{
	uint64_t ticket = inflight->shared->next_ticket++;
	struct slot *slot = shared_slot(inflight->shared, number);

	atomic_store_explicit(&slot->state, SLOT_STATE(ticket, SLOT_QUEUED),
	    memory_order_release);
	if (inflight->order == NULL)
		return;
	if (!order_has_room(inflight->order))
		bench_refuse("inflight", "no room in the order");
	order_add(inflight->order, ticket, number);
	order_extend(inflight->order);
}

void
inflight_answer(struct inflight *inflight, uint32_t number, struct slice line)
{
	struct slot *slot = shared_slot(inflight->shared, number);

	if (!shared_slot_claim(slot, SLOT_TICKET(atomic_load(&slot->state))))
		bench_refuse("inflight", "the slot is not there to be claimed");
	memcpy(shared_slot_answer(inflight->shared, number, line.size),
	    line.data, line.size);
	slot->answer_size = (uint16_t)line.size;
	if (inflight->order != NULL)
		order_complete(inflight->order, number);
}
