/*
 * test_standby - how many workers may be awake
 *
 * The clock is the test's own; what a worker has run is the system's word.
 */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "core/base/clock.h"
#include "threads/pipeline/standby.h"

#define WORKERS 3u
#define PROCESSORS 2u
/* Longer than a worker is watched before it is judged. */
#define STEP_NS (11 * NS_PER_MS)

static struct standby *standby;
static struct shared_worker workers[WORKERS];
static uint64_t now;

/* A worker on a thread of its own, which runs only when told to. */
static struct {
	pthread_t thread;
	_Atomic bool joined, end;
	_Atomic uint64_t run_ns; /* so much is to be run */
} other;

static uint64_t
own_time(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (uint64_t)time.tv_sec * NS_PER_S + (uint64_t)time.tv_nsec;
}

static void *
play_worker(void *argument)
{
	struct timespec nap = {.tv_nsec = 1000000};

	standby_join(standby, *(uint32_t *)argument);
	atomic_store(&other.joined, true);
	while (!atomic_load(&other.end)) {
		uint64_t until = own_time() + atomic_load(&other.run_ns);

		while (own_time() < until)
			continue;
		atomic_store(&other.run_ns, 0);
		nanosleep(&nap, NULL);
	}
	return NULL;
}

static int
start(void **state)
{
	static uint32_t index = 1;

	(void)state;
	now = NS_PER_S;
	memset(workers, 0, sizeof(workers));
	standby = standby_create(WORKERS, PROCESSORS);
	atomic_store(&other.joined, false);
	atomic_store(&other.end, false);
	atomic_store(&other.run_ns, 0);
	if (standby == NULL ||
	    pthread_create(&other.thread, NULL, play_worker, &index) != 0)
		return 1;
	while (!atomic_load(&other.joined))
		sched_yield();
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	atomic_store(&other.end, true);
	pthread_join(other.thread, NULL);
	standby_destroy(&standby);
	return 0;
}

/* Time goes by, in which worker 1 runs so much; then somebody looks. */
static uint32_t
look_after(uint64_t passed_ns, uint64_t run_ns)
{
	atomic_store(&other.run_ns, run_ns);
	while (atomic_load(&other.run_ns) > 0)
		sched_yield();
	now += passed_ns;
	standby_look(standby, workers, now);
	return standby_allowed(standby);
}

static void
as_many_as_processors_while_nobody_is_held_up(void **state)
{
	(void)state;
	assert_int_equal(standby_allowed(standby), PROCESSORS);
	for (uint64_t ticket = 1; ticket < 9; ticket++) {
		atomic_store(&workers[1].ticket, ticket);
		assert_int_equal(look_after(STEP_NS, 0), PROCESSORS);
	}
}

static void
one_more_for_one_that_does_not_get_on(void **state)
{
	(void)state;
	atomic_store(&workers[1].ticket, 5);
	assert_int_equal(look_after(0, 0), PROCESSORS);         /* seen */
	assert_int_equal(look_after(STEP_NS, 0), PROCESSORS);   /* watched */
	assert_int_equal(look_after(NS_PER_MS, 0), PROCESSORS); /* too soon */
	assert_int_equal(look_after(STEP_NS, 0), PROCESSORS + 1);
	assert_int_equal(look_after(NS_PER_MS, 0), PROCESSORS + 1);
	/* Until it is done. */
	atomic_store(&workers[1].ticket, 6);
	assert_int_equal(look_after(STEP_NS, 0), PROCESSORS);
}

static void
none_more_for_one_that_works(void **state)
{
	(void)state;
	atomic_store(&workers[1].ticket, 5);
	look_after(0, 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(
		    look_after(STEP_NS, STEP_NS - NS_PER_MS), PROCESSORS);
}

/* As many such ones as there are processors would keep new mail waiting. */
static void
one_more_for_one_that_works_long(void **state)
{
	(void)state;
	atomic_store(&workers[1].ticket, 5);
	look_after(0, 0);
	look_after(STEP_NS, STEP_NS);
	assert_int_equal(
	    look_after(30 * NS_PER_MS, 30 * NS_PER_MS), PROCESSORS + 1);
	atomic_store(&workers[1].ticket, 6);
	assert_int_equal(look_after(STEP_NS, STEP_NS), PROCESSORS);
}

static void
one_that_gets_on_again_is_not_held_up(void **state)
{
	(void)state;
	atomic_store(&workers[1].ticket, 5);
	look_after(0, 0);
	look_after(STEP_NS, 0);
	assert_int_equal(look_after(STEP_NS, 0), PROCESSORS + 1);
	assert_int_equal(look_after(STEP_NS, STEP_NS), PROCESSORS);
}

static void
who_has_not_joined_is_not_judged(void **state)
{
	(void)state;
	atomic_store(&workers[0].ticket, 5);
	for (int i = 0; i < 4; i++)
		assert_int_equal(look_after(STEP_NS, 0), PROCESSORS);
}

static void
never_more_than_there_are(void **state)
{
	struct standby *few = standby_create(2, 8);

	(void)state;
	assert_non_null(few);
	assert_int_equal(standby_allowed(few), 2);
	standby_destroy(&few);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(as_many_as_processors_while_nobody_is_held_up),
	    TEST(one_more_for_one_that_does_not_get_on),
	    TEST(none_more_for_one_that_works),
	    TEST(one_more_for_one_that_works_long),
	    TEST(one_that_gets_on_again_is_not_held_up),
	    TEST(who_has_not_joined_is_not_judged),
	    TEST(never_more_than_there_are),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
