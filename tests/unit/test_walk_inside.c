/*
 * test_walk_inside - a message found in the body of a leaf
 *
 * Trees are written as tests/support/tree_text.h says, and were made by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/message/mime.h"
#include "tests/support/tree_case.h"

static struct message message;
static struct budget budget;

/* "Content-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--c\n"
 * "Content-Transfer-Encoding: base64\n\naGVsbG8=\n--c--\n" */
#define INSIDE                                                                 \
	"Q29udGVudC1UeXBlOiBtdWx0aXBhcnQvbWl4ZWQ7IGJvdW5kYXJ5PWMKCi0tYwoKb25l" \
	"Ci0tYwpDb250ZW50LVRyYW5zZmVyLUVuY29kaW5nOiBiYXNlNjQKCmFHVnNiRzg9Ci0t" \
	"Yy0tCg=="
#define INSIDE_BYTES 106

static void
parse_letter(void)
{
	struct slice file =
	    SLICE("Content-Type: multipart/mixed; boundary=b\n\n"
		  "--b\n\nx\n--b\n"
		  "Content-Type: application/octet-stream; name=a\n"
		  "Content-Transfer-Encoding: base64\n\n" INSIDE "\n--b--\n");

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_not_equal(
	    message_parse(file, &limits, arena, &budget, &message),
	    MESSAGE_NO_MEMORY);
}

static enum message_result
walk_inside(void)
{
	return mime_walk_inside(
	    &message, message.top->last_child, &limits, arena, &budget);
}

static void
assert_tree(const char *tree)
{
	char array[1024];
	struct text text = TEXT_OVER(array);

	tree_write(&text, &message);
	assert_string_equal(array, tree);
}

static void
a_leaf_becomes_a_message(void **state)
{
	(void)state;
	limits_default(&limits);
	parse_letter();
	assert_int_equal(message.decoded, INSIDE_BYTES);
	assert_int_equal(walk_inside(), MESSAGE_OK);
	assert_tree("multipart/mixed{text/plain\"x\" "
		    "application/octet-stream@a[multipart/mixed{"
		    "text/plain\"one\" text/plain\"hello\"}]}");
	assert_int_equal(message.part_count, 6);
	assert_int_equal(message.parts[5]->depth, 3);
	assert_int_equal(message.decoded, INSIDE_BYTES + 5);
	assert_int_equal(message.reached.bits, 0);
}

static void
limits_hold_inside_as_outside(void **state)
{
	(void)state;
	limits_default(&limits);
	limits.max[LIMIT_DEPTH] = 1;
	parse_letter();
	assert_int_equal(walk_inside(), MESSAGE_OK);
	assert_int_equal(message.part_count, 3);
	assert_int_equal(message.top->last_child->kind, PART_LEAF);
	assert_true(limits_marked(&message.reached, LIMIT_DEPTH));

	limits_default(&limits);
	limits.max[LIMIT_PARTS] = 3;
	parse_letter();
	assert_int_equal(walk_inside(), MESSAGE_OK);
	assert_int_equal(message.part_count, 3);
	assert_int_equal(message.top->last_child->kind, PART_LEAF);
	assert_true(limits_marked(&message.reached, LIMIT_PARTS));

	limits_default(&limits);
	limits.max[LIMIT_DECODED_BYTES] = INSIDE_BYTES + 3;
	parse_letter();
	assert_int_equal(message.reached.bits, 0);
	assert_int_equal(walk_inside(), MESSAGE_OK);
	assert_int_equal(message.part_count, 6);
	assert_int_equal(message.parts[5]->body.size, 3);
	assert_true(limits_marked(&message.reached, LIMIT_DECODED_BYTES));
}

static void
without_time_it_stays_a_leaf(void **state)
{
	(void)state;
	limits_default(&limits);
	parse_letter();
	budget.state = BUDGET_SPENT;
	assert_int_equal(walk_inside(), MESSAGE_INCOMPLETE);
	assert_int_equal(message.top->last_child->kind, PART_LEAF);
	assert_int_equal(message.part_count, 3);
}

static void
parse_file(struct slice file)
{
	limits_default(&limits);
	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_not_equal(
	    message_parse(file, &limits, arena, &budget, &message),
	    MESSAGE_NO_MEMORY);
}

static void
each_message_of_a_mailbox_file_is_walked(void **state)
{
	(void)state;
	parse_file(SLICE("Content-Type: multipart/mixed; boundary=b\n\n"
			 "--b\nContent-Type: application/mbox\n\n"
			 "From a Mon\nA: b\n\none\nFrom here on\n\n"
			 "From b Tue\nContent-Type: text/html\n\ntwo\r\n\r\n"
			 "From c Wed\nA: b\n\nthree\n--b--\n"));
	assert_int_equal(walk_inside(), MESSAGE_OK);
	assert_tree("multipart/mixed{application/mbox["
		    "text/plain\"one/From here on//\" "
		    "text/html\"two%/%/\" text/plain\"three\"]}");
}

static void
a_message_inside_is_read_in_every_way(void **state)
{
	(void)state;
	parse_file(SLICE("Content-Type: multipart/mixed; boundary=b\n\n"
			 "--b\nContent-Type: application/x\n\nA: b\n"
			 "Content-Type: multipart/mixed; boundary=c\n\n"
			 "--c\n\nx\n--cut\n\ny\n--c--\n--b--\n"));
	assert_int_equal(message.doubts, 0);
	assert_int_equal(walk_inside(), MESSAGE_OK);
	assert_tree("multipart/mixed{application/x["
		    "multipart/mixed{text/plain\"x/--cut//y\"} "
		    "multipart/mixed:R{text/plain\"x\" text/plain\"y\"}]}");
	assert_int_equal(message.doubts, DOUBT_BOUNDARY_LINE);
	assert_int_equal(message.parts[message.part_count - 1]->index,
	    message.part_count - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_leaf_becomes_a_message),
	    cmocka_unit_test(limits_hold_inside_as_outside),
	    cmocka_unit_test(without_time_it_stays_a_leaf),
	    cmocka_unit_test(each_message_of_a_mailbox_file_is_walked),
	    cmocka_unit_test(a_message_inside_is_read_in_every_way),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
