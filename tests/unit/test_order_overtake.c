/*
 * test_order_overtake - who passes answers that have waited long enough, and
 * who does not
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/order_case.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(strict_lets_nothing_pass_however_long_it_waits),
	    TEST(window_passes_what_waited_long_enough),
	    TEST(who_completes_behind_one_that_is_late_passes_it),
	    TEST(who_completes_behind_one_that_is_not_late_waits),
	    TEST(nobody_gets_up_where_none_waits),
	    TEST(who_gets_up_lets_them_pass),
	    TEST(nobody_gets_up_again_where_none_waits_any_more),
	    TEST(who_waits_on_is_not_forgotten),
	    TEST(window_passes_nothing_early),
	    TEST(window_waits_for_nothing_when_nothing_is_parked),
	    TEST(what_is_being_answered_is_waited_for_and_not_passed),
	    TEST(a_request_is_in_the_window_once_that_is_extended),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
