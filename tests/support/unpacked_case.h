/*
 * unpacked_case - a message unpacked, and where in it the test file is
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_UNPACKED_CASE_H
#define TESTS_SUPPORT_UNPACKED_CASE_H

#include "tests/support/packed_samples.h"
#include "tests/support/slices.h"
#include "tests/support/unpack_case.h"

/* The default limits again: each test changes them as it likes. */
static inline int
default_limits(void **state)
{
	(void)state;
	limits_default(&limits);
	return 0;
}

static inline void
unpack(struct slice file, struct message *message)
{
	struct budget budget;

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_true(message_parse(file, &limits, arena, &budget, message) !=
		    MESSAGE_NO_MEMORY);
	unpack_message(unpacker, message, &limits, arena, &budget);
	for (size_t i = 0; i < message->part_count; i++) {
		const struct part *part = message->parts[i];

		assert_int_equal(part->index, i);
		if (part->parent != NULL)
			assert_int_equal(part->depth, part->parent->depth + 1);
	}
}

/* How many parts are the test file, byte for byte. */
static inline unsigned
count_eicar(const struct message *message)
{
	unsigned count = 0;

	for (size_t i = 0; i < message->part_count; i++)
		count += slice_equal(message->parts[i]->body, SLICE(EICAR));
	return count;
}

static inline const struct part *
find_eicar(const struct message *message)
{
	for (size_t i = 0; i < message->part_count; i++)
		if (slice_equal(message->parts[i]->body, SLICE(EICAR)))
			return message->parts[i];
	fail_msg("the test file is no part");
	return NULL;
}

#define TEST(name) cmocka_unit_test_setup(name, default_limits)

#endif
