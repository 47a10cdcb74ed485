/*
 * data_case - a document of the Data format as text, and what comes of it
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_DATA_CASE_H
#define TESTS_SUPPORT_DATA_CASE_H

#include <stdlib.h>
#include <string.h>

#include "core/config/data.h"

/* A string literal with its size, so that it may hold NUL bytes. */
#define BYTES(literal) literal, sizeof(literal) - 1

#define BODY DATA_FORM_BODY
#define OBJECT DATA_FORM_OBJECT

/*
 * The bytes in an allocation of exactly their size: a read past the end is
 * seen by the sanitizers.
 */
static inline enum data_result
parse_bytes(const char *bytes, size_t size, enum data_form form,
    data_warning *warning, void *owner, struct data **data_r,
    struct data_error *error_r)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);
	enum data_result result;

	assert_non_null(copy);
	if (size > 0)
		memcpy(copy, bytes, size);
	result = data_parse(
	    (struct slice){copy, size}, form, warning, owner, data_r, error_r);
	free(copy);
	return result;
}

/* What bytes give, or the test fails; the caller frees it. */
static inline struct data *
must_parse(const char *bytes, size_t size, enum data_form form)
{
	struct data_error error;
	struct data *data;

	if (parse_bytes(bytes, size, form, NULL, NULL, &data, &error) !=
	    DATA_OK)
		fail_msg("%.60s: %u:%u: %s", bytes, error.place.line,
		    error.place.column, error.reason);
	return data;
}

/* Parse input and compare what the writer makes of it. */
static inline void
check_canonical(const char *input, enum data_form form, const char *expected)
{
	struct data *data = must_parse(input, strlen(input), form);
	char array[2048];
	struct text text = TEXT_OVER(array);

	data_write(data_root(data), &text);
	assert_string_equal(array, expected);
	assert_false(text.truncated);
	data_free(&data);
	assert_null(data);
}

/* The same of a string or a data block, and its bytes. */
static inline void
check_text(const char *input, const char *expected, size_t expected_size)
{
	struct data *data = must_parse(input, strlen(input), OBJECT);
	const struct data_object *root = data_root(data);

	assert_int_equal(root->text.size, expected_size);
	assert_memory_equal(root->text.data, expected, expected_size);
	data_free(&data);
}

#endif
