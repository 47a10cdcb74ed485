/*
 * test_spread - when a worker leaves a processor to another one
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/base/clock.h"
#include "threads/pipeline/spread.h"

/* What a worker is on, and where it began that. */
struct seen {
	uint64_t ticket;
	uint32_t processor;
};

static void
show(struct shared_worker *workers, const struct seen *seen, uint32_t count)
{
	memset(workers, 0, count * sizeof(*workers));
	for (uint32_t i = 0; i < count; i++) {
		atomic_store(&workers[i].ticket, seen[i].ticket);
		atomic_store(&workers[i].processor, seen[i].processor);
	}
}

/* Worker 0 looks at three, from processor here. */
static bool
look(struct spread *spread, const struct seen *seen, uint32_t here,
    uint64_t now_ns, struct processor_set *taken_r)
{
	static struct shared_worker workers[3];

	show(workers, seen, 3);
	return spread_look(spread, workers, 3, 0, here, now_ns, taken_r);
}

static void
leaves_what_is_held_at_two_looks(void **state)
{
	const struct seen seen[3] = {{5, 1}, {7, 1}, {8, 0}};
	struct spread spread = {0};
	struct processor_set taken;

	(void)state;
	assert_false(look(&spread, seen, 1, 1 * NS_PER_MS, &taken));
	assert_true(look(&spread, seen, 1, 2 * NS_PER_MS, &taken));
	assert_true(processor_set_has(&taken, 0));
	assert_true(processor_set_has(&taken, 1));
	assert_false(processor_set_has(&taken, 2));
}

static void
what_goes_on_is_not_left_for(void **state)
{
	const struct seen before[3] = {{5, 1}, {7, 1}, {0, 0}};
	const struct seen after[3] = {{6, 1}, {9, 1}, {0, 0}};
	struct spread spread = {0};
	struct processor_set taken;

	(void)state;
	assert_false(look(&spread, before, 1, 1 * NS_PER_MS, &taken));
	assert_false(look(&spread, after, 1, 2 * NS_PER_MS, &taken));
	assert_false(look(&spread, before, 1, 3 * NS_PER_MS, &taken));
}

static void
who_is_idle_or_elsewhere_is_in_nobodys_way(void **state)
{
	/* Of worker 2, which has no message, the processor is an old one. */
	const struct seen seen[3] = {{5, 1}, {7, 2}, {0, 1}};
	struct spread spread = {0};
	struct processor_set taken;

	(void)state;
	for (uint64_t at = 1; at < 10; at++)
		assert_false(look(&spread, seen, 1, at * NS_PER_MS, &taken));
	assert_true(processor_set_has(&taken, 2));
	assert_false(processor_set_has(&taken, 0));
}

static void
an_unknown_place_is_none(void **state)
{
	const struct seen seen[3] = {
	    {5, 1}, {7, PROCESSOR_UNKNOWN}, {8, PROCESSORS_MAX}};
	struct spread spread = {0};
	struct processor_set taken, own = {{0}};

	(void)state;
	processor_set_add(&own, 1);
	for (uint64_t at = 1; at < 10; at++)
		assert_false(look(&spread, seen, 1, at * NS_PER_MS, &taken));
	assert_memory_equal(&taken, &own, sizeof(own));
}

/* Its record may be old: the system may have moved it since it began. */
static void
for_one_message_seldom(void **state)
{
	const struct seen seen[3] = {{5, 1}, {7, 1}, {0, 0}};
	struct spread spread = {0};
	struct processor_set taken;
	uint32_t left = 0;

	(void)state;
	for (uint64_t at = 0; at < 1000; at++) /* 300 ms */
		left += look(
		    &spread, seen, 1, NS_PER_MS + at * 300 * NS_PER_US, &taken);
	assert_in_range(left, 25, 31);
}

static void
looks_are_dearer_the_more_there_are(void **state)
{
	(void)state;
	assert_in_range(
	    spread_interval_ns(3), 300 * NS_PER_US, 400 * NS_PER_US);
	assert_in_range(
	    spread_interval_ns(65), 1000 * NS_PER_US, 2000 * NS_PER_US);
}

static void
who_begins_says_where(void **state)
{
	static struct shared_worker workers[3];
	struct spread spread = {0};
	uint32_t here;

	(void)state;
	atomic_store(&workers[1].processor, 12345);
	spread_begin(&spread, workers, 3, 1, NS_PER_MS);
	here = atomic_load(&workers[1].processor);
	assert_true(here < PROCESSORS_MAX || here == PROCESSOR_UNKNOWN);
	assert_int_equal(atomic_load(&workers[0].processor), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(leaves_what_is_held_at_two_looks),
	    cmocka_unit_test(what_goes_on_is_not_left_for),
	    cmocka_unit_test(who_is_idle_or_elsewhere_is_in_nobodys_way),
	    cmocka_unit_test(an_unknown_place_is_none),
	    cmocka_unit_test(for_one_message_seldom),
	    cmocka_unit_test(looks_are_dearer_the_more_there_are),
	    cmocka_unit_test(who_begins_says_where),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
