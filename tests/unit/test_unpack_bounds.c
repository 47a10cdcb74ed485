/*
 * test_unpack_bounds - how deep, how much and how often parts are opened
 *
 * Archives here were made by Info-ZIP over the EICAR test file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/unpacked_case.h"

static void
the_same_archive_is_opened_once(void **state)
{
	struct message message;

	(void)state;
	unpack(SLICE(MIXED "--b\n" BASE64 ZIP "--b\n" BASE64 ZIP "--b--\n"),
	    &message);
	assert_int_equal(count_eicar(&message), 1);
	assert_true((message.parts[2]->flags & PART_REPEATED) != 0);
	assert_null(message.parts[2]->first_child);
}

/* Two data forks, one of them all of the file. */
static void
a_mac_file_that_contains_itself_ends(void **state)
{
	static const char file[] = BASE64 "AAUWAAACAAAAAAAAAAAAAAAAAAAAAAAAAAIA"
					  "AAABAAAAAAAAADUAAAABAAAAMgAAAANh"
					  "YmM=\n";
	struct message message;

	(void)state;
	unpack(slice_from_string(file), &message);
	assert_int_equal(message.part_count, 3);
	assert_slice_is(message.parts[1]->body, message.top->body);
	assert_true((message.parts[1]->flags & PART_REPEATED) != 0);
	assert_slice(message.parts[2]->body, "abc");
}

static void
nesting_has_a_limit(void **state)
{
	struct message message;

	(void)state;
	limits.max[LIMIT_NESTING] = 1;
	unpack(SLICE(BASE64 ZIP_IN_ZIP), &message);
	assert_int_equal(count_eicar(&message), 0);
	assert_true(limits_marked(&message.reached, LIMIT_NESTING));
	limits.max[LIMIT_NESTING] = 2;
	unpack(SLICE(BASE64 ZIP_IN_ZIP), &message);
	assert_int_equal(count_eicar(&message), 1);
	assert_false(limits_marked(&message.reached, LIMIT_NESTING));
}

static void
members_share_the_limits_of_the_message(void **state)
{
	struct message message;

	(void)state;
	limits.max[LIMIT_MEMBERS] = 0;
	unpack(SLICE(BASE64 ZIP), &message);
	assert_int_equal(count_eicar(&message), 0);
	assert_true(limits_marked(&message.reached, LIMIT_MEMBERS));

	limits_default(&limits);
	limits.max[LIMIT_DECODED_BYTES] = 200; /* the zip itself takes 184 */
	unpack(SLICE(BASE64 ZIP), &message);
	assert_int_equal(count_eicar(&message), 0);
	assert_true(limits_marked(&message.reached, LIMIT_DECODED_BYTES));

	limits_default(&limits);
	limits.max[LIMIT_PARTS] = 1;
	unpack(SLICE(BASE64 ZIP), &message);
	assert_int_equal(message.part_count, 1);
	assert_true(limits_marked(&message.reached, LIMIT_PARTS));
}

#define OCTETS "Content-Type: application/octet-stream\n\n"
#define MAIL "From: a@example.net\nSubject: inside\n"
#define LINE "A line of text that is there to be looked through again.\n"

/* A body in a body counts again, so that many in each other are bounded. */
static void
bodies_are_looked_through_up_to_a_limit(void **state)
{
	struct slice file = SLICE(
	    OCTETS MAIL OCTETS MAIL OCTETS MAIL "\n" LINE LINE LINE LINE LINE);
	struct message message;
	size_t parts;

	(void)state;
	unpack(file, &message);
	assert_int_equal(message.reached.bits, 0);
	parts = message.part_count;
	limits.max[LIMIT_MESSAGE_BYTES] = (int64_t)file.size;
	limits.max[LIMIT_DECODED_BYTES] = (int64_t)file.size;
	unpack(file, &message);
	assert_true(message.part_count < parts);
	assert_true(limits_marked(&message.reached, LIMIT_DECODED_BYTES));
}

/* As many parts as there may be, and another file in the text. */
static void
a_file_in_a_text_that_becomes_no_part_is_a_limit_reached(void **state)
{
	struct slice text = SLICE("\nbegin 644 a\n#0V%T\n`\nend\n"
				  "begin 644 b\n#0V%T\n`\nend\n");
	struct message message;

	(void)state;
	limits.max[LIMIT_PARTS] = 3;
	unpack(text, &message);
	assert_int_equal(message.part_count, 3);
	assert_false(limits_marked(&message.reached, LIMIT_PARTS));
	limits.max[LIMIT_PARTS] = 2;
	unpack(text, &message);
	assert_int_equal(message.part_count, 2);
	assert_true(limits_marked(&message.reached, LIMIT_PARTS));
}

static void
a_spent_budget_leaves_the_rest_unopened(void **state)
{
	struct message message;
	struct budget budget;

	(void)state;
	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_equal(
	    message_parse(SLICE(BASE64 ZIP), &limits, arena, &budget, &message),
	    MESSAGE_OK);
	budget_init(&budget, 0);
	unpack_message(unpacker, &message, &limits, arena, &budget);
	assert_int_equal(message.part_count, 1);
	assert_int_equal(budget.state, BUDGET_SPENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_same_archive_is_opened_once),
	    TEST(a_mac_file_that_contains_itself_ends),
	    TEST(nesting_has_a_limit),
	    TEST(members_share_the_limits_of_the_message),
	    TEST(bodies_are_looked_through_up_to_a_limit),
	    TEST(a_file_in_a_text_that_becomes_no_part_is_a_limit_reached),
	    TEST(a_spent_budget_leaves_the_rest_unopened),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
