/*
 * test_seats - on which processors workers are awake
 *
 * One thread plays all workers, so they are all on one processor.  Where the
 * system does not say which that is, nothing is counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#if ON_LINUX
#include <sched.h>
#endif

#include "tests/support/skip.h"
#include "threads/base/processor.h"
#include "threads/pipeline/seats.h"

static struct seats *seats;

static int
start(void **state)
{
	(void)state;
	seats = seats_create(3);
	return seats == NULL;
}

static int
stop(void **state)
{
	(void)state;
	seats_destroy(&seats);
	return 0;
}

/* The thread stays on one processor; false: it cannot be told to, or nobody
 * says on which it is. */
static bool
stay(void)
{
#if ON_LINUX
	cpu_set_t one;
	uint32_t here = processor_here();

	CPU_ZERO(&one);
	if (here == PROCESSOR_UNKNOWN)
		return false;
	CPU_SET(here, &one);
	return sched_setaffinity(0, sizeof(one), &one) == 0;
#else
	return false;
#endif
}

static uint32_t
place_here(void)
{
	return UINT32_C(1) << (processor_here() % 32);
}

static void
all_places_are_free_at_first(void **state)
{
	(void)state;
	assert_true(seats_free(seats) == UINT32_MAX);
	assert_true(seats_place(seats, 0) == UINT32_MAX);
}

static void
a_place_is_taken_until_the_last_one_there_sleeps(void **state)
{
	uint32_t here;

	(void)state;
	if (!stay())
		SKIP("a thread cannot be told where to stay");
	here = place_here();
	seats_take(seats, 0);
	assert_true(seats_free(seats) == (UINT32_MAX & ~here));
	seats_take(seats, 0); /* still awake */
	seats_take(seats, 1);
	seats_leave(seats, 0);
	assert_true(seats_free(seats) == (UINT32_MAX & ~here));
	seats_leave(seats, 1);
	seats_leave(seats, 1); /* asleep already */
	assert_true(seats_free(seats) == UINT32_MAX);
	/* Where it was: whoever wakes it may expect it there. */
	assert_true(seats_place(seats, 1) == here);
}

#if ON_LINUX
/* The thread may use two processors, where another one is as good as free. */
static bool
has_another(void)
{
	cpu_set_t allowed;
	bool other = false;

	if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
		return false;
	for (uint32_t i = 0; i < CPU_SETSIZE; i++)
		other = other || (CPU_ISSET(i, &allowed) &&
				     (UINT32_C(1) << (i % 32)) != place_here());
	return other;
}
#endif

static void
who_wakes_up_where_another_one_is_awake_goes_elsewhere(void **state)
{
	uint32_t place;

	(void)state;
#if ON_LINUX
	if (!has_another())
#endif
		SKIP("there is one processor only");
	seats_take(seats, 0);
	place = seats_place(seats, 0);
	/* Unless the system moved us first, this is where the other one is. */
	seats_choose(seats, 1);
	assert_true(seats_place(seats, 1) != place);
	assert_true((seats_free(seats) & seats_place(seats, 1)) == 0);
}

static void
who_wakes_up_alone_stays(void **state)
{
	uint32_t here;

	(void)state;
	if (!stay())
		SKIP("a thread cannot be told where to stay");
	here = place_here();
	seats_take(seats, 0);
	seats_leave(seats, 0);
	seats_choose(seats, 1);
	assert_true(seats_place(seats, 1) == here);
	/* And where there is nowhere to go. */
	seats_choose(seats, 2);
	assert_true(seats_place(seats, 2) == here);
	seats_leave(seats, 1);
	assert_true((seats_free(seats) & here) == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(all_places_are_free_at_first),
	    TEST(who_wakes_up_where_another_one_is_awake_goes_elsewhere),
	    /* From here on the process stays on one processor. */
	    TEST(a_place_is_taken_until_the_last_one_there_sleeps),
	    TEST(who_wakes_up_alone_stays),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
