/*
 * test_ceiling - a window of an hour, counted by many
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdatomic.h>

#include "threads/shared/ceiling.h"

#define HOUR 3600u

static void
a_window_lasts_an_hour_from_its_first_message(void **state)
{
	static const uint64_t starts[] = {
	    0, 1, 1000, UINT32_MAX - 1, UINT32_MAX, (UINT64_C(1) << 32) + 5};

	(void)state;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		struct ceiling ceiling = {0};
		uint64_t from = starts[i];

		assert_false(ceiling_is_full(&ceiling, from, 2));
		assert_true(ceiling_take(&ceiling, from, 2));
		assert_false(ceiling_is_full(&ceiling, from + 10, 2));
		assert_true(ceiling_take(&ceiling, from + 10, 2));
		assert_true(ceiling_is_full(&ceiling, from + 10, 2));
		assert_false(ceiling_take(&ceiling, from + 10, 2));
		assert_false(ceiling_take(&ceiling, from + HOUR - 1, 2));
		assert_true(ceiling_is_full(&ceiling, from + HOUR - 1, 2));
		/* A start of 0 counts as 1. */
		assert_false(ceiling_is_full(&ceiling, from + HOUR + 1, 2));
		assert_true(ceiling_take(&ceiling, from + HOUR + 1, 2));
		assert_true(ceiling_take(&ceiling, from + HOUR + 1, 2));
		assert_false(ceiling_take(&ceiling, from + HOUR + 1, 2));
	}
}

static void
each_window_is_told_of_once(void **state)
{
	struct ceiling ceiling = {0};
	uint64_t left;

	(void)state;
	assert_true(ceiling_take(&ceiling, 100, 1));
	assert_true(ceiling_tell(&ceiling, 700, &left));
	assert_int_equal(left, 3000);
	assert_false(ceiling_tell(&ceiling, 800, &left));
	/* Having told does not change the count. */
	assert_true(ceiling_is_full(&ceiling, 800, 1));
	assert_false(ceiling_is_full(&ceiling, 800, 2));
	assert_true(ceiling_take(&ceiling, 100 + HOUR, 1));
	assert_true(ceiling_tell(&ceiling, 100 + HOUR, &left));
}

/* A limit that is lowered by a reload holds at once. */
static void
another_limit_holds_at_once(void **state)
{
	struct ceiling ceiling = {0};

	(void)state;
	for (unsigned i = 0; i < 5; i++)
		assert_true(ceiling_take(&ceiling, 9, 10));
	assert_true(ceiling_is_full(&ceiling, 9, 3));
	assert_false(ceiling_take(&ceiling, 9, 5));
	assert_true(ceiling_take(&ceiling, 9, 6));
}

#define THREADS 4u
#define LIMIT 20000u
static struct ceiling common;
static _Atomic unsigned taken;

static void *
take_many(void *argument)
{
	(void)argument;
	for (unsigned i = 0; i < LIMIT; i++)
		if (ceiling_take(&common, 7, LIMIT))
			atomic_fetch_add(&taken, 1);
	return NULL;
}

static void
threads_take_no_more_than_the_limit(void **state)
{
	pthread_t threads[THREADS];

	(void)state;
	for (unsigned i = 0; i < THREADS; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, take_many, NULL), 0);
	for (unsigned i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_int_equal(atomic_load(&taken), LIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_window_lasts_an_hour_from_its_first_message),
	    cmocka_unit_test(each_window_is_told_of_once),
	    cmocka_unit_test(another_limit_holds_at_once),
	    cmocka_unit_test(threads_take_no_more_than_the_limit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ceiling", tests, NULL, NULL);
}
