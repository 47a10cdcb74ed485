/*
 * test_magic - lines of .ftm files
 *
 * Grammar: ClamAV's signature manual; the first row is of the official file.
 */
#include "core/logic/magic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct {
	const char *line;
	enum magic_result result;
} lines[] = {
    {"0:0:504b0304:ZIP:CL_TYPE_ANY:CL_TYPE_ZIP", MAGIC_OK},
    {"0:257:7573746172:TAR:CL_TYPE_ANY:CL_TYPE_POSIX_TAR:81:255", MAGIC_OK},
    {"1:2:2d6c68??2d:LHA:CL_TYPE_ANY:CL_TYPE_LHA_LZH:210", MAGIC_OK},
    {"1:0:4?5a:PE:CL_TYPE_ANY:CL_TYPE_MSEXE", MAGIC_OK},
    {"", MAGIC_MALFORMED},
    {"0:0:504b0304:ZIP:CL_TYPE_ANY", MAGIC_MALFORMED},
    {"0:0:504b0304:ZIP:CL_TYPE_ANY:CL_TYPE_ZIP:1:2:3", MAGIC_MALFORMED},
    {"2:0:504b0304:ZIP:CL_TYPE_ANY:CL_TYPE_ZIP", MAGIC_MALFORMED},
    {"1:0:????:ZIP:CL_TYPE_ANY:CL_TYPE_ZIP", MAGIC_MALFORMED},
    {"4:1080:482b:HFS+:CL_TYPE_PART_ANY:CL_TYPE_PART_HFSPLUS",
	MAGIC_UNSUPPORTED},
    {"0:0:4d5a:X:CL_TYPE_ANY:CL_TYPE_NOBODY", MAGIC_UNSUPPORTED},
    {"0:0:4d5a:X:CL_TYPE_ZIP:CL_TYPE_MSEXE", MAGIC_UNSUPPORTED},
    {"1:*:3c68746d6c:H:CL_TYPE_ANY:CL_TYPE_ZIP", MAGIC_UNSUPPORTED},
    {"0:EOF-5:4d5a:X:CL_TYPE_ANY:CL_TYPE_MSEXE", MAGIC_UNSUPPORTED},
    {"0:99999999:4d5a:X:CL_TYPE_ANY:CL_TYPE_MSEXE", MAGIC_UNSUPPORTED},
    {"1:0:(30|31)5a:X:CL_TYPE_ANY:CL_TYPE_MSEXE", MAGIC_UNSUPPORTED},
    {"0:0:4d5:X:CL_TYPE_ANY:CL_TYPE_MSEXE", MAGIC_UNSUPPORTED},
    {"0:0::X:CL_TYPE_ANY:CL_TYPE_MSEXE", MAGIC_UNSUPPORTED},
};

static void
lines_are_taken_or_refused_with_a_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct magic magic;
		const char *reason = NULL;
		enum magic_result result = magic_parse(
		    slice_from_string(lines[i].line), &magic, &reason);

		if (result != lines[i].result)
			print_error("%s\n", lines[i].line);
		assert_int_equal(result, lines[i].result);
		assert_int_equal(reason == NULL, result == MAGIC_OK);
	}
}

static void
a_line_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct slice line = slice_from_string(lines[i].line);

		for (size_t size = 0; size < line.size; size++) {
			struct magic magic;
			const char *reason;

			(void)!magic_parse(
			    slice_sub(line, 0, size), &magic, &reason);
			assert_true(magic.size <= MAGIC_MAX);
		}
	}
}

static void
bytes_and_masks_are_those_of_the_line(void **state)
{
	static const uint8_t bytes[] = {0x40, 0x5a, 0, 0x0c};
	static const uint8_t masks[] = {0xf0, 0xff, 0, 0x0f};
	struct magic magic;
	const char *reason;

	(void)state;
	assert_int_equal(magic_parse(SLICE("1:7:4?5a???C:A name:CL_TYPE_ANY:"
					   "CL_TYPE_RAR:1:2"),
			     &magic, &reason),
	    MAGIC_OK);
	assert_int_equal(magic.offset, 7);
	assert_int_equal(magic.type, CLTYPE_RAR);
	assert_int_equal(magic.size, 4);
	assert_memory_equal(magic.bytes, bytes, 4);
	assert_memory_equal(magic.masks, masks, 4);
	assert_slice(magic.name, "A name");
	assert_slice(magic.levels[0], "1");
	assert_slice(magic.levels[1], "2");
}

static void
of_long_ones_so_many_bytes_are_kept(void **state)
{
	char line[256] = "0:0:";
	struct magic magic;
	const char *reason;

	(void)state;
	for (size_t i = 0; i < MAGIC_MAX + 5; i++)
		memcpy(line + 4 + 2 * i, "41", 2);
	memcpy(line + 4 + 2 * (MAGIC_MAX + 5), ":X:CL_TYPE_ANY:CL_TYPE_ZIP",
	    sizeof(":X:CL_TYPE_ANY:CL_TYPE_ZIP"));
	assert_int_equal(
	    magic_parse(slice_from_string(line), &magic, &reason), MAGIC_OK);
	assert_int_equal(magic.size, MAGIC_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_taken_or_refused_with_a_reason),
	    cmocka_unit_test(a_line_may_end_anywhere),
	    cmocka_unit_test(bytes_and_masks_are_those_of_the_line),
	    cmocka_unit_test(of_long_ones_so_many_bytes_are_kept),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
