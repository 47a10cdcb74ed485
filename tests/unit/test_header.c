/*
 * test_header - the fields of one header block
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/header/header.h"
#include "tests/support/slices.h"

static struct arena *arena;
static struct limits limits;
static struct limits_reached reached;
static struct header header;
static struct slice body;

static int
setup(void **state)
{
	(void)state;
	limits_default(&limits);
	reached = (struct limits_reached){0};
	arena = arena_create((size_t)64 << 20);
	return arena == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

static void
parse(struct slice bytes)
{
	header_parse(bytes, &limits, arena, &reached, &header, &body);
}

/* Fields as "name=value|name=value|". */
static void
assert_fields(const char *expected)
{
	static char got[4096];
	size_t used = 0;

	got[0] = 0;
	for (size_t i = 0; i < header.count; i++)
		used += (size_t)snprintf(got + used, sizeof(got) - used,
		    "%.*s=%.*s|", (int)header.fields[i].name.size,
		    (const char *)header.fields[i].name.data,
		    (int)header.fields[i].value.size,
		    (const char *)header.fields[i].value.data);
	assert_string_equal(got, expected);
}

static void
blocks_are_read_with_all_their_oddities(void **state)
{
	static const struct {
		struct slice bytes;
		const char *fields;
		size_t block; /* size */
		size_t body;  /* offset */
	} rows[] = {
	    /* RFC 5322, appendix A.1.1 and A.5, shortened. */
	    {SLICE("From: John Doe <jdoe@m.example>\r\n"
		   "Subject: Saying Hello\r\n"
		   "\r\nThis is a message.\r\n"),
		"From=John Doe <jdoe@m.example>|Subject=Saying Hello|", 56, 58},
	    {SLICE("To:A Group(Some people)\r\n"
		   "     :Chris Jones <c@(Chris's host.)public.example>,\r\n"
		   "\tjoe@example.org;\r\n\r\n"),
		"To=A Group(Some people)\r\n"
		"     :Chris Jones <c@(Chris's host.)public.example>,\r\n"
		"\tjoe@example.org;|",
		98, 100},
	    /* Line ends in any mix. */
	    {SLICE("A: 1\nB: 2\r\nC: 3\rD: 4\n\nx"), "A=1|B=2|C=3|D=4|", 21,
		22},
	    {SLICE("A: 1\r\rx"), "A=1|", 5, 6},
	    {SLICE("A: 1\r\r\nx"), "A=1|", 5, 7},
	    {SLICE("A: 1\n\rx"), "A=1|", 5, 6},
	    {SLICE("A: 1\n\r\nx"), "A=1|", 5, 7},
	    {SLICE("A: 1\r\n\nx"), "A=1|", 6, 7},
	    {SLICE("A: 1\r\n\rx"), "A=1|", 6, 7},
	    /* Folds, and lines of blanks that are folds too. */
	    {SLICE("A: 1\n 2\n\t3\nB: 4\n\n"), "A=1\n 2\n\t3|B=4|", 16, 17},
	    {SLICE("A: 1\r 2\rB: 4\r\r"), "A=1\r 2|B=4|", 13, 14},
	    {SLICE("A: 1\n \nB: 2\n\n"), "A=1|B=2|", 12, 13},
	    {SLICE("A: 1\n \t\r\n x\nB: 2\n\n"), "A=1\n \t\r\n x|B=2|", 17, 18},
	    {SLICE("A:\n 1\n\n"), "A=1|", 6, 7},
	    /* Names. */
	    {SLICE("A:1\nA : 2\nA \t : 3\na:4\n\n"), "A=1|A=2|A=3|a=4|", 22,
		23},
	    {SLICE("A (c): 1\nB (a(b)\\)c) : 2\nC (open: 3\nD (c) x: 4\n\n"),
		"A=1|B=2|=C (open: 3|=D (c) x: 4|", 47, 48},
	    {SLICE("A:\nB: \n\n"), "A=|B=|", 7, 8},
	    {SLICE("A: b: c:\n\n"), "A=b: c:|", 9, 10},
	    {SLICE("\xC3\xA4\x01: x\n\n"), "\xC3\xA4\x01=x|", 7, 8},
	    /* Lines that are no fields, between fields and ahead of them. */
	    {SLICE("A: 1\njunk\nB: 2\n\n"), "A=1|=junk|B=2|", 15, 16},
	    {SLICE("A: 1\njunk\n more\nB: 2\n\n"), "A=1|=junk\n more|B=2|", 21,
		22},
	    {SLICE("From a@b Thu Aug 22 12:36:23 2002\nA: 1\n\n"),
		"=From a@b Thu Aug 22 12:36:23 2002|A=1|", 39, 40},
	    {SLICE("A: 1\nno name: x\n: y\n:\n\n"), "A=1|=no name: x|=: y|=:|",
		22, 23},
	    {SLICE("A: 1\njunk\n\nbody"), "A=1|=junk|", 10, 11},
	    {SLICE(" folded\nA: 1\n\n"), "=folded|A=1|", 13, 14},
	    /* No block at all. */
	    {SLICE(""), "", 0, 0},
	    {SLICE("\nbody: x\n"), "", 0, 1},
	    {SLICE("\r\nbody: x\n"), "", 0, 2},
	    {SLICE("\rbody: x\n"), "", 0, 1},
	    {SLICE("just text\nof two lines\n\nand more"), "", 0, 0},
	    {SLICE(" text\n\nand more"), "", 0, 0},
	    {SLICE("just text"), "", 0, 0},
	    /* No empty line: up to the last field that has a name. */
	    {SLICE("A: 1"), "A=1|", 4, 4},
	    {SLICE("A: 1\n"), "A=1|", 5, 5},
	    {SLICE("A: 1\r\n"), "A=1|", 6, 6},
	    {SLICE("A: 1\r"), "A=1|", 5, 5},
	    {SLICE("A: 1\n fold\n"), "A=1\n fold|", 11, 11},
	    {SLICE("A: 1\ntext\nmore text\n"), "A=1|", 5, 5},
	    {SLICE("A: 1\ntext\nB: 2\ntext"), "A=1|=text|B=2|", 15, 15},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		parse(rows[i].bytes);
		assert_fields(rows[i].fields);
		assert_slice_is(
		    header.block, slice_sub(rows[i].bytes, 0, rows[i].block));
		assert_ptr_equal(body.data, rows[i].bytes.data + rows[i].body);
		assert_int_equal(body.size, rows[i].bytes.size - rows[i].body);
		assert_int_equal(reached.bits, 0);
	}
}

static void
bytes_of_zero_are_bytes_like_others(void **state)
{
	(void)state;
	parse(SLICE("A\0B: 1\0 2\0\nC: \0\n\nx\0"));
	assert_int_equal(header.count, 2);
	assert_slice(header.fields[0].name, "A\0B");
	assert_slice(header.fields[0].value, "1\0 2\0");
	assert_slice(header.fields[1].value, "\0");
	assert_slice(body, "x\0");
}

static void
a_block_that_ends_at_any_byte_is_survived(void **state)
{
	struct slice whole = SLICE("Received: from a\r\n\tby b;\r\n"
				   "From : x\nJunk\n Subject: y\r\rbody\n");

	(void)state;
	for (size_t end = 0; end <= whole.size; end++) {
		uint8_t *bytes = malloc(end + 1);
		struct slice cut = {bytes, end};

		memcpy(bytes, whole.data, end);
		parse(cut);
		assert_true(slice_is_within(header.block, cut));
		assert_true(slice_is_within(body, cut));
		assert_true(header.block.size + body.size <= end);
		assert_true(header.block.size + body.size + 2 >= end);
		for (size_t i = 0; i < header.count; i++)
			assert_true(slice_is_within(
			    header.fields[i].value, header.block));
		free(bytes);
	}
}

static void
fields_are_found_in_any_case_and_order(void **state)
{
	(void)state;
	parse(SLICE("A: 1\nb: 2\nB: 3\na: 4\njunk\n\n"));
	assert_slice(header_find(&header, SLICE("a"), 0)->value, "1");
	assert_slice(header_find(&header, SLICE("A"), 1)->value, "4");
	assert_slice(header_find(&header, SLICE("B"), 1)->value, "3");
	assert_null(header_find(&header, SLICE("B"), 2));
	assert_null(header_find(&header, SLICE("c"), 0));
	assert_slice(header_find(&header, SLICE(""), 0)->value, "junk");
	parse(SLICE(""));
	assert_null(header_find(&header, SLICE("a"), 0));
}

static struct slice
many_fields(size_t count, const char *end)
{
	static char *bytes;
	size_t room = count * 12 + 64, used = 0;

	free(bytes);
	bytes = malloc(room);
	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(
		    bytes + used, room - used, "F: %zu\r\n", i);
	used += (size_t)snprintf(bytes + used, room - used, "%s", end);
	return (struct slice){(const uint8_t *)bytes, used};
}

static void
fields_over_the_limit_are_dropped_and_said(void **state)
{
	(void)state;
	parse(many_fields(5000, "\r\nbody"));
	assert_int_equal(header.count, 5000);
	assert_int_equal(reached.bits, 0);
	assert_slice(body, "body");
	parse(many_fields(5001, "\r\nbody"));
	assert_int_equal(header.count, 5000);
	assert_slice(header.fields[4999].value, "4999");
	assert_true(limits_marked(&reached, LIMIT_HEADER_FIELDS));
	assert_false(limits_marked(&reached, LIMIT_HEADER_BYTES));
	assert_slice(body, "body");
	parse(many_fields(100000, "\r\nbody"));
	assert_int_equal(header.count, 5000);
	assert_slice(body, "body");
}

static void
a_hundred_thousand_fields_are_kept_where_allowed(void **state)
{
	(void)state;
	limits.max[LIMIT_HEADER_FIELDS] = 100000;
	limits.max[LIMIT_HEADER_BYTES] = 100 * MIB;
	parse(many_fields(100000, "\r\nbody"));
	assert_int_equal(header.count, 100000);
	assert_slice(header.fields[99999].value, "99999");
	assert_int_equal(reached.bits, 0);
}

static void
over_the_field_limit_all_fields_are_header(void **state)
{
	struct slice bytes;

	(void)state;
	limits.max[LIMIT_HEADER_FIELDS] = 10;
	bytes = many_fields(12, "");
	parse(bytes);
	assert_int_equal(header.count, 10);
	assert_int_equal(header.block.size, bytes.size);
	assert_slice(body, "");
}

/* A spammer's junk fields hide nothing of what the part holds. */
static void
content_fields_are_known_past_the_limit(void **state)
{
	(void)state;
	limits.max[LIMIT_HEADER_FIELDS] = 10;
	parse(many_fields(12, "CONTENT-type: a/b;\r\n x=y\r\nSubject: s\r\n"
			      "Content-Disposition: c\r\n\r\nbody"));
	assert_int_equal(header.count, 12);
	assert_slice(header.fields[9].value, "9");
	assert_slice(header.fields[10].value, "a/b;\r\n x=y");
	assert_slice(header.fields[11].name, "Content-Disposition");
	assert_true(limits_marked(&reached, LIMIT_HEADER_FIELDS));
	assert_slice(body, "body");
}

static void
only_so_many_content_fields_are_known_past_the_limit(void **state)
{
	static char bytes[100 * sizeof("Content-X: 99\r\n") + 16] = "A: b\r\n";
	size_t used = 0;

	(void)state;
	limits.max[LIMIT_HEADER_FIELDS] = 10;
	for (unsigned i = 0; i < 100; i++)
		used += (size_t)snprintf(
		    bytes + used, sizeof(bytes) - used, "Content-X: %u\r\n", i);
	snprintf(bytes + used, sizeof(bytes) - used, "\r\nbody");
	parse(slice_from_string(bytes));
	assert_int_equal(header.count, 10 + 32);
	assert_slice(header.fields[41].value, "41");
	assert_slice(body, "body");
}

static void
a_full_arena_is_a_limit_too(void **state)
{
	struct arena *small = arena_create(8192);

	(void)state;
	header_parse(many_fields(1000, "\r\nbody"), &limits, small, &reached,
	    &header, &body);
	assert_int_equal(header.count, 256);
	assert_true(limits_marked(&reached, LIMIT_HEADER_FIELDS));
	assert_slice(body, "body");
	arena_destroy(&small);
}

/* The bound at every byte of a block: the body is found wherever it falls. */
static void
the_body_is_found_behind_the_size_limit(void **state)
{
	static const char *const blocks[] = {"Aa: 1\r\nB: 2\r\n fold\r\n\r\n",
	    "Aa: 1\nB: 2\n fold\n\n", "Aa: 1\rB: 2\r fold\r\r",
	    "Aa: 1\r\nB: 2\n\r\n", "Aa: 1\nB: 2\r\n\n"};

	(void)state;
	for (size_t b = 0; b < sizeof(blocks) / sizeof(blocks[0]); b++) {
		char bytes[64];
		size_t size = strlen(blocks[b]);
		struct slice file = {(uint8_t *)bytes, size + 4};

		snprintf(bytes, sizeof(bytes), "%sbody", blocks[b]);
		/* From the first whole name on. */
		for (size_t max = 3; max <= size + 4; max++) {
			reached.bits = 0;
			limits.max[LIMIT_HEADER_BYTES] = (int64_t)max;
			parse(file);
			assert_slice(body, "body");
			assert_in_range(header.block.size, size - 2, size - 1);
			assert_slice(header.fields[0].name, "Aa");
			if (max < size - 2)
				assert_int_equal(
				    reached.bits, 1u << LIMIT_HEADER_BYTES);
			if (max >= size)
				assert_int_equal(reached.bits, 0);
		}
	}
}

static void
a_line_of_a_megabyte_is_one_value(void **state)
{
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size + 8);

	(void)state;
	memset(bytes, 'x', size);
	memcpy(bytes, "A: ", 3);
	memcpy(bytes + size, "\n\nbody", 6);
	parse((struct slice){bytes, size + 6});
	assert_true(limits_marked(&reached, LIMIT_HEADER_BYTES) ||
		    header.fields[0].value.size == size - 3);
	assert_int_equal(header.count, 1);
	assert_int_equal(header.fields[0].value.size, size - 3);
	assert_slice(body, "body");
	free(bytes);
}

/* Quadratic work would take minutes here. */
static void
hostile_blocks_cost_linear_time(void **state)
{
	static const struct slice patterns[] = {SLICE("\r "), SLICE("A:\r"),
	    SLICE("\n "), SLICE("x"), SLICE("x \r"), SLICE(":"),
	    SLICE("A:\n ")};
	size_t size = (size_t)8 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	limits.max[LIMIT_HEADER_BYTES] = 100 * MIB;
	limits.max[LIMIT_HEADER_FIELDS] = 100000;
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		for (size_t i = 0; i < size; i++)
			bytes[i] = patterns[p].data[i % patterns[p].size];
		arena_reset(arena);
		parse((struct slice){bytes, size});
		assert_true(header.block.size + body.size <= size);
	}
	free(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(blocks_are_read_with_all_their_oddities),
	    TEST(bytes_of_zero_are_bytes_like_others),
	    TEST(a_block_that_ends_at_any_byte_is_survived),
	    TEST(fields_are_found_in_any_case_and_order),
	    TEST(fields_over_the_limit_are_dropped_and_said),
	    TEST(a_hundred_thousand_fields_are_kept_where_allowed),
	    TEST(over_the_field_limit_all_fields_are_header),
	    TEST(content_fields_are_known_past_the_limit),
	    TEST(only_so_many_content_fields_are_known_past_the_limit),
	    TEST(a_full_arena_is_a_limit_too),
	    TEST(the_body_is_found_behind_the_size_limit),
	    TEST(a_line_of_a_megabyte_is_one_value),
	    TEST(hostile_blocks_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
