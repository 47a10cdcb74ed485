/*
 * test_suspects - messages on which an engine died, across restarts
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "core/base/clock.h"
#include "threads/supervise/suspects.h"

static struct places places;
static struct shared *shared;
static char directory[64];
static char message[128];

static void
put_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static int
set_up(void **state)
{
	(void)state;
	snprintf(directory, sizeof(directory), "/tmp/test_suspects.XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(
	    places.suspects, sizeof(places.suspects), "%s/suspects", directory);
	snprintf(message, sizeof(message), "%s/1.msg", directory);
	shared = shared_create(1, 1);
	return shared == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(places.suspects);
	unlink(message);
	shared_destroy(&shared);
	return rmdir(directory); /* fails if anything was left aside */
}

/* Another start of everything. */
static void
start_again(int64_t max_age_s)
{
	shared_destroy(&shared);
	shared = shared_create(1, 1);
	assert_non_null(shared);
	suspects_load(shared, &places, max_age_s);
}

static uint32_t
attempts_on(const char *path, uint64_t size, int64_t mtime_s)
{
	struct shared_known *known = shared_known_find(
	    shared, shared_known_key(path, size, mtime_s), false);

	return known == NULL ? 0 : atomic_load(&known->attempts);
}

static int64_t
time_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return (int64_t)status.st_mtime;
}

static void
a_suspect_is_known_after_a_restart(void **state)
{
	(void)state;
	put_file(message, "Subject: x\n");
	suspects_note(shared, message);
	assert_int_equal(attempts_on(message, 11, time_of(message)), 1);
	suspects_note(shared, message);
	suspects_save(shared, &places);
	suspects_sync(&places);
	start_again(3600);
	assert_int_equal(attempts_on(message, 11, time_of(message)), 2);
	/* Another message under the same name is none. */
	assert_int_equal(attempts_on(message, 12, time_of(message)), 0);
}

static void
a_file_that_is_gone_is_known_by_its_name(void **state)
{
	(void)state;
	suspects_note(shared, message);
	suspects_save(shared, &places);
	start_again(0);
	assert_int_equal(attempts_on(message, 0, 0), 1);
}

static void
old_suspects_are_forgotten(void **state)
{
	char line[128];

	(void)state;
	snprintf(line, sizeof(line), "a1 1 %lld\nb2 2 %lld\n",
	    (long long)clock_wall_s() - 100, (long long)clock_wall_s() - 10);
	put_file(places.suspects, line);
	start_again(50);
	assert_null(shared_known_find(shared, 0xa1, false));
	assert_non_null(shared_known_find(shared, 0xb2, false));
	start_again(0); /* any age */
	assert_non_null(shared_known_find(shared, 0xa1, false));
}

static void
a_damaged_file_is_as_good_as_none(void **state)
{
	static const char *const texts[] = {"", "\n", "zz 1 2\n", "1\n",
	    "0 1 99999999999\n", "1 2", "\xff\xfe\x00", "- - -\n",
	    "18446744073709551616999 x y\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		put_file(places.suspects, texts[i]);
		start_again(3600);
		assert_false(shared_known_any(shared));
	}
}

static void
no_file_is_no_suspects(void **state)
{
	(void)state;
	start_again(3600);
	assert_false(shared_known_any(shared));
}

static void
a_directory_that_cannot_be_written_costs_only_the_memory(void **state)
{
	struct places nowhere = places;

	(void)state;
	snprintf(nowhere.suspects, sizeof(nowhere.suspects),
	    "%s/not/there/suspects", directory);
	suspects_note(shared, message);
	suspects_save(shared, &nowhere);
	suspects_sync(&nowhere);
	assert_int_equal(attempts_on(message, 0, 0), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_suspect_is_known_after_a_restart),
	    TEST(a_file_that_is_gone_is_known_by_its_name),
	    TEST(old_suspects_are_forgotten),
	    TEST(a_damaged_file_is_as_good_as_none),
	    TEST(no_file_is_no_suspects),
	    TEST(a_directory_that_cannot_be_written_costs_only_the_memory),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
