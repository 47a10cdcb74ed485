/*
 * test_message_limits - parts, depth, bytes and fields up to their limits
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/message_case.h"

static void
parts_up_to_the_limit_are_made(void **state)
{
	struct message message;
	struct slice file = repeat(MIXED, "--b\n\n", 100, "\n", "--b--\n");

	(void)state;
	limits.max[LIMIT_PARTS] = 101;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	assert_int_equal(message.part_count, 101);
	assert_true(slice_equal(message.top->last_child->body, SLICE("99")));
	limits.max[LIMIT_PARTS] = 100;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 100);
	assert_int_equal(message.reached.bits, 1u << LIMIT_PARTS);
	assert_int_equal(message.top->flags, PART_TOP | PART_CUT);
	assert_true(slice_equal(message.top->last_child->body, SLICE("98")));
	/* What has no part is in the raw bytes of its parent. */
	assert_ptr_equal(message.top->raw.data + message.top->raw.size,
	    file.data + file.size);
	limits.max[LIMIT_PARTS] = 1;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.top->kind, PART_LEAF);
}

static void
a_second_reading_counts_as_a_part(void **state)
{
	struct message message;
	struct slice file = SLICE("Content-Transfer-Encoding: base64\n\n"
				  "aGVsbG8=d29ybGQh\n");

	(void)state;
	limits.max[LIMIT_PARTS] = 1;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 1);
	assert_true(slice_equal(message.top->body, SLICE("helloworld!")));
	assert_true(limits_marked(&message.reached, LIMIT_PARTS));
	/* Who passes over padding reads it in a third way. */
	limits.max[LIMIT_PARTS] = 3;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	assert_ptr_equal(message.parts[1], message.top->next);
	assert_true(slice_equal(message.parts[1]->body, SLICE("hello")));
	assert_ptr_equal(message.parts[1]->body.data, message.top->body.data);
}

static void
containers_at_the_depth_limit_stay_closed(void **state)
{
	struct message message;
	const struct part *last;

	(void)state;
	limits.max[LIMIT_DEPTH] = 5;
	assert_int_equal(parse(nest(5), &message), MESSAGE_OK);
	assert_int_equal(message.part_count, 6);
	assert_int_equal(parse(nest(6), &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 6);
	assert_int_equal(message.reached.bits, 1u << LIMIT_DEPTH);
	last = message.parts[5];
	assert_int_equal(last->depth, 5);
	assert_int_equal(last->kind, PART_LEAF);
	assert_int_equal(last->flags, PART_CUT);
	assert_true(slice_equal(last->body, SLICE("--b5\n\nx")));
	limits.max[LIMIT_DEPTH] = 0;
	assert_int_equal(parse(nest(1), &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 1);
}

static void
all_decoded_bytes_share_one_limit(void **state)
{
	struct message message;
	struct slice file = SLICE(
	    MIXED "--b\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--b\n"
		  "Content-Transfer-Encoding: quoted-printable\n\nwor=\nld\n"
		  "--b\n\nplain text takes none of it\n--b--\n");

	(void)state;
	limits.max[LIMIT_DECODED_BYTES] = 10;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	limits.max[LIMIT_DECODED_BYTES] = 9;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.reached.bits, 1u << LIMIT_DECODED_BYTES);
	assert_true(slice_equal(message.parts[2]->body, SLICE("worl")));
	assert_int_equal(message.parts[2]->flags, PART_CUT);
	assert_int_equal(message.parts[3]->flags, 0);
	limits.max[LIMIT_DECODED_BYTES] = 0;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.parts[1]->body.size, 0);
}

static void
fields_of_all_parts_share_a_limit_too(void **state)
{
	struct message message;
	size_t fields = 0;

	(void)state;
	/* 100 parts of 16 fields, then 16 for each that follows. */
	limits.max[LIMIT_HEADER_FIELDS] = 20;
	parse(repeat(MIXED,
		  "--b\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\n"
		  "a:\na:\na:\na:\na:\na:\na:\na:\na:\na:\n\n",
		  1000, "\n", "--b--\n"),
	    &message);
	assert_int_equal(message.part_count, 1001);
	for (size_t i = 0; i < message.part_count; i++) {
		assert_true(message.parts[i]->header.count <= 20);
		fields += message.parts[i]->header.count;
	}
	assert_int_equal(message.parts[1]->header.count, 20);
	assert_int_equal(message.parts[1000]->header.count, 16);
	assert_true(fields <= 100 * 20 + 1001 * 16);
	assert_true(limits_marked(&message.reached, LIMIT_HEADER_FIELDS));
}

static void
parameters_up_to_their_limit_are_looked_at(void **state)
{
	struct message message;

	(void)state;
	/* 1,023 others and the boundary; then one more ahead of it. */
	assert_int_equal(parse(repeat("Content-Type: multipart/mixed", "; a=",
				   1023, "", "; boundary=b\n\n--b\nx\n--b--\n"),
			     &message),
	    MESSAGE_OK);
	assert_int_equal(message.part_count, 2);
	assert_int_equal(parse(repeat("Content-Type: multipart/mixed", "; a=",
				   1024, "", "; boundary=b\n\n--b\nx\n--b--\n"),
			     &message),
	    MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 1);
	assert_int_equal(message.reached.bits, 1u << LIMIT_HEADER_FIELDS);
	assert_true(message.top->flags & PART_CUT);
}

static void
pieces_of_a_name_up_to_their_limit_are_joined(void **state)
{
	struct message message;

	(void)state;
	assert_int_equal(parse(repeat("Content-Disposition: x", "; filename*",
				   128, "=n", "\n\n"),
			     &message),
	    MESSAGE_OK);
	assert_int_equal(message.top->name.size, 128);
	assert_int_equal(parse(repeat("Content-Disposition: x", "; filename*",
				   129, "=n", "\n\n"),
			     &message),
	    MESSAGE_INCOMPLETE);
	assert_int_equal(message.top->name.size, 128);
	assert_int_equal(message.reached.bits, 1u << LIMIT_HEADER_FIELDS);
}

static void
a_message_over_its_size_is_cut(void **state)
{
	struct message message;
	struct slice file = SLICE("Subject: x\n\nhello");

	(void)state;
	limits.max[LIMIT_MESSAGE_BYTES] = (int64_t)file.size;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	limits.max[LIMIT_MESSAGE_BYTES]--;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.reached.bits, 1u << LIMIT_MESSAGE_BYTES);
	assert_true(slice_equal(message.top->body, SLICE("hell")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(parts_up_to_the_limit_are_made),
	    CASE(a_second_reading_counts_as_a_part),
	    CASE(containers_at_the_depth_limit_stay_closed),
	    CASE(all_decoded_bytes_share_one_limit),
	    CASE(fields_of_all_parts_share_a_limit_too),
	    CASE(parameters_up_to_their_limit_are_looked_at),
	    CASE(pieces_of_a_name_up_to_their_limit_are_joined),
	    CASE(a_message_over_its_size_is_cut),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
