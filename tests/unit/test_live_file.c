/*
 * test_live_file - where the counters of running helpers are found
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "threads/record/live_set.h"
#include "threads/shared/live_stats.h"

static char directory[64];
static struct live_file file;
static struct live_set *set;
static char error_buffer[8192];
static struct text error;

static int
set_up(void **state)
{
	(void)state;
	error = TEXT_OVER(error_buffer);
	snprintf(directory, sizeof(directory), "/tmp/test_live.XXXXXX");
	set = live_set_create();
	return set != NULL && mkdtemp(directory) != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	live_file_destroy(&file);
	live_set_destroy(&set);
	return rmdir(directory); /* fails if a name was left */
}

static char *
name_of(long pid)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/live-%ld", directory, pid);
	return path;
}

static void
what_is_counted_is_seen(void **state)
{
	(void)state;
	assert_true(live_file_create(&file, directory, &error));
	live_stats_add(&file.live->stats, 1, COUNTER_CLEAN, 5);
	live_answers_add(&file.live->answers, 3000);
	assert_true(live_set_read(set, directory));
	assert_int_equal(set->count, 1);
	assert_int_equal(set->lives[0]->header.pid, getpid());
	assert_int_equal(set->statuses[0].totals[COUNTER_CLEAN], 5);
	assert_int_equal(set->statuses[0].latency[3], 1);
	live_stats_add(&file.live->stats, 2, COUNTER_CLEAN, 1);
	assert_true(live_set_read(set, directory));
	assert_int_equal(set->statuses[0].totals[COUNTER_CLEAN], 6);
	assert_string_equal(set->left_out, "");
	live_file_destroy(&file);
	assert_true(live_set_read(set, directory));
	assert_int_equal(set->count, 0);
}

static void
what_an_engine_counts_outlives_it(void **state)
{
	pid_t child;

	(void)state;
	assert_true(live_file_create(&file, directory, &error));
	child = fork();
	if (child == 0) {
		live_stats_add(&file.live->stats, 1, COUNTER_CLEAN, 5);
		_exit(0);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_true(live_set_read(set, directory));
	assert_int_equal(set->statuses[0].totals[COUNTER_CLEAN], 5);
}

/* A helper that was killed: its name stays until the next one comes. */
static void
names_of_the_dead_are_not_shown_and_removed_by_the_next(void **state)
{
	struct live_file other;
	struct stat status;
	pid_t child = fork();

	(void)state;
	if (child == 0)
		_exit(live_file_create(&other, directory, &error) ? 0 : 1);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(lstat(name_of(child), &status), 0);
	assert_true(live_set_read(set, directory));
	assert_int_equal(set->count, 0);
	assert_string_equal(set->left_out, "");
	assert_true(live_file_create(&file, directory, &error));
	assert_int_not_equal(lstat(name_of(child), &status), 0);
}

/* Process 1 lives, and its name leads to something else. */
static void
a_name_that_leads_elsewhere_is_no_helper(void **state)
{
	static const char *const targets[] = {"/dev/null", "/etc/passwd", "/"};
	struct stat status;

	(void)state;
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		assert_int_equal(symlink(targets[i], name_of(1)), 0);
		assert_true(live_set_read(set, directory));
		assert_int_equal(set->count, 0);
		assert_int_equal(unlink(name_of(1)), 0);
	}
	assert_int_equal(symlink("/etc/passwd", name_of(1)), 0);
	assert_true(live_file_create(&file, directory, &error));
	assert_int_not_equal(lstat(name_of(1), &status), 0);
}

/* A copy of our block under the number of another process. */
static void
a_block_under_another_number_is_none_of_that_process(void **state)
{
	FILE *copy;

	(void)state;
	assert_true(live_file_create(&file, directory, &error));
	copy = fopen(name_of(1), "w");
	assert_non_null(copy);
	assert_int_equal(fwrite(file.live, sizeof(*file.live), 1, copy), 1);
	assert_int_equal(fclose(copy), 0);
	assert_true(live_set_read(set, directory));
	assert_int_equal(set->count, 1);
	assert_int_equal(set->lives[0]->header.pid, getpid());
	assert_int_equal(unlink(name_of(1)), 0);
}

static void
the_block_of_another_version_is_told_and_left_alone(void **state)
{
	struct live *other = calloc(1, sizeof(*other));
	struct stat status;
	FILE *copy = fopen(name_of(1), "w");

	(void)state;
	assert_non_null(other);
	assert_non_null(copy);
	memcpy(other->header.magic, LIVE_MAGIC, sizeof(other->header.magic));
	other->header.byte_order = LIVE_BYTE_ORDER;
	other->header.format = LIVE_FORMAT + 1;
	assert_int_equal(fwrite(other, 4096, 1, copy), 1);
	assert_int_equal(fclose(copy), 0);
	free(other);
	assert_true(live_set_read(set, directory));
	assert_int_equal(set->count, 0);
	assert_non_null(strstr(set->left_out, "another version"));
	assert_true(live_file_create(&file, directory, &error));
	assert_int_equal(lstat(name_of(1), &status), 0);
	assert_int_equal(unlink(name_of(1)), 0);
}

static void
a_directory_that_cannot_be_is_told(void **state)
{
	struct live_file none;

	(void)state;
	assert_false(live_file_create(&none, "/nonexistent/state", &error));
	assert_null(none.live);
	assert_non_null(strstr(error_buffer, "/nonexistent/state/live-"));
	assert_false(live_set_read(set, "/nonexistent/state"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_counted_is_seen),
	    TEST(what_an_engine_counts_outlives_it),
	    TEST(names_of_the_dead_are_not_shown_and_removed_by_the_next),
	    TEST(a_name_that_leads_elsewhere_is_no_helper),
	    TEST(a_block_under_another_number_is_none_of_that_process),
	    TEST(the_block_of_another_version_is_told_and_left_alone),
	    TEST(a_directory_that_cannot_be_is_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
