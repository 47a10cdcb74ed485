/*
 * test_autogroup - what the system says of a process that leaves its session
 *
 * Each test in a process of its own; what it ends with is an enum outcome.
 */
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#if ON_LINUX
#include <sys/ioctl.h>
#endif

#include "tests/support/skip.h"
#include "threads/base/autogroup.h"
#include "threads/base/mail_first.h"

#if ON_LINUX

#define AUTOGROUP "/proc/self/autogroup"

enum outcome { AS_EXPECTED, NOT_POSSIBLE, WRONG };

static enum outcome outcome_of(enum outcome (*process)(void))
{
	const pid_t child = fork();
	int status;

	if (child == 0)
		_exit((int)process());
	if (child < 0 || waitpid(child, &status, 0) != child ||
	    !WIFEXITED(status))
		return WRONG;
	return (enum outcome)WEXITSTATUS(status);
}

static void expect(enum outcome (*process)(void))
{
	enum outcome outcome;

	if (access(AUTOGROUP, W_OK) != 0)
		SKIP("the system has no autogroups");
	outcome = outcome_of(process);
	if (outcome == NOT_POSSIBLE)
		SKIP("no terminal is to be had");
	assert_int_equal(outcome, AS_EXPECTED);
}

/* What runs below has no terminal, whoever started the test. */
static enum outcome below_a_session(enum outcome (*process)(void))
{
	return setsid() < 0 ? WRONG : outcome_of(process);
}

/* As the system shows it: "/autogroup-NUMBER nice NICE"; -1: unreadable. */
static int
shown_nice(long *number_r)
{
	FILE *file = fopen(AUTOGROUP, "r");
	int nice = -1;

	*number_r = -1;
	if (file == NULL)
		return -1;
	if (fscanf(file, "/autogroup-%ld nice %d", number_r, &nice) != 2)
		nice = -1;
	fclose(file);
	return nice;
}

/* ---- a session of its own, whose share is its own ------------------------ */

static enum outcome
leave_and_be_nice(void)
{
	long before, now, after;
	bool good;

	good = shown_nice(&before) == 0 && autogroup_leave() &&
	       getsid(0) == getpid() && getpgrp() == getpid() &&
	       shown_nice(&now) == 0 && now != before &&
	       autogroup_set_nice(19) && shown_nice(&after) == 19 &&
	       after == now && autogroup_set_nice(10) &&
	       shown_nice(&after) == 10;
	return good ? AS_EXPECTED : WRONG;
}

static enum outcome
share_of_others_stays(void)
{
	long number;

	return outcome_of(leave_and_be_nice) == AS_EXPECTED &&
		       shown_nice(&number) == 0
		   ? AS_EXPECTED
		   : WRONG;
}

static enum outcome
in_a_session(void)
{
	return below_a_session(share_of_others_stays);
}

static void
session_and_share_are_its_own(void **state)
{
	(void)state;
	expect(in_a_session);
}

/* ---- at the head of a process group, and of a session -------------------- */

static enum outcome
lead_and_leave(void)
{
	return setpgid(0, 0) == 0 ? leave_and_be_nice() : WRONG;
}

static enum outcome
lead_in_a_session(void)
{
	return below_a_session(lead_and_leave);
}

static void
head_of_a_group_leaves(void **state)
{
	(void)state;
	expect(lead_in_a_session);
}

static enum outcome
be_alone(void)
{
	const pid_t session = setsid();

	return session == getpid() && autogroup_leave() && getsid(0) == session
		   ? AS_EXPECTED
		   : WRONG;
}

static void
own_session_is_kept(void **state)
{
	(void)state;
	expect(be_alone);
}

/* ---- with a terminal ------------------------------------------------------
 */

static enum outcome
try_to_leave(void)
{
	const pid_t session = getsid(0);

	return !autogroup_leave() && getsid(0) == session ? AS_EXPECTED : WRONG;
}

static enum outcome
at_a_terminal(void)
{
	const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	int other;

	if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
		return NOT_POSSIBLE;
	if (setsid() < 0)
		return WRONG;
	other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
	if (other < 0 || ioctl(other, TIOCSCTTY, 0) != 0)
		return NOT_POSSIBLE;
	return outcome_of(try_to_leave);
}

static void
who_has_a_terminal_stays(void **state)
{
	(void)state;
	expect(at_a_terminal);
}

/* ---- a whole process beside mail ------------------------------------------
 */

static enum outcome
be_beside_mail(void)
{
	const bool idle = sched_getscheduler(0) == SCHED_IDLE;
	long number;

	mail_first_process(NICE_BESIDE_MAIL);
	if (getsid(0) != getpid())
		return WRONG;
	return shown_nice(&number) ==
		       (idle || sched_getscheduler(0) == SCHED_IDLE ? 19 : 10)
		   ? AS_EXPECTED
		   : WRONG;
}

static enum outcome
beside_mail_in_a_session(void)
{
	return below_a_session(be_beside_mail);
}

static void
process_beside_mail_is_apart(void **state)
{
	(void)state;
	expect(beside_mail_in_a_session);
}

#else

static void
no_such_feature(void **state)
{
	(void)state;
	assert_false(autogroup_leave());
	assert_false(autogroup_set_nice(19));
}

#endif

int
main(void)
{
#if ON_LINUX
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(session_and_share_are_its_own),
	    cmocka_unit_test(head_of_a_group_leaves),
	    cmocka_unit_test(own_session_is_kept),
	    cmocka_unit_test(who_has_a_terminal_stays),
	    cmocka_unit_test(process_beside_mail_is_apart),
	};

#else
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_such_feature),
	};
#endif

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
