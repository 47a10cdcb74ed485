/*
 * test_store - what learning remembers
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/growing_map.h"
#include "tests/support/store_case.h"

static void
what_was_committed_is_there_after_a_restart(void **state)
{
	struct store *store = open_good();
	struct store_learnt learnt = {.class = STORE_IS_PHISHING,
	    .weight = 200,
	    .day = 20000,
	    .update = 3};

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	assert_false(store_learnt_find(store, digest(1), &learnt));
	store_learnt_put(store, digest(1), &learnt);
	store_set_number(store, STORE_HAM, 77);
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);

	store = open_good();
	memset(&learnt, 0, sizeof(learnt));
	assert_int_equal(store_begin(store, false), STORE_OK);
	assert_true(store_learnt_find(store, digest(1), &learnt));
	assert_int_equal(learnt.class, STORE_IS_PHISHING);
	assert_int_equal(learnt.weight, 200);
	assert_int_equal(learnt.day, 20000);
	assert_int_equal(learnt.update, 3);
	assert_int_equal(store_number(store, STORE_HAM), 77);
	assert_int_equal(store_number(store, STORE_SPAM), 0);
	store_abort(store);
	store_close(&store);
}

static void
what_was_aborted_or_not_ended_is_not_there(void **state)
{
	struct store *store = open_good();
	const struct store_learnt learnt = {.class = STORE_LEGIT};
	struct store_learnt found;

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	store_learnt_put(store, digest(1), &learnt);
	store_abort(store);
	assert_int_equal(store_begin(store, true), STORE_OK);
	assert_false(store_learnt_find(store, digest(1), &found));
	store_learnt_put(store, digest(2), &learnt);
	store_close(&store);
	store = open_good();
	assert_int_equal(store_begin(store, false), STORE_OK);
	assert_false(store_learnt_find(store, digest(2), &found));
	store_abort(store);
	store_close(&store);
}

/* Killed in the middle of writing: the last commit stands. */
static void
a_writer_that_is_killed_leaves_the_last_commit(void **state)
{
	struct store *store;
	struct store_learnt found;
	pid_t pid;
	int status;

	(void)state;
	fill(100);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		const struct store_learnt learnt = {.class = STORE_LEGIT};

		store = open_good();
		if (store_begin(store, true) != STORE_OK)
			_exit(1);
		for (unsigned i = 200; i < 20000; i++)
			store_learnt_put(store, digest(i), &learnt);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	store = open_good();
	/* The writer's lock died with it. */
	assert_int_equal(store_begin(store, true), STORE_OK);
	assert_true(store_learnt_find(store, digest(99), &found));
	assert_false(store_learnt_find(store, digest(200), &found));
	store_abort(store);
	store_close(&store);
}

static bool
count_one(void *owner, const struct store_print_key *made,
    const struct store_print *print)
{
	size_t *counts = owner;

	assert_true(print->reports == 1);
	counts[made->size == STORE_PRINT_BYTES ? 1 : 0]++;
	return true;
}

static void
prints_come_in_the_order_of_their_digests(void **state)
{
	size_t counts[2] = {0, 0};
	struct store *store;

	(void)state;
	fill(500);
	store = open_good();
	assert_int_equal(store_begin(store, false), STORE_OK);
	assert_true(store_prints_each(store, count_one, counts));
	assert_int_equal(counts[0], 500);
	assert_int_equal(counts[1], 500);
	assert_int_equal(store_print_count(store), 1000);
	store_abort(store);
	store_close(&store);
}

static void
several_processes_write_one_after_the_other(void **state)
{
	enum { WRITERS = 4, ROUNDS = 25 };
	struct store *store = open_good();
	int status;

	(void)state;
	store_close(&store);
	for (int i = 0; i < WRITERS; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid != 0)
			continue;
		store = open_good();
		for (int n = 0; n < ROUNDS; n++) {
			if (store_begin(store, true) != STORE_OK)
				_exit(1);
			store_set_number(store, STORE_HAM,
			    store_number(store, STORE_HAM) + 1);
			if (store_commit(store) != STORE_OK)
				_exit(1);
		}
		store_close(&store);
		_exit(0);
	}
	for (int i = 0; i < WRITERS; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	store = open_good();
	assert_int_equal(store_begin(store, false), STORE_OK);
	assert_int_equal(store_number(store, STORE_HAM), WRITERS * ROUNDS);
	store_abort(store);
	store_close(&store);
}

static bool
take_two(void *owner, struct slice bytes)
{
	unsigned *taken = owner;

	/* The oldest come first. */
	assert_int_equal(bytes.size, 1);
	assert_int_equal(bytes.data[0], *taken);
	return ++*taken <= 2;
}

static void
the_outbox_keeps_what_was_not_taken(void **state)
{
	struct store *store = open_good();
	unsigned taken = 0;

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	for (uint8_t i = 0; i < 5; i++)
		store_outbox_put(
		    store, STORE_TO_SISTERS, (struct slice){&i, 1});
	store_outbox_send(store, STORE_TO_SISTERS, take_two, &taken);
	assert_int_equal(store_outbox_count(store, STORE_TO_SISTERS), 3);
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
	store = open_good();
	assert_int_equal(store_begin(store, true), STORE_OK);
	taken = 2;
	store_outbox_send(store, STORE_TO_SISTERS, take_two, &taken);
	assert_int_equal(store_outbox_count(store, STORE_TO_SISTERS), 3);
	store_close(&store);
}

static bool
take_rest(void *owner, struct slice bytes)
{
	unsigned *taken = owner;

	assert_int_equal(bytes.size, 1);
	assert_int_equal(bytes.data[0], *taken);
	++*taken;
	return true;
}

static void
the_oldest_of_too_many_go_and_are_counted(void **state)
{
	struct store *store = open_good();
	unsigned taken = 3;

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	for (uint8_t i = 0; i < STORE_MAILS_WAITING_MAX + 3; i++)
		store_outbox_put(
		    store, STORE_TO_AUTHORITY, (struct slice){&i, 1});
	assert_int_equal(store_outbox_count(store, STORE_TO_AUTHORITY),
	    STORE_MAILS_WAITING_MAX);
	assert_int_equal(store_number(store, STORE_UNSENT_AUTHORITY), 3);
	assert_int_equal(store_number(store, STORE_UNSENT_SISTERS), 0);
	store_outbox_send(store, STORE_TO_AUTHORITY, take_rest, &taken);
	assert_int_equal(taken, STORE_MAILS_WAITING_MAX + 3);
	assert_int_equal(store_outbox_count(store, STORE_TO_AUTHORITY), 0);
	store_close(&store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_was_committed_is_there_after_a_restart),
	    TEST(what_was_aborted_or_not_ended_is_not_there),
	    TEST(a_writer_that_is_killed_leaves_the_last_commit),
	    TEST(prints_come_in_the_order_of_their_digests),
	    TEST(several_processes_write_one_after_the_other),
	    TEST(the_outbox_keeps_what_was_not_taken),
	    TEST(the_oldest_of_too_many_go_and_are_counted),
	};

	if (maps_do_not_grow())
		return 0;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
