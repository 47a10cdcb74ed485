/*
 * test_processor - where a thread runs, and that it can be sent elsewhere
 */
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/skip.h"
#include "threads/base/processor.h"

static void
a_set_has_what_was_put_in(void **state)
{
	struct processor_set set = {{0}};

	(void)state;
	processor_set_add(&set, 0);
	processor_set_add(&set, 63);
	processor_set_add(&set, 64);
	processor_set_add(&set, PROCESSORS_MAX - 1);
	for (uint32_t i = 0; i < PROCESSORS_MAX; i++)
		assert_int_equal(processor_set_has(&set, i),
		    i == 0 || i == 63 || i == 64 || i == PROCESSORS_MAX - 1);
}

static void
what_is_no_processor_is_in_no_set(void **state)
{
	struct processor_set set = {{0}};
	const struct processor_set none = {{0}};

	(void)state;
	processor_set_add(&set, PROCESSORS_MAX);
	processor_set_add(&set, PROCESSOR_UNKNOWN);
	assert_memory_equal(&set, &none, sizeof(none));
	assert_false(processor_set_has(&set, PROCESSORS_MAX));
	assert_false(processor_set_has(&set, PROCESSOR_UNKNOWN));
}

#if ON_LINUX

static cpu_set_t
allowed(void)
{
	cpu_set_t set;

	assert_int_equal(sched_getaffinity(0, sizeof(set), &set), 0);
	return set;
}

static void
restrict_to(const cpu_set_t *set)
{
	assert_int_equal(sched_setaffinity(0, sizeof(*set), set), 0);
}

/* The system may bring it back at once: once in a thousand it does not. */
static void
only_what_it_may_use_counts(void **state)
{
	cpu_set_t before = allowed(), one;

	(void)state;
	assert_int_equal(processor_count(), CPU_COUNT(&before));
	CPU_ZERO(&one);
	CPU_SET(processor_here(), &one);
	restrict_to(&one);
	assert_int_equal(processor_count(), 1);
	restrict_to(&before);
}

static void
leaves_to_where_it_may_be(void **state)
{
	const cpu_set_t before = allowed();
	bool was_elsewhere = false;

	(void)state;
	if (CPU_COUNT(&before) < 2)
		SKIP("one processor");
	for (int i = 0; i < 1000 && !was_elsewhere; i++) {
		struct processor_set taken = {{0}};
		uint32_t here = processor_here();
		cpu_set_t after;

		assert_true(here < PROCESSORS_MAX);
		assert_true(CPU_ISSET(here, &before));
		processor_set_add(&taken, here);
		assert_true(processor_leave(&taken));
		was_elsewhere = processor_here() != here;
		after = allowed();
		assert_true(CPU_EQUAL(&before, &after));
	}
	assert_true(was_elsewhere);
}

static void
stays_where_there_is_nothing_else(void **state)
{
	const cpu_set_t before = allowed();
	struct processor_set taken = {{0}};
	cpu_set_t one, after;
	uint32_t here = processor_here();

	(void)state;
	CPU_ZERO(&one);
	CPU_SET(here, &one);
	restrict_to(&one);
	processor_set_add(&taken, here);
	assert_false(processor_leave(&taken));
	after = allowed();
	assert_true(CPU_EQUAL(&one, &after));
	restrict_to(&before);
}

/* What an administrator allowed (taskset) is what it has afterwards. */
static void
keeps_to_what_it_may_use(void **state)
{
	const cpu_set_t before = allowed();
	const struct processor_set none = {{0}};
	cpu_set_t one, after;

	(void)state;
	CPU_ZERO(&one);
	CPU_SET(processor_here(), &one);
	restrict_to(&one);
	assert_true(processor_leave(&none));
	after = allowed();
	if (CPU_COUNT(&before) > 1)
		assert_true(CPU_EQUAL(&one, &after));
	restrict_to(&before);
}

#else

static void
nobody_knows(void **state)
{
	const struct processor_set none = {{0}};

	(void)state;
	assert_int_equal(processor_here(), PROCESSOR_UNKNOWN);
	assert_false(processor_leave(&none));
}

#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_has_what_was_put_in),
		cmocka_unit_test(what_is_no_processor_is_in_no_set),
#if ON_LINUX
		cmocka_unit_test(only_what_it_may_use_counts),
		cmocka_unit_test(leaves_to_where_it_may_be),
		cmocka_unit_test(stays_where_there_is_nothing_else),
		cmocka_unit_test(keeps_to_what_it_may_use),
#else
		cmocka_unit_test(nobody_knows),
#endif
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
