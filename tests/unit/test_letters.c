/*
 * test_letters - every level against the description, byte by byte
 */
#include "simd/letters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "simd/cpu.h"
#include "tests/support/guard.h"
#include "tests/support/random.h"

#define SIZE_MAX_TESTED 700u

static bool
is_letter(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || c >= 0x80;
}

struct expected {
	uint8_t letters[SIZE_MAX_TESTED];
	uint32_t starts[SIZE_MAX_TESTED + 1];
	size_t size, count;
};

static void
expect(const uint8_t *data, size_t size, struct expected *expected_r)
{
	*expected_r = (struct expected){.size = 0};
	for (size_t i = 0; i < size; i++) {
		if (!is_letter(data[i]))
			continue;
		if (i == 0 || !is_letter(data[i - 1]))
			expected_r->starts[expected_r->count++] =
			    (uint32_t)expected_r->size;
		expected_r->letters[expected_r->size++] = data[i];
	}
	expected_r->starts[expected_r->count] = (uint32_t)expected_r->size;
}

/* The text ends where nothing may be read; nothing is written behind the rooms.
 */
static void
assert_copied(const struct guard *guard, size_t size)
{
	static uint8_t letters[SIZE_MAX_TESTED + LETTERS_ROOM + 1];
	static uint32_t starts[SIZE_MAX_TESTED / 2 + LETTERS_STARTS_ROOM + 1];
	const uint8_t *data = guard_tail(guard, size);
	size_t starts_room = size / 2 + LETTERS_STARTS_ROOM, count;
	struct expected expected;

	expect(data, size, &expected);
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		letters[size + LETTERS_ROOM] = 77;
		starts[starts_room] = 77;
		assert_int_equal(
		    letters_copy(data, size, letters, starts, &count),
		    expected.size);
		assert_int_equal(count, expected.count);
		assert_memory_equal(letters, expected.letters, expected.size);
		assert_memory_equal(starts, expected.starts,
		    (expected.count + 1) * sizeof(starts[0]));
		assert_int_equal(letters[size + LETTERS_ROOM], 77);
		assert_int_equal(starts[starts_room], 77);
	}
}

static void
assert_all_sizes(const struct guard *guard)
{
	for (size_t size = 0; size < 200; size++)
		assert_copied(guard, size);
	assert_copied(guard, SIZE_MAX_TESTED);
}

static void
letters_stand_together_and_words_are_told(void **state)
{
	struct guard guard = guard_open(SIZE_MAX_TESTED);
	uint64_t seed = 3;

	(void)state;
	for (size_t most = 2; most < 40; most = most * 2 + 1) {
		for (size_t i = 0; i < guard.size; i++)
			guard.begin[i] =
			    random_below(&seed, most) == 0
				? (uint8_t)random_next(&seed)
				: (uint8_t)('a' + random_below(&seed, 26));
		assert_all_sizes(&guard);
	}
	guard_close(&guard);
}

static void
every_byte_is_a_letter_or_none(void **state)
{
	struct guard guard = guard_open(SIZE_MAX_TESTED);

	(void)state;
	for (size_t i = 0; i < guard.size; i++)
		guard.begin[i] = (uint8_t)(i * 7);
	assert_all_sizes(&guard);
	guard_close(&guard);
}

static void
no_letters_nothing_else_and_each_second_byte(void **state)
{
	struct guard guard = guard_open(SIZE_MAX_TESTED);

	(void)state;
	memset(guard.begin, ' ', guard.size);
	assert_all_sizes(&guard);
	memset(guard.begin, 'z', guard.size);
	assert_all_sizes(&guard);
	for (size_t i = 0; i < guard.size; i += 2)
		guard.begin[i] = ' ';
	assert_all_sizes(&guard);
	guard_close(&guard);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(letters_stand_together_and_words_are_told),
	    cmocka_unit_test(every_byte_is_a_letter_or_none),
	    cmocka_unit_test(no_letters_nothing_else_and_each_second_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
