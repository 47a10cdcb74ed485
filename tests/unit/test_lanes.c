/*
 * test_lanes - which worker takes which request, by one thread
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "threads/pipeline/lanes.h"
#include "threads/shared/shared.h"

#define SLOTS 4u
#define NOBODY UINT32_MAX

static struct shared *shared;
static struct lanes *lanes;

static void
start_with(uint32_t slots, uint32_t workers)
{
	shared = shared_create(slots, workers);
	lanes = lanes_create(shared, workers, workers);
	assert_non_null(lanes);
}

static void
start(uint32_t workers)
{
	start_with(SLOTS, workers);
}

static int
stop(void **state)
{
	(void)state;
	lanes_destroy(&lanes);
	shared_destroy(&shared);
	return 0;
}

/* What this worker takes, which must come from lane; NOBODY: nothing. */
static uint32_t
take(uint32_t worker, enum lane lane)
{
	uint32_t number;
	enum lane from;

	if (!lanes_take(lanes, worker, 1, &number, &from))
		return NOBODY;
	assert_int_equal(from, lane);
	return number;
}

/* A worker whose messages are quick. */
static uint32_t
take_several(uint32_t worker)
{
	uint32_t number;
	enum lane from;

	if (!lanes_take(lanes, worker, 8, &number, &from))
		return NOBODY;
	assert_int_equal(from, LANE_FAST);
	return number;
}

static void
requests_are_taken_in_the_order_they_came(void **state)
{
	(void)state;
	start(3);
	for (uint32_t i = 0; i < SLOTS; i++)
		lanes_push(lanes, LANE_FAST, i);
	for (uint32_t i = 0; i < SLOTS; i++)
		assert_int_equal(take(i % 3, LANE_FAST), i);
	assert_int_equal(take(0, LANE_FAST), NOBODY);
}

static void
the_first_worker_prefers_slow_ones_and_the_others_new_mail(void **state)
{
	(void)state;
	start(3);
	lanes_push(lanes, LANE_FAST, 0);
	lanes_push(lanes, LANE_SLOW, 1);
	assert_int_equal(take(1, LANE_FAST), 0);
	lanes_push(lanes, LANE_FAST, 0);
	assert_int_equal(take(0, LANE_SLOW), 1);
}

static void
slow_ones_never_take_all_workers(void **state)
{
	(void)state;
	start(3);
	for (uint32_t i = 0; i < SLOTS; i++)
		lanes_push(lanes, LANE_SLOW, i);
	assert_int_equal(take(0, LANE_SLOW), 0);
	assert_int_equal(take(1, LANE_SLOW), 1);
	assert_int_equal(take(2, LANE_SLOW), NOBODY);
	lanes_leave(lanes, LANE_SLOW);
	assert_int_equal(take(2, LANE_SLOW), 2);
}

static void
slow_and_suspect_together_never_take_all_workers(void **state)
{
	(void)state;
	start(3);
	lanes_push(lanes, LANE_SLOW, 0);
	lanes_push(lanes, LANE_SLOW, 1);
	assert_int_equal(take(0, LANE_SLOW), 0);
	assert_int_equal(take(1, LANE_SLOW), 1);
	lanes_push(lanes, LANE_SUSPECT, 2);
	assert_int_equal(take(2, LANE_SUSPECT), NOBODY);
	lanes_push(lanes, LANE_FAST, 3);
	assert_int_equal(take(2, LANE_FAST), 3);
	lanes_leave(lanes, LANE_FAST);
	lanes_leave(lanes, LANE_SLOW);
	assert_int_equal(take(2, LANE_SUSPECT), 2);
	/* And the other way round: the suspect counts for the slow ones. */
	lanes_push(lanes, LANE_SLOW, 0);
	assert_int_equal(take(1, LANE_SLOW), NOBODY);
	assert_false(lanes_become_slow(lanes));
	lanes_leave(lanes, LANE_SUSPECT);
	assert_int_equal(take(1, LANE_SLOW), 0);
}

static void
suspects_run_one_at_a_time(void **state)
{
	(void)state;
	start(8);
	lanes_push(lanes, LANE_SUSPECT, 0);
	lanes_push(lanes, LANE_SUSPECT, 1);
	assert_int_equal(take(3, LANE_SUSPECT), 0);
	assert_int_equal(take(4, LANE_SUSPECT), NOBODY);
	lanes_leave(lanes, LANE_SUSPECT);
	assert_int_equal(take(4, LANE_SUSPECT), 1);
}

static void
a_lone_worker_takes_everything(void **state)
{
	(void)state;
	start(1);
	lanes_push(lanes, LANE_SLOW, 0);
	lanes_push(lanes, LANE_SUSPECT, 1);
	lanes_push(lanes, LANE_FAST, 2);
	assert_int_equal(take(0, LANE_SLOW), 0);
	lanes_leave(lanes, LANE_SLOW);
	assert_int_equal(take(0, LANE_SUSPECT), 1);
	lanes_leave(lanes, LANE_SUSPECT);
	assert_int_equal(take(0, LANE_FAST), 2);
}

static void
a_message_becomes_slow_in_place_while_there_is_room(void **state)
{
	(void)state;
	start(3);
	assert_true(lanes_become_slow(lanes));
	assert_true(lanes_become_slow(lanes));
	assert_false(lanes_become_slow(lanes));
	lanes_leave(lanes, LANE_SLOW);
	assert_true(lanes_become_slow(lanes));
}

static void
an_entry_that_is_stale_serves_the_next_request_in_its_slot(void **state)
{
	(void)state;
	start(2);
	/* Answered late again and again, and no worker ever looked. */
	for (int round = 0; round < 100; round++)
		for (uint32_t i = 0; i < SLOTS; i++)
			lanes_push(lanes, LANE_FAST, i);
	for (uint32_t i = 0; i < SLOTS; i++)
		assert_int_equal(take(0, LANE_FAST), i);
	assert_int_equal(take(0, LANE_FAST), NOBODY);
	lanes_push(lanes, LANE_FAST, 2);
	assert_int_equal(take(0, LANE_FAST), 2);
}

static void
new_mail_is_pushed_in_one_go_without_what_has_an_entry(void **state)
{
	uint32_t numbers[SLOTS] = {3, 1, 0, 2};

	(void)state;
	start(2);
	lanes_push(lanes, LANE_FAST, 1); /* stale by now */
	lanes_push_new(lanes, numbers, SLOTS);
	lanes_wake_reading(lanes, true);
	assert_int_equal(lanes_backlog(lanes), SLOTS);
	assert_int_equal(take(1, LANE_FAST), 1);
	assert_int_equal(take(1, LANE_FAST), 3);
	assert_int_equal(take(1, LANE_FAST), 0);
	assert_int_equal(take(1, LANE_FAST), 2);
	assert_int_equal(take(1, LANE_FAST), NOBODY);
	lanes_push_new(lanes, numbers, 0);
	lanes_wake_reading(lanes, false);
	assert_int_equal(lanes_backlog(lanes), 0);
}

static void
a_stale_slow_entry_does_not_keep_new_mail_out_of_the_fast_lane(void **state)
{
	(void)state;
	start(2);
	assert_true(lanes_become_slow(lanes)); /* blocks the slow lane */
	lanes_push(lanes, LANE_SLOW, 1);
	assert_int_equal(take(0, LANE_SLOW), NOBODY);
	lanes_push(lanes, LANE_FAST, 1);
	assert_int_equal(take(0, LANE_FAST), 1);
}

/* The share of one of two workers is a fourth of what is there. */
static void
who_is_quick_takes_a_share_and_the_last_ones_singly(void **state)
{
	/* 0 to 3 of 16, 4 to 6 of 12, then 7 and 8 of 9, the rest one by one;
	 * both workers by turns. */
	static const uint32_t order[16] = {
	    0, 4, 1, 5, 2, 6, 3, 7, 9, 8, 10, 11, 12, 13, 14, 15};

	(void)state;
	start_with(16, 2);
	for (uint32_t i = 0; i < 16; i++)
		lanes_push(lanes, LANE_FAST, i);
	for (uint32_t i = 0; i < 16; i++) {
		assert_int_equal(take_several(i % 2), order[i]);
		assert_int_equal(lanes_backlog(lanes), 15 - i);
	}
	assert_int_equal(take_several(0), NOBODY);
}

/* Worker 1 hangs on its first request, and the others are not quick. */
static void
what_waits_for_a_worker_that_hangs_is_taken_ahead_of_newer_ones(void **state)
{
	uint32_t taken = 0, before = 0;

	(void)state;
	start_with(32, 2);
	for (uint32_t i = 0; i < 32; i++)
		lanes_push(lanes, LANE_FAST, i);
	assert_int_equal(take_several(1), 0); /* 1 to 7 are its own */
	while ((taken = take(0, LANE_FAST)) >= 8)
		before++;
	/* So many looks at most as it takes to see that it hangs. */
	assert_in_range(before, 1, 4);
	assert_int_equal(taken, 1);
	for (uint32_t i = 2; i < 8; i++)
		assert_int_equal(take(0, LANE_FAST), i);
	assert_int_equal(take(0, LANE_FAST), 8 + before);
	assert_int_equal(take(1, LANE_FAST), 9 + before);
}

static void
nobody_sleeps_beside_what_a_worker_set_aside(void **state)
{
	(void)state;
	start_with(16, 2);
	for (uint32_t i = 0; i < 16; i++)
		lanes_push(lanes, LANE_FAST, i);
	assert_int_equal(take_several(1), 0);
	for (uint32_t i = 0; i < 15; i++) {
		assert_int_equal(lanes_backlog(lanes), 15 - i);
		lanes_wait(lanes, 0, UINT64_MAX);
		assert_int_not_equal(take(0, LANE_FAST), NOBODY);
	}
	assert_int_equal(take(0, LANE_FAST), NOBODY);
}

static void
an_entry_set_aside_serves_the_next_request_in_its_slot(void **state)
{
	uint32_t next[] = {1};

	(void)state;
	start_with(16, 2);
	for (uint32_t i = 0; i < 16; i++)
		lanes_push(lanes, LANE_FAST, i);
	assert_int_equal(take_several(1), 0);
	lanes_push_new(lanes, next, 1); /* answered late meanwhile */
	assert_int_equal(lanes_backlog(lanes), 15);
	assert_int_equal(take_several(1), 1);
	next[0] = 1;
	lanes_push_new(lanes, next, 1);
	assert_int_equal(lanes_backlog(lanes), 15);
}

static void
a_wait_with_something_to_take_returns_at_once(void **state)
{
	(void)state;
	start(2);
	lanes_push(lanes, LANE_FAST, 0);
	lanes_wait(lanes, 0, UINT64_MAX);
	assert_int_equal(take(0, LANE_FAST), 0);
	lanes_push(lanes, LANE_SUSPECT, 0);
	lanes_wait(lanes, 0, UINT64_MAX);
}

static void
a_wait_on_closed_lanes_returns_at_once(void **state)
{
	(void)state;
	start(2);
	assert_false(lanes_closed(lanes));
	lanes_close(lanes);
	assert_true(lanes_closed(lanes));
	lanes_wait(lanes, 0, UINT64_MAX);
}

#define TEST(name) cmocka_unit_test_teardown(name, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(requests_are_taken_in_the_order_they_came),
	    TEST(the_first_worker_prefers_slow_ones_and_the_others_new_mail),
	    TEST(slow_ones_never_take_all_workers),
	    TEST(slow_and_suspect_together_never_take_all_workers),
	    TEST(suspects_run_one_at_a_time),
	    TEST(a_lone_worker_takes_everything),
	    TEST(a_message_becomes_slow_in_place_while_there_is_room),
	    TEST(an_entry_that_is_stale_serves_the_next_request_in_its_slot),
	    TEST(new_mail_is_pushed_in_one_go_without_what_has_an_entry),
	    TEST(
		a_stale_slow_entry_does_not_keep_new_mail_out_of_the_fast_lane),
	    TEST(who_is_quick_takes_a_share_and_the_last_ones_singly),
	    TEST(
		what_waits_for_a_worker_that_hangs_is_taken_ahead_of_newer_ones),
	    TEST(nobody_sleeps_beside_what_a_worker_set_aside),
	    TEST(an_entry_set_aside_serves_the_next_request_in_its_slot),
	    TEST(a_wait_with_something_to_take_returns_at_once),
	    TEST(a_wait_on_closed_lanes_returns_at_once),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
