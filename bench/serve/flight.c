/*
 * flight - requests that were sent and not answered yet
 */
#include "bench/serve/flight.h"

#include <err.h>
#include <stdlib.h>

static struct flight_slot *
new_slots(size_t count)
{
	struct flight_slot *slots = calloc(count, sizeof(*slots));

	if (slots == NULL)
		err(2, "no memory for %zu requests in flight", count);
	return slots;
}

void
flight_init(struct flight *flight)
{
	*flight = (struct flight){
	    .slots = new_slots(1024), .mask = 1023, .next = 1, .in_turn = 1};
}

/* Doubling keeps apart what was apart. */
static void
grow(struct flight *flight)
{
	size_t mask = flight->mask * 2 + 1;
	struct flight_slot *slots = new_slots(mask + 1);

	for (size_t i = 0; i <= flight->mask; i++)
		if (flight->slots[i].number != 0)
			slots[flight->slots[i].number & mask] =
			    flight->slots[i];
	free(flight->slots);
	flight->slots = slots;
	flight->mask = mask;
}

uint64_t
flight_send(struct flight *flight, uint64_t due_ns, uint64_t now_ns)
{
	uint64_t number = flight->next++;

	while (flight->slots[number & flight->mask].number != 0)
		grow(flight);
	flight->slots[number & flight->mask] =
	    (struct flight_slot){number, {due_ns, now_ns}};
	flight->count++;
	return number;
}

uint64_t
flight_after(const struct flight *flight, uint64_t number)
{
	while (++number < flight->next)
		if (flight->slots[number & flight->mask].number == number)
			return number;
	return 0;
}

/* Move in_turn past requests that were answered out of turn. */
static void
next_turn(struct flight *flight)
{
	while (flight->in_turn < flight->next &&
	       flight->slots[flight->in_turn & flight->mask].number !=
		   flight->in_turn)
		flight->in_turn++;
}

enum flight_result
flight_answer(
    struct flight *flight, uint64_t number, struct flight_times *times_r)
{
	struct flight_slot *slot = &flight->slots[number & flight->mask];

	if (number == 0 || number >= flight->next)
		return FLIGHT_UNKNOWN;
	if (slot->number != number)
		return FLIGHT_REPEATED;
	*times_r = slot->times;
	slot->number = 0;
	flight->count--;
	if (number != flight->in_turn)
		return FLIGHT_OVERTOOK;
	next_turn(flight);
	return FLIGHT_ANSWERED;
}
