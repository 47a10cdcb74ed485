/*
 * test_store - what learning remembers, and what damage does to it
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "core/store/store.h"
#include "tests/support/growing_map.h"
#include "tests/support/random.h"

static char directory[64], path[96], data[128], aside[128];
static char note_buffer[1024];
static struct text note;

static int
set_up(void **state)
{
	(void)state;
	note = TEXT_OVER(note_buffer);
	snprintf(directory, sizeof(directory), "/tmp/test_store.XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/store", directory);
	snprintf(data, sizeof(data), "%s/data.mdb", path);
	snprintf(aside, sizeof(aside), "%s.damaged", path);
	return 0;
}

static int
tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r '%s'", directory);
	return system(command);
}

static struct store *
open_good(void)
{
	struct store *store;

	text_clear(&note);
	assert_int_equal(store_open(path, &store, &note), STORE_OK);
	if (note.size > 0)
		fail_msg("%s", note.data);
	return store;
}

static const uint8_t *
digest(unsigned number)
{
	static uint8_t bytes[STORE_PRINT_BYTES];
	uint64_t random = number + 1;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(random_next(&random) >> 9);
	return bytes;
}

static struct store_print_key
key(unsigned number, size_t size)
{
	struct store_print_key made = {.size = size};

	memcpy(made.digest, digest(number), size);
	return made;
}

static void
put_print(struct store *store, unsigned number, size_t size, uint16_t day,
    uint32_t reports)
{
	struct store_print_key made = key(number, size);
	const struct store_print print = {
	    .reports = reports,
	    .excuses = reports == 0 ? 1 : 0,
	    .first_day = day,
	    .last_day = day,
	};

	store_print_put(store, &made, &print);
}

/* A store of many entries of every table. */
static void
fill(unsigned count)
{
	struct store *store = open_good();
	const struct store_learnt learnt = {.class = STORE_IS_SPAM};
	const struct store_reporter reporter = {.agreed = 3};

	assert_int_equal(store_begin(store, true), STORE_OK);
	for (unsigned i = 0; i < count; i++) {
		store_learnt_put(store, digest(i), &learnt);
		put_print(store, i, STORE_DIGEST_BYTES, 20000, 1);
		put_print(store, i, STORE_PRINT_BYTES, 20000, 1);
		store_reporter_put(store, digest(i), &reporter);
		store_step_put(store, digest(i), 20000, SLICE("some bytes"));
	}
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
}

/* A file says when it was changed by a clock that may tick each 4 ms. */
static void
wait_a_tick(void)
{
	usleep(20000);
}

static volatile sig_atomic_t children;

static void
count_child(int signal)
{
	(void)signal;
	children++;
}

/* Was it walked through, which a child does? */
static bool
is_walked_at_open(void)
{
	struct store *store;

	children = 0;
	store = open_good();
	store_close(&store);
	return children > 0;
}

/* ---- tests ------------------------------------------------------------- */

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
a_print_that_nobody_reports_any_more_goes(void **state)
{
	struct store *store = open_good();
	struct store_print_key made = key(1, STORE_DIGEST_BYTES);
	struct store_print print;

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	put_print(store, 1, STORE_DIGEST_BYTES, 20000, 2);
	assert_true(store_print_find(store, &made, &print));
	assert_int_equal(print.reports, 2);
	print.reports = 0;
	store_print_put(store, &made, &print);
	assert_false(store_print_find(store, &made, &print));
	assert_int_equal(store_print_count(store), 0);
	store_abort(store);
	store_close(&store);
}

static void
messages_of_later_updates_are_forgotten(void **state)
{
	struct store *store = open_good();
	struct store_learnt learnt = {.class = STORE_LEGIT};

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	for (unsigned i = 0; i < 10; i++) {
		learnt.update = i;
		store_learnt_put(store, digest(i), &learnt);
	}
	assert_int_equal(store_learnt_forget_after(store, 6), 3);
	assert_int_equal(store_learnt_forget_after(store, 6), 0);
	assert_true(store_learnt_find(store, digest(6), &learnt));
	assert_false(store_learnt_find(store, digest(7), &learnt));
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
}

static void
a_step_goes_with_its_message(void **state)
{
	struct store *store;
	uint8_t bytes[10];

	(void)state;
	fill(10);
	store = open_good();
	assert_int_equal(store_begin(store, true), STORE_OK);
	assert_true(store_step_find(store, digest(4), bytes, sizeof(bytes)));
	assert_memory_equal(bytes, "some bytes", sizeof(bytes));
	/* Of another program. */
	assert_false(store_step_find(store, digest(4), bytes, 9));
	store_learnt_remove(store, digest(4));
	assert_false(store_step_find(store, digest(4), bytes, sizeof(bytes)));
	assert_true(store_step_find(store, digest(5), bytes, sizeof(bytes)));
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
}

static void
what_is_old_goes_and_what_is_too_much(void **state)
{
	const struct store_bounds bounds = {
	    .learnt_days = 100,
	    .print_days = 50,
	    .excuse_days = 10,
	    .reporter_days = 10,
	    .prints_max = 1000,
	};
	struct store_bounds tight = bounds;
	struct store *store = open_good();
	struct store_learnt learnt = {.day = 20000 - 100};

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	store_learnt_put(store, digest(1), &learnt);
	learnt.day--;
	store_learnt_put(store, digest(2), &learnt);
	put_print(store, 1, STORE_DIGEST_BYTES, 20000 - 50, 1);
	put_print(store, 2, STORE_DIGEST_BYTES, 20000 - 51, 1);
	put_print(store, 3, STORE_DIGEST_BYTES, 20000 - 10, 0);
	put_print(store, 4, STORE_PRINT_BYTES, 20000 - 11, 0);
	assert_int_equal(store_age(store, 20000, &bounds), 3);
	assert_int_equal(store_number(store, STORE_AGED), 20000);
	assert_true(store_learnt_find(store, digest(1), &learnt));
	assert_int_equal(store_print_count(store), 2);
	for (unsigned i = 0; i < 100; i++)
		put_print(store, 10 + i,
		    i % 2 == 0 ? STORE_DIGEST_BYTES : STORE_PRINT_BYTES,
		    (uint16_t)(20000 - i % 10), 1);
	tight.prints_max = 35;
	/* Three whole days of ten. */
	store_age(store, 20000, &tight);
	assert_int_equal(store_print_count(store), 30);
	assert_int_equal(store_commit(store), STORE_OK);
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

/* The note of the last walk, with another time behind it. */
static void
say_it_was_walked(const char *name, int64_t when_s)
{
	char text[512] = "";
	FILE *file = fopen(name, "r+");
	char *time;

	assert_non_null(file);
	assert_true(fread(text, 1, sizeof(text) - 1, file) > 0);
	time = strrchr(text, ' ');
	assert_non_null(time);
	assert_int_equal(fseek(file, time + 1 - text, SEEK_SET), 0);
	fprintf(file, "%jd", (intmax_t)when_s);
	fclose(file);
}

static void
what_nobody_touched_is_walked_through_once(void **state)
{
	char name[160];
	struct store *store;
	pid_t child;

	(void)state;
	/* Where nothing tells one boot from the next there is no note. */
	if (access("/proc/sys/kernel/random/boot_id", R_OK) != 0)
		return;
	snprintf(name, sizeof(name), "%s/walked", path);
	signal(SIGCHLD, count_child);
	fill(10);
	assert_false(is_walked_at_open());
	fill(20);
	assert_false(is_walked_at_open());
	/* Whoever dies with it leaves no note. */
	child = fork();
	if (child == 0) {
		store = open_good();
		_exit(store == NULL);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_not_equal(access(name, F_OK), 0);
	assert_true(is_walked_at_open());
	assert_false(is_walked_at_open());
	/* Not even the time may differ. */
	wait_a_tick();
	assert_int_equal(utimensat(AT_FDCWD, data, NULL, 0), 0);
	assert_true(is_walked_at_open());
	assert_false(is_walked_at_open());
	/* For a day. */
	say_it_was_walked(name, time(NULL) - 86000);
	assert_false(is_walked_at_open());
	say_it_was_walked(name, time(NULL) - 86500);
	assert_true(is_walked_at_open());
	say_it_was_walked(name, time(NULL) + 1000);
	assert_true(is_walked_at_open());
	signal(SIGCHLD, SIG_DFL);
}

/* It serves, and says so; what was there lies aside. */
static void
assert_set_aside(void)
{
	struct store *store;
	const struct store_learnt learnt = {.class = STORE_LEGIT};

	text_clear(&note);
	assert_int_equal(store_open(path, &store, &note), STORE_OK);
	assert_non_null(strstr(note.data, "set aside"));
	assert_int_equal(access(aside, F_OK), 0);
	assert_int_equal(store_begin(store, true), STORE_OK);
	assert_int_equal(store_print_count(store), 0);
	store_learnt_put(store, digest(1), &learnt);
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
	store = open_good();
	store_close(&store);
}

static void
a_store_of_rubbish_is_set_aside(void **state)
{
	int fd;

	(void)state;
	fill(10);
	wait_a_tick();
	fd = open(data, O_WRONLY | O_TRUNC);
	assert_int_equal(write(fd, "rubbish", 7), 7);
	close(fd);
	assert_set_aside();
	/* Once more: the one set aside before goes. */
	assert_int_equal(truncate(data, 4096), 0);
	assert_set_aside();
}

static void
a_store_that_was_cut_is_set_aside(void **state)
{
	struct stat status;

	(void)state;
	fill(2000);
	assert_int_equal(stat(data, &status), 0);
	assert_int_equal(truncate(data, status.st_size / 2), 0);
	assert_set_aside();
}

/* Whatever the bytes of a page are: opened whole, or set aside. */
static void
changed_pages_never_kill(void **state)
{
	uint64_t random = 7;
	struct stat status;
	struct store *store;

	(void)state;
	for (int round = 0; round < 12; round++) {
		uint8_t bytes[512];
		int fd;

		fill(300);
		wait_a_tick();
		assert_int_equal(stat(data, &status), 0);
		fd = open(data, O_WRONLY);
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = (uint8_t)random_next(&random);
		for (int n = 0; n < 8; n++)
			assert_true(pwrite(fd, bytes, sizeof(bytes),
					(off_t)random_below(&random,
					    (size_t)status.st_size - 512)) > 0);
		close(fd);
		text_clear(&note);
		assert_int_equal(store_open(path, &store, &note), STORE_OK);
		store_close(&store);
		unlink(data);
	}
}

static void
a_place_that_cannot_be_is_told(void **state)
{
	struct store *store;

	(void)state;
	snprintf(path, sizeof(path), "%s/no/such", directory);
	assert_int_equal(store_open(path, &store, &note), STORE_IO);
	assert_null(store);
	assert_non_null(strstr(note.data, path));
	text_clear(&note);
	snprintf(path, sizeof(path), "%s/file", directory);
	close(open(path, O_CREAT | O_WRONLY, 0600));
	assert_int_not_equal(store_open(path, &store, &note), STORE_OK);
	assert_non_null(strstr(note.data, path));
}

static void
claims_are_kept_as_long_as_their_last_day_lasts(void **state)
{
	const struct store_bounds bounds = {.claim_days = 60,
	    .learnt_days = 60,
	    .print_days = 60,
	    .excuse_days = 60,
	    .reporter_days = 60,
	    .prints_max = 10};
	struct store_claims claims = {.last_day = 1000, .count = 2};
	struct store *store = open_good();

	(void)state;
	memset(claims.items[1].reporter, 7, STORE_DIGEST_BYTES);
	claims.items[1].class = STORE_IS_PHISHING;
	assert_int_equal(store_begin(store, true), STORE_OK);
	assert_false(
	    store_claims_find(store, digest(1), &claims) && claims.count > 0);
	claims = (struct store_claims){.last_day = 1000, .count = 2};
	claims.items[1].class = STORE_IS_PHISHING;
	store_claims_put(store, digest(1), &claims);
	claims.last_day = 1010;
	store_claims_put(store, digest(2), &claims);
	assert_true(store_claims_find(store, digest(1), &claims));
	assert_int_equal(claims.count, 2);
	assert_int_equal(claims.items[1].class, STORE_IS_PHISHING);
	assert_int_equal(store_age(store, 1060, &bounds), 0);
	assert_int_equal(store_age(store, 1061, &bounds), 1);
	assert_false(store_claims_find(store, digest(1), &claims));
	assert_int_equal(claims.count, 0);
	/* Nobody says anything any more. */
	store_claims_put(store, digest(2), &claims);
	assert_false(store_claims_find(store, digest(2), &claims));
	assert_int_equal(store_commit(store), STORE_OK);
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
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(what_was_committed_is_there_after_a_restart),
	    TEST(what_was_aborted_or_not_ended_is_not_there),
	    TEST(a_writer_that_is_killed_leaves_the_last_commit),
	    TEST(prints_come_in_the_order_of_their_digests),
	    TEST(a_print_that_nobody_reports_any_more_goes),
	    TEST(messages_of_later_updates_are_forgotten),
	    TEST(a_step_goes_with_its_message),
	    TEST(what_is_old_goes_and_what_is_too_much),
	    TEST(several_processes_write_one_after_the_other),
	    TEST(what_nobody_touched_is_walked_through_once),
	    TEST(a_store_of_rubbish_is_set_aside),
	    TEST(a_store_that_was_cut_is_set_aside),
	    TEST(changed_pages_never_kill),
	    TEST(a_place_that_cannot_be_is_told),
	    TEST(claims_are_kept_as_long_as_their_last_day_lasts),
	    TEST(the_outbox_keeps_what_was_not_taken),
	    TEST(the_oldest_of_too_many_go_and_are_counted),
	};

	if (maps_do_not_grow())
		return 0;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
