/*
 * test_flowed - format=flowed put together
 *
 * Expected values: the rules and examples of RFC 3676, by hand.
 */
#include "core/text/flowed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/arena_case.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct answer {
	const char *input;
	bool delsp;
	const char *output;
};

static const struct answer answers[] = {
    {"", false, ""},
    {"one\r\ntwo\r\n", false, "one\r\ntwo\r\n"},
    {"one \r\ntwo\r\n", false, "one two\r\n"},
    {"one \ntwo \nthree\nfour\n", false, "one two three\nfour\n"},
    {"one \rtwo\rthree", false, "one two\rthree"},
    /* Without a line end, and flowed at the very end. */
    {"one \r\ntwo", false, "one two"},
    {"one \r\n", false, "one \r\n"},
    {"one ", false, "one "},
    /* Section 4.2: DelSp. */
    {"\u65e5\u672c \r\n\u8a9e\r\n", true, "\u65e5\u672c\u8a9e\r\n"},
    {"one  \r\ntwo\r\n", true, "one two\r\n"},
    {"one \r\n", true, "one\r\n"},
    /* Section 4.4: space-stuffing. */
    {" From here\r\n >not quoted\r\n", false, "From here\r\n>not quoted\r\n"},
    {" one \r\n two\r\n", false, "one two\r\n"},
    {"  indented\r\n", false, " indented\r\n"},
    /* An empty line is fixed, and so is one of stuffing alone. */
    {"one \r\n\r\ntwo\r\n", false, "one \r\ntwo\r\n"},
    {"a\r\n \r\nb\r\n", false, "a\r\n\r\nb\r\n"},
    /* Section 4.3: the signature ends a paragraph, quoted or not. */
    {"one \r\n-- \r\nme\r\n", false, "one \r\n-- \r\nme\r\n"},
    {"> one \r\n> -- \r\n> me\r\n", false, "> one \r\n> -- \r\n> me\r\n"},
    {"--  \r\ntwo\r\n", false, "--  two\r\n"},
    /* Section 4.5: quoting depth. */
    {"> one \r\n> two\r\n", false, "> one two\r\n"},
    {">one \r\n>two\r\n", false, "> one two\r\n"},
    {">> one \r\n> two\r\nthree\r\n", false, ">> one \r\n> two\r\nthree\r\n"},
    {"> one \r\ntwo\r\n", false, "> one \r\ntwo\r\n"},
    {"one \r\n> two\r\n", false, "one \r\n> two\r\n"},
    {"> > deep \r\n> > er\r\n", false, "> > deep > er\r\n"},
    {">\r\n>\r\n", false, ">\r\n>\r\n"},
    /* The example of section 4.1, shortened. */
    {">>> Take some more tea.\r\n>> I've had nothing yet, so I can't \r\n"
     ">> take more.\r\n> You mean you can't take less, it's very \r\n"
     "> easy to take more than nothing.\r\n",
	false,
	">>> Take some more tea.\r\n>> I've had nothing yet, so I can't take "
	"more.\r\n> You mean you can't take less, it's very easy to take more "
	"than nothing.\r\n"},
};

static void
lines_are_joined_as_the_rfc_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++) {
		struct slice got;

		arena_reset(arena);
		got = flowed_join(slice_from_string(answers[i].input),
		    answers[i].delsp, arena);
		if (!slice_equal(got, slice_from_string(answers[i].output)))
			fail_msg("\"%s\" became \"%.*s\"", answers[i].input,
			    (int)got.size, (const char *)got.data);
	}
}

static void
every_start_of_every_input_is_joined_in_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++)
		for (size_t size = 1; size <= strlen(answers[i].input);
		     size++) {
			uint8_t *copy = malloc(size);
			struct slice got;

			assert_non_null(copy);
			memcpy(copy, answers[i].input, size);
			arena_reset(arena);
			got = flowed_join((struct slice){copy, size},
			    answers[i].delsp, arena);
			assert_true(got.size <= size * 2 + 2);
			free(copy);
		}
}

static void
without_room_the_text_stays_as_it_is(void **state)
{
	struct arena *small = arena_create(4096);
	uint8_t *bytes = calloc(1, 65536);
	struct slice text = {bytes, 65536};

	(void)state;
	assert_non_null(small);
	assert_non_null(bytes);
	assert_ptr_equal(flowed_join(text, false, small).data, bytes);
	free(bytes);
	arena_destroy(&small);
}

/* The most that text can grow: each line quoted, without the blank. */
static void
quotes_without_blanks_fit(void **state)
{
	size_t size = (size_t)3 << 16;
	uint8_t *bytes = malloc(size);
	struct slice got;

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t) ">a\n"[i % 3];
	arena_reset(arena);
	got = flowed_join((struct slice){bytes, size}, false, arena);
	assert_int_equal(got.size, size / 3 * 4);
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_joined_as_the_rfc_says),
	    cmocka_unit_test(every_start_of_every_input_is_joined_in_bounds),
	    cmocka_unit_test(without_room_the_text_stays_as_it_is),
	    cmocka_unit_test(quotes_without_blanks_fit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
