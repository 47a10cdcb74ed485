/*
 * test_cartridge - the file that the spam score runs on
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

#include "core/base/checksum.h"
#include "core/cartridge/format.h"

static char directory[64], path[128], old_path[160], spare_path[160];
static char error_buffer[1024];
static struct text error;

static const char info[] = "made-by: a test\nmessages: 12\n";
static const char model[] = "the model";

static struct cartridge_draft
small_draft(uint64_t update)
{
	struct cartridge_draft draft = {
	    .id = {{{1, 20, 3, 4}}, update, 1700000000},
	};

	draft.sections[CARTRIDGE_INFO] = slice_from_string(info);
	draft.sections[CARTRIDGE_MODEL] = slice_from_string(model);
	draft.sections[CARTRIDGE_PRINTS] = SLICE("prints");
	return draft;
}

static int
set_up(void **state)
{
	(void)state;
	error = TEXT_OVER(error_buffer);
	snprintf(directory, sizeof(directory), "/tmp/test_cartridge.XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/site.cartridge", directory);
	snprintf(old_path, sizeof(old_path), "%s.old", path);
	snprintf(spare_path, sizeof(spare_path), "%s.spare", path);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(path);
	unlink(old_path);
	unlink(spare_path);
	return rmdir(directory); /* fails if anything was left aside */
}

static void
write_small(uint64_t update, bool keep_old)
{
	struct cartridge_draft draft = small_draft(update);

	text_clear(&error);
	assert_int_equal(
	    cartridge_write(&draft, path, keep_old, &error), CARTRIDGE_OK);
	assert_int_equal(error.size, 0);
}

static enum cartridge_result
try_open(const char *which)
{
	struct cartridge *cartridge, *other;
	enum cartridge_result result;

	text_clear(&error);
	assert_int_equal(cartridge_read(which, &cartridge, &error),
	    cartridge_open(which, &other, &error));
	cartridge_close(&cartridge);
	cartridge_close(&other);
	text_clear(&error);
	result = cartridge_open(which, &cartridge, &error);
	assert_int_equal(result == CARTRIDGE_OK, cartridge != NULL);
	cartridge_close(&cartridge);
	return result;
}

static uint64_t
update_of(const char *which)
{
	struct cartridge *cartridge;
	uint64_t update;

	assert_int_equal(
	    cartridge_open(which, &cartridge, &error), CARTRIDGE_OK);
	update = cartridge->id.update;
	cartridge_close(&cartridge);
	return update;
}

/* The bytes of a good file; free() them. */
static uint8_t *
good_bytes(size_t *size_r)
{
	FILE *file;
	uint8_t *bytes;
	long size;

	write_small(7, false);
	file = fopen(path, "rb");
	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	rewind(file);
	bytes = malloc((size_t)size);
	assert_non_null(bytes);
	assert_int_equal(fread(bytes, 1, (size_t)size, file), size);
	fclose(file);
	*size_r = (size_t)size;
	return bytes;
}

static enum cartridge_result
open_bytes(const uint8_t *bytes, size_t size)
{
	struct cartridge *cartridge;
	enum cartridge_result result;

	text_clear(&error);
	result = cartridge_open_memory(
	    (struct slice){bytes, size}, &cartridge, &error);
	assert_int_equal(result == CARTRIDGE_OK, error.size == 0);
	cartridge_close(&cartridge);
	return result;
}

static void
reseal(uint8_t *bytes)
{
	struct format_header *header = (void *)bytes;

	header->checksum =
	    checksum64(header, offsetof(struct format_header, checksum), 0);
}

/* ---- tests ------------------------------------------------------------- */

static void
what_was_written_is_read(void **state)
{
	struct cartridge *cartridge;
	char buffer[64];
	struct text text = TEXT_OVER(buffer);

	(void)state;
	write_small(17, false);
	assert_int_equal(
	    cartridge_open(path, &cartridge, &error), CARTRIDGE_OK);
	cartridge_id_put(&text, &cartridge->id);
	assert_string_equal(buffer, "1.20.3.4 update version=17");
	assert_int_equal(cartridge->id.created_s, 1700000000);
	assert_true(slice_equal(
	    cartridge->sections[CARTRIDGE_MODEL], slice_from_string(model)));
	assert_true(slice_equal(
	    cartridge->sections[CARTRIDGE_PRINTS], SLICE("prints")));
	assert_int_equal(cartridge->sections[CARTRIDGE_CALIBRATION].size, 0);
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		assert_int_equal(
		    (uintptr_t)cartridge->sections[i].data % CARTRIDGE_PAGE, 0);
	assert_true(slice_equal(
	    cartridge_info(cartridge, SLICE("messages")), SLICE("12")));
	assert_true(slice_equal(
	    cartridge_info(cartridge, SLICE("made-by")), SLICE("a test")));
	assert_int_equal(cartridge_info(cartridge, SLICE("made")).size, 0);
	cartridge_close(&cartridge);
}

static void
other_contents_have_another_stamp(void **state)
{
	struct cartridge *cartridge;
	uint64_t first;

	(void)state;
	write_small(1, false);
	assert_int_equal(
	    cartridge_open(path, &cartridge, &error), CARTRIDGE_OK);
	first = cartridge->stamp;
	cartridge_close(&cartridge);
	write_small(2, false);
	assert_int_equal(
	    cartridge_open(path, &cartridge, &error), CARTRIDGE_OK);
	assert_true(cartridge->stamp != first);
	cartridge_close(&cartridge);
}

static void
the_old_file_is_kept_when_asked(void **state)
{
	(void)state;
	write_small(1, true);
	assert_int_not_equal(access(old_path, F_OK), 0);
	write_small(2, true);
	assert_int_equal(update_of(path), 2);
	assert_int_equal(update_of(old_path), 1);
	write_small(3, true);
	assert_int_equal(update_of(old_path), 2);
	write_small(4, false);
	assert_int_equal(update_of(old_path), 2);
}

/* All of a file, in room of this many bytes. */
static size_t
bytes_of(const char *which, uint8_t *bytes, size_t room)
{
	FILE *file = fopen(which, "rb");
	size_t size;

	assert_non_null(file);
	size = fread(bytes, 1, room, file);
	fclose(file);
	return size;
}

static void
write_large(void)
{
	static char large[6 * CARTRIDGE_PAGE];
	struct cartridge_draft draft = small_draft(1);

	memset(large, 'x', sizeof(large));
	draft.sections[CARTRIDGE_MODEL] =
	    (struct slice){(const uint8_t *)large, sizeof(large)};
	assert_int_equal(
	    cartridge_write(&draft, path, true, &error), CARTRIDGE_OK);
}

/* The first one's file serves again, and nothing of it is seen. */
static void
the_fourth_is_as_if_it_were_new(void **state)
{
	static uint8_t fresh[8 * CARTRIDGE_PAGE], over[8 * CARTRIDGE_PAGE];
	size_t size;

	(void)state;
	write_small(4, true);
	size = bytes_of(path, fresh, sizeof(fresh));
	write_large();
	write_small(2, true);
	write_small(3, true);
	assert_int_equal(access(spare_path, F_OK), 0);
	write_small(4, true);
	assert_int_equal(bytes_of(path, over, sizeof(over)), size);
	assert_memory_equal(over, fresh, size);
	assert_int_equal(update_of(old_path), 3);
}

static void
one_that_is_mapped_stays_as_it_is(void **state)
{
	struct cartridge *cartridge;

	(void)state;
	write_small(1, true);
	assert_int_equal(
	    cartridge_open(path, &cartridge, &error), CARTRIDGE_OK);
	for (uint64_t update = 2; update < 8; update++) {
		write_large();
		assert_true(slice_equal(cartridge->sections[CARTRIDGE_MODEL],
		    slice_from_string(model)));
	}
	cartridge_close(&cartridge);
}

static void
one_that_was_read_may_be_changed(void **state)
{
	struct cartridge *cartridge, *mapped;

	(void)state;
	write_small(3, false);
	assert_int_equal(
	    cartridge_read(path, &cartridge, &error), CARTRIDGE_OK);
	assert_int_equal(cartridge_open(path, &mapped, &error), CARTRIDGE_OK);
	assert_int_equal(cartridge->id.update, 3);
	assert_int_equal(cartridge->stamp, mapped->stamp);
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		assert_true(
		    slice_equal(cartridge->sections[i], mapped->sections[i]));
	memcpy(cartridge_bytes(cartridge, CARTRIDGE_MODEL), "THE", 3);
	assert_true(slice_equal(
	    cartridge->sections[CARTRIDGE_MODEL], SLICE("THE model")));
	assert_true(slice_equal(
	    mapped->sections[CARTRIDGE_MODEL], slice_from_string(model)));
	cartridge_close(&mapped);
	cartridge_close(&cartridge);
}

static void
an_open_one_outlives_its_replacement(void **state)
{
	struct cartridge *cartridge;

	(void)state;
	write_small(1, false);
	assert_int_equal(
	    cartridge_open(path, &cartridge, &error), CARTRIDGE_OK);
	write_small(2, false);
	assert_true(slice_equal(
	    cartridge->sections[CARTRIDGE_MODEL], slice_from_string(model)));
	cartridge_close(&cartridge);
}

static void
a_write_that_fails_leaves_the_old_file(void **state)
{
	struct cartridge_draft draft = small_draft(2);
	char nowhere[160];

	(void)state;
	write_small(1, false);
	snprintf(nowhere, sizeof(nowhere), "%s/no/such/x", directory);
	assert_int_equal(
	    cartridge_write(&draft, nowhere, false, &error), CARTRIDGE_IO);
	assert_non_null(strstr(error.data, "No such file"));
	text_clear(&error);
	/* A directory stands where the old one shall be kept. */
	assert_int_equal(mkdir(old_path, 0700), 0);
	assert_int_equal(
	    cartridge_write(&draft, path, true, &error), CARTRIDGE_IO);
	assert_non_null(strstr(error.data, old_path));
	assert_int_equal(rmdir(old_path), 0);
	assert_int_equal(update_of(path), 1);
}

static void
a_missing_file_is_not_a_damaged_one(void **state)
{
	(void)state;
	assert_int_equal(try_open(path), CARTRIDGE_NO_FILE);
	assert_non_null(strstr(error.data, path));
	assert_int_equal(try_open(directory), CARTRIDGE_DAMAGED);
	assert_non_null(strstr(error.data, "not a file"));
}

static void
a_file_cut_anywhere_is_refused(void **state)
{
	size_t size;
	uint8_t *bytes = good_bytes(&size);

	(void)state;
	assert_int_equal(size, 4 * CARTRIDGE_PAGE);
	assert_int_equal(open_bytes(bytes, size), CARTRIDGE_OK);
	for (size_t end = 0; end < size; end++)
		assert_int_equal(open_bytes(bytes, end), CARTRIDGE_DAMAGED);
	free(bytes);
}

/* Where a file was cut on the disk, it is mapped all the same. */
static void
a_file_cut_on_the_disk_is_refused(void **state)
{
	static const off_t ends[] = {0, 1, 4095, 4096, 4097, 8192, 16383};

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		write_small(1, false);
		assert_int_equal(truncate(path, ends[i]), 0);
		assert_int_equal(try_open(path), CARTRIDGE_DAMAGED);
		assert_non_null(strstr(error.data, path));
	}
}

/* What fills up the last page of a section is nobody's. */
static bool
is_covered(const uint8_t *bytes, size_t at)
{
	const struct format_header *header = (const void *)bytes;

	if (at < sizeof(*header))
		return true;
	for (int i = 0; i < (int)FORMAT_SECTIONS; i++)
		if (at >= header->sections[i].offset &&
		    at - header->sections[i].offset < header->sections[i].size)
			return true;
	return false;
}

static void
a_changed_byte_anywhere_is_noticed(void **state)
{
	size_t size;
	uint8_t *bytes = good_bytes(&size);

	(void)state;
	for (size_t at = 0; at < size; at++) {
		if (!is_covered(bytes, at))
			continue;
		bytes[at] ^= 0x10;
		assert_int_not_equal(open_bytes(bytes, size), CARTRIDGE_OK);
		bytes[at] ^= 0x10;
	}
	assert_int_equal(open_bytes(bytes, size), CARTRIDGE_OK);
	free(bytes);
}

static void
foreign_ones_say_what_they_are(void **state)
{
	size_t size;
	uint8_t *bytes = good_bytes(&size);
	struct format_header *header = (void *)bytes;

	(void)state;
	header->format = 99;
	reseal(bytes);
	assert_int_equal(open_bytes(bytes, size), CARTRIDGE_FOREIGN);
	assert_non_null(strstr(error.data, "format 99"));
	header->byte_order = UINT32_C(0x04030201);
	assert_int_equal(open_bytes(bytes, size), CARTRIDGE_FOREIGN);
	assert_non_null(strstr(error.data, "byte order"));
	free(bytes);
}

/* The checksum of the header holds, what it says does not. */
static void
spans_that_lead_outside_are_refused(void **state)
{
	static const struct format_span spans[] = {
	    {0, 9, 0},
	    {4096, UINT64_MAX, 0},
	    {4096, UINT64_MAX - 4095, 0},
	    {UINT64_MAX - 4095, 9, 0},
	    {8192, 4 * CARTRIDGE_PAGE, 0},
	    {1u << 20, 0, 0},
	    {4097, 9, 0},
	};
	size_t size;
	uint8_t *bytes = good_bytes(&size);
	struct format_header *header = (void *)bytes;

	(void)state;
	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++)
		for (int which = 0; which < (int)FORMAT_SECTIONS; which++) {
			struct format_span kept = header->sections[which];

			header->sections[which] = spans[i];
			reseal(bytes);
			assert_int_equal(
			    open_bytes(bytes, size), CARTRIDGE_DAMAGED);
			header->sections[which] = kept;
		}
	reseal(bytes);
	assert_int_equal(open_bytes(bytes, size), CARTRIDGE_OK);
	free(bytes);
}

static void
versions_have_four_numbers(void **state)
{
	static const char *const bad[] = {"", "1", "1.2.3", "1.2.3.4.5",
	    "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.x", "1.2.3.4294967296",
	    "1.2.3.-4", " 1.2.3.4", "1.2.3.4\n"};
	struct cartridge_version version;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(cartridge_version_read(
		    slice_from_string(bad[i]), &version));
	assert_true(
	    cartridge_version_read(SLICE("1.0.30.4294967295"), &version));
	assert_int_equal(version.part[2], 30);
	assert_int_equal(version.part[3], UINT32_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(what_was_written_is_read),
	    TEST(other_contents_have_another_stamp),
	    TEST(the_old_file_is_kept_when_asked),
	    TEST(the_fourth_is_as_if_it_were_new),
	    TEST(one_that_is_mapped_stays_as_it_is),
	    TEST(one_that_was_read_may_be_changed),
	    TEST(an_open_one_outlives_its_replacement),
	    TEST(a_write_that_fails_leaves_the_old_file),
	    TEST(a_missing_file_is_not_a_damaged_one),
	    TEST(a_file_cut_anywhere_is_refused),
	    TEST(a_file_cut_on_the_disk_is_refused),
	    TEST(a_changed_byte_anywhere_is_noticed),
	    TEST(foreign_ones_say_what_they_are),
	    TEST(spans_that_lead_outside_are_refused),
	    cmocka_unit_test(versions_have_four_numbers),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
