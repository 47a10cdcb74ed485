/*
 * test_mail_first - what the system says of a thread that leaves the processor
 */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <cmocka.h>

#include "tests/support/skip.h"
#include "threads/base/mail_first.h"

/* Each test in a thread of its own: a nice value is not taken back. */
struct seen {
	int first, second; /* what is asked for; second < 0: nothing */
	int nice, policy;
};

static void *
ask(void *argument)
{
	struct seen *seen = argument;

	mail_first(seen->first);
	if (seen->second >= 0)
		mail_first(seen->second);
	seen->nice = getpriority(PRIO_PROCESS, 0);
	seen->policy = sched_getscheduler(0);
	return NULL;
}

static void
in_thread(struct seen *seen)
{
	pthread_t thread;

	assert_int_equal(pthread_create(&thread, NULL, ask, seen), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
}

static void
nice_is_as_asked(void **state)
{
	struct seen seen = {.first = NICE_BESIDE_MAIL, .second = -1};

	(void)state;
	if (getpriority(PRIO_PROCESS, 0) > NICE_BESIDE_MAIL)
		SKIP("it runs at a higher nice value");
	in_thread(&seen);
	assert_int_equal(seen.nice, 10);
}

static void
nice_never_goes_back(void **state)
{
	struct seen seen = {
	    .first = NICE_BEHIND_MAIL, .second = NICE_BESIDE_MAIL};

	(void)state;
	in_thread(&seen);
	assert_int_equal(seen.nice, 19);
}

#if ON_LINUX

/* Only there are nice values and policies those of a thread. */
static void
other_threads_keep_theirs(void **state)
{
	const int nice = getpriority(PRIO_PROCESS, 0);
	const int policy = sched_getscheduler(0);
	struct seen seen = {.first = NICE_BEHIND_MAIL, .second = -1};

	(void)state;
	in_thread(&seen);
	assert_int_equal(getpriority(PRIO_PROCESS, 0), nice);
	assert_int_equal(sched_getscheduler(0), policy);
}

static void *
ask_thread(void *argument)
{
	struct seen *seen = argument;

	mail_first_thread();
	seen->nice = getpriority(PRIO_PROCESS, 0);
	seen->policy = sched_getscheduler(0);
	return NULL;
}

static void
a_thread_keeps_its_policy(void **state)
{
	const int policy = sched_getscheduler(0);
	struct seen seen;
	pthread_t thread;

	(void)state;
	if (getpriority(PRIO_PROCESS, 0) > NICE_BESIDE_MAIL)
		SKIP("it runs at a higher nice value");
	assert_int_equal(pthread_create(&thread, NULL, ask_thread, &seen), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(seen.nice, 10);
	assert_int_equal(seen.policy, policy);
}

static void *
take_batch(void *argument)
{
	const struct sched_param shared = {.sched_priority = 0};

	return sched_setscheduler(0, SCHED_BATCH, &shared) == 0 ? argument
								: NULL;
}

/* An emulated or confined system may have none. */
static bool
batch_is_there(void)
{
	char anything;
	pthread_t thread;
	void *taken;

	assert_int_equal(
	    pthread_create(&thread, NULL, take_batch, &anything), 0);
	assert_int_equal(pthread_join(thread, &taken), 0);
	return taken != NULL;
}

static void
policy_is_batch(void **state)
{
	struct seen seen = {.first = NICE_BEHIND_MAIL, .second = -1};

	(void)state;
	if (sched_getscheduler(0) == SCHED_IDLE || !batch_is_there())
		SKIP("no batch policy, or by the idle policy already");
	in_thread(&seen);
	assert_int_equal(seen.policy, SCHED_BATCH);
}

static void *
ask_from_real_time(void *argument)
{
	const struct sched_param least = {
	    .sched_priority = sched_get_priority_min(SCHED_FIFO)};

	if (sched_setscheduler(0, SCHED_FIFO, &least) != 0)
		return NULL;
	(void)ask(argument);
	return argument;
}

static void
real_time_is_left(void **state)
{
	struct seen seen = {.first = NICE_BEHIND_MAIL, .second = -1};
	pthread_t thread;
	void *asked;

	(void)state;
	assert_int_equal(
	    pthread_create(&thread, NULL, ask_from_real_time, &seen), 0);
	assert_int_equal(pthread_join(thread, &asked), 0);
	if (asked == NULL || !batch_is_there())
		SKIP("only root may take a real-time policy");
	assert_int_equal(seen.policy, SCHED_BATCH);
	assert_int_equal(seen.nice, 19);
}

#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nice_is_as_asked),
		cmocka_unit_test(nice_never_goes_back),
#if ON_LINUX
		cmocka_unit_test(other_threads_keep_theirs),
		cmocka_unit_test(policy_is_batch),
		cmocka_unit_test(a_thread_keeps_its_policy),
		cmocka_unit_test(real_time_is_left),
#endif
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
