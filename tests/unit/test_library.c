/*
 * test_library - a shared library that is loaded when it is wanted
 *
 * libm is there wherever the program is, if it was not linked statically.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <cmocka.h>

#include "threads/base/library.h"

static struct {
	double (*root)(double);
	double (*floor)(double);
} math;

static void
functions_are_found_by_name(void **state)
{
	const struct library_symbol symbols[] = {
	    {"sqrt", &math.root},
	    {"floor", &math.floor},
	};

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		assert_true(library_load("libm.so.6", symbols, 2));
		assert_true(math.root(1024.0) == 32.0);
		assert_true(math.floor(2.75) == 2.0);
	}
}

static void
a_library_that_lacks_one_is_refused(void **state)
{
	const struct library_symbol symbols[] = {
	    {"sqrt", &math.root},
	    {"no_such_function", &math.floor},
	};

	(void)state;
	assert_false(library_load("libm.so.6", symbols, 2));
}

static void
a_library_that_is_not_there_is_refused(void **state)
{
	const struct library_symbol symbols[] = {{"sqrt", &math.root}};

	(void)state;
	assert_false(library_load("libno-such-library.so.1", symbols, 1));
}

/* Nothing has loaded a static program that could load more. */
static bool
is_static(void)
{
	return getauxval(AT_BASE) == 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(functions_are_found_by_name),
	    cmocka_unit_test(a_library_that_lacks_one_is_refused),
	    cmocka_unit_test(a_library_that_is_not_there_is_refused),
	};

	if (is_static()) {
		printf("1..0 # SKIP a static program loads no libraries\n");
		return 0;
	}
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
