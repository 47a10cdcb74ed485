/*
 * test_data_limits - how deep, how many and how large a document may be
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/data_case.h"

/* "((( ... )))" */
static size_t
nested(char *out, size_t depth)
{
	memset(out, '(', depth);
	memset(out + depth, ')', depth);
	return 2 * depth;
}

static void
depth_is_bounded(void **state)
{
	struct data_error error;
	struct data *data;
	char input[2 * DATA_DEPTH_MAX + 2];

	(void)state;
	data = must_parse(input, nested(input, DATA_DEPTH_MAX), OBJECT);
	data_free(&data);
	assert_int_equal(parse_bytes(input, nested(input, DATA_DEPTH_MAX + 1),
			     OBJECT, NULL, NULL, &data, &error),
	    DATA_BAD);
	assert_int_equal(error.place.column, DATA_DEPTH_MAX + 1);
	assert_string_equal(error.reason,
	    "more than 32 arrays and dictionaries inside each other");
}

/* "(a,a,...,a)" with so many objects, the array counted. */
static char *
flat(size_t objects, size_t *size_r)
{
	char *input = malloc(2 * objects);

	assert_non_null(input);
	*size_r = 0;
	input[(*size_r)++] = '(';
	for (size_t i = 1; i < objects; i++) {
		input[(*size_r)++] = 'a';
		input[(*size_r)++] = ',';
	}
	input[*size_r - 1] = ')';
	return input;
}

static void
the_number_of_objects_is_bounded(void **state)
{
	struct data_error error;
	struct data *data;
	size_t size;
	char *input = flat(DATA_OBJECTS_MAX, &size);

	(void)state;
	data = must_parse(input, size, OBJECT);
	assert_int_equal(data_root(data)->count, DATA_OBJECTS_MAX - 1);
	data_free(&data);
	free(input);
	input = flat(DATA_OBJECTS_MAX + 1, &size);
	assert_int_equal(
	    parse_bytes(input, size, OBJECT, NULL, NULL, &data, &error),
	    DATA_BAD);
	/* "(a,a,": the n-th element stands at column 2n. */
	assert_int_equal(error.place.column, 2 * DATA_OBJECTS_MAX);
	assert_string_equal(error.reason, "there are more than 65536 objects");
	free(input);
}

/* The most memory that a document can need: two strings for each object. */
static void
a_document_at_every_limit_is_read(void **state)
{
	static const char element[] = "\"kk\"=\"vvvvvvv\";";
	size_t one = sizeof(element) - 1;
	size_t count = DATA_OBJECTS_MAX - 1;
	char *input = malloc(count * one);
	struct data *data;

	(void)state;
	assert_non_null(input);
	assert_in_range(count * one, DATA_SIZE_MAX * 9 / 10, DATA_SIZE_MAX);
	for (size_t i = 0; i < count; i++)
		memcpy(input + i * one, element, one);
	data = must_parse(input, count * one, BODY);
	assert_int_equal(data_root(data)->count, count);
	assert_true(slice_equal(data_root(data)->last->key, SLICE("kk")));
	assert_true(slice_equal(data_root(data)->last->text, SLICE("vvvvvvv")));
	data_free(&data);
	free(input);
}

static void
the_size_is_bounded(void **state)
{
	struct data_error error;
	struct data *data;
	char *input = malloc(DATA_SIZE_MAX + 1);

	(void)state;
	assert_non_null(input);
	memset(input, 'a', DATA_SIZE_MAX + 1);
	data = must_parse(input, DATA_SIZE_MAX, OBJECT);
	assert_int_equal(data_root(data)->text.size, DATA_SIZE_MAX);
	data_free(&data);
	assert_int_equal(parse_bytes(input, DATA_SIZE_MAX + 1, OBJECT, NULL,
			     NULL, &data, &error),
	    DATA_BAD);
	assert_int_equal(error.place.line, 1);
	assert_string_equal(
	    error.reason, "1048577 bytes are too many, 1048576 are allowed");
	free(input);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(depth_is_bounded),
	    cmocka_unit_test(the_number_of_objects_is_bounded),
	    cmocka_unit_test(a_document_at_every_limit_is_read),
	    cmocka_unit_test(the_size_is_bounded),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("data_limits", tests, NULL, NULL);
}
