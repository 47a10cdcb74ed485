/*
 * test_park - sleep until another thread says so
 *
 * No threads and no sleeping: a wait either finds that it was woken already, or
 * has a time-out of nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "threads/base/park.h"

static void
a_wake_between_prepare_and_wait_is_not_lost(void **state)
{
	struct park park;
	uint32_t ticket;

	(void)state;
	park_init(&park);
	ticket = park_prepare(&park);
	park_wake(&park, 1);
	/* Would sleep for ever if the wake were lost. */
	assert_true(park_wait(&park, ticket, UINT64_MAX));
	assert_int_equal(atomic_load(&park.sleepers), 0);
}

static void
a_wait_without_a_wake_times_out(void **state)
{
	struct park park;
	uint32_t ticket;

	(void)state;
	park_init(&park);
	ticket = park_prepare(&park);
	assert_false(park_wait(&park, ticket, 0));
	assert_int_equal(atomic_load(&park.sleepers), 0);
}

static void
a_wake_before_prepare_is_for_nobody(void **state)
{
	struct park park;
	uint32_t ticket;

	(void)state;
	park_init(&park);
	park_wake(&park, 1);
	ticket = park_prepare(&park);
	assert_false(park_wait(&park, ticket, 1));
}

static void
a_cancelled_sleeper_is_not_counted(void **state)
{
	struct park park;

	(void)state;
	park_init(&park);
	park_prepare(&park);
	park_prepare(&park);
	assert_int_equal(atomic_load(&park.sleepers), 2);
	park_cancel(&park);
	park_cancel(&park);
	assert_int_equal(atomic_load(&park.sleepers), 0);
}

static void
a_wake_with_nobody_asleep_leaves_the_epoch_alone(void **state)
{
	struct park park;
	uint32_t before;

	(void)state;
	park_init(&park);
	before = atomic_load(&park.epoch);
	park_wake(&park, UINT32_MAX >> 1);
	assert_int_equal(atomic_load(&park.epoch), before);
}

static void
one_wake_ends_every_wait_that_was_prepared_before_it(void **state)
{
	struct park park;
	uint32_t first, second;

	(void)state;
	park_init(&park);
	first = park_prepare(&park);
	second = park_prepare(&park);
	park_wake(&park, 1);
	assert_true(park_wait(&park, first, UINT64_MAX));
	assert_true(park_wait(&park, second, UINT64_MAX));
	assert_int_equal(atomic_load(&park.sleepers), 0);
}

static void
who_was_woken_is_not_woken_again(void **state)
{
	struct park park;
	uint32_t first, second, epoch;

	(void)state;
	park_init(&park);
	first = park_prepare(&park);
	second = park_prepare(&park);
	assert_int_equal(park_sleepers(&park), 2);
	park_wake(&park, 1);
	assert_int_equal(park_sleepers(&park), 1);
	assert_int_equal(park_woken(&park), 1);
	epoch = atomic_load(&park.epoch);
	park_wake(&park, 5);
	assert_int_not_equal(atomic_load(&park.epoch), epoch);
	assert_int_equal(park_woken(&park), 2);
	assert_false(park_has_sleepers(&park));
	epoch = atomic_load(&park.epoch);
	park_wake(&park, 1);
	assert_int_equal(atomic_load(&park.epoch), epoch);
	assert_true(park_wait(&park, first, UINT64_MAX));
	assert_int_equal(park_woken(&park), 1);
	assert_true(park_wait(&park, second, UINT64_MAX));
	assert_int_equal(park_woken(&park), 0);
}

static void
who_is_back_can_be_woken_again(void **state)
{
	struct park park;
	uint32_t ticket;

	(void)state;
	park_init(&park);
	/* Woken, but back by itself. */
	park_prepare(&park);
	park_wake(&park, 1);
	park_cancel(&park);
	assert_int_equal(park_woken(&park), 0);
	ticket = park_prepare(&park);
	assert_true(park_has_sleepers(&park));
	park_wake(&park, 1);
	assert_true(park_wait(&park, ticket, UINT64_MAX));
	assert_int_equal(atomic_load(&park.sleepers), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_wake_between_prepare_and_wait_is_not_lost),
	    cmocka_unit_test(a_wait_without_a_wake_times_out),
	    cmocka_unit_test(a_wake_before_prepare_is_for_nobody),
	    cmocka_unit_test(a_cancelled_sleeper_is_not_counted),
	    cmocka_unit_test(a_wake_with_nobody_asleep_leaves_the_epoch_alone),
	    cmocka_unit_test(
		one_wake_ends_every_wait_that_was_prepared_before_it),
	    cmocka_unit_test(who_was_woken_is_not_woken_again),
	    cmocka_unit_test(who_is_back_can_be_woken_again),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
