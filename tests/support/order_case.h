/*
 * order_case - answers of one thread, and what was written of them
 *
 * Slots are filled by hand, and what was written is read back from a pipe.
 * Ticket 1 is in slot 0, and so on.  Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_ORDER_CASE_H
#define TESTS_SUPPORT_ORDER_CASE_H

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/pipeline/order.h"
#include "threads/shared/outlet.h"

#define SLOTS 8u
#define DELAY_NS (250 * NS_PER_MS)

struct rig {
	struct shared *shared;
	struct order *order;
	int out; /* read end */
	int in;
	char said[8192];
};

static struct rig rig;

static inline int
set_up(void **state)
{
	int fds[2];

	(void)state;
	memset(&rig, 0, sizeof(rig));
	if (pipe2(fds, O_NONBLOCK) != 0)
		return -1;
	rig.out = fds[0];
	rig.in = fds[1];
	rig.shared = shared_create(SLOTS, 1);
	outlet_init(rig.in, rig.shared);
	rig.order = order_create(rig.shared, ORDER_STRICT);
	return rig.order == NULL ? -1 : 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	order_destroy(&rig.order);
	shared_destroy(&rig.shared);
	close(rig.out);
	close(rig.in);
	return 0;
}

/* What was written since the last call. */
static inline const char *
said(void)
{
	ssize_t size = read(rig.out, rig.said, sizeof(rig.said) - 1);

	rig.said[size > 0 ? size : 0] = '\0';
	return rig.said;
}

/* The next ticket, in this slot. */
static inline void
ask(uint32_t number)
{
	uint64_t ticket = rig.shared->next_ticket++;

	assert_true(order_has_room(rig.order));
	atomic_store(&shared_slot(rig.shared, number)->state,
	    SLOT_STATE(ticket, SLOT_QUEUED) | order_birth_flags(rig.order));
	order_add(rig.order, ticket, number);
	order_extend(rig.order);
}

/* Claim the slot and put the line there. */
static inline void
fill(uint32_t number, const char *line, size_t size)
{
	struct slot *slot = shared_slot(rig.shared, number);

	assert_true(
	    shared_slot_claim(slot, SLOT_TICKET(atomic_load(&slot->state))));
	memcpy(shared_slot_answer(rig.shared, number, size), line, size);
	slot->answer_size = (uint16_t)size;
}

static inline void
answer_with(uint32_t number, const char *line, size_t size)
{
	fill(number, line, size);
	order_complete(rig.order, number);
}

/* Answer with the slot's number. */
static inline void
answer(uint32_t number)
{
	char line[16];
	int size = snprintf(line, sizeof(line), "%u\n", (unsigned)number);

	answer_with(number, line, (size_t)size);
}

/* The same, left for later. */
static inline void
answer_later(uint32_t number)
{
	char line[16];
	int size = snprintf(line, sizeof(line), "%u\n", (unsigned)number);

	fill(number, line, (size_t)size);
	order_complete_later(rig.order, number, clock_coarse_ns());
}

static inline void
ask_all(void)
{
	for (uint32_t i = 0; i < SLOTS; i++)
		ask(i);
}

/* Once round the clock: what is parked now has waited long enough. */
static inline uint32_t
overtake_all(bool *waiting_r)
{
	return order_overtake(
	    rig.order, clock_now_ns() + 2 * DELAY_NS, waiting_r);
}

static inline uint32_t
free_count(void)
{
	uint32_t count = 0, number;

	while (order_take_free(rig.order, &number, 1) > 0)
		count++;
	return count;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
