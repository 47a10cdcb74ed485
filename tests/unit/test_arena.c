/*
 * test_arena - memory that lives as long as one message
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/base/arena.h"
#include "tests/support/slices.h"

#define LIMIT ((size_t)8 << 20)

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_create(LIMIT);
	return arena == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return arena != NULL;
}

static void
allocations_are_aligned_and_apart(void **state)
{
	uint8_t *last = NULL;

	(void)state;
	for (size_t size = 0; size < 300; size++) {
		uint8_t *at = arena_alloc(arena, size);

		assert_non_null(at);
		assert_int_equal((uintptr_t)at % 16, 0);
		if (last != NULL)
			assert_true(at >= last + ARENA_SLACK);
		last = at + size;
		memset(at, 0xA5, size + ARENA_SLACK);
	}
}

static void
of_what_cannot_be_had_a_part_is_and_leaves_room(void **state)
{
	const size_t too_much = SIZE_MAX / 4;
	struct arena *part, *other;
	size_t room;

	(void)state;
	assert_null(arena_create(too_much));
	part = arena_create_within(too_much, 4);
	assert_non_null(part);
	room = arena_free(part);
	assert_true(room >= ARENA_LEAST && room < too_much);
	other = arena_create(2 * room);
	assert_non_null(other);
	arena_destroy(&other);
	arena_destroy(&part);
}

static void
what_can_be_had_is_had_whole(void **state)
{
	struct arena *whole = arena_create_within(LIMIT, 4);

	(void)state;
	assert_non_null(whole);
	assert_int_equal(arena_free(whole), arena_free(arena));
	arena_destroy(&whole);
}

static void
slack_of_one_does_not_reach_the_next(void **state)
{
	uint8_t *first = arena_alloc(arena, 10);
	uint8_t *second = arena_alloc(arena, 10);

	(void)state;
	memset(second, 1, 10);
	memset(first, 2, 10 + ARENA_SLACK);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(second[i], 1);
}

static void
all_of_the_limit_can_be_had(void **state)
{
	uint8_t *all;

	(void)state;
	assert_int_equal(arena_free(arena), LIMIT);
	all = arena_alloc(arena, LIMIT);
	assert_non_null(all);
	all[LIMIT - 1] = 1;
	all[LIMIT - 1 + ARENA_SLACK] = 1;
	assert_int_equal(arena_used(arena), LIMIT);
	assert_int_equal(arena_free(arena), 0);
	assert_null(arena_alloc(arena, 0));
	assert_null(arena_alloc(arena, 1));
}

static void
one_past_the_limit_is_refused_and_harmless(void **state)
{
	(void)state;
	assert_null(arena_alloc(arena, LIMIT + 1));
	assert_null(arena_alloc(arena, SIZE_MAX));
	assert_null(arena_alloc_array(arena, SIZE_MAX / 2, 3));
	assert_null(arena_alloc_array(arena, SIZE_MAX, SIZE_MAX));
	assert_non_null(arena_alloc_array(arena, 0, 8));
	assert_non_null(arena_alloc_array(arena, 8, 0));
	assert_non_null(arena_alloc(arena, 100));
}

static void
free_says_what_an_allocation_can_take(void **state)
{
	size_t left;

	(void)state;
	assert_non_null(arena_alloc(arena, 1000));
	left = arena_free(arena);
	assert_null(arena_alloc(arena, left + 1));
	assert_non_null(arena_alloc(arena, left));
}

static void
only_the_newest_can_be_resized(void **state)
{
	uint8_t *first = arena_alloc(arena, 100), *second, *third;

	(void)state;
	second = arena_alloc(arena, 100);
	assert_false(arena_resize_last(arena, first, 10));
	assert_true(arena_resize_last(arena, second, 1000));
	assert_true(arena_resize_last(arena, second, 10));
	assert_false(arena_resize_last(arena, second, LIMIT));
	assert_false(arena_resize_last(arena, second, SIZE_MAX));
	third = arena_alloc(arena, 1);
	assert_true(third >= second + 10 + ARENA_SLACK);
	assert_false(arena_resize_last(arena, NULL, 0));
}

static void
an_empty_allocation_is_never_taken_for_the_next(void **state)
{
	void *empty = arena_alloc(arena, 0);
	void *next = arena_alloc(arena, 50);

	(void)state;
	assert_ptr_not_equal(empty, next);
	assert_false(arena_resize_last(arena, empty, 5));
	assert_true(arena_resize_last(arena, next, 0));
	assert_ptr_not_equal(arena_alloc(arena, 5), next);
}

static void
nothing_can_be_resized_after_a_reset(void **state)
{
	void *old = arena_alloc(arena, 50);

	(void)state;
	arena_reset(arena);
	assert_int_equal(arena_used(arena), 0);
	assert_false(arena_resize_last(arena, old, 10));
	assert_ptr_equal(arena_alloc(arena, 50), old);
}

static void
what_was_allocated_since_is_taken_back(void **state)
{
	uint8_t *kept = arena_alloc(arena, 10);
	size_t used = arena_used(arena);
	uint8_t *taken = arena_alloc(arena, 100);

	(void)state;
	assert_non_null(kept);
	assert_non_null(taken);
	arena_rewind(arena, used);
	assert_int_equal(arena_used(arena), used);
	assert_false(arena_resize_last(arena, kept, 200));
	assert_false(arena_resize_last(arena, taken, 200));
	assert_ptr_equal(arena_alloc(arena, 5), taken);
}

static void
reset_gives_back_pages_past_what_is_kept(void **state)
{
	uint8_t *bytes = arena_alloc(arena, LIMIT);

	(void)state;
	memset(bytes, 7, LIMIT);
	arena_reset(arena);
	bytes = arena_alloc(arena, LIMIT);
	assert_int_equal(bytes[0], 7);
	assert_int_equal(bytes[ARENA_KEEP - 1], 7);
	assert_int_equal(bytes[ARENA_KEEP], 0);
	assert_int_equal(bytes[LIMIT - 1], 0);
}

static void
copies_are_equal_and_elsewhere(void **state)
{
	struct slice copy, s = SLICE("a\0b");

	(void)state;
	assert_true(arena_copy(arena, s, &copy));
	assert_slice(copy, "a\0b");
	assert_ptr_not_equal(copy.data, s.data);
	assert_true(arena_copy(arena, (struct slice){NULL, 0}, &copy));
	assert_int_equal(copy.size, 0);
	assert_non_null(arena_alloc(arena, arena_free(arena)));
	assert_false(arena_copy(arena, s, &copy));
}

static void
an_impossible_size_is_no_arena(void **state)
{
	(void)state;
	assert_null(arena_create(SIZE_MAX));
	assert_null(arena_create(SIZE_MAX - ARENA_SLACK));
	assert_null(arena_create(SIZE_MAX / 2));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(allocations_are_aligned_and_apart),
	    TEST(of_what_cannot_be_had_a_part_is_and_leaves_room),
	    TEST(what_can_be_had_is_had_whole),
	    TEST(slack_of_one_does_not_reach_the_next),
	    TEST(all_of_the_limit_can_be_had),
	    TEST(one_past_the_limit_is_refused_and_harmless),
	    TEST(free_says_what_an_allocation_can_take),
	    TEST(only_the_newest_can_be_resized),
	    TEST(an_empty_allocation_is_never_taken_for_the_next),
	    TEST(nothing_can_be_resized_after_a_reset),
	    TEST(reset_gives_back_pages_past_what_is_kept),
	    TEST(what_was_allocated_since_is_taken_back),
	    TEST(copies_are_equal_and_elsewhere),
	    TEST(an_impossible_size_is_no_arena),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
