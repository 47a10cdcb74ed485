/*
 * test_quoted - where a quoted string ends, and what is wrong with a bad one
 *
 * The escapes themselves are in the table of test_request.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/quoted.h"

struct row {
	const char *source;
	enum quoted_result result;
	const char *decoded;
	size_t consumed;
};

static const struct row rows[] = {
    {"\"\"", QUOTED_OK, "", 2},
    {"\"a\";", QUOTED_OK, "a", 3},
    {"\"a\" \t\r\n\"b\" ;", QUOTED_OK, "ab", 10},
    {"\"a\"\"b\"", QUOTED_OK, "ab", 6},
    {"\"a\"x\"b\"", QUOTED_OK, "a", 3},
    {"\"\\e\\n\"", QUOTED_OK, "\n\n", 6},
    {"\"12345678\"", QUOTED_OK, "12345678", 10},
    {"\"123456789\"", QUOTED_TOO_LONG, "12345678", 10},
    {"\"1234567\\u'e9'\"", QUOTED_TOO_LONG, "1234567\xC3", 14},
    {"\"ab", QUOTED_OPEN, "ab", 3},
    {"\"ab\" \"c", QUOTED_OPEN, "abc", 7},
    {"", QUOTED_OPEN, "", 0},
    {"a", QUOTED_OPEN, "", 0},
    {"\"\\999\"", QUOTED_ESCAPE, "", 2},
    {"\"\\0a1\"", QUOTED_ESCAPE, "", 2},
};

static void
each_string_is_what_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		char out[8];
		size_t size, consumed;
		enum quoted_result result;

		result = quoted_decode(slice_from_string(row->source), out,
		    sizeof(out), &size, &consumed);
		if (result != row->result || consumed != row->consumed)
			fail_msg("%s: %s after %zu bytes", row->source,
			    quoted_result_text(result), consumed);
		assert_int_equal(size, strlen(row->decoded));
		if (size > 0)
			assert_memory_equal(out, row->decoded, size);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_string_is_what_the_table_says),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("quoted", tests, NULL, NULL);
}
