/*
 * test_hands - what workers take ahead of their need, by one thread
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "threads/pipeline/hands.h"

#define NOBODY UINT32_MAX

static struct hands *hands;

static void
start(uint32_t workers)
{
	hands = hands_create(workers);
	assert_non_null(hands);
}

static int
stop(void **state)
{
	(void)state;
	hands_destroy(&hands);
	return 0;
}

/* 100 * worker + 1, + 2, ... */
static void
keep(uint32_t worker, uint32_t count, uint32_t behind)
{
	uint32_t slots[STASH_MAX];

	for (uint32_t i = 0; i < count; i++)
		slots[i] = 100 * worker + 1 + i;
	hands_keep(hands, worker, slots, count, behind);
}

static uint32_t
take(uint32_t worker)
{
	uint32_t slot;

	return hands_take(hands, worker, &slot) ? slot : NOBODY;
}

static uint32_t
take_held(uint32_t worker)
{
	uint32_t slot;

	return hands_take_held(hands, worker, &slot) ? slot : NOBODY;
}

static uint32_t
take_any(void)
{
	uint32_t slot;

	return hands_take_any(hands, &slot) ? slot : NOBODY;
}

static void
the_owner_takes_the_oldest_first_and_fills_again(void **state)
{
	(void)state;
	start(2);
	assert_int_equal(take(1), NOBODY);
	for (int round = 0; round < 3; round++) {
		keep(1, STASH_MAX, 0);
		for (uint32_t i = 1; i <= STASH_MAX; i++)
			assert_int_equal(take(1), 100 + i);
		assert_int_equal(take(1), NOBODY);
	}
	assert_int_equal(take(0), NOBODY);
}

static void
what_is_kept_is_counted(void **state)
{
	(void)state;
	start(3);
	assert_int_equal(hands_count(hands), 0);
	assert_int_equal(hands_backlog(hands, 1), 0);
	keep(1, 3, 40);
	keep(2, 5, 0);
	assert_int_equal(hands_count(hands), 8);
	assert_int_equal(hands_backlog(hands, 0), 0);
	assert_int_equal(hands_backlog(hands, 1), 43);
	assert_int_equal(take(1), 101);
	assert_int_equal(hands_backlog(hands, 1), 42);
	assert_int_equal(hands_count(hands), 7);
	hands_rest(hands, 1); /* not yet */
	assert_int_equal(hands_count(hands), 7);
	assert_int_equal(take(1), 102);
	assert_int_equal(take(1), 103);
	assert_int_equal(hands_backlog(hands, 1), 0);
	hands_rest(hands, 1);
	hands_rest(hands, 1);
	assert_int_equal(hands_count(hands), 5);
}

/* Within two looks at each of the others. */
static void
what_nobody_touches_between_two_looks_is_taken(void **state)
{
	uint32_t looks = 0;

	(void)state;
	start(4);
	keep(2, 3, 0);
	while (take_held(0) == NOBODY)
		assert_in_range(++looks, 1, 8);
	/* Held still: the rest follows at once. */
	assert_int_equal(take_held(0), 202);
	assert_int_equal(take_held(0), 203);
	assert_int_equal(take(2), NOBODY);
	assert_int_equal(hands_count(hands), 0);
}

static void
a_worker_that_gets_on_keeps_what_it_has(void **state)
{
	(void)state;
	start(2);
	for (int round = 0; round < 10; round++) {
		keep(1, STASH_MAX, 0);
		for (uint32_t i = 1; i <= STASH_MAX; i++) {
			assert_int_equal(take_held(0), NOBODY);
			assert_int_equal(take(1), 100 + i);
		}
	}
}

static void
who_has_nothing_else_takes_from_anybody(void **state)
{
	(void)state;
	start(3);
	assert_int_equal(take_any(), NOBODY);
	keep(2, 2, 0);
	keep(1, 1, 0);
	assert_int_equal(take_any(), 101);
	assert_int_equal(take_any(), 201);
	assert_int_equal(take_any(), 202);
	assert_int_equal(take_any(), NOBODY);
}

#define TEST(name) cmocka_unit_test_teardown(name, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_owner_takes_the_oldest_first_and_fills_again),
	    TEST(what_is_kept_is_counted),
	    TEST(what_nobody_touches_between_two_looks_is_taken),
	    TEST(a_worker_that_gets_on_keeps_what_it_has),
	    TEST(who_has_nothing_else_takes_from_anybody),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
