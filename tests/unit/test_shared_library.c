/*
 * test_shared_library - a library that is loaded when it is wanted
 *
 * libm is there wherever the program is.
 */
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <cmocka.h>

#include "simd/shared_library.h"

#define THREADS 8u

static double no_such_function(double);

#define LIBM(X) X(sqrt) X(floor)
#define WRONG(X) X(sqrt) X(no_such_function)

SHARED_LIBRARY_DECLARE(libm, LIBM);
SHARED_LIBRARY_DECLARE(wrong, WRONG);
SHARED_LIBRARY_DECLARE(nowhere, LIBM);
SHARED_LIBRARY_DECLARE(wanted, LIBM);

SHARED_LIBRARY_DEFINE(libm, LIBM, "libm.so.6", "libc6");
SHARED_LIBRARY_DEFINE(wrong, WRONG, "libm.so.6", "libc6");
SHARED_LIBRARY_DEFINE(nowhere, LIBM, "libno-such-library.so.1", "libnowhere1");
SHARED_LIBRARY_DEFINE(wanted, LIBM, "libm.so.6", "libc6");

static double
no_such_function(double x)
{
	return x;
}

static void
functions_are_found_by_name(void **state)
{
	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		assert_true(shared_library_load(&libm_library));
		assert_true(libm.sqrt(1024.0) == 32.0);
		assert_true(libm.floor(2.75) == 2.0);
	}
}

static void
a_library_that_lacks_one_is_refused(void **state)
{
	const char *reason = shared_library_reason(&wrong_library);

	(void)state;
	for (int turn = 0; turn < 2; turn++)
		assert_false(shared_library_load(&wrong_library));
	assert_non_null(strstr(reason, "libm.so.6 cannot be loaded"));
	assert_non_null(strstr(reason, "no_such_function"));
	assert_true(no_such_function(1.0) == 1.0);
}

static void
a_library_that_is_not_there_is_refused(void **state)
{
	const char *reason = shared_library_reason(&nowhere_library);

	(void)state;
	for (int turn = 0; turn < 2; turn++)
		assert_false(shared_library_load(&nowhere_library));
	assert_string_equal(reason,
	    "libno-such-library.so.1 cannot be loaded; install libnowhere1");
}

static void *
want(void *owner)
{
	double *root = owner;

	if (shared_library_load(&wanted_library))
		*root = wanted.sqrt(*root);
	return NULL;
}

static void
threads_may_want_it_at_the_same_time(void **state)
{
	pthread_t threads[THREADS];
	double roots[THREADS];

	(void)state;
	for (unsigned i = 0; i < THREADS; i++) {
		roots[i] = i * i;
		assert_int_equal(
		    pthread_create(&threads[i], NULL, want, &roots[i]), 0);
	}
	for (unsigned i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		assert_true(roots[i] == i);
	}
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
	    cmocka_unit_test(threads_may_want_it_at_the_same_time),
	};

	if (is_static()) {
		printf("1..0 # SKIP a static program loads no libraries\n");
		return 0;
	}
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
