/*
 * test_store_damage - what damage does to a store, and when it is looked for
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/growing_map.h"
#include "tests/support/store_case.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_nobody_touched_is_walked_through_once),
	    TEST(a_store_of_rubbish_is_set_aside),
	    TEST(a_store_that_was_cut_is_set_aside),
	    TEST(changed_pages_never_kill),
	    TEST(a_place_that_cannot_be_is_told),
	};

	if (maps_do_not_grow())
		return 0;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
