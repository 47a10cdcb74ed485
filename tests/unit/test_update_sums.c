/*
 * test_update_sums - what is remembered of the set that is here
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "threads/command/update/update_sums.h"

/* BLAKE2b of 32 bytes, by `b2sum -l 256`: of nothing, and of "abc". */
#define OF_NOTHING                                                             \
	"0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"
#define OF_ABC                                                                 \
	"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"

static struct update_image
image_with_abc(void)
{
	struct update_image image;

	image_of_cartridge(NULL, &image);
	image.draft.id.update = 3;
	image.draft.sections[CARTRIDGE_MODEL] = slice_from_string("abc");
	return image;
}

static void
a_section_s_sum_is_its_hash(void **state)
{
	struct update_image image = image_with_abc();
	uint8_t abc[CRYPT_HASH_BYTES];

	(void)state;
	assert_true(
	    crypt_read_hex(slice_from_string(OF_ABC), abc, sizeof(abc)));
	image_sum_up(&image);
	assert_memory_equal(image.sums[CARTRIDGE_MODEL], abc, sizeof(abc));
}

/* However much of it is known. */
static void
a_set_s_hash_is_the_same_with_sums_and_without(void **state)
{
	struct update_image image = image_with_abc();
	uint8_t with[CRYPT_HASH_BYTES], without[CRYPT_HASH_BYTES];

	(void)state;
	image_hash(&image, without);
	image_sum_up(&image);
	image_hash(&image, with);
	assert_memory_equal(with, without, sizeof(with));
	image.draft.sections[CARTRIDGE_MODEL] = slice_from_string("abd");
	image.summed[CARTRIDGE_MODEL] = false;
	image_hash(&image, with);
	assert_memory_not_equal(with, without, sizeof(with));
}

static void
sums_are_read_back_for_their_cartridge_alone(void **state)
{
	char directory[] = "/tmp/test_sums.XXXXXX", path[64];
	struct update_image image = image_with_abc(), read = image_with_abc();

	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/sums", directory);
	image_sum_up(&image);
	update_sums_save(path, UINT64_MAX, &image);
	update_sums_load(path, 17, &read);
	assert_false(read.summed[CARTRIDGE_MODEL]);
	update_sums_load(path, UINT64_MAX, &read);
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		assert_true(read.summed[i]);
	assert_memory_equal(read.sums, image.sums, sizeof(read.sums));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(directory), 0);
}

#define FOUR OF_NOTHING "\n" OF_ABC "\n" OF_NOTHING "\n" OF_NOTHING "\n"

static void
what_is_no_such_file_changes_nothing(void **state)
{
	static const struct {
		const char *file;
		bool good;
	} rows[] = {
	    {"17\n" FOUR, true},
	    {"18\n" FOUR, false},
	    {"", false},
	    {"17", false},
	    {"17\n", false},
	    {"17\n" OF_NOTHING "\n" OF_ABC "\n" OF_NOTHING "\n", false},
	    {"17\n" FOUR "\n", false},
	    {"17\n" FOUR OF_ABC "\n", false},
	    {"17\n" OF_NOTHING "0\n" OF_ABC "\n" OF_NOTHING "\n" OF_ABC "\n",
		false},
	    {"17\ng" FOUR, false},
	    {"17\r\n" FOUR, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct update_image image = image_with_abc();
		const struct update_image before = image;
		bool good = update_sums_read(
		    slice_from_string(rows[i].file), 17, &image);

		if (good != rows[i].good)
			print_message("# row %zu\n", i);
		assert_int_equal(good, rows[i].good);
		if (!good)
			assert_memory_equal(&image, &before, sizeof(image));
	}
}

static void
a_delta_takes_over_sums_of_what_stays(void **state)
{
	struct update_image from = image_with_abc(), to = image_with_abc(), out;
	uint8_t *delta, hash[CRYPT_HASH_BYTES], expected[CRYPT_HASH_BYTES];
	size_t size;

	(void)state;
	to.draft.sections[CARTRIDGE_INFO] = slice_from_string("new");
	image_sum_up(&from);
	assert_true(delta_make(&from, &to, &delta, &size));
	assert_int_equal(
	    delta_apply(&from, 3, (struct slice){delta, size}, &out), DELTA_OK);
	assert_true(out.summed[CARTRIDGE_MODEL]);
	assert_false(out.summed[CARTRIDGE_INFO]);
	image_hash(&out, hash);
	image_hash(&to, expected);
	assert_memory_equal(hash, expected, sizeof(hash));
	image_free(&out);
	free(delta);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_section_s_sum_is_its_hash),
	    cmocka_unit_test(a_set_s_hash_is_the_same_with_sums_and_without),
	    cmocka_unit_test(sums_are_read_back_for_their_cartridge_alone),
	    cmocka_unit_test(what_is_no_such_file_changes_nothing),
	    cmocka_unit_test(a_delta_takes_over_sums_of_what_stays),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
