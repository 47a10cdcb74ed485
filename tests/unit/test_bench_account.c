/*
 * test_bench_account - what a tree of processes used
 *
 * Looks are made up here, in seconds of processor time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "bench/serve/account.h"

#define S UINT64_C(1000000000)

static struct account *account;

static int
setup(void **state)
{
	(void)state;
	account = calloc(1, sizeof(*account));
	return account == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	free(account);
	return 0;
}

/* A process as it is seen: pid, parent, seconds of its own and waited for. */
#define P(pid_, parent_, own, waited)                                          \
	{                                                                      \
		.pid = (pid_), .parent = (parent_), .start = (uint64_t)(pid_), \
		.own_ns = (own)*S, .waited_ns = (waited)*S                     \
	}

#define LOOK(...)                                                              \
	do {                                                                   \
		const struct process seen[] = {__VA_ARGS__};                   \
		account_look(account, seen, sizeof(seen) / sizeof(seen[0]));   \
	} while (0)

static uint64_t
cpu_s(void)
{
	return account_usage(account).cpu_ns / S;
}

static void
what_lives_on_counts_from_the_beginning(void **state)
{
	(void)state;
	LOOK(P(10, 1, 5, 2), P(11, 10, 3, 0));
	account_begin(account);
	assert_int_equal(cpu_s(), 0);
	LOOK(P(10, 1, 6, 2), P(11, 10, 7, 0));
	assert_int_equal(cpu_s(), 5);
}

static void
a_child_that_was_waited_for_counts_once(void **state)
{
	(void)state;
	LOOK(P(10, 1, 1, 0));
	account_begin(account);
	LOOK(P(10, 1, 1, 0), P(11, 10, 4, 0));
	assert_int_equal(cpu_s(), 4);
	LOOK(P(10, 1, 1, 4));
	assert_int_equal(cpu_s(), 4);
}

/* The parent's user and system time each lack nearly a step. */
static void
steps_of_the_clock_do_not_make_a_child_count_twice(void **state)
{
	struct process parent = P(10, 1, 1, 0);

	(void)state;
	LOOK(P(10, 1, 1, 0));
	account_begin(account);
	LOOK(P(10, 1, 1, 0), P(11, 10, 4, 0));
	parent.waited_ns = 4 * S - 19 * S / 1000;
	account_look(account, &parent, 1);
	assert_int_equal(cpu_s(), 3);
}

static void
a_child_that_came_and_went_unseen_counts_when_it_was_waited_for(void **state)
{
	(void)state;
	LOOK(P(10, 1, 1, 0));
	account_begin(account);
	LOOK(P(10, 1, 1, 9));
	assert_int_equal(cpu_s(), 9);
}

static void
a_child_that_nobody_waited_for_counts_as_last_seen(void **state)
{
	(void)state;
	LOOK(P(10, 1, 1, 0));
	account_begin(account);
	LOOK(P(10, 1, 1, 0), P(11, 10, 4, 0), P(12, 10, 2, 0));
	LOOK(P(10, 1, 1, 0));
	assert_int_equal(cpu_s(), 6);
}

/* Growth of the parent's children explains one of two, not both. */
static void
the_time_of_one_child_does_not_hide_that_of_another(void **state)
{
	(void)state;
	LOOK(P(10, 1, 1, 0));
	account_begin(account);
	LOOK(P(10, 1, 1, 0), P(11, 10, 4, 0), P(12, 10, 4, 0));
	LOOK(P(10, 1, 1, 4));
	assert_int_equal(cpu_s(), 8);
}

static void
what_a_child_used_ahead_of_the_beginning_does_not_count_at_its_end(void **state)
{
	(void)state;
	LOOK(P(10, 1, 1, 0), P(11, 10, 50, 0));
	account_begin(account);
	LOOK(P(10, 1, 1, 0), P(11, 10, 52, 0));
	assert_int_equal(cpu_s(), 2);
	LOOK(P(10, 1, 1, 53)); /* 1 s more that nobody saw */
	assert_int_equal(cpu_s(), 3);
}

static void
a_grandchild_counts_with_the_nearest_ancestor_that_lives(void **state)
{
	(void)state;
	LOOK(P(10, 1, 1, 0), P(11, 10, 0, 0));
	account_begin(account);
	LOOK(P(10, 1, 1, 0), P(11, 10, 1, 0), P(12, 11, 6, 0));
	/* 11 waited for 12, and 10 for 11. */
	LOOK(P(10, 1, 1, 7));
	assert_int_equal(cpu_s(), 7);
}

static void
a_number_that_is_used_again_is_another_process(void **state)
{
	const struct process again[] = {P(10, 1, 1, 0),
	    {.pid = 11, .parent = 10, .start = 99, .own_ns = S}};

	(void)state;
	LOOK(P(10, 1, 1, 0));
	account_begin(account);
	LOOK(P(10, 1, 1, 0), P(11, 10, 4, 0));
	account_look(account, again, 2);
	assert_int_equal(cpu_s(), 5);
	assert_true(account_knows(account, 11, 99));
	assert_false(account_knows(account, 11, 11));
}

static void
a_whole_tree_that_is_gone_keeps_what_was_seen(void **state)
{
	(void)state;
	LOOK(P(10, 1, 1, 0));
	account_begin(account);
	LOOK(P(10, 1, 3, 0), P(11, 10, 4, 0));
	account_look(account, NULL, 0);
	assert_int_equal(cpu_s(), 6);
	assert_false(account_knows(account, 10, 10));
}

static void
switches_and_memory_are_added_up(void **state)
{
	struct process seen[] = {P(10, 1, 1, 0), P(11, 10, 1, 0)};
	struct usage usage;

	(void)state;
	seen[0].voluntary = 100;
	seen[1].involuntary = 50;
	seen[0].peak_bytes = 1000;
	account_look(account, seen, 2);
	account_begin(account);
	seen[0].voluntary = 103;
	seen[1].involuntary = 57;
	seen[1].peak_bytes = 500;
	account_look(account, seen, 2);
	account_look(account, seen, 1);
	usage = account_usage(account);
	assert_int_equal(usage.voluntary, 3);
	assert_int_equal(usage.involuntary, 7);
	assert_int_equal(usage.peak_bytes, 1500);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(what_lives_on_counts_from_the_beginning),
	    TEST(a_child_that_was_waited_for_counts_once),
	    TEST(steps_of_the_clock_do_not_make_a_child_count_twice),
	    TEST(
		a_child_that_came_and_went_unseen_counts_when_it_was_waited_for),
	    TEST(a_child_that_nobody_waited_for_counts_as_last_seen),
	    TEST(the_time_of_one_child_does_not_hide_that_of_another),
	    TEST(
		what_a_child_used_ahead_of_the_beginning_does_not_count_at_its_end),
	    TEST(a_grandchild_counts_with_the_nearest_ancestor_that_lives),
	    TEST(a_number_that_is_used_again_is_another_process),
	    TEST(a_whole_tree_that_is_gone_keeps_what_was_seen),
	    TEST(switches_and_memory_are_added_up),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
