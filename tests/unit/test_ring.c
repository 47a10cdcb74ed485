/*
 * test_ring - bounded lock-free queue of slot numbers, by one thread
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "threads/base/ring.h"

static void
pop_returns_values_in_push_order(void **state)
{
	struct ring *ring = ring_create(8);
	uint32_t value;

	(void)state;
	assert_non_null(ring);
	for (uint32_t i = 0; i < 8; i++)
		assert_true(ring_push(ring, 100 + i));
	for (uint32_t i = 0; i < 8; i++) {
		assert_true(ring_pop(ring, &value));
		assert_int_equal(value, 100 + i);
	}
	ring_destroy(&ring);
	assert_null(ring);
}

static void
a_pop_from_nothing_leaves_the_value_alone(void **state)
{
	struct ring *ring = ring_create(4);
	uint32_t value = 77;

	(void)state;
	assert_false(ring_pop(ring, &value));
	assert_int_equal(value, 77);
	assert_true(ring_push(ring, 1));
	assert_true(ring_pop(ring, &value));
	assert_false(ring_pop(ring, &value));
	assert_int_equal(value, 1);
	ring_destroy(&ring);
}

static void
capacity_is_rounded_up_to_a_power_of_two(void **state)
{
	static const struct {
		uint32_t wanted, cells;
	} rows[] = {{1, 2}, {2, 2}, {3, 4}, {4, 4}, {5, 8}, {1000, 1024},
	    {1024, 1024}, {1025, 2048}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ring *ring = ring_create(rows[i].wanted);
		uint32_t pushed = 0;

		while (ring_push(ring, pushed))
			pushed++;
		assert_int_equal(pushed, rows[i].cells);
		assert_int_equal(ring_length(ring), rows[i].cells);
		ring_destroy(&ring);
	}
}

static void
a_full_ring_takes_one_for_each_that_leaves(void **state)
{
	struct ring *ring = ring_create(4);
	uint32_t value;

	(void)state;
	for (uint32_t i = 0; i < 4; i++)
		assert_true(ring_push(ring, i));
	assert_false(ring_push(ring, 99));
	/* Many times round the cells. */
	for (uint32_t i = 0; i < 1000; i++) {
		assert_true(ring_pop(ring, &value));
		assert_int_equal(value, i);
		assert_true(ring_push(ring, i + 4));
		assert_false(ring_push(ring, 99));
	}
	ring_destroy(&ring);
}

static void
many_are_pushed_in_their_order_or_none_at_all(void **state)
{
	static const struct {
		uint32_t inside, count;
		bool fits;
	} rows[] = {{0, 0, true}, {0, 1, true}, {0, 8, true}, {0, 9, false},
	    {1, 7, true}, {1, 8, false}, {5, 3, true}, {5, 4, false},
	    {8, 0, true}, {8, 1, false}, {8, UINT32_MAX, false}};
	enum { ROWS = sizeof(rows) / sizeof(rows[0]) };
	static const uint32_t values[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
	struct ring *ring = ring_create(8);
	uint32_t value;

	(void)state;
	/* Each time from another cell on, round and round. */
	for (size_t i = 0; i < 10 * ROWS; i++) {
		uint32_t inside = rows[i % ROWS].inside;
		uint32_t count = rows[i % ROWS].count;

		for (uint32_t k = 0; k < inside; k++)
			assert_true(ring_push(ring, 100 + k));
		assert_int_equal(
		    ring_push_many(ring, values, count), rows[i % ROWS].fits);
		if (!rows[i % ROWS].fits)
			count = 0;
		assert_int_equal(ring_length(ring), inside + count);
		for (uint32_t k = 0; k < inside + count; k++) {
			assert_true(ring_pop(ring, &value));
			assert_int_equal(
			    value, k < inside ? 100 + k : values[k - inside]);
		}
		assert_false(ring_pop(ring, &value));
	}
	ring_destroy(&ring);
}

static void
many_are_popped_in_their_order_as_far_as_there_are(void **state)
{
	static const struct {
		uint32_t inside, max, popped;
	} rows[] = {{0, 0, 0}, {0, 4, 0}, {1, 1, 1}, {3, 2, 2}, {3, 3, 3},
	    {3, 8, 3}, {8, 8, 8}, {8, 9, 8}, {8, UINT32_MAX, 8}, {5, 0, 0}};
	enum { ROWS = sizeof(rows) / sizeof(rows[0]) };
	struct ring *ring = ring_create(8);
	uint32_t values[9], value;

	(void)state;
	/* Each time from another cell on, round and round. */
	for (size_t i = 0; i < 10 * ROWS; i++) {
		const uint32_t inside = rows[i % ROWS].inside;
		const uint32_t popped = rows[i % ROWS].popped;

		for (uint32_t k = 0; k < inside; k++)
			assert_true(ring_push(ring, 100 + k));
		values[popped] = 77;
		assert_int_equal(
		    ring_pop_many(ring, values, rows[i % ROWS].max), popped);
		for (uint32_t k = 0; k < popped; k++)
			assert_int_equal(values[k], 100 + k);
		assert_int_equal(values[popped], 77);
		for (uint32_t k = popped; k < inside; k++) {
			assert_true(ring_pop(ring, &value));
			assert_int_equal(value, 100 + k);
		}
		assert_false(ring_pop(ring, &value));
	}
	ring_destroy(&ring);
}

static void
a_peek_tells_what_will_be_popped_and_takes_nothing(void **state)
{
	struct ring *ring = ring_create(4);
	uint32_t value = 77;

	(void)state;
	assert_false(ring_peek(ring, 0, &value));
	for (uint32_t i = 0; i < 20; i++) {
		assert_true(ring_push(ring, i));
		assert_false(ring_peek(ring, 1, &value));
		assert_true(ring_push(ring, 100 + i));
		assert_true(ring_peek(ring, 0, &value));
		assert_int_equal(value, i);
		assert_true(ring_peek(ring, 1, &value));
		assert_int_equal(value, 100 + i);
		assert_false(ring_peek(ring, 2, &value));
		assert_int_equal(ring_length(ring), 2);
		assert_true(ring_pop(ring, &value));
		assert_true(ring_pop(ring, &value));
	}
	ring_destroy(&ring);
}

static void
length_counts_what_is_inside(void **state)
{
	struct ring *ring = ring_create(8);
	uint32_t value;

	(void)state;
	assert_int_equal(ring_length(ring), 0);
	for (uint32_t i = 0; i < 5; i++)
		assert_true(ring_push(ring, i));
	assert_int_equal(ring_length(ring), 5);
	assert_true(ring_pop(ring, &value));
	assert_int_equal(ring_length(ring), 4);
	ring_destroy(&ring);
}

static void
any_value_passes_unchanged(void **state)
{
	static const uint32_t values[] = {
	    0, 1, UINT32_MAX, UINT32_C(0x80000000), UINT32_C(0x7fffffff)};
	struct ring *ring = ring_create(2);
	uint32_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		assert_true(ring_push(ring, values[i]));
		assert_true(ring_pop(ring, &value));
		assert_int_equal(value, values[i]);
	}
	ring_destroy(&ring);
}

static void
destroying_nothing_is_allowed(void **state)
{
	struct ring *ring = NULL;

	(void)state;
	ring_destroy(&ring);
	assert_null(ring);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pop_returns_values_in_push_order),
	    cmocka_unit_test(a_pop_from_nothing_leaves_the_value_alone),
	    cmocka_unit_test(capacity_is_rounded_up_to_a_power_of_two),
	    cmocka_unit_test(a_full_ring_takes_one_for_each_that_leaves),
	    cmocka_unit_test(many_are_pushed_in_their_order_or_none_at_all),
	    cmocka_unit_test(
		many_are_popped_in_their_order_as_far_as_there_are),
	    cmocka_unit_test(
		a_peek_tells_what_will_be_popped_and_takes_nothing),
	    cmocka_unit_test(length_counts_what_is_inside),
	    cmocka_unit_test(any_value_passes_unchanged),
	    cmocka_unit_test(destroying_nothing_is_allowed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
