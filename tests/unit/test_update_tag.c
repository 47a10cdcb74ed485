/*
 * test_update_tag - what is remembered of an index, and when the next is asked
 * for
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

#include "threads/command/update/update_tag.h"
#include "threads/update/update_poll.h"

static void
a_tag_is_read_back_for_its_number_alone(void **state)
{
	char directory[] = "/tmp/test_tag.XXXXXX", path[64];
	struct fetch_tag tag = {"\"abc\"", "Sat, 28 Nov 2026 18:32:28 GMT"};
	struct fetch_tag read;

	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/tag", directory);
	update_tag_save(path, 17, &tag);
	update_tag_load(path, 17, &read);
	assert_string_equal(read.etag, tag.etag);
	assert_string_equal(read.modified, tag.modified);
	update_tag_load(path, 18, &read);
	assert_string_equal(read.etag, "");
	assert_int_equal(unlink(path), 0);
	update_tag_load(path, 17, &read);
	assert_string_equal(read.modified, "");
	assert_int_equal(rmdir(directory), 0);
}

static void
what_would_be_another_field_is_no_tag(void **state)
{
	static const struct {
		const char *file;
		bool good;
	} rows[] = {
	    {"17\n\"abc\"\nSat\n", true},
	    {"17\n\nSat", true},
	    {"17", true},
	    {"", false},
	    {"\n\"abc\"\n", false},
	    {"-17\n\"abc\"\n", false},
	    {"018\n\"abc\"\n", false},
	    {"17\n\"abc\"\r\nSat\n", false},
	    {"17\n\"a\tc\"\nSat\n", false},
	    {"17\n\"abc\"\n\x7f\n", false},
	};
	char large[2 * FETCH_TAG_BYTES] = "17\n";
	struct fetch_tag tag;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (update_tag_read(slice_from_string(rows[i].file), 17,
			&tag) != rows[i].good)
			fail_msg("%s", rows[i].file);
	memset(large + 3, 'x', FETCH_TAG_BYTES);
	assert_false(update_tag_read(slice_from_string(large), 17, &tag));
	assert_string_equal(tag.etag, "");
	large[3 + FETCH_TAG_BYTES - 1] = '\n';
	assert_true(update_tag_read(slice_from_string(large), 17, &tag));
}

static void
intervals_are_drawn_a_fifth_shorter_or_longer(void **state)
{
	(void)state;
	assert_int_equal(update_poll_pause_ms(0, 0), 48000);
	assert_int_equal(update_poll_pause_ms(0, 999), 72000);
	assert_int_equal(update_poll_pause_ms(1, 0), 800);
	assert_int_equal(update_poll_pause_ms(31536000, 999), 37843200000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_tag_is_read_back_for_its_number_alone),
	    cmocka_unit_test(what_would_be_another_field_is_no_tag),
	    cmocka_unit_test(intervals_are_drawn_a_fifth_shorter_or_longer),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
