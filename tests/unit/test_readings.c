/*
 * test_readings - what mail clients differ in, and the trees of all readings
 *
 * Trees are written as tests/support/tree_text.h says, and were made by hand:
 * the first reading, then the others, in which nothing stands twice.  "EVIL" is
 * what only some clients see.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/tree_case.h"

struct reading_case {
	const char *message;
	const char *trees;
	unsigned doubts;
};

/* Ending at every byte, in memory of exactly that size. */
static void
check_every_ending(const char *bytes)
{
	size_t size = strlen(bytes);

	for (size_t end = 0; end < size; end++) {
		uint8_t *copy = malloc(end == 0 ? 1 : end);
		struct message message;

		assert_non_null(copy);
		memcpy(copy, bytes, end);
		parse((struct slice){copy, end}, &message);
		free(copy);
	}
}

static void
check_readings(const struct reading_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char array[4096];
		struct text text = TEXT_OVER(array);
		struct message message;

		parse(slice_from_string(cases[i].message), &message);
		tree_write(&text, &message);
		assert_string_equal(array, cases[i].trees);
		assert_int_equal(message.doubts, cases[i].doubts);
		assert_int_equal(message.reached.bits, 0);
		check_every_ending(cases[i].message);
	}
}

#define CHECK_READINGS(cases)                                                  \
	check_readings(cases, sizeof(cases) / sizeof(cases[0]))

#define MIXED "Content-Type: multipart/mixed; boundary="

/* ---- boundaries -------------------------------------------------------- */

static void
each_boundary_parameter_is_tried(void **state)
{
	static const struct reading_case cases[] = {
	    /* Lines of one alone: no further walk is needed. */
	    {MIXED "x; boundary=b\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {MIXED "x; boundary*=us-ascii''%62\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {"Content-Type: multipart/mixed; boundary*0=x; boundary*0=b\n\n"
	     "--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {MIXED "x\n" MIXED "b\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}",
		DOUBT_TYPES | DOUBT_BOUNDARIES},
	    /* Lines of both. */
	    {MIXED "x; boundary=b\n\n--x\n\nfine\n--b\n\nEVIL\n--b--\n--x--\n",
		"multipart/mixed{text/plain\"fine/--b//EVIL/--b--\"} "
		"multipart/mixed:R{text/plain\"EVIL\"}",
		DOUBT_BOUNDARIES},
	    /* An outer one in doubt, an inner one that is not. */
	    {MIXED "x; boundary=b\n\n--b\n" MIXED
		   "c\n\n--c\n\nEVIL\n--c--\n--b--\n",
		"multipart/mixed{multipart/mixed{text/plain\"EVIL\"}}",
		DOUBT_BOUNDARIES},
	};

	(void)state;
	CHECK_READINGS(cases);
}

static void
a_boundary_may_begin_and_end_elsewhere(void **state)
{
	static const struct reading_case cases[] = {
	    {MIXED "b c\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {MIXED "b c\n\n--b c\n\nEVIL\n--b c--\n",
		"multipart/mixed{text/plain\"EVIL\"}", 0},
	    {MIXED "b(c)\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {MIXED "\"b\\c\"\n\n--b\\c\n\nEVIL\n--b\\c--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {MIXED "\"b; x=y\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {MIXED "\"b\"c\n\n--bc\n\nEVIL\n--bc--\n",
		"multipart/mixed{text/plain\"EVIL\"}",
		DOUBT_BOUNDARIES | DOUBT_BOUNDARY_LINE},
	    {MIXED "'b'\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {MIXED "b/c\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	};

	(void)state;
	CHECK_READINGS(cases);
}

static void
a_boundary_that_is_not_named_is_guessed(void **state)
{
	static const struct reading_case cases[] = {
	    {"Content-Type: multipart/mixed\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    {"Content-Type: multipart/mixed\n\ntext\n-- \n--b\n"
	     "Content-Type: text/html\n\nEVIL\n--b--\n",
		"multipart/mixed{text/html\"EVIL\"}", DOUBT_BOUNDARIES},
	    {MIXED "x\n\n--b\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}", DOUBT_BOUNDARIES},
	    /* Between the lines of an outer multipart. */
	    {MIXED "b\n\n--b\nContent-Type: multipart/x\n\n--c\n\nEVIL\n--c--\n"
		   "--b\n\ny\n--b--\n",
		"multipart/mixed{multipart/x{text/plain\"EVIL\"} "
		"text/plain\"y\"}",
		DOUBT_BOUNDARIES},
	    {"Content-Type: multipart/mixed\n\nHello\n\n--\nAnn\n",
		"multipart/mixed\"Hello//--/Ann/\"", 0},
	};

	(void)state;
	CHECK_READINGS(cases);
}

static void
a_line_may_only_begin_with_the_boundary(void **state)
{
	static const struct reading_case cases[] = {
	    {MIXED "b\n\n--b\n\nx\n--bad\n\nEVIL\n--b--\n",
		"multipart/mixed{text/plain\"x/--bad//EVIL\"} "
		"multipart/mixed:R{text/plain\"x\" text/plain\"EVIL\"}",
		DOUBT_BOUNDARY_LINE},
	    {MIXED "b\n\n--b junk\n\nEVIL\n--b-- junk\n",
		/* "b junk" is guessed first. */
		"multipart/mixed:N{text/plain\"EVIL/--b-- junk/\"} "
		"multipart/mixed:R{text/plain\"EVIL\"}",
		DOUBT_BOUNDARIES | DOUBT_BOUNDARY_LINE},
	    /* Exactly that of the inner one. */
	    {MIXED "b\n\n--b\n" MIXED "bc\n\n--bc\n\nx\n--bc--\n--b--\n",
		"multipart/mixed{multipart/mixed{text/plain\"x\"}}", 0},
	};

	(void)state;
	CHECK_READINGS(cases);
}

static void
equal_boundaries_belong_to_either(void **state)
{
	static const struct reading_case cases[] = {
	    {MIXED "b\n\n--b\n" MIXED "b\nContent-Transfer-Encoding: 8bit\n\n"
		   "--b\n\nx\n--b--\n--b\n\ny\n--b--\n",
		"multipart/mixed{multipart/mixed:N\"\" text/plain\"x\" "
		"text/plain:A\"y\"}",
		DOUBT_EQUAL},
	};

	(void)state;
	CHECK_READINGS(cases);
}

/* ---- fields ------------------------------------------------------------ */

static void
each_type_counts(void **state)
{
	static const struct reading_case cases[] = {
	    {"Content-Type: text/plain\nContent-Type: text/html\n\nx",
		"text/plain\"x\" text/html:R\"x\"", DOUBT_TYPES},
	    {"Content-Type: text/plain\nContent-Type: message/rfc822\n\n"
	     "Content-Transfer-Encoding: base64\n\nRVZJTA==",
		"text/plain\"Content-Transfer-Encoding: base64//RVZJTA==\" "
		"message/rfc822:R[text/plain\"EVIL\"]",
		DOUBT_TYPES | DOUBT_HEADER_END},
	    {"Content-Type: text/plain; boundary=b\n\n--b\n\nEVIL\n--b--",
		"text/plain\"--b//EVIL/--b--\" "
		"text/plain:R{text/plain\"EVIL\"}",
		DOUBT_TYPES},
	    {"Content-Type: text/plain\nContent-Type: text/plain\n\nx",
		"text/plain\"x\"", 0},
	};

	(void)state;
	CHECK_READINGS(cases);
}

#define BASE64 "Content-Transfer-Encoding: base64"

static void
a_field_name_may_look_odd(void **state)
{
	static const struct reading_case cases[] = {
	    {"Content-Transfer-Encoding : base64\n\nRVZJTA==",
		"text/plain\"EVIL\" text/plain:R\"RVZJTA==\"",
		DOUBT_FIELD_NAMES},
	    {"A: b\nContent-Transfer-Encoding\xA0: base64\n\nRVZJTA==",
		"text/plain\"RVZJTA==\" text/plain:R\"EVIL\"",
		DOUBT_FIELD_NAMES},
	    {MIXED "b\n\n--b\n\xEF\xBB\xBF" BASE64 "\n\nRVZJTA==\n--b--\n",
		"multipart/mixed{text/plain\"RVZJTA==\"} "
		"multipart/mixed:R{text/plain\"EVIL\"}",
		DOUBT_FIELD_NAMES},
	    {"A: b\nContent Transfer Encoding: base64\n\nRVZJTA==",
		"text/plain\"RVZJTA==\" text/plain:R\"EVIL\" "
		"text/plain:R\"Content Transfer Encoding: "
		"base64//RVZJTA==\"",
		DOUBT_FIELD_NAMES | DOUBT_HEADER_END},
	    {"A: b\nContent-Transfer-Encoding\n : base64\n\nRVZJTA==",
		"text/plain\"RVZJTA==\" text/plain:R\"EVIL\" "
		"text/plain:R\"Content-Transfer-Encoding/ : "
		"base64//RVZJTA==\"",
		DOUBT_FIELD_NAMES | DOUBT_HEADER_END},
	    {"Content-Type-X: base64\nCc: x\n\nx", "text/plain\"x\"", 0},
	};

	(void)state;
	CHECK_READINGS(cases);
}

static void
a_header_may_end_elsewhere(void **state)
{
	static const struct reading_case cases[] = {
	    /* At a line of blanks. */
	    {"A: b\n \n" BASE64 "\n\nRVZJTA==",
		"text/plain\"EVIL\" "
		"text/plain:R\"Content-Transfer-Encoding: base64//RVZJTA==\"",
		DOUBT_HEADER_END},
	    {BASE64 "\n \t\nRVZJTA==\n\nx",
		"text/plain\"\" text/plain:R\"EVIL\"", DOUBT_HEADER_END},
	    /* At a line that is no field. */
	    {BASE64 "\nRVZJTA==\n\n", "text/plain\"\" text/plain:R\"EVIL\"",
		DOUBT_HEADER_END},
	    /* Behind an empty line. */
	    {"A: b\n\n" BASE64 "\n\nRVZJTA==",
		"text/plain\"Content-Transfer-Encoding: base64//RVZJTA==\" "
		"text/plain:R\"EVIL\"",
		DOUBT_HEADER_END},
	    {MIXED "b\n\n--b\n\n\r\n" BASE64 "\n\nRVZJTA==\n--b--\n",
		"multipart/mixed{text/plain\"%/Content-Transfer-Encoding: "
		"base64//RVZJTA==\"} multipart/mixed:R{text/plain\"EVIL\"}",
		DOUBT_HEADER_END},
	    {"Content-Type: multipart/mixed;\n\n boundary=b\n\n"
	     "--b\n" BASE64 "\n\nRVZJTA==\n--b--\n",
		"multipart/mixed{text/plain\"EVIL\"}",
		DOUBT_HEADER_END | DOUBT_BOUNDARIES},
	    /* Files of data that looks like fields: there is no header. */
	    {"begin 644 a\n#0:UT\n!:\n`\nend\n",
		"text/plain\"`/end/\" text/plain:R\"begin 644 a/#0:UT/!:/`/"
		"end/\"",
		DOUBT_HEADER_END},
	    {"BEGIN:VCARD\nN:A\nEND:VCARD\n",
		"text/plain\"\" text/plain:R\"BEGIN:VCARD/N:A/END:VCARD/\"",
		DOUBT_HEADER_END},
	    /* A mailbox line is no junk. */
	    {"From ann Mon Jan\nA: b\n\nx", "text/plain\"x\"", 0},
	};

	(void)state;
	CHECK_READINGS(cases);
}

static void
a_bare_cr_may_be_text(void **state)
{
	static const struct reading_case cases[] = {
	    {"A: b\rC: d\n" BASE64 "\n\nRVZJTA==", "text/plain\"EVIL\"",
		DOUBT_LINE_ENDS},
	    {"A: b\r\r" BASE64 "\n\nRVZJTA==",
		"text/plain\"Content-Transfer-Encoding: base64//RVZJTA==\" "
		"text/plain:R\"EVIL\" text/plain:R\"RVZJTA==\"",
		DOUBT_LINE_ENDS | DOUBT_HEADER_END},
	    {MIXED "b\n\n--b\n" BASE64 "\n\nRVZJ\r--b--\rTA==\n--b--\n",
		"multipart/mixed{text/plain\"EVI\"} "
		"multipart/mixed:R{text/plain:B\"EVIm0\" text/plain:BR\"EVI\" "
		"text/plain:R\"EVI\xFB\xE6\xFE\xF9"
		"0\"}",
		DOUBT_LINE_ENDS},
	};

	(void)state;
	CHECK_READINGS(cases);
}

/* A relay put one more CR ahead of each LF; what the body says is what is left
 * of its last line end. */
static void
all_crs_ahead_of_a_line_feed_may_be_of_the_line_end(void **state)
{
	static const struct reading_case cases[] = {
	    {"Content-Type: text/html\r\r\nA: b\r\r\n\r\r\nEVIL\r\r\n",
		"text/html\"A: b%%/%%/EVIL%%/\" text/html:R\"EVIL%%/\"",
		DOUBT_LINE_ENDS},
	};

	(void)state;
	CHECK_READINGS(cases);
}

/* ---- encodings --------------------------------------------------------- */

static void
base64_with_junk_is_read_in_each_way(void **state)
{
	static const struct reading_case cases[] = {
	    /* "passed over" decoded with the rest by most. */
	    {BASE64 "\n\npass me over!\nRVZJTA==\n",
		"text/plain:B\"\xA5\xAB,\x99\xEA/z\xB4Ud\x94\xC0\" "
		"text/plain:BR\"\xA5\xAB,\x99\xEA/z\" "
		"text/plain:R\"EVIL\"",
		0},
	    {BASE64 "\n\nRVZJTA-_\n",
		"text/plain:B\"EVIL\" text/plain:R\"EVIL\x0F\xBF\"", 0},
	    {BASE64 "\n\nRVZJ\n*TA==\n",
		"text/plain:B\"EVIL\" text/plain:BR\"EVI\"", 0},
	};

	(void)state;
	CHECK_READINGS(cases);
}

/* PHP passes over every "=", Python ends at the first; each reading once. */
static void
base64_with_padding_inside_is_read_in_each_way(void **state)
{
	static const struct reading_case cases[] = {
	    {BASE64 "\n\nRVZ=JTA==\n",
		"text/plain\"EV%0\" text/plain:R\"EV\" text/plain:R\"EVIL\"",
		0},
	    {BASE64 "\n\n====RVZJTA==\n", "text/plain\"EVIL\" text/plain:R\"\"",
		0},
	};

	(void)state;
	CHECK_READINGS(cases);
}

static void
what_looks_encoded_is_decoded_as_well(void **state)
{
	static const struct reading_case cases[] = {
	    {"A: b\n\nRVZJTCBFVklMIEVWSUwgRVZJTCBFVklMIEVWSUwg\n",
		"text/plain\"RVZJTCBFVklMIEVWSUwgRVZJTCBFVklMIEVWSUwg/\" "
		"text/plain:R\"EVIL EVIL EVIL EVIL EVIL EVIL \"",
		DOUBT_ENCODINGS},
	    {"Content-Transfer-Encoding: strange\n\n=45=56=49=4C\n",
		"text/plain\"=45=56=49=4C/\" text/plain:R\"EVIL/\"",
		DOUBT_ENCODINGS},
	    {"Content-Transfer-Encoding: 7bit\n\n=45=56=49=4C\n",
		"text/plain\"=45=56=49=4C/\"", 0},
	    {"Content-Transfer-Encoding: x-gzip64\n\nRVZJTA==",
		"text/plain\"RVZJTA==\" text/plain:R\"EVIL\"", DOUBT_ENCODINGS},
	    {"Content-Transfer-Encoding: quoted-printable\n\nEV=49L= ",
		"text/plain:B\"EVIL= \" text/plain:BR\"EVIL\"", 0},
	};

	(void)state;
	CHECK_READINGS(cases);
}

/* ---- bounds ------------------------------------------------------------ */

/* Three things in doubt, all over again. */
#define DOUBTFUL                                                               \
	MIXED "b\nA: b\n \nno field\n\n--b\nA: b\rB: c\n\nx\n--bad\n\n"        \
	      "y\n--b\n \nno field\nContent-Type : text/html\n\nz\n--b--\n"

static void
readings_up_to_their_limit_are_made(void **state)
{
	struct slice file = SLICE(DOUBTFUL);
	struct message message;
	size_t parts = 0;

	(void)state;
	for (int64_t most = 1; most <= 256; most *= 4) {
		limits.max[LIMIT_READINGS] = most;
		parse(file, &message);
		assert_true(message.part_count >= parts);
		assert_true(most > 4 ||
			    limits_marked(&message.reached, LIMIT_READINGS));
		if (most == 1)
			assert_null(message.top->next);
		parts = message.part_count;
	}
	assert_int_equal(message.reached.bits, 0);
	limits_default(&limits);
}

static void
further_parts_count_as_parts(void **state)
{
	struct slice file =
	    SLICE(MIXED "b\n\n--b\n\nx\n--bad\n\nEVIL\n--b--\n");
	struct message message;

	(void)state;
	for (int64_t most = 1; most <= 5; most++) {
		limits.max[LIMIT_PARTS] = most;
		parse(file, &message);
		assert_int_equal(message.reached.bits != 0, (int64_t)most < 5);
	}
	assert_int_equal(message.part_count, 5);
	limits_default(&limits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_boundary_parameter_is_tried),
	    cmocka_unit_test(a_boundary_may_begin_and_end_elsewhere),
	    cmocka_unit_test(a_boundary_that_is_not_named_is_guessed),
	    cmocka_unit_test(a_line_may_only_begin_with_the_boundary),
	    cmocka_unit_test(equal_boundaries_belong_to_either),
	    cmocka_unit_test(each_type_counts),
	    cmocka_unit_test(a_field_name_may_look_odd),
	    cmocka_unit_test(a_header_may_end_elsewhere),
	    cmocka_unit_test(a_bare_cr_may_be_text),
	    cmocka_unit_test(
		all_crs_ahead_of_a_line_feed_may_be_of_the_line_end),
	    cmocka_unit_test(base64_with_junk_is_read_in_each_way),
	    cmocka_unit_test(base64_with_padding_inside_is_read_in_each_way),
	    cmocka_unit_test(what_looks_encoded_is_decoded_as_well),
	    cmocka_unit_test(readings_up_to_their_limit_are_made),
	    cmocka_unit_test(further_parts_count_as_parts),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
