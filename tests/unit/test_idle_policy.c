/*
 * test_idle_policy - what the system says of a process that takes what is left
 *
 * Each test in a process of its own, since the policy is for the whole process;
 * what it ends with is an enum outcome.
 */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#if ON_LINUX
#include <sys/prctl.h>
#endif

#include "core/base/clock.h"
#include "tests/support/skip.h"
#include "threads/base/idle_policy.h"
#include "threads/base/mail_first.h"

static void
starving_is_little_for_who_waits(void **state)
{
	(void)state;
	assert_true(idle_policy_starves(0, NS_PER_S, true));
	assert_true(idle_policy_starves(99 * NS_PER_MS, NS_PER_S, true));
	assert_false(idle_policy_starves(100 * NS_PER_MS, NS_PER_S, true));
	assert_false(idle_policy_starves(0, NS_PER_S, false));
	/* Many threads get more than the time that passes. */
	assert_false(idle_policy_starves(8 * NS_PER_S, NS_PER_S, true));
}

#if ON_LINUX

enum outcome { AS_EXPECTED, NOT_POSSIBLE, NO_TIME, WRONG };

/* A pipe's end closes with its process, so that nobody waits for the dead. */
struct helper_pipe {
	int from, to;
};

static struct helper_pipe
make_pipe(void)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	return (struct helper_pipe){.from = ends[0], .to = ends[1]};
}

/* And what its policy was before it was let go on, unless that is NULL. */
static void
outcome_of(enum outcome (*process)(int wait_fd), const int *policy)
{
	const struct helper_pipe pipe = make_pipe();
	const pid_t child = fork();
	int status, seen;

	assert_true(child >= 0);
	if (child == 0) {
		close(pipe.to);
		_exit((int)process(pipe.from));
	}
	close(pipe.from);
	/* Several looks. */
	usleep(5 * (useconds_t)(IDLE_POLICY_LOOK_NS / 1000));
	seen = sched_getscheduler(child);
	close(pipe.to);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == NOT_POSSIBLE)
		SKIP("this user may not leave the idle policy");
	if (WEXITSTATUS(status) == NO_TIME)
		SKIP("other programs leave an idle one no processor");
	assert_int_equal(WEXITSTATUS(status), AS_EXPECTED);
	if (policy != NULL)
		assert_int_equal(seen, *policy);
}

static void
wait_for_end(int fd)
{
	char byte;

	while (read(fd, &byte, 1) > 0)
		continue;
}

/* ---- a thread that was started is idle, too; blocked, it stays so -------- */

static void *
own_policy(void *policy_r)
{
	*(int *)policy_r = sched_getscheduler(0);
	return NULL;
}

static enum outcome
be_blocked(int wait_fd)
{
	const uint64_t began_ns = clock_now_ns();
	pthread_t thread;
	int policy = -1;

	if (!idle_policy_until_starved(NULL))
		return NOT_POSSIBLE;
	if (pthread_create(&thread, NULL, own_policy, &policy) != 0 ||
	    pthread_join(thread, NULL) != 0)
		return WRONG;
	/* Then it may have starved before it was blocked. */
	if (clock_now_ns() - began_ns >= IDLE_POLICY_LOOK_NS)
		return NO_TIME;
	if (policy != SCHED_IDLE)
		return WRONG;
	wait_for_end(wait_fd);
	return AS_EXPECTED;
}

static void
blocked_is_not_starved(void **state)
{
	const int idle = SCHED_IDLE;

	(void)state;
	outcome_of(be_blocked, &idle);
}

/* ---- beside one that never sleeps ---------------------------------------- */

static void
keep_to_one_processor(void)
{
	cpu_set_t all, one;

	CPU_ZERO(&one);
	if (sched_getaffinity(0, sizeof(all), &all) != 0)
		return;
	for (size_t cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &all)) {
			CPU_SET(cpu, &one);
			break;
		}
	(void)sched_setaffinity(0, sizeof(one), &one);
}

static pid_t
start_greedy_process(void)
{
	const pid_t child = fork();

	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			atomic_signal_fence(memory_order_seq_cst);
	}
	return child;
}

/* Works until it is lifted, or until it has plainly been forgotten. */
static void *
work(void *nice_r)
{
	const uint64_t end_ns = clock_now_ns() + 60 * NS_PER_S;

	while (sched_getscheduler(0) == SCHED_IDLE && clock_now_ns() < end_ns)
		continue;
	*(int *)nice_r = getpriority(PRIO_PROCESS, 0);
	return sched_getscheduler(0) == SCHED_BATCH ? nice_r : NULL;
}

static enum outcome
be_starved(int wait_fd)
{
	pid_t greedy;
	pthread_t thread;
	void *lifted = NULL;
	int nice = -1;

	(void)wait_fd;
	if (sched_getscheduler(0) == SCHED_IDLE)
		return NOT_POSSIBLE;
	keep_to_one_processor();
	greedy = start_greedy_process();
	mail_first_process(NICE_BESIDE_MAIL);
	if (greedy >= 0 && sched_getscheduler(0) != SCHED_IDLE) {
		kill(greedy, SIGKILL);
		return NOT_POSSIBLE;
	}
	if (greedy < 0 || pthread_create(&thread, NULL, work, &nice) != 0 ||
	    pthread_join(thread, &lifted) != 0)
		lifted = NULL;
	if (greedy > 0)
		kill(greedy, SIGKILL);
	return lifted != NULL && nice >= NICE_BESIDE_MAIL &&
		       sched_getscheduler(0) == SCHED_BATCH
		   ? AS_EXPECTED
		   : WRONG;
}

static void
starved_is_lifted(void **state)
{
	(void)state;
	outcome_of(be_starved, NULL);
}

/* ---- who chose the policy keeps it ----------------------------------------
 */

static enum outcome
be_idle_by_choice(int wait_fd)
{
	const struct sched_param shared = {.sched_priority = 0};

	(void)wait_fd;
	if (sched_setscheduler(0, SCHED_IDLE, &shared) != 0)
		return NOT_POSSIBLE;
	return !idle_policy_until_starved(NULL) &&
		       sched_getscheduler(0) == SCHED_IDLE
		   ? AS_EXPECTED
		   : WRONG;
}

static void
chosen_is_kept(void **state)
{
	(void)state;
	outcome_of(be_idle_by_choice, NULL);
}

/* ---- who may not come back does not go ------------------------------------
 */

static enum outcome
be_nobody(int wait_fd)
{
	const struct rlimit none = {0, 0};
	const int policy = sched_getscheduler(0);

	(void)wait_fd;
	if (setrlimit(RLIMIT_NICE, &none) != 0 || setuid(65534) != 0)
		return NOT_POSSIBLE;
	return !idle_policy_until_starved(NULL) &&
		       sched_getscheduler(0) == policy
		   ? AS_EXPECTED
		   : WRONG;
}

static void
without_the_right_nothing_changes(void **state)
{
	(void)state;
	outcome_of(be_nobody, NULL);
}

#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starving_is_little_for_who_waits),
#if ON_LINUX
		cmocka_unit_test(blocked_is_not_starved),
		cmocka_unit_test(starved_is_lifted),
		cmocka_unit_test(chosen_is_kept),
		cmocka_unit_test(without_the_right_nothing_changes),
#endif
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
