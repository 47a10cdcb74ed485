/*
 * test_metadata - lines of .cdb files
 *
 * Expected values: the signature manual, and clamscan 1.4.6 for what it
 * refuses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/logic/metadata.h"

static struct metadata
parsed(const char *line)
{
	struct metadata metadata;
	const char *reason = "";

	if (!metadata_parse(slice_from_string(line), &metadata, &reason))
		fail_msg("%s: %s", line, reason);
	return metadata;
}

static void
assert_text(struct slice s, const char *expected)
{
	assert_int_equal(s.size, strlen(expected));
	assert_memory_equal(s.data, expected, s.size);
}

static void
every_field_is_taken(void **state)
{
	struct metadata metadata = parsed("Name:CL_TYPE_RAR:10-20:a\\:b\\.exe$:"
					  "7:5-6:1:3:00ABcdef:*:99:240");

	(void)state;
	assert_text(metadata.name, "Name");
	assert_int_equal(metadata.container, CLTYPE_RAR);
	assert_int_equal(metadata.container_size.min, 10);
	assert_int_equal(metadata.container_size.max, 20);
	assert_text(metadata.regex, "a\\:b\\.exe$");
	assert_int_equal(metadata.packed.min, 7);
	assert_int_equal(metadata.packed.max, 7);
	assert_int_equal(metadata.size.min, 5);
	assert_int_equal(metadata.size.max, 6);
	assert_int_equal(metadata.encrypted, 1);
	assert_int_equal(metadata.position, 3);
	assert_int_equal(metadata.crc32, 0xABCDEF);
	assert_int_equal(metadata.level_count, 2);
	assert_text(metadata.levels[0], "99");
	assert_text(metadata.levels[1], "240");
}

static void
an_asterisk_or_nothing_is_anything(void **state)
{
	static const char *const lines[] = {
	    "Name:*:*:*:*:*:*:*:*:*",
	    "Name:CL_TYPE_ANY::::::::",
	    "Name:*:*:*:*:*:*:*:*:*:",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct metadata metadata = parsed(lines[i]);

		assert_int_equal(metadata.container, CLTYPE_ANY);
		assert_int_equal(metadata.regex.size, 0);
		assert_true(metadata_within(metadata.container_size, 0));
		assert_true(metadata_within(metadata.packed, UINT64_MAX));
		assert_true(metadata_within(metadata.size, 12345));
		assert_true(metadata.encrypted == METADATA_ANY);
		assert_true(metadata.position == METADATA_ANY);
		assert_true(metadata.crc32 == METADATA_ANY);
	}
}

static void
what_is_not_well_formed_is_refused(void **state)
{
	static const char *const lines[] = {
	    "",
	    "Name",
	    "Name:*:*:*:*:*:*:*:*",
	    "Name:*:*:*:*:*:*:*:*:*:1:2:3",
	    "Name:CL_TYPE_NOTHING:*:*:*:*:*:*:*:*",
	    "Name::*:*:*:*:*:*:*:*",
	    "Name:*:x:*:*:*:*:*:*:*",
	    "Name:*:1-:*:*:*:*:*:*:*",
	    "Name:*:-1:*:*:*:*:*:*:*",
	    "Name:*:*:*:2-1:*:*:*:*:*",
	    "Name:*:*:*:*:99999999999999999999:*:*:*:*",
	    "Name:*:*:*:*:*:2:*:*:*",
	    "Name:*:*:*:*:*:yes:*:*:*",
	    "Name:*:*:*:*:*:*:-1:*:*",
	    "Name:*:*:*:*:*:*:4294967296:*:*",
	    "Name:*:*:*:*:*:*:*:xyz:*",
	    "Name:*:*:*:*:*:*:*:123456789:*",
	    /* A colon of the expression that is not escaped ends it. */
	    "Name:*:*:a:b:*:*:*:*:*:*:1:2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct metadata metadata;
		const char *reason = NULL;

		if (metadata_parse(
			slice_from_string(lines[i]), &metadata, &reason))
			fail_msg("taken: %s", lines[i]);
		assert_non_null(reason);
	}
}

static void
a_line_may_end_anywhere(void **state)
{
	static const char line[] =
	    "Name:CL_TYPE_ZIP:1-2:a\\:\\b:3:4-5:0:6:789abcde:*:1:2";
	struct metadata metadata;
	const char *reason;

	(void)state;
	for (size_t i = 0; i < sizeof(line); i++)
		(void)!metadata_parse((struct slice){(const uint8_t *)line, i},
		    &metadata, &reason);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_is_taken),
	    cmocka_unit_test(an_asterisk_or_nothing_is_anything),
	    cmocka_unit_test(what_is_not_well_formed_is_refused),
	    cmocka_unit_test(a_line_may_end_anywhere),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
