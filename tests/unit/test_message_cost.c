/*
 * test_message_cost - what a message may cost: budget, memory, time
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "tests/support/message_case.h"

/* ---- the budget -------------------------------------------------------------
 */

static void
a_spent_budget_leaves_a_usable_tree(void **state)
{
	struct message message;
	struct budget budget;

	(void)state;
	budget_init(&budget, 0);
	assert_int_equal(
	    tree_law_parse(repeat(MIXED, "--b\n\n", 100000, "\n", "--b--\n"),
		&limits, arena, &budget, &message),
	    MESSAGE_INCOMPLETE);
	assert_int_equal(budget.state, BUDGET_SPENT);
	/* It is asked within BUDGET_SLICE bytes of work. */
	assert_in_range(message.part_count, 2, 1000);
	assert_int_equal(message.reached.bits, 0);
	assert_true(message.top->flags & PART_CUT);
}

static unsigned questions;

static enum budget_state
yield_at_third(struct budget *budget, uint64_t now_ns)
{
	(void)now_ns;
	if (++questions == 3)
		return BUDGET_YIELD;
	budget->hook_ns = 0;
	return BUDGET_OK;
}

static void
the_budget_is_asked_while_one_long_part_is_searched(void **state)
{
	struct message message;
	struct budget budget;
	size_t size = 4 * BUDGET_SLICE;

	(void)state;
	memset(text_bytes, 'x', size);
	memcpy(text_bytes, MIXED "--b\n\n", sizeof(MIXED "--b\n\n") - 1);
	budget_init(&budget, UINT64_MAX);
	budget.hook_ns = 0;
	budget.hook = yield_at_third;
	questions = 0;
	assert_int_equal(
	    tree_law_parse((struct slice){(uint8_t *)text_bytes, size}, &limits,
		arena, &budget, &message),
	    MESSAGE_INCOMPLETE);
	assert_int_equal(budget.state, BUDGET_YIELD);
	assert_int_equal(message.part_count, 2);
	assert_int_equal(message.parts[1]->flags, PART_CUT);
	assert_ptr_equal(
	    message.parts[1]->raw.data + message.parts[1]->raw.size,
	    text_bytes + size);
}

/*
 * The parts end with a multipart inside of a multipart of a message that was
 * decoded; what stops the walk there is text behind the innermost one, which
 * finds no place.
 */
static void
a_walk_that_stops_in_a_decoded_message_leaves_a_usable_tree(void **state)
{
	struct slice file =
	    SLICE(MIXED "--b\nContent-Type: message/rfc822\n"
			"Content-Transfer-Encoding: quoted-printable\n\n"
			"Content-Type: multipart/mixed; boundary=3Douter\n\n"
			"--outer\n"
			"Content-Type: multipart/mixed; boundary=3Dinner\n\n"
			"--inner\n\nx\n--inner--\nbegin 644 x\n");
	struct limits few;
	struct message message;
	struct budget budget;

	(void)state;
	for (int64_t parts = 1; parts < 8; parts++) {
		limits_default(&few);
		few.max[LIMIT_PARTS] = parts;
		budget_init(&budget, UINT64_MAX);
		assert_int_not_equal(
		    tree_law_parse(file, &few, arena, &budget, &message),
		    MESSAGE_NO_MEMORY);
		if (message.part_count == 5 && few.max[LIMIT_PARTS] == 5)
			assert_true(
			    limits_marked(&message.reached, LIMIT_PARTS));
	}
	assert_int_equal(message.part_count, 6);
}

/* ---- memory -----------------------------------------------------------------
 */

static void
any_small_arena_is_survived(void **state)
{
	struct slice file =
	    SLICE(MIXED "--b\nContent-Type: a/b; name=\"x\\y\"\n"
			"Content-Transfer-Encoding: base64\n\naGVsbG8=\n--b\n"
			"Content-Type: message/rfc822\nContent-Transfer-"
			"Encoding: base64\n\nQTogYgoKLS1iCgp4Cg==\n--b--\n");
	struct limits small;
	struct message message;
	enum message_result before = MESSAGE_NO_MEMORY;

	(void)state;
	limits_default(&small);
	small.max[LIMIT_DEPTH] = 4;
	for (size_t size = 0; size < 16384; size += 16) {
		struct arena *tight = arena_create(size);
		struct budget budget;
		enum message_result result;

		assert_non_null(tight);
		budget_init(&budget, UINT64_MAX);
		result = tree_law_parse(file, &small, tight, &budget, &message);
		/* More memory never makes it worse. */
		if (result == MESSAGE_NO_MEMORY)
			assert_int_equal(before, MESSAGE_NO_MEMORY);
		if (result == MESSAGE_INCOMPLETE)
			assert_int_not_equal(before, MESSAGE_OK);
		before = result;
		arena_destroy(&tight);
	}
	assert_int_equal(before, MESSAGE_OK);
}

static void
the_arena_size_suffices_for_costly_messages(void **state)
{
	struct message message;
	struct arena *tight;
	struct budget budget;
	struct slice file;

	(void)state;
	limits.max[LIMIT_PARTS] = 5000;
	limits.max[LIMIT_DECODED_BYTES] = 0;
	limits.max[LIMIT_HEADER_BYTES] = 4096;
	tight = arena_create(message_arena_bytes(&limits));
	assert_non_null(tight);
	file = repeat(MIXED,
	    "--b\nContent-Type: application/x-something-of-some-length\n"
	    "a:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\n\n",
	    4999, "\n", "--b--\n");
	budget_init(&budget, UINT64_MAX);
	assert_int_equal(
	    tree_law_parse(file, &limits, tight, &budget, &message),
	    MESSAGE_OK);
	assert_int_equal(message.part_count, 5000);
	arena_destroy(&tight);
}

/* ---- time -------------------------------------------------------------------
 */

static uint64_t
thread_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

/* The least CPU time of a few rounds. */
static uint64_t
cost_of(struct slice file)
{
	uint64_t least = UINT64_MAX;
	struct message message;

	for (unsigned round = 0; round < 5; round++) {
		uint64_t from = thread_ns(), ns;
		struct budget budget;

		budget_init(&budget, UINT64_MAX);
		arena_rewind(arena, 0);
		assert_int_not_equal(
		    message_parse(file, &limits, arena, &budget, &message),
		    MESSAGE_NO_MEMORY);
		ns = thread_ns() - from;
		if (ns < least)
			least = ns;
	}
	return least;
}

/*
 * Thirty times the bytes may take about thirty times as long; quadratic work
 * would take 900 times.  The bound lies far from both, so that caches, pages
 * and neighbours do not decide.
 */
static void check_linear(struct slice (*make)(unsigned count))
{
	uint64_t small = cost_of(make(1000)), large = cost_of(make(30000));

	assert_true(large < 250 * small);
}

static struct slice
unclosed_multiparts(unsigned count)
{
	return repeat(MIXED, "--b\nContent-Type: multipart/mixed; boundary=c",
	    count, "\n\n", "");
}

static struct slice
parts_without_empty_line(unsigned count)
{
	return repeat(
	    MIXED, "--b\nContent-Type: text/html\nX: ", count, "\n", "");
}

static struct slice
near_misses(unsigned count)
{
	return repeat(MIXED, "--b\n\n--b", count, "x", "");
}

static struct slice
attached_messages(unsigned count)
{
	return repeat(
	    "", "Content-Type: message/rfc822\nX: ", count, "\n\n", "");
}

static void
hostile_structures_cost_linear_time(void **state)
{
	(void)state;
	limits.max[LIMIT_PARTS] = 1000000;
	limits.max[LIMIT_DEPTH] = 100;
	check_linear(unclosed_multiparts);
	check_linear(parts_without_empty_line);
	check_linear(near_misses);
	check_linear(attached_messages);
	check_linear(nest);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(a_spent_budget_leaves_a_usable_tree),
	    cmocka_unit_test(
		a_walk_that_stops_in_a_decoded_message_leaves_a_usable_tree),
	    CASE(the_budget_is_asked_while_one_long_part_is_searched),
	    CASE(any_small_arena_is_survived),
	    CASE(the_arena_size_suffices_for_costly_messages),
	    CASE(hostile_structures_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
