/*
 * test_cartridge_source - which cartridge the helper runs on
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "threads/shared/live_db.h"
#include "threads/update/cartridge_source.h"

static char directory[64], program[128], site[160], old[176], shipped[160];
static struct places places;
static struct config *config;
static struct cartridge_source source;
static char said[4096];
static char error_buffer[1024];
static struct text error;

static void
hear(void *owner, const char *line)
{
	size_t used = strlen(said);

	(void)owner;
	snprintf(said + used, sizeof(said) - used, "%s\n", line);
}

static int
set_up(void **state)
{
	(void)state;
	error = TEXT_OVER(error_buffer);
	said[0] = '\0';
	snprintf(directory, sizeof(directory), "/tmp/test_source.XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(program, sizeof(program), "%s/CGPFilter", directory);
	snprintf(site, sizeof(site), "%s/site.cartridge", directory);
	snprintf(old, sizeof(old), "%s.old", site);
	snprintf(shipped, sizeof(shipped), "%s/default.cartridge", directory);
	config = config_default(directory);
	if (config == NULL || !places_find(&places, program))
		return -1;
	free(config->cartridge);
	config->cartridge = strdup(site);
	cartridge_source_init(&source, &places);
	source.say = hear;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	cartridge_source_fini(&source);
	config_free(&config);
	unlink(site);
	unlink(old);
	unlink(shipped);
	return rmdir(directory);
}

static void
put(const char *path, uint64_t update)
{
	struct cartridge_draft draft = {.id = {.update = update}};

	assert_int_equal(
	    cartridge_write(&draft, path, false, &error), CARTRIDGE_OK);
}

/* As cp does: into the file that is there. */
static void
spoil(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* The update number of what serves; 0: nothing. */
static uint64_t
number(struct cartridge *cartridge)
{
	uint64_t update = cartridge == NULL ? 0 : cartridge->id.update;

	cartridge_close(&cartridge);
	return update;
}

static uint64_t
first(void)
{
	return number(cartridge_source_first(&source, config));
}

static uint64_t
look(void)
{
	text_clear(&error);
	return number(cartridge_source_look(&source, config, &error));
}

/* ---- tests ------------------------------------------------------------- */

static void
the_sites_own_comes_before_the_shipped_one(void **state)
{
	(void)state;
	assert_int_equal(first(), 0);
	put(shipped, 1);
	assert_int_equal(first(), 1);
	put(site, 2);
	assert_int_equal(first(), 2);
	assert_string_equal(said, "");
}

static void
a_bad_one_at_start_gives_way_to_the_one_before_it(void **state)
{
	(void)state;
	put(shipped, 1);
	spoil(site, "rubbish");
	assert_int_equal(first(), 1);
	assert_non_null(strstr(said, site));
	assert_non_null(strstr(said, "not a cartridge"));
	put(old, 5);
	assert_int_equal(first(), 5);
	spoil(old, "rubbish");
	spoil(shipped, "");
	said[0] = '\0';
	assert_int_equal(first(), 0);
	assert_non_null(strstr(said, "no cartridge is left"));
}

static void
each_change_is_seen_once(void **state)
{
	(void)state;
	put(shipped, 1);
	assert_int_equal(first(), 1);
	assert_int_equal(look(), 0);
	put(shipped, 2);
	assert_int_equal(look(), 2);
	assert_int_equal(look(), 0);
	put(site, 3);
	assert_int_equal(look(), 3);
	put(shipped, 4);
	assert_int_equal(look(), 0);
	put(site, 5);
	assert_int_equal(look(), 5);
	/* Gone: the shipped one serves again. */
	unlink(site);
	assert_int_equal(look(), 4);
	unlink(shipped);
	assert_int_equal(look(), 0);
	put(site, 6);
	assert_int_equal(look(), 6);
}

static void
one_that_comes_after_a_start_without_is_taken(void **state)
{
	(void)state;
	assert_int_equal(first(), 0);
	assert_int_equal(look(), 0);
	put(site, 1);
	assert_int_equal(look(), 1);
}

/* At its first sight it may be half written. */
static void
a_bad_one_is_told_once_when_it_stays_bad(void **state)
{
	(void)state;
	put(site, 1);
	assert_int_equal(first(), 1);
	spoil(site, "rub");
	assert_int_equal(look(), 0);
	assert_int_equal(error.size, 0);
	spoil(site, "rubbish");
	assert_int_equal(look(), 0);
	assert_int_equal(error.size, 0);
	assert_int_equal(look(), 0);
	assert_non_null(strstr(error.data, site));
	assert_int_equal(look(), 0);
	assert_int_equal(error.size, 0);
	put(site, 2);
	assert_int_equal(look(), 2);
	assert_string_equal(said, "");
}

static bool
is_told(void)
{
	struct pollfd told = {
	    .fd = cartridge_source_fd(&source), .events = POLLIN};

	return poll(&told, 1, 0) == 1;
}

static void
the_kernel_tells_of_a_new_one(void **state)
{
	(void)state;
	if (cartridge_source_fd(&source) < 0)
		return; /* this system does not; looking now and then does */
	assert_int_equal(first(), 0);
	assert_false(is_told());
	put(site, 1);
	assert_true(is_told());
	assert_int_equal(look(), 1);
	assert_false(is_told());
	spoil(site, "rubbish");
	assert_true(is_told());
}

/* What a renewed bundle shares is freed with the newer one, once (ASan). */
static void
a_renewed_bundle_shares_all_but_the_cartridge(void **state)
{
	struct config *own = config_default(directory);
	struct sigdb *sigdb = NULL;
	struct live_data *data, *renewed, *last;
	struct cartridge *cartridge;
	struct config *other = config_default(directory);

	(void)state;
	put(site, 1);
	assert_int_equal(sigdb_open_builtin(&sigdb), SIGDB_OK);
	data = live_data_create(&own, &sigdb, 2);
	assert_non_null(data);
	assert_null(data->cartridge);
	cartridge = cartridge_source_first(&source, config);
	renewed = live_data_renew(data, &cartridge);
	assert_non_null(renewed);
	assert_null(cartridge);
	assert_ptr_equal(renewed->sigdb, data->sigdb);
	assert_ptr_equal(renewed->scanners, data->scanners);
	assert_ptr_equal(renewed->config, data->config);
	live_data_destroy(&data);
	assert_int_equal(renewed->cartridge->id.update, 1);
	assert_int_equal(renewed->scanner_count, 2);

	assert_int_equal(sigdb_open_builtin(&sigdb), SIGDB_OK);
	last = live_data_create(&other, &sigdb, 1);
	assert_non_null(last);
	live_data_pass_cartridge(renewed, last);
	live_data_destroy(&renewed);
	assert_int_equal(last->cartridge->id.update, 1);
	live_data_destroy(&last);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(the_sites_own_comes_before_the_shipped_one),
	    TEST(a_bad_one_at_start_gives_way_to_the_one_before_it),
	    TEST(each_change_is_seen_once),
	    TEST(one_that_comes_after_a_start_without_is_taken),
	    TEST(a_bad_one_is_told_once_when_it_stays_bad),
	    TEST(the_kernel_tells_of_a_new_one),
	    TEST(a_renewed_bundle_shares_all_but_the_cartridge),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
