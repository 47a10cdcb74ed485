/*
 * test_places - where the program's files are
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

#include "threads/base/places.h"

static char directory[64];
static char program[128], config_path[128], state_path[PLACE_BYTES];
static struct places places;
static char note_buffer[1024];

static int
set_up(void **state)
{
	(void)state;
	snprintf(directory, sizeof(directory), "/tmp/test_places.XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(program, sizeof(program), "%s/CGPFilter", directory);
	snprintf(
	    config_path, sizeof(config_path), "%s/CGPFilter.cfg", directory);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(config_path);
	if (places.good_config[0] != '\0')
		unlink(places.good_config);
	if (places.state[0] != '\0')
		rmdir(places.state);
	memset(&places, 0, sizeof(places));
	return rmdir(directory); /* fails if anything was left aside */
}

static void
put_config(const char *text)
{
	FILE *file = fopen(config_path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static struct config *
load(void)
{
	struct text note = TEXT_OVER(note_buffer);
	struct config *config = places_load_config(&places, NULL, NULL, &note);

	assert_non_null(config);
	return config;
}

/* Use the default state directory below the program's. */
static void
use_defaults(void)
{
	struct config *config = config_default(directory);
	char buffer[512];
	struct text error = TEXT_OVER(buffer);

	assert_non_null(config);
	assert_true(places_find(&places, program));
	assert_true(places_use(&places, config, &error));
	config_free(&config);
	snprintf(state_path, sizeof(state_path), "%s", places.state);
}

static void
the_directory_is_that_of_the_program(void **state)
{
	static const struct {
		const char *argv0, *directory, *signal;
	} rows[] = {
	    {"CGPFilter/CGPFilter", "CGPFilter", "CGPFilter/hup.sig"},
	    {"/opt/x/CGPFilter", "/opt/x", "/opt/x/hup.sig"},
	    {"./CGPFilter", ".", "./hup.sig"},
	    {"CGPFilter", ".", "./hup.sig"},
	    {"/CGPFilter", "/", "//hup.sig"},
	    {"", ".", "./hup.sig"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct places found;

		assert_true(places_find(&found, rows[i].argv0));
		assert_string_equal(found.directory, rows[i].directory);
		assert_string_equal(found.signal, rows[i].signal);
	}
}

static void
the_base_directory_is_above_that_of_the_program(void **state)
{
	static const struct {
		const char *directory, *name, *path;
	} rows[] = {
	    {"CGPFilter", "Submitted", "Submitted"},
	    {"/var/CommuniGate/CGPFilter", "Submitted",
		"/var/CommuniGate/Submitted"},
	    {"/CGPFilter", "Submitted", "/Submitted"},
	    {"../x/CGPFilter", "a/b", "../x/a/b"},
	    {".", "Submitted", "./../Submitted"},
	    {"..", "Submitted", "../../Submitted"},
	    {"/x/.", "Submitted", "/x/./../Submitted"},
	    {"CGPFilter", "/else/where", "/else/where"},
	};
	char path[PLACE_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(
		    places.directory, PLACE_BYTES, "%s", rows[i].directory);
		assert_true(places_in_base(&places, rows[i].name, path));
		assert_string_equal(path, rows[i].path);
	}
	memset(places.directory, 'x', PLACE_BYTES - 1);
	places.directory[1] = '/';
	assert_true(places_in_base(&places, "y", path));
	memset(places.directory, '/', PLACE_BYTES - 1);
	assert_false(places_in_base(&places, "y", path));
}

static void
a_path_that_is_too_long_is_refused(void **state)
{
	char *long_name = malloc(2 * PLACE_BYTES);
	char joined[PLACE_BYTES];
	struct places found;

	(void)state;
	assert_non_null(long_name);
	memset(long_name, 'x', 2 * PLACE_BYTES);
	long_name[PLACE_BYTES - 10] = '/';
	long_name[PLACE_BYTES] = '\0';
	assert_false(places_find(&found, long_name));
	/* Directory, slash and name: 4095 bytes fit, 4096 do not. */
	long_name[PLACE_BYTES - 10] = '\0';
	assert_true(places_join(joined, long_name, "12345678"));
	assert_int_equal(strlen(joined), PLACE_BYTES - 1);
	assert_false(places_join(joined, long_name, "123456789"));
	free(long_name);
}

static void
the_state_directory_is_made(void **state)
{
	struct stat status;

	(void)state;
	use_defaults();
	assert_int_equal(stat(state_path, &status), 0);
	assert_true(S_ISDIR(status.st_mode));
	assert_int_equal(status.st_mode & 0777, 0700);
	assert_int_equal(
	    strncmp(places.suspects, state_path, strlen(state_path)), 0);
	use_defaults(); /* and may be there already */
}

static void
a_state_directory_that_cannot_be_is_said(void **state)
{
	struct config *config = config_default("/proc/no/such/place");
	struct text error = TEXT_OVER(note_buffer);
	struct places found;

	(void)state;
	assert_non_null(config);
	assert_true(places_find(&found, program));
	assert_false(places_use(&found, config, &error));
	assert_non_null(strstr(error.data, "state directory"));
	assert_true(found.suspects[0] != '\0');
	config_free(&config);
}

static void
without_a_file_the_defaults_are_used(void **state)
{
	struct config *config;

	(void)state;
	use_defaults();
	config = load();
	assert_non_null(strstr(note_buffer, "defaults are used"));
	assert_int_equal(config->table_size, 16384);
	config_free(&config);
}

static void
a_bad_file_falls_back_to_the_last_good_copy(void **state)
{
	struct config *config;

	(void)state;
	use_defaults();
	put_config("{ TableSize = 1000; }\n");
	config = load();
	assert_string_equal(note_buffer, "");
	assert_int_equal(config->table_size, 1000);
	config_free(&config);
	places_keep_good_config(&places);
	put_config("{ TableSize = 2000");
	config = load();
	assert_non_null(strstr(note_buffer, "last good copy"));
	assert_int_equal(config->table_size, 1000);
	config_free(&config);
}

static void
a_bad_file_and_no_copy_leave_the_defaults(void **state)
{
	struct config *config;

	(void)state;
	use_defaults();
	put_config("{ TableSize = ");
	config = load();
	assert_non_null(strstr(note_buffer, "built-in defaults"));
	assert_int_equal(config->table_size, 16384);
	config_free(&config);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_directory_is_that_of_the_program),
	    TEST(the_base_directory_is_above_that_of_the_program),
	    TEST(a_path_that_is_too_long_is_refused),
	    TEST(the_state_directory_is_made),
	    TEST(a_state_directory_that_cannot_be_is_said),
	    TEST(without_a_file_the_defaults_are_used),
	    TEST(a_bad_file_falls_back_to_the_last_good_copy),
	    TEST(a_bad_file_and_no_copy_leave_the_defaults),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
