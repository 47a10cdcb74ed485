/*
 * test_order - answers leave in the order of their requests, or nearly
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/order_case.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(answers_leave_in_the_order_of_the_requests),
	    TEST(an_answer_left_for_later_leaves_with_the_next_one),
	    TEST(answers_left_for_later_leave_when_flushed),
	    TEST(an_answer_left_for_later_leaves_at_the_timers_tick),
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
