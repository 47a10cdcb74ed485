/*
 * test_mime_fields - encodings and names of parts, and how else they may be
 * read
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/tree_case.h"

static void
transfer_encodings_are_known_in_any_form(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Transfer-Encoding: base64\n\n"
	     "aGVsbG8=\n",
		"text/plain\"hello\""},
	    {"Content-Transfer-Encoding: BASE64 (really)\n\n"
	     "aGVsbG8=",
		"text/plain\"hello\""},
	    {"Content-Transfer-Encoding: \"base64\"\n\n"
	     "aGVsbG8=",
		"text/plain\"hello\""},
	    {"Content-Transfer-Encoding: (x) base64;\n\n"
	     "aGVsbG8=",
		"text/plain\"hello\""},
	    {"Content-Transfer-Encoding: base64 x\n\n"
	     "aGVsbG8=",
		"text/plain\"hello\""},
	    {"Content-Transfer-Encoding: Quoted-Printable \n\n"
	     "a=3Db=\nc\n",
		"text/plain\"a=bc/\""},
	    {"Content-Transfer-Encoding: 8bit\n\n"
	     "a=3D",
		"text/plain\"a=3D\""},
	    {"Content-Transfer-Encoding: x-uuencode\n\n"
	     "a=3D",
		"text/plain\"a=3D\""},
	    {"Content-Transfer-Encoding: \n\n"
	     "a=3D",
		"text/plain\"a=3D\""},
	    /* The first counts. */
	    {"Content-Transfer-Encoding: base64\n"
	     "Content-Transfer-Encoding: 7bit\n\n"
	     "aGVsbG8=",
		"text/plain\"hello\" text/plain:R\"aGVsbG8=\""},
	    {"Content-Transfer-Encoding: base64\n\n"
	     "aGV*sbG8=",
		"text/plain:B\"hello\" text/plain:BR\"he\""},
	    {"Content-Transfer-Encoding: quoted-printable\n\n"
	     "a=ZZ",
		"text/plain:B\"a=ZZ\""},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
data_behind_base64_padding_makes_further_readings(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Transfer-Encoding: base64\n\n"
	     "aGVsbG8=\nd29ybGQ=\n",
		"text/plain\"helloworld\" text/plain:R\"hello\" "
		"text/plain:R\"hello\x1D\xDB\xDC\x9B\x19\""},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Transfer-Encoding: base64\n\n"
	     "aGVsbG8=\nd29ybGQ=\n--b\n\nx\n--b--\n",
		"multipart/mixed{text/plain\"helloworld\" "
		"text/plain:R\"hello\" "
		"text/plain:R\"hello\x1D\xDB\xDC\x9B\x19\" "
		"text/plain\"x\"}"},
	    {"Content-Transfer-Encoding: base64\n\n"
	     "aGVsbG8=d29ybGQh",
		"text/plain\"helloworld!\" text/plain:R\"hello\" "
		"text/plain:R\"hello\x1D\xDB\xDC\x9B\x19\x08\""},
	    {"Content-Transfer-Encoding: base64\n\n"
	     "aGVsbA==\n=\n",
		"text/plain\"hell\""},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
names_come_from_either_field(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: text/html; name=a.htm\n\n"
	     "x",
		"text/html@a.htm\"x\""},
	    {"Content-Type: text/html; name=a\n"
	     "Content-Disposition: attachment; filename=\"b c.htm\"\n\n"
	     "x",
		"text/html@b c.htm\"x\""},
	    {"Content-Disposition: x; filename*0=a; filename*1*=%2E; "
	     "filename*2=exe\n"
	     "\nx",
		"text/plain@a.exe\"x\""},
	    {"Content-Disposition: x; filename*=utf-8''a%2eexe\n\n"
	     "x",
		"text/plain@a.exe\"x\""},
	    {"Content-Disposition: x; filename*2=c; filename*1=b; "
	     "filename*0=a; filename*4=e\n"
	     "\nx",
		"text/plain@abc\"x\""},
	    {"Content-Disposition: x; filename*=a%zz%4\n\n"
	     "x",
		"text/plain@a%zz%4\"x\""},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
the_first_of_two_fields_counts(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: text/html\n"
	     "Content-Type: text/plain\n\n"
	     "x",
		"text/html\"x\""},
	    {"Content-Type: multipart/mixed; boundary=b\n"
	     "Content-Type: text/plain\n\n"
	     "--b\n\nx\n--b--",
		"multipart/mixed{text/plain\"x\"}"},
	    /* In an encoded leaf there is something to lose. */
	    {"Content-Type: text/plain\n"
	     "Content-Type: multipart/mixed; boundary=b\n"
	     "Content-Transfer-Encoding: base64\n\n"
	     "QUFB",
		"text/plain\"AAA\""},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
a_plain_leaf_is_a_multipart_if_a_further_field_says_so(void **state)
{
	static const char *const types[] = {"text/plain", "",
	    "application/octet-stream", "nonsense; boundary=c"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char message[256];

		snprintf(message, sizeof(message),
		    "Content-Type: %s\n"
		    "Content-Type: multipart/mixed; boundary=b\n\n"
		    "--b\n\nx\n--b--",
		    types[i]);
		check_case(message, "multipart/mixed{text/plain\"x\"}");
	}
}

static void
whatever_sounds_like_a_multipart_is_one_if_its_boundary_comes(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: x-multi/mixed; boundary=b\n\n--b\n\nx\n--b--",
		"x-multi/mixed{text/plain\"x\"}"},
	    {"Content-Type: X-Multipart/Mixed; boundary=b\n\n--b\n\nx\n--b--",
		"x-multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart-mixed; boundary=b\n\n--b\n\nx\n--b--",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multi/part; boundary=b\n\n--c\n\nx\n--c--",
		"multi/part{text/plain\"x\"}"},
	    {"Content-Type: text/plain; boundary=b\n\n--b\n\nx\n--b--",
		"text/plain\"--b//x/--b--\" text/plain:R{text/plain\"x\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

/* The value of the encoding field, and the tree of the body "QUFB". */
static const struct tree_case odd_encodings[] = {
    {"base64", "text/plain\"AAA\""},
    {"base64,", "text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"'base64'", "text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"x-base64", "text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"BASE-64", "text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"base 64", "text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"7bit base64", "text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"=?us-ascii?Q?base64?=", "text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"quoted printable", "text/plain\"QUFB\""},
    {"7bit\nContent-Transfer-Encoding: base64",
	"text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"base64\nContent-Transfer-Encoding: 7bit",
	"text/plain\"AAA\" text/plain:R\"QUFB\""},
    {"quoted-printable\nContent-Transfer-Encoding: base64",
	"text/plain\"QUFB\" text/plain:R\"AAA\""},
    {"base64\nContent-Transfer-Encoding: quoted-printable",
	"text/plain\"AAA\" text/plain:R\"QUFB\""},
    {"x-uuencode", "text/plain\"QUFB\""},
};

static void
an_encoding_open_to_doubt_makes_further_readings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(odd_encodings) / sizeof(odd_encodings[0]);
	     i++) {
		char message[256];

		snprintf(message, sizeof(message),
		    "Content-Transfer-Encoding: %s\n\nQUFB",
		    odd_encodings[i].message);
		check_case(message, odd_encodings[i].tree);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(transfer_encodings_are_known_in_any_form),
	    cmocka_unit_test(data_behind_base64_padding_makes_further_readings),
	    cmocka_unit_test(names_come_from_either_field),
	    cmocka_unit_test(the_first_of_two_fields_counts),
	    cmocka_unit_test(
		a_plain_leaf_is_a_multipart_if_a_further_field_says_so),
	    cmocka_unit_test(
		whatever_sounds_like_a_multipart_is_one_if_its_boundary_comes),
	    cmocka_unit_test(an_encoding_open_to_doubt_makes_further_readings),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
