/*
 * test_park - sleep until another thread says so
 *
 * But for the last test no threads and no sleeping: a wait either finds that it
 * was woken already, or has a time-out of nothing.
 */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/asleep.h"
#include "tests/support/skip.h"

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

struct sleeper {
	struct park *park;
	pthread_t thread;
	uint32_t ticket, kinds;
	_Atomic int id; /* 0: not yet known */
	_Atomic bool up;
};

static void *
sleep_as(void *argument)
{
	struct sleeper *sleeper = argument;

	atomic_store(&sleeper->id, asleep_id());
	park_wait_as(
	    sleeper->park, sleeper->ticket, UINT64_MAX, sleeper->kinds);
	atomic_store(&sleeper->up, true);
	return NULL;
}

static void
go_to_sleep(struct sleeper *sleeper, struct park *park, uint32_t kinds)
{
	sleeper->park = park;
	sleeper->kinds = kinds;
	sleeper->ticket = park_prepare(park);
	assert_int_equal(
	    pthread_create(&sleeper->thread, NULL, sleep_as, sleeper), 0);
	while (atomic_load(&sleeper->id) == 0)
		sched_yield();
	while (!asleep_now(atomic_load(&sleeper->id)))
		sched_yield();
}

static void
a_sleeper_of_the_kind_that_is_preferred_is_woken_first(void **state)
{
	struct sleeper sleepers[3] = {0};
	struct park park;

	(void)state;
	if (!asleep_known())
		SKIP("nobody says here whether a thread sleeps");
	park_init(&park);
	for (uint32_t i = 0; i < 3; i++)
		go_to_sleep(&sleepers[i], &park, UINT32_C(1) << i);
	park_wake_rather(&park, 1, 1u << 1 | 1u << 7);
	pthread_join(sleepers[1].thread, NULL);
	assert_false(atomic_load(&sleepers[0].up));
	assert_false(atomic_load(&sleepers[2].up));
	/* There is none of it: the others will do. */
	park_wake_rather(&park, 2, 1u << 1);
	pthread_join(sleepers[0].thread, NULL);
	pthread_join(sleepers[2].thread, NULL);
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
	    cmocka_unit_test(
		a_sleeper_of_the_kind_that_is_preferred_is_woken_first),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
