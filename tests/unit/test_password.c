/*
 * test_password - lines of .pwdb files
 *
 * Grammar: ClamAV's signature manual.
 */
#include "core/logic/password.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct {
	const char *line, *password; /* NULL: refused */
	enum cltype container;
	uint32_t level_min;
} lines[] = {
    {"A;Engine:81-255;0;secret", "secret", CLTYPE_ANY, 81},
    {"A;Engine:81;1;73656352", "secR", CLTYPE_ANY, 81},
    {"A;Engine:81-255,Container:CL_TYPE_ZIP;0;a;b", "a;b", CLTYPE_ZIP, 81},
    {"A;Engine:51-255,Target:0,Container:CL_TYPE_RAR;1;00", "", CLTYPE_RAR, 51},
    {"A;;0;x", "x", CLTYPE_ANY, 0},
    {"", NULL, CLTYPE_ANY, 0},
    {"A;Engine:81-255;0", NULL, CLTYPE_ANY, 0},
    {"A;Engine:81-255;0;", NULL, CLTYPE_ANY, 0},
    {"A;Engine:81-255;2;x", NULL, CLTYPE_ANY, 0},
    {"A;Engine:81-255;1;x", NULL, CLTYPE_ANY, 0},
    {"A;Engine:81-255;1;7g", NULL, CLTYPE_ANY, 0},
    {"A;Engine:81-255;1;737", NULL, CLTYPE_ANY, 0},
    {"A;Engine:x;0;y", NULL, CLTYPE_ANY, 0},
    {"A;Engine:1-99999999999;0;y", NULL, CLTYPE_ANY, 0},
    {"A;Container:CL_TYPE_NOBODY;0;y", NULL, CLTYPE_ANY, 0},
    {"A;FileSize:1-2;0;y", NULL, CLTYPE_ANY, 0},
};

static void
lines_are_taken_or_refused_with_a_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct password password;
		const char *reason = NULL;
		bool taken = password_parse(
		    slice_from_string(lines[i].line), &password, &reason);

		if (taken != (lines[i].password != NULL))
			print_error("%s\n", lines[i].line);
		assert_int_equal(taken, lines[i].password != NULL);
		if (!taken) {
			assert_non_null(reason);
			continue;
		}
		assert_slice(password.name, "A");
		assert_string_equal((char *)password.bytes, lines[i].password);
		assert_int_equal(password.container, lines[i].container);
		assert_int_equal(password.level_min, lines[i].level_min);
	}
}

static void
a_line_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct slice line = slice_from_string(lines[i].line);

		for (size_t size = 0; size < line.size; size++) {
			struct password password;
			const char *reason;

			(void)!password_parse(
			    slice_sub(line, 0, size), &password, &reason);
			assert_true(password.size <= PASSWORD_MAX);
		}
	}
}

static void
the_longest_password_is_taken_and_no_longer_one(void **state)
{
	char line[2 * PASSWORD_MAX + 32];
	struct password password;
	const char *reason;

	(void)state;
	for (int hex = 0; hex < 2; hex++) {
		size_t most = hex ? 2 * PASSWORD_MAX : PASSWORD_MAX;
		size_t head =
		    (size_t)snprintf(line, sizeof(line), "A;;%d;", hex);

		memset(line + head, '1', most + 2);
		assert_true(
		    password_parse((struct slice){(uint8_t *)line, head + most},
			&password, &reason));
		assert_int_equal(password.size, PASSWORD_MAX);
		assert_false(password_parse(
		    (struct slice){(uint8_t *)line, head + most + 2}, &password,
		    &reason));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_taken_or_refused_with_a_reason),
	    cmocka_unit_test(a_line_may_end_anywhere),
	    cmocka_unit_test(the_longest_password_is_taken_and_no_longer_one),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
