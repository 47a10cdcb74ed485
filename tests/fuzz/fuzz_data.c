/*
 * fuzz_data - any bytes through the reader of the Data format
 *
 * Laws: a refusal has a place inside the input and a reason; every object
 * stands inside its parent and its text is UTF-8 without NUL; what the writer
 * makes of a document reads back as an equal one, and writes the same again.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/base/check.h"
#include "core/config/data.h"
#include "core/config/data_lex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_place(struct data_place place, struct slice input)
{
	size_t lines = 1;

	for (size_t i = 0; i < input.size; i++)
		lines += input.data[i] == '\n';
	CHECK(place.line >= 1 && place.line <= lines);
	CHECK(place.column >= 1 && place.column <= input.size + 1);
}

static void
check_text(struct slice text)
{
	CHECK(utf8_valid_size(text) == text.size);
	CHECK(slice_find_byte(text, '\0') == text.size);
}

static void
check_object(const struct data_object *object, struct slice input)
{
	const struct data_object *parent = object->parent;
	uint32_t count = 0;

	check_place(object->place, input);
	CHECK(object->text.size <= input.size);
	if (object->kind != DATA_BYTES)
		check_text(object->text);
	if (parent != NULL && parent->kind == DATA_DICTIONARY) {
		check_place(object->key_place, input);
		check_text(object->key);
	}
	for (const struct data_object *child = object->first; child != NULL;
	     child = child->next) {
		CHECK(child->parent == object);
		CHECK(child->next != NULL || child == object->last);
		count++;
	}
	CHECK(count == object->count);
}

static void
check_tree(const struct data_object *root, struct slice input)
{
	const struct data_object *at = root;
	uint32_t depth = 1, objects = 1;

	for (;;) {
		check_object(at, input);
		CHECK(depth <= DATA_DEPTH_MAX + 1);
		CHECK(objects <= DATA_OBJECTS_MAX);
		if (at->first != NULL) {
			at = at->first;
			depth++;
			objects++;
			continue;
		}
		while (at != root && at->next == NULL) {
			at = at->parent;
			depth--;
		}
		if (at == root)
			return;
		at = at->next;
		objects++;
	}
}

/* The worst the writer does to n bytes: \ddd for one, "{a=b;}" grows less. */
static char *
room(size_t size, struct text *text)
{
	size_t capacity = size * 8 + 64;
	char *bytes = malloc(capacity);

	CHECK(bytes != NULL);
	*text = text_over(bytes, capacity);
	return bytes;
}

static void
check_round_trip(const struct data_object *root, size_t size)
{
	struct text first, second;
	char *first_bytes = room(size, &first);
	char *second_bytes = room(size, &second);
	struct data_error error;
	struct data *again;

	data_write(root, &first);
	CHECK(!first.truncated);
	CHECK(data_parse(text_slice(&first), DATA_FORM_OBJECT, NULL, NULL,
		  &again, &error) == DATA_OK);
	CHECK(data_equal(root, data_root(again)));
	CHECK(data_equal(data_root(again), root));
	data_write(data_root(again), &second);
	CHECK(slice_equal(text_slice(&first), text_slice(&second)));
	data_free(&again);
	free(first_bytes);
	free(second_bytes);
}

static void
one_form(struct slice input, enum data_form form)
{
	struct data_error error = {0};
	struct data *data;
	enum data_result result =
	    data_parse(input, form, NULL, NULL, &data, &error);

	CHECK(result != DATA_NO_MEMORY);
	if (result == DATA_BAD) {
		CHECK(data == NULL && error.reason[0] != '\0');
		check_place(error.place, input);
		return;
	}
	check_tree(data_root(data), input);
	/* The writer may pass the size limit where the input just met it. */
	if (input.size < DATA_SIZE_MAX / 8)
		check_round_trip(data_root(data), input.size);
	data_free(&data);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice input = {data, size};

	one_form(input, DATA_FORM_OBJECT);
	one_form(input, DATA_FORM_BODY);
	return 0;
}
