/*
 * test_order - answers leave in the order of their requests, or nearly
 *
 * By one thread: slots are filled by hand, and what was written is read back
 * from a pipe.  Ticket 1 is in slot 0, and so on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>
#include <cmocka.h>

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

static int
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

static int
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
static const char *
said(void)
{
	ssize_t size = read(rig.out, rig.said, sizeof(rig.said) - 1);

	rig.said[size > 0 ? size : 0] = '\0';
	return rig.said;
}

/* The next ticket, in this slot. */
static void
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
static void
fill(uint32_t number, const char *line, size_t size)
{
	struct slot *slot = shared_slot(rig.shared, number);

	assert_true(
	    shared_slot_claim(slot, SLOT_TICKET(atomic_load(&slot->state))));
	memcpy(shared_slot_answer(rig.shared, number, size), line, size);
	slot->answer_size = (uint16_t)size;
}

static void
answer_with(uint32_t number, const char *line, size_t size)
{
	fill(number, line, size);
	order_complete(rig.order, number);
}

/* Answer with the slot's number. */
static void
answer(uint32_t number)
{
	char line[16];
	int size = snprintf(line, sizeof(line), "%u\n", (unsigned)number);

	answer_with(number, line, (size_t)size);
}

/* The same, left for later. */
static void
answer_later(uint32_t number)
{
	char line[16];
	int size = snprintf(line, sizeof(line), "%u\n", (unsigned)number);

	fill(number, line, (size_t)size);
	order_complete_later(rig.order, number, clock_coarse_ns());
}

static void
ask_all(void)
{
	for (uint32_t i = 0; i < SLOTS; i++)
		ask(i);
}

/* Once round the clock: what is parked now has waited long enough. */
static uint32_t
overtake_all(bool *waiting_r)
{
	return order_overtake(
	    rig.order, clock_now_ns() + 2 * DELAY_NS, waiting_r);
}

static uint32_t
free_count(void)
{
	uint32_t count = 0, number;

	while (order_take_free(rig.order, &number, 1) > 0)
		count++;
	return count;
}

static void
answers_leave_in_the_order_of_the_requests(void **state)
{
	(void)state;
	ask_all();
	answer(2);
	answer(1);
	answer(3);
	assert_string_equal(said(), "");
	answer(0);
	assert_string_equal(said(), "0\n1\n2\n3\n");
	answer(7);
	answer(5);
	answer(6);
	answer(4);
	assert_string_equal(said(), "4\n5\n6\n7\n");
	assert_int_equal(free_count(), SLOTS);
	assert_int_equal(atomic_load(&rig.shared->answered), SLOTS);
}

static void
an_answer_left_for_later_leaves_with_the_next_one(void **state)
{
	(void)state;
	ask_all();
	answer_later(0);
	assert_string_equal(said(), "");
	assert_int_equal(free_count(), 0);
	answer(1);
	assert_string_equal(said(), "0\n1\n");
	answer_later(2);
	/* Not the head, but now it can be seen that something is ready. */
	answer(5);
	assert_string_equal(said(), "2\n");
}

static void
answers_left_for_later_leave_when_flushed(void **state)
{
	(void)state;
	ask_all();
	answer_later(1);
	order_flush(rig.order);
	assert_string_equal(said(), "");
	answer_later(0);
	order_flush(rig.order);
	assert_string_equal(said(), "0\n1\n");
	order_flush(rig.order);
	assert_string_equal(said(), "");
}

/* Whatever the mode: the net below a thread that is held up. */
static void
an_answer_left_for_later_leaves_at_the_timers_tick(void **state)
{
	static const enum response_order modes[] = {
	    ORDER_STRICT, ORDER_WINDOW, ORDER_ANY};
	bool waiting;

	(void)state;
	for (uint32_t i = 0; i < 3; i++) {
		char line[16];

		order_set_mode(rig.order, modes[i], DELAY_NS);
		ask(i);
		answer_later(i);
		assert_string_equal(said(), "");
		order_overtake(rig.order, 0, &waiting);
		snprintf(line, sizeof(line), "%u\n", (unsigned)i);
		assert_string_equal(said(), line);
	}
}

static void
strict_lets_nothing_pass_however_long_it_waits(void **state)
{
	bool waiting = true;

	(void)state;
	ask_all();
	answer(1);
	assert_int_equal(overtake_all(&waiting), 0);
	assert_false(waiting);
	assert_string_equal(said(), "");
	answer(0);
	assert_string_equal(said(), "0\n1\n");
}

static void
window_passes_what_waited_long_enough(void **state)
{
	bool waiting;

	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, DELAY_NS);
	ask_all();
	answer(2);
	answer(3);
	assert_string_equal(said(), "");
	assert_int_equal(overtake_all(&waiting), 2);
	assert_true(waiting);
	assert_string_equal(said(), "2\n3\n");
	/* The two that were passed answer by themselves. */
	answer(1);
	assert_string_equal(said(), "1\n");
	answer(0);
	assert_string_equal(said(), "0\n");
	/* And the order goes on behind them. */
	answer(5);
	assert_string_equal(said(), "");
	answer(4);
	assert_string_equal(said(), "4\n5\n");
}

static void
who_completes_behind_one_that_is_late_passes_it(void **state)
{
	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, 0);
	ask_all();
	/* It is seen for the first time that somebody waits for this one. */
	answer(2);
	assert_string_equal(said(), "");
	answer(3);
	assert_string_equal(said(), "2\n3\n");
	answer(0);
	answer(1);
	assert_string_equal(said(), "0\n1\n");
}

static void
who_completes_behind_one_that_is_not_late_waits(void **state)
{
	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, 3600 * NS_PER_S);
	ask_all();
	for (uint32_t i = 1; i < SLOTS; i++)
		answer(i);
	assert_string_equal(said(), "");
}

static void
nobody_gets_up_where_none_waits(void **state)
{
	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, DELAY_NS);
	ask_all();
	assert_true(order_due_in_ns(rig.order) == UINT64_MAX);
	answer(0);
	assert_true(order_due_in_ns(rig.order) == UINT64_MAX);
	answer(2);
	assert_true(order_due_in_ns(rig.order) <= DELAY_NS);
	answer(1);
	assert_true(order_due_in_ns(rig.order) == UINT64_MAX);
}

static void
who_gets_up_lets_them_pass(void **state)
{
	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, 0);
	ask_all();
	answer(1);
	assert_true(order_due_in_ns(rig.order) == 0);
	order_overtake_if_due(rig.order);
	assert_string_equal(said(), "1\n");
	assert_true(order_due_in_ns(rig.order) == UINT64_MAX);
}

/* Whoever looked when it was over must not keep getting up for it. */
static void
nobody_gets_up_again_where_none_waits_any_more(void **state)
{
	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, 0);
	ask_all();
	order_flush(rig.order);
	assert_true(order_due_in_ns(rig.order) == 0);
	order_overtake_if_due(rig.order);
	assert_true(order_due_in_ns(rig.order) == UINT64_MAX);
}

static void
who_waits_on_is_not_forgotten(void **state)
{
	bool waiting = false;

	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, DELAY_NS);
	ask_all();
	answer(1);
	assert_int_equal(order_overtake(rig.order, 1, &waiting), 0);
	assert_true(waiting);
	assert_true(order_due_in_ns(rig.order) <= DELAY_NS);
}

static void
window_passes_nothing_early(void **state)
{
	bool waiting = false;
	uint64_t now;

	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, DELAY_NS);
	ask_all();
	/* Ahead of the answer, which has waited for nothing then, however long
	 * we are held up in between. */
	now = clock_now_ns();
	answer(1);
	assert_int_equal(order_overtake(rig.order, now, &waiting), 0);
	assert_true(waiting);
	assert_string_equal(said(), "");
}

static void
window_waits_for_nothing_when_nothing_is_parked(void **state)
{
	bool waiting = true;

	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, DELAY_NS);
	ask_all();
	assert_int_equal(overtake_all(&waiting), 0);
	assert_false(waiting);
}

static void
what_is_being_answered_is_waited_for_and_not_passed(void **state)
{
	struct slot *slot = shared_slot(rig.shared, 0);
	bool waiting;

	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, DELAY_NS);
	ask_all();
	answer(1);
	assert_true(shared_slot_claim(slot, 1));
	assert_int_equal(overtake_all(&waiting), 0);
	assert_true(waiting);
	assert_string_equal(said(), "");
	memcpy(shared_slot_answer(rig.shared, 0, 2), "0\n", 2);
	slot->answer_size = 2;
	order_complete(rig.order, 0);
	assert_string_equal(said(), "0\n1\n");
}

static void
a_request_is_in_the_window_once_that_is_extended(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 2; i++) {
		uint64_t ticket = rig.shared->next_ticket++;

		atomic_store(&shared_slot(rig.shared, i)->state,
		    SLOT_STATE(ticket, SLOT_QUEUED));
		order_add(rig.order, ticket, i);
	}
	answer(0);
	order_flush(rig.order);
	assert_string_equal(said(), "");
	order_extend(rig.order);
	order_flush(rig.order);
	assert_string_equal(said(), "0\n");
	answer(1);
	assert_string_equal(said(), "1\n");
}

static void
any_writes_as_soon_as_done(void **state)
{
	(void)state;
	order_set_mode(rig.order, ORDER_ANY, DELAY_NS);
	ask_all();
	answer(5);
	assert_string_equal(said(), "5\n");
	answer(0);
	answer(7);
	assert_string_equal(said(), "0\n7\n");
	assert_int_equal(free_count(), 3);
}

static void
a_change_to_any_lets_the_window_go_on(void **state)
{
	bool waiting;

	(void)state;
	ask(0); /* slow, and asked for while the order still held */
	order_set_mode(rig.order, ORDER_ANY, DELAY_NS);
	for (uint32_t i = 1; i < SLOTS; i++)
		ask(i);
	for (uint32_t i = 1; i < SLOTS; i++)
		answer(i);
	assert_string_equal(said(), "1\n2\n3\n4\n5\n6\n7\n");
	/* Seven slots are free, but the window ends behind the slow one... */
	assert_int_equal(free_count(), SLOTS - 1);
	assert_false(order_has_room(rig.order));
	/* ...until the timer looks. */
	assert_int_equal(overtake_all(&waiting), 1);
	assert_true(order_has_room(rig.order));
	ask(3);
	answer(3);
	answer(0);
	assert_string_equal(said(), "3\n0\n");
}

static void
a_change_to_any_keeps_the_order_of_what_is_done(void **state)
{
	bool waiting;

	(void)state;
	ask_all();
	answer(1);
	answer(3);
	order_set_mode(rig.order, ORDER_ANY, DELAY_NS);
	assert_int_equal(overtake_all(&waiting), SLOTS - 2);
	assert_string_equal(said(), "1\n3\n");
	answer(7);
	answer(0);
	assert_string_equal(said(), "7\n0\n");
}

static void
a_change_to_strict_holds_from_the_next_request_on(void **state)
{
	bool waiting;

	(void)state;
	order_set_mode(rig.order, ORDER_ANY, DELAY_NS);
	ask(0);
	order_set_mode(rig.order, ORDER_STRICT, DELAY_NS);
	ask(1);
	ask(2);
	answer(2);
	assert_string_equal(said(), "");
	answer(1); /* 0 was born detached: nobody waits for it */
	assert_int_equal(overtake_all(&waiting), 0);
	assert_string_equal(said(), "1\n2\n");
	answer(0);
	assert_string_equal(said(), "0\n");
}

static void
a_reused_slot_is_not_taken_for_the_ticket_before(void **state)
{
	bool waiting;

	(void)state;
	order_set_mode(rig.order, ORDER_WINDOW, DELAY_NS);
	ask(0);
	ask(1);
	answer(1);
	assert_int_equal(overtake_all(&waiting), 1);
	assert_string_equal(said(), "1\n");
	ask(1); /* slot 1 again, a later ticket */
	answer(0);
	assert_string_equal(said(), "0\n");
	answer(1);
	assert_string_equal(said(), "1\n");
	assert_int_equal(free_count(), 3);
}

static void
the_window_moves_on_for_ever(void **state)
{
	(void)state;
	for (uint32_t round = 0; round < 1000; round++) {
		ask(0);
		ask(1);
		answer(1);
		answer(0);
		assert_string_equal(said(), "0\n1\n");
		assert_int_equal(free_count(), 2);
	}
}

static void
writes_end_with_a_line_and_hold_no_more_than_a_pipe_takes_whole(void **state)
{
	char line[3000];

	(void)state;
	memset(line, 'x', sizeof(line));
	line[sizeof(line) - 1] = '\n';
	ask(0);
	ask(1);
	answer_with(1, line, sizeof(line));
	/* The second does not fit behind the first in one write. */
	answer_with(0, line, sizeof(line));
	assert_int_equal(read(rig.out, rig.said, 8192), 6000);
	assert_int_equal(rig.said[2999], '\n');
	assert_int_equal(rig.said[5999], '\n');
}

static void
a_slot_is_free_only_once_it_is_written(void **state)
{
	(void)state;
	ask(0);
	ask(1);
	answer(1);
	assert_int_equal(free_count(), 0);
	assert_int_equal(
	    SLOT_PHASE(atomic_load(&shared_slot(rig.shared, 1)->state)),
	    SLOT_DONE);
	answer(0);
	assert_int_equal(free_count(), 2);
	assert_int_equal(
	    atomic_load(&shared_slot(rig.shared, 1)->state), SLOT_FREE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(answers_leave_in_the_order_of_the_requests),
	    TEST(an_answer_left_for_later_leaves_with_the_next_one),
	    TEST(answers_left_for_later_leave_when_flushed),
	    TEST(an_answer_left_for_later_leaves_at_the_timers_tick),
	    TEST(strict_lets_nothing_pass_however_long_it_waits),
	    TEST(window_passes_what_waited_long_enough),
	    TEST(window_passes_nothing_early),
	    TEST(who_completes_behind_one_that_is_late_passes_it),
	    TEST(who_completes_behind_one_that_is_not_late_waits),
	    TEST(nobody_gets_up_where_none_waits),
	    TEST(who_gets_up_lets_them_pass),
	    TEST(nobody_gets_up_again_where_none_waits_any_more),
	    TEST(who_waits_on_is_not_forgotten),
	    TEST(window_waits_for_nothing_when_nothing_is_parked),
	    TEST(what_is_being_answered_is_waited_for_and_not_passed),
	    TEST(a_request_is_in_the_window_once_that_is_extended),
	    TEST(any_writes_as_soon_as_done),
	    TEST(a_change_to_any_lets_the_window_go_on),
	    TEST(a_change_to_any_keeps_the_order_of_what_is_done),
	    TEST(a_change_to_strict_holds_from_the_next_request_on),
	    TEST(a_reused_slot_is_not_taken_for_the_ticket_before),
	    TEST(the_window_moves_on_for_ever),
	    TEST(
		writes_end_with_a_line_and_hold_no_more_than_a_pipe_takes_whole),
	    TEST(a_slot_is_free_only_once_it_is_written),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
