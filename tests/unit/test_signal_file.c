/*
 * test_signal_file - hup.sig is seen once by each helper, whenever it looks
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/update/signal_file.h"

static char directory[64], path[96], moved[96];

static int
make_directory(void **state)
{
	(void)state;
	snprintf(directory, sizeof(directory), "/tmp/test_signal_file-XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/hup.sig", directory);
	snprintf(moved, sizeof(moved), "%s/hup.seen", directory);
	return 0;
}

static int
remove_directory(void **state)
{
	(void)state;
	unlink(path);
	unlink(moved);
	return rmdir(directory);
}

/* As `: >hup.sig` does; number makes the date another, however coarse the
 * clock of the file system is. */
static void
ask(int64_t number)
{
	const struct timespec dates[2] = {
	    {.tv_sec = number}, {.tv_sec = number}};
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(futimens(fd, dates), 0);
	close(fd);
}

static bool
is_there(const char *name)
{
	return access(name, F_OK) == 0;
}

static struct signal_file
helper(void)
{
	struct signal_file file;

	signal_file_init(&file, path, moved);
	return file;
}

static bool
looks(struct signal_file *file, uint64_t second)
{
	return signal_file_appeared(file, second * NS_PER_S);
}

static void
it_is_seen_once_and_moved_after_some_seconds(void **state)
{
	struct signal_file file = helper();

	(void)state;
	assert_false(looks(&file, 1));
	ask(1);
	assert_true(looks(&file, 2));
	assert_false(looks(&file, 3));
	assert_true(is_there(path));
	assert_false(looks(&file, 10));
	assert_false(is_there(path));
	assert_true(is_there(moved));
	assert_false(looks(&file, 11));
	ask(2);
	assert_true(looks(&file, 12));
}

static void
one_that_is_written_anew_is_seen_anew(void **state)
{
	struct signal_file file = helper();

	(void)state;
	ask(1);
	assert_true(looks(&file, 1));
	ask(2);
	assert_true(looks(&file, 2));
	assert_false(looks(&file, 3));
	/* Its seconds begin anew, too. */
	assert_false(looks(&file, 4));
	assert_true(is_there(path));
	assert_false(looks(&file, 5));
	assert_false(is_there(path));
}

static void
who_was_busy_all_the_time_finds_it_where_it_was_moved(void **state)
{
	struct signal_file quick = helper(), busy = helper();

	(void)state;
	assert_false(looks(&busy, 1));
	ask(1);
	assert_true(looks(&quick, 2));
	assert_false(looks(&quick, 9));
	assert_false(is_there(path));
	assert_true(looks(&busy, 60));
	assert_false(looks(&busy, 61));
	/* The second of two: one reload is enough for both. */
	ask(2);
	assert_true(looks(&quick, 70));
	assert_false(looks(&quick, 79));
	ask(3);
	assert_true(looks(&quick, 80));
	assert_false(looks(&quick, 89));
	assert_true(looks(&busy, 90));
	assert_false(looks(&busy, 91));
}

static void
who_has_seen_it_does_not_see_it_again_where_it_was_moved(void **state)
{
	struct signal_file one = helper(), two = helper();

	(void)state;
	ask(1);
	assert_true(looks(&one, 1));
	assert_true(looks(&two, 2));
	assert_false(looks(&one, 9));
	assert_false(is_there(path));
	assert_false(looks(&two, 10));
	/* One that was missed, and the next one is there already. */
	ask(2);
	assert_true(looks(&one, 20));
	assert_false(looks(&one, 29));
	ask(3);
	assert_true(looks(&two, 30));
	assert_false(looks(&two, 31));
	assert_true(looks(&one, 31));
	assert_false(looks(&two, 39));
	assert_false(is_there(path));
	assert_false(looks(&two, 40));
	assert_false(looks(&one, 40));
}

static void
what_was_moved_before_a_start_asks_for_nothing(void **state)
{
	struct signal_file before = helper(), after;

	(void)state;
	ask(1);
	assert_true(looks(&before, 1));
	assert_false(looks(&before, 9));
	after = helper();
	assert_false(looks(&after, 10));
	assert_false(looks(&after, 11));
	/* It is cleared away by somebody. */
	unlink(moved);
	assert_false(looks(&after, 12));
}

static void
where_it_cannot_be_moved_it_is_removed(void **state)
{
	struct signal_file file;

	(void)state;
	signal_file_init(&file, path, "/dev/null/hup.seen");
	ask(1);
	assert_true(looks(&file, 1));
	assert_false(looks(&file, 9));
	assert_false(is_there(path));
	assert_false(looks(&file, 10));
	ask(1);
	assert_true(looks(&file, 11));
}

#define IN_DIRECTORY(test)                                                     \
	cmocka_unit_test_setup_teardown(test, make_directory, remove_directory)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_DIRECTORY(it_is_seen_once_and_moved_after_some_seconds),
	    IN_DIRECTORY(one_that_is_written_anew_is_seen_anew),
	    IN_DIRECTORY(who_was_busy_all_the_time_finds_it_where_it_was_moved),
	    IN_DIRECTORY(
		who_has_seen_it_does_not_see_it_again_where_it_was_moved),
	    IN_DIRECTORY(what_was_moved_before_a_start_asks_for_nothing),
	    IN_DIRECTORY(where_it_cannot_be_moved_it_is_removed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
