/*
 * test_input - bytes from the server, in the shared block, as lines
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "threads/pipeline/input.h"

#define RING SHARED_INPUT_BYTES

static struct shared_input *input;
static uint8_t wrap_buffer[REQUEST_LINE_MAX];
static int fds[2];

static int
set_up(void **state)
{
	(void)state;
	input = calloc(1, sizeof(*input));
	return input == NULL || pipe(fds) != 0 ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	free(input);
	close(fds[0]);
	close(fds[1]);
	return 0;
}

static uint64_t
end_of_input(void)
{
	return atomic_load(&input->end);
}

static uint64_t
begin_of_input(void)
{
	return atomic_load(&input->begin);
}

/* As input_read() would, without a read. */
static void
deliver(const char *bytes, size_t size)
{
	uint64_t end = end_of_input();

	for (size_t i = 0; i < size; i++)
		input->bytes[(end + i) % RING] = (uint8_t)bytes[i];
	atomic_store(&input->end, end + size);
}

/* Start as if this many bytes had come and gone. */
static void
start_at(uint64_t offset)
{
	atomic_store(&input->begin, offset);
	atomic_store(&input->end, offset);
	atomic_store(&input->position, INPUT_POSITION(offset, false));
}

static void
assert_zero_outside(void)
{
	uint64_t begin = begin_of_input(), end = end_of_input();

	for (uint64_t i = end; i < begin + RING; i++)
		if (input->bytes[i % RING] != 0)
			fail_msg("byte %llu is not zero",
			    (unsigned long long)(i % RING));
}

static void
assert_line(uint64_t at, const char *expected)
{
	struct slice line;
	bool whole;

	assert_true(input_line(input, at, wrap_buffer, &line, &whole));
	assert_true(whole);
	assert_int_equal(line.size, strlen(expected));
	assert_memory_equal(line.data, expected, line.size);
}

static void
lines_are_found_one_after_the_other(void **state)
{
	struct slice line;
	bool whole;

	(void)state;
	deliver("1 A\n\n22 B\r\n3", 12);
	assert_line(0, "1 A\n");
	assert_line(4, "\n");
	assert_line(5, "22 B\r\n");
	assert_false(input_line(input, 11, wrap_buffer, &line, &whole));
	assert_false(input_line(input, 12, wrap_buffer, &line, &whole));
}

static void
a_line_is_found_wherever_the_ring_wraps(void **state)
{
	const char *text = "12345 FILE Queue/1.msg\n";
	size_t size = strlen(text);

	(void)state;
	for (size_t before = 0; before <= size; before++) {
		start_at(5 * RING - before);
		deliver(text, size);
		assert_line(begin_of_input(), text);
		input_consume(input, INPUT_POSITION(end_of_input(), false));
		assert_zero_outside();
	}
}

static void
a_line_may_have_as_many_bytes_as_the_limit_says(void **state)
{
	char *text = malloc(REQUEST_LINE_MAX + 1);
	struct slice line;
	bool whole;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', REQUEST_LINE_MAX + 1);
	text[REQUEST_LINE_MAX - 1] = '\n';
	start_at(3 * RING - 100);
	deliver(text, REQUEST_LINE_MAX);
	assert_true(
	    input_line(input, begin_of_input(), wrap_buffer, &line, &whole));
	assert_true(whole);
	assert_int_equal(line.size, REQUEST_LINE_MAX);
	free(text);
}

static void
a_longer_line_comes_in_pieces(void **state)
{
	char *text = malloc(REQUEST_LINE_MAX + 1);
	struct slice line;
	bool whole;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', REQUEST_LINE_MAX);
	text[REQUEST_LINE_MAX] = '\n';
	deliver(text, REQUEST_LINE_MAX - 1);
	assert_false(input_line(input, 0, wrap_buffer, &line, &whole));
	deliver(text + REQUEST_LINE_MAX - 1, 1);
	assert_true(input_line(input, 0, wrap_buffer, &line, &whole));
	assert_false(whole);
	assert_int_equal(line.size, REQUEST_LINE_MAX);
	deliver(text + REQUEST_LINE_MAX, 1);
	assert_line(REQUEST_LINE_MAX, "\n");
	free(text);
}

static void
the_rest_is_what_has_no_line_end(void **state)
{
	struct slice rest;

	(void)state;
	deliver("1 A\n2 FI", 8);
	rest = input_rest(input, 4, wrap_buffer);
	assert_int_equal(rest.size, 4);
	assert_memory_equal(rest.data, "2 FI", 4);
	assert_int_equal(input_rest(input, 8, wrap_buffer).size, 0);
}

static void
what_is_consumed_is_cleared(void **state)
{
	(void)state;
	start_at(RING - 3);
	deliver("1 A\n2 B\n", 8);
	input_consume(input, INPUT_POSITION(RING + 1, false));
	assert_int_equal(begin_of_input(), RING + 1);
	assert_zero_outside();
	assert_line(RING + 1, "2 B\n");
}

static void
reading_fills_one_piece_after_the_other(void **state)
{
	(void)state;
	start_at(RING - 2);
	assert_int_equal(write(fds[1], "1 A\n", 4), 4);
	assert_int_equal(input_read(input, fds[0]), INPUT_BYTES);
	assert_int_equal(end_of_input(), RING);
	assert_int_equal(input_read(input, fds[0]), INPUT_BYTES);
	assert_line(RING - 2, "1 A\n");
	close(fds[1]);
	fds[1] = -1;
	assert_int_equal(input_read(input, fds[0]), INPUT_END);
}

static void
a_closed_descriptor_is_the_end(void **state)
{
	(void)state;
	assert_int_equal(input_read(input, -1), INPUT_END);
}

static void
bytes_delivered_but_not_counted_are_found(void **state)
{
	(void)state;
	for (uint64_t base = RING - 10; base <= RING + 10; base++) {
		memset(input->bytes, 0, RING);
		start_at(base);
		deliver("1 A\n2 B\n", 8);
		atomic_store(&input->end, base + 3);
		input_recover(input, INPUT_POSITION(base, false));
		assert_int_equal(begin_of_input(), base);
		assert_int_equal(end_of_input(), base + 8);
		assert_line(base + 4, "2 B\n");
	}
}

static void
a_full_ring_delivered_but_not_counted_is_found(void **state)
{
	(void)state;
	start_at(100);
	memset(input->bytes, 'x', RING);
	input_recover(input, 0);
	assert_int_equal(begin_of_input(), 100);
	assert_int_equal(end_of_input(), 100 + RING);
}

static void
recovery_goes_to_the_furthest_position_known(void **state)
{
	(void)state;
	deliver("1 A\n2 B\n3 C\n", 12);
	/* A slot was made of line 2, and then the engine died. */
	input_recover(input, INPUT_POSITION(8, false));
	assert_int_equal(begin_of_input(), 8);
	assert_zero_outside();
	assert_line(8, "3 C\n");
	/* No slot knows of line 3, but it was done with. */
	atomic_store(&input->position, INPUT_POSITION(12, false));
	input_recover(input, INPUT_POSITION(8, false));
	assert_int_equal(begin_of_input(), 12);
	assert_int_equal(end_of_input(), 12);
	assert_zero_outside();
}

static void
a_clear_cut_off_anywhere_leaves_no_half_line(void **state)
{
	(void)state;
	for (size_t cleared = 0; cleared <= 8; cleared++) {
		memset(input->bytes, 0, RING);
		start_at(RING - 4);
		deliver("1 A\n2 B\n3 C\n", 12);
		/* As input_consume() up to line 3, killed in its memset. */
		atomic_store(&input->position, INPUT_POSITION(RING + 4, false));
		for (size_t i = 0; i < cleared; i++)
			input->bytes[(RING - 4 + i) % RING] = 0;
		input_recover(input, 0);
		assert_int_equal(begin_of_input(), RING + 4);
		assert_int_equal(end_of_input(), RING + 8);
		assert_line(RING + 4, "3 C\n");
		assert_zero_outside();
	}
}

static void
a_position_inside_a_long_line_stays_one(void **state)
{
	(void)state;
	deliver("xxxx2 B\n", 8);
	input_recover(input, INPUT_POSITION(4, true));
	assert_int_equal(begin_of_input(), 4);
	assert_true(INPUT_INSIDE_LINE(atomic_load(&input->position)));
	input_consume(input, INPUT_POSITION(8, false));
	input_recover(input, INPUT_POSITION(4, true));
	assert_false(INPUT_INSIDE_LINE(atomic_load(&input->position)));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(lines_are_found_one_after_the_other),
	    TEST(a_line_is_found_wherever_the_ring_wraps),
	    TEST(a_line_may_have_as_many_bytes_as_the_limit_says),
	    TEST(a_longer_line_comes_in_pieces),
	    TEST(the_rest_is_what_has_no_line_end),
	    TEST(what_is_consumed_is_cleared),
	    TEST(reading_fills_one_piece_after_the_other),
	    TEST(a_closed_descriptor_is_the_end),
	    TEST(bytes_delivered_but_not_counted_are_found),
	    TEST(a_full_ring_delivered_but_not_counted_is_found),
	    TEST(recovery_goes_to_the_furthest_position_known),
	    TEST(a_clear_cut_off_anywhere_leaves_no_half_line),
	    TEST(a_position_inside_a_long_line_stays_one),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
