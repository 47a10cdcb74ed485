/*
 * test_show_json - strings that want to break out of JSON, and the writer
 *
 * Expected texts are written by hand after RFC 8259, section 7; show_law_json()
 * reads what comes out with a parser of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/show/json.h"
#include "tests/support/collected.h"
#include "tests/support/show_law.h"
#include "tests/support/random.h"
#include "tests/support/slices.h"

struct row {
	struct slice string;
	const char *json;
};
#define ROW(string, json)                                                      \
	{                                                                      \
		{(const uint8_t *)(string), sizeof(string) - 1}, json          \
	}

static const struct row rows[] = {
    ROW("", "\"\""),
    ROW("abc", "\"abc\""),
    ROW("\"},{\"", "\"\\\"},{\\\"\""),
    ROW("\\", "\"\\\\\""),
    ROW("\\u0022", "\"\\\\u0022\""),
    ROW("a\nb\tc\rd", "\"a\\nb\\tc\\rd\""),
    ROW("\0\x01\x1b[2J\x7f", "\"\\u0000\\u0001\\u001b[2J\\u007f\""),
    /* C1, line separator, right-to-left override, zero width space. */
    ROW("\xC2\x9B", "\"\\u009b\""),
    ROW("\xE2\x80\xA8", "\"\\u2028\""),
    ROW("invoice\xE2\x80\xAE"
	"fdp.exe",
	"\"invoice\\u202efdp.exe\""),
    ROW("\xE2\x80\x8B", "\"\\u200b\""),
    /* A tag character is over U+FFFF: a pair of surrogates. */
    ROW("\xF3\xA0\x80\xA0", "\"\\udb40\\udc20\""),
    ROW("\xF3\xA0\x81\xBF", "\"\\udb40\\udc7f\""),
    /* What can be read stays. */
    ROW("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80",
	"\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\""),
    /* What is no UTF-8: one for each maximal part. */
    ROW("\xFF", "\"\\ufffd\""),
    ROW("\xC3", "\"\\ufffd\""),
    ROW("\xC3\"", "\"\\ufffd\\\"\""),
    ROW("\xE2\x82", "\"\\ufffd\""),
    ROW("\xC0\xA2", "\"\\ufffd\\ufffd\""),
    ROW("\xED\xA0\x80", "\"\\ufffd\\ufffd\\ufffd\""),
    ROW("\xEF\xBF\xBD", "\"\\ufffd\""),
};

static struct collected collected;
static struct writer writer;
static struct json json;

static int
set_up(void **state)
{
	(void)state;
	collected = (struct collected){0};
	writer_init(&writer, collect, &collected);
	json_init(&json, &writer);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	free(collected.data);
	return 0;
}

static void
finish(void)
{
	assert_true(writer_flush(&writer));
}

static void
each_string_is_what_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t *copy = malloc(rows[i].string.size + 1);

		assert_non_null(copy);
		memcpy(copy, rows[i].string.data, rows[i].string.size);
		/* Of its exact size, for ASan. */
		copy = realloc(
		    copy, rows[i].string.size == 0 ? 1 : rows[i].string.size);
		collected.size = 0;
		json_init(&json, &writer);
		json_string(
		    &json, NULL, (struct slice){copy, rows[i].string.size});
		finish();
		assert_string_equal(collected.data, rows[i].json);
		free(copy);
	}
}

static void
levels_and_commas_stand_where_they_must(void **state)
{
	(void)state;
	json_object(&json, NULL);
	json_number(&json, "a", UINT64_MAX);
	json_array(&json, "b");
	json_array_end(&json);
	json_array(&json, "c");
	json_signed(&json, NULL, INT64_MIN);
	json_object(&json, NULL);
	json_object_end(&json);
	json_null(&json, NULL);
	json_word(&json, NULL, NULL);
	json_array_end(&json);
	json_bool(&json, "d", true);
	json_bool(&json, "e", false);
	json_word(&json, "f", "g");
	json_decimal(&json, "h", -1.25, 3);
	json_decimal(&json, "i", 1e300 * 1e300, 3);
	json_object_end(&json);
	finish();
	assert_string_equal(collected.data,
	    "{\"a\":18446744073709551615,\"b\":[],"
	    "\"c\":[-9223372036854775808,{},null,null],"
	    "\"d\":true,\"e\":false,\"f\":\"g\",\"h\":-1.250,"
	    "\"i\":null}");
}

/* Any bytes in, one harmless line out. */
static void
no_bytes_break_the_law(void **state)
{
	uint8_t bytes[64];
	uint64_t random = 7;
	size_t at;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		size_t size = random_below(&random, sizeof(bytes) + 1);

		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)random_below(&random, 256);
		collected.size = 0;
		json_init(&json, &writer);
		json_array(&json, NULL);
		json_string(&json, NULL, (struct slice){bytes, size});
		json_array_end(&json);
		writer_byte(&writer, '\n');
		finish();
		assert_null(show_law_json(collected_slice(&collected), &at));
	}
}

/* The law would not be one if it let these through. */
static void
the_law_refuses_what_is_no_json(void **state)
{
	static const char *const bad[] = {"", "\n", "{}", "{}\n\n", "{,}\n",
	    "[1,]\n", "{\"a\"}\n", "{\"a\":}\n", "[01]\n", "\"\x01\"\n",
	    "\"\\x\"\n", "\"\\u12g4\"\n", "\"\xFF\"\n", "\"\xC0\x80\"\n",
	    "\"\xED\xA0\x80\"\n", "\"\xE2\x80\xAE\"\n", "\"\xC2\x85\"\n",
	    "\"\x7F\"\n", "\"\n", "[\n", "nul\n", "[1 ,2]\n"};
	size_t at;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (show_law_json(slice_from_string(bad[i]), &at) == NULL)
			fail_msg("taken for good: %s", bad[i]);
	assert_null(show_law_json(
	    SLICE("{\"a\":[1,-2,\"\\ud83d\",{}],\"b\":null}\n"), &at));
}

static bool
refuse(void *owner, struct slice bytes)
{
	unsigned *calls = owner;

	(void)bytes;
	(*calls)++;
	return false;
}

static void
a_failed_write_is_told_and_not_tried_again(void **state)
{
	static uint8_t large[2 * WRITER_BYTES];
	unsigned calls = 0;

	(void)state;
	writer_init(&writer, refuse, &calls);
	writer_put(&writer, (struct slice){large, sizeof(large)});
	writer_put(&writer, (struct slice){large, sizeof(large)});
	assert_false(writer_flush(&writer));
	assert_int_equal(calls, 1);
}

static void
pieces_of_any_size_arrive_in_order(void **state)
{
	static const size_t sizes[] = {0, 1, WRITER_BYTES - 1, 1, 1,
	    WRITER_BYTES, WRITER_BYTES + 1, 3 * WRITER_BYTES, 7};
	static uint8_t bytes[9 * WRITER_BYTES];
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 7 + i / 251);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		writer_put(&writer, (struct slice){bytes + at, sizes[i]});
		at += sizes[i];
	}
	finish();
	assert_int_equal(collected.size, at);
	assert_memory_equal(collected.data, bytes, at);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(each_string_is_what_the_table_says),
	    TEST(levels_and_commas_stand_where_they_must),
	    TEST(no_bytes_break_the_law),
	    TEST(the_law_refuses_what_is_no_json),
	    TEST(a_failed_write_is_told_and_not_tried_again),
	    TEST(pieces_of_any_size_arrive_in_order),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("show_json", tests, NULL, NULL);
}
