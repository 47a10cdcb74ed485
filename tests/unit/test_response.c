/*
 * test_response - answers, byte for byte
 *
 * Expected values: the samples of the protocol page and its table of escapes,
 * written by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/protocol/response.h"

/* The room that the contract asks for, to the byte, so that ASan sees more. */
static char *out;

static int
set_up(void **state)
{
	(void)state;
	out = malloc(RESPONSE_MAX);
	return out == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	free(out);
	return 0;
}

static void
assert_line(size_t size, const char *expected)
{
	if (size != strlen(expected) || memcmp(out, expected, size) != 0)
		fail_msg("got %.*s instead of %s", (int)size, out, expected);
}

static size_t
write_answer(
    enum answer_word word, struct slice text, bool with_ok, const char *token)
{
	struct answer answer = {word, {NULL, 0}, {NULL, 0}};

	if (word == ANSWER_ADDHEADER)
		answer.headers = text;
	else
		answer.report = text;
	return response_answer(&answer, slice_from_string(token), with_ok, out);
}

static void
each_word_has_its_form(void **state)
{
	struct slice text = SLICE("X-A: b");

	(void)state;
	assert_line(write_answer(ANSWER_OK, text, true, "123"), "123 OK\n");
	assert_line(write_answer(ANSWER_OK, text, true, "00001"), "00001 OK\n");
	assert_line(write_answer(ANSWER_ADDHEADER, text, true, "2"),
	    "2 ADDHEADER \"X-A: b\" OK\n");
	assert_line(write_answer(ANSWER_ADDHEADER, text, false, "2"),
	    "2 ADDHEADER \"X-A: b\"\n");
	assert_line(write_answer(ANSWER_ERROR, SLICE("no"), true, "3"),
	    "3 ERROR \"no\"\n");
	assert_line(
	    write_answer(ANSWER_ERROR, SLICE(""), true, "3"), "3 ERROR \"\"\n");
	assert_line(
	    write_answer(ANSWER_DISCARD, text, true, "4"), "4 DISCARD\n");
	assert_line(write_answer(ANSWER_REJECTED, SLICE("later"), true, "5"),
	    "5 REJECTED \"later\"\n");
	assert_line(
	    write_answer(ANSWER_FAILURE, text, true, "6"), "6 FAILURE\n");
}

static void
no_headers_to_add_is_ok(void **state)
{
	(void)state;
	assert_line(
	    write_answer(ANSWER_ADDHEADER, SLICE(""), true, "1"), "1 OK\n");
	assert_line(write_answer(ANSWER_ADDHEADER, SLICE("\n\r\n"), false, "1"),
	    "1 OK\n");
}

struct text_row {
	struct slice text;
	const char *written;
};

#define BYTES(literal)                                                         \
	{                                                                      \
		(const uint8_t *)("" literal), sizeof(literal) - 1             \
	}

static const struct text_row text_rows[] = {
    /* the sample of the protocol page */
    {BYTES("X-Junk-Score: 92 [XXXX]\nX-Alert: possible spam!\n"
	   "X-Color: red"),
	"X-Junk-Score: 92 [XXXX]\\eX-Alert: possible spam!\\eX-Color: red"},
    {BYTES("say \"hi\" C:\\x"), "say \\\"hi\\\" C:\\\\x"},
    /* a folded field */
    {BYTES("A: b\r\n\tc"), "A: b\\e\\tc"},
    /* line ends: runs are one, none at the ends, whatever their kind */
    {BYTES("\n\nA: b\r\r\n\n\rC: d\r\n"), "A: b\\eC: d"},
    /* control characters */
    {BYTES("\x01\x1B\x7F\x0B"), "\\001\\027\\127\\011"},
    {BYTES("a\0b"), "a?b"},
    /* UTF-8 stays; what is none does not */
    {BYTES("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"),
	"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
    {BYTES("\xFF\xC0\x80\xED\xA0\x80\xC3"), "???????"},
    {BYTES("\xC2\x85x"), "??x"},
    {BYTES("\xE2\x82\""), "??\\\""},
    /* what looks like an escape or a second answer */
    {BYTES("\\e\\\""), "\\\\e\\\\\\\""},
    {BYTES("x\" OK\n2 OK"), "x\\\" OK\\e2 OK"},
};

static void
what_needs_no_text_is_one_word(void **state)
{
	static const struct {
		struct answer answer;
		const char *word;
	} rows[] = {
	    {{.word = ANSWER_OK}, "OK\n"},
	    {{.word = ANSWER_DISCARD}, "DISCARD\n"},
	    {{.word = ANSWER_FAILURE}, "FAILURE\n"},
	    {{.word = ANSWER_ADDHEADER}, "OK\n"},
	    {{.word = ANSWER_ADDHEADER, .headers = SLICE("\r\n\n")}, "OK\n"},
	    {{.word = ANSWER_ADDHEADER, .headers = SLICE("X: 1")}, ""},
	    {{.word = ANSWER_ERROR}, ""},
	    {{.word = ANSWER_REJECTED, .report = SLICE("later")}, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct slice word = response_word(&rows[i].answer);
		char line[RESPONSE_MAX];
		size_t size =
		    response_answer(&rows[i].answer, SLICE("7"), true, line);

		assert_int_equal(word.size, strlen(rows[i].word));
		assert_true(word.size <= RESPONSE_WORD_MAX);
		if (word.size == 0)
			continue;
		assert_memory_equal(word.data, rows[i].word, word.size);
		/* And is what the whole line would hold. */
		assert_int_equal(size, 2 + word.size);
		assert_memory_equal(line + 2, rows[i].word, word.size);
	}
}

static void
each_text_is_quoted_as_the_table_says(void **state)
{
	char expected[256];

	(void)state;
	for (size_t i = 0; i < sizeof(text_rows) / sizeof(text_rows[0]); i++) {
		struct slice text = text_rows[i].text;

		snprintf(expected, sizeof(expected), "1 ADDHEADER \"%s\" OK\n",
		    text_rows[i].written);
		assert_line(
		    write_answer(ANSWER_ADDHEADER, text, true, "1"), expected);
		snprintf(expected, sizeof(expected), "1 ERROR \"%s\"\n",
		    text_rows[i].written);
		assert_line(
		    write_answer(ANSWER_ERROR, text, true, "1"), expected);
	}
}

/* Lines of 100 letters, so that the limit of one field does not come first. */
static struct slice
many_lines(size_t size)
{
	static uint8_t text[RESPONSE_MAX * 2];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 100 == 99 ? '\n' : 'a';
	return (struct slice){text, size};
}

static void
a_line_is_never_longer_than_its_limit(void **state)
{
	size_t size_max = 0;

	(void)state;
	for (size_t size = 3700; size < 2 * RESPONSE_MAX; size += 7) {
		size_t written =
		    write_answer(ANSWER_ADDHEADER, many_lines(size), true, "1");

		assert_true(written <= RESPONSE_MAX);
		assert_memory_equal(out + written - 5, "\" OK\n", 5);
		if (written > size_max)
			size_max = written;
	}
	/* The room is used up, but for an escape that did not fit. */
	assert_true(size_max >= RESPONSE_MAX - 3);
}

/* "1 ERROR " and three quoting bytes leave 3989 bytes for text. */
static void
text_is_cut_at_a_whole_character(void **state)
{
	static uint8_t text[RESPONSE_MAX];

	(void)state;
	for (size_t letters = 3980; letters < 3992; letters++) {
		size_t written;

		/* Lines end at every 997th byte, each written as two. */
		memset(text, 'a', sizeof(text));
		for (size_t i = 996; i < letters; i += 997)
			text[i] = '\n';
		memcpy(text + letters, "\xE2\x82\xAC", 3);
		written = write_answer(
		    ANSWER_ERROR, (struct slice){text, letters + 3}, true, "1");
		assert_true(written <= RESPONSE_MAX);
		assert_int_equal(out[written - 1], '\n');
		assert_int_equal(out[written - 2], '"');
		if ((uint8_t)out[written - 3] >= 0x80)
			assert_memory_equal(
			    out + written - 5, "\xE2\x82\xAC", 3);
	}
}

static void
an_escape_is_not_cut_in_two(void **state)
{
	static uint8_t text[RESPONSE_MAX];

	(void)state;
	for (size_t letters = 0; letters < 8; letters++) {
		size_t written, backslashes = 0;

		memset(text, '\\', sizeof(text));
		memset(text, 'a', letters);
		for (size_t i = 500; i < sizeof(text); i += 500)
			text[i] = '\n';
		written = write_answer(ANSWER_ERROR,
		    (struct slice){text, sizeof(text)}, true, "1");
		for (size_t i = written - 3; out[i] == '\\'; i--)
			backslashes++;
		assert_int_equal(backslashes % 2, 0);
	}
}

static void
a_field_is_cut_at_998_bytes_and_the_next_one_is_kept(void **state)
{
	static char text[1100], expected[1100];

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text + 999, "\nB: c", 5);
	memset(expected, 'a', sizeof(expected));
	memcpy(expected, "1 ERROR \"", 9);
	memcpy(expected + 9 + 998, "\\eB: c\"\n", 9);
	assert_line(write_answer(ANSWER_ERROR,
			(struct slice){(const uint8_t *)text, 1004}, true, "1"),
	    expected);
	/* At the limit nothing is lost. */
	memcpy(text + 998, "\nB: c", 5);
	assert_line(write_answer(ANSWER_ERROR,
			(struct slice){(const uint8_t *)text, 1003}, true, "1"),
	    expected);
}

static void
the_longest_token_is_echoed(void **state)
{
	const char *token = "00000000001111111111222222222233";
	char expected[64];

	(void)state;
	snprintf(expected, sizeof(expected), "%s OK\n", token);
	assert_line(write_answer(ANSWER_OK, SLICE(""), true, token), expected);
}

static void
the_interface_line_names_the_version(void **state)
{
	(void)state;
	assert_line(response_interface(SLICE("9"), 4, out), "9 INTF 4\n");
	assert_line(
	    response_interface(SLICE("00001"), 1, out), "00001 INTF 1\n");
	assert_line(response_interface(SLICE("1"), UINT32_MAX, out),
	    "1 INTF 4294967295\n");
}

static void
an_information_line_is_one_printable_line(void **state)
{
	(void)state;
	assert_line(response_information(SLICE("started"), out), "* started\n");
	assert_line(
	    response_information(SLICE("a\nb\r\tc\x7F\n"), out), "* a?b??c?\n");
	assert_line(response_information(SLICE(""), out), "* \n");
	assert_line(
	    response_information(SLICE("\xC3\xA9\xFF"), out), "* \xC3\xA9?\n");
}

static void
a_long_information_line_is_cut_at_a_whole_character(void **state)
{
	static uint8_t text[RESPONSE_MAX + 8];

	(void)state;
	for (size_t letters = 3990; letters < 4000; letters++) {
		size_t written;

		memset(text, 'a', sizeof(text));
		memcpy(text + letters, "\xE2\x82\xAC", 3);
		written = response_information(
		    (struct slice){text, sizeof(text)}, out);
		/* "* " and LF leave 3997 bytes. */
		if (letters <= 3994 || letters >= 3997)
			assert_int_equal(written, RESPONSE_MAX);
		else
			assert_int_equal(written, 2 + letters + 1);
		assert_int_equal(out[written - 1], '\n');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_word_has_its_form),
	    cmocka_unit_test(no_headers_to_add_is_ok),
	    cmocka_unit_test(what_needs_no_text_is_one_word),
	    cmocka_unit_test(each_text_is_quoted_as_the_table_says),
	    cmocka_unit_test(a_line_is_never_longer_than_its_limit),
	    cmocka_unit_test(text_is_cut_at_a_whole_character),
	    cmocka_unit_test(an_escape_is_not_cut_in_two),
	    cmocka_unit_test(
		a_field_is_cut_at_998_bytes_and_the_next_one_is_kept),
	    cmocka_unit_test(the_longest_token_is_echoed),
	    cmocka_unit_test(the_interface_line_names_the_version),
	    cmocka_unit_test(an_information_line_is_one_printable_line),
	    cmocka_unit_test(
		a_long_information_line_is_cut_at_a_whole_character),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name(
	    "response", tests, set_up, tear_down);
}
