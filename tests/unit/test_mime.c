/*
 * test_mime - parts, boundaries, and the tree that comes of them
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/tree_case.h"

static void
a_message_without_mime_is_one_leaf(void **state)
{
	static const struct tree_case cases[] = {
	    {"", "text/plain\"\""},
	    {"\n", "text/plain\"\""},
	    {"Subject: x\n\n"
	     "hello\n",
		"text/plain\"hello/\""},
	    {"Subject: x\r\n"
	     "\r\nhello\r\n",
		"text/plain\"hello%/\""},
	    {"Subject: x\r\rhello\r", "text/plain\"hello%\""},
	    {"Subject: x\n", "text/plain\"\""},
	    {"\nno header at all\n", "text/plain\"no header at all/\""},
	    {"Subject: x\n\n"
	     "--b\nnot a boundary\n--b--\n",
		"text/plain\"--b/not a boundary/--b--/\""},
	    {"Content-Type: TEXT/HTML; charset=x\n\n"
	     "<p>",
		"text/html\"<p>\""},
	    {"Content-Type: text / html\n\n"
	     "<p>",
		"text/html\"<p>\""},
	    {"Content-Type: (a) text/html (b)\n\n"
	     "<p>",
		"text/html\"<p>\""},
	    {"Content-Type: word\n\n"
	     "x",
		"text/plain\"x\""},
	    {"Content-Type: \n\n"
	     "x",
		"text/plain\"x\""},
	    {"Content-Type: /x\n\n"
	     "x",
		"text/plain\"x\""},
	    {"content-TYPE : text/html\n\n<p>", "text/html\"<p>\""},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
parts_lie_between_boundary_lines(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\none\n--b\n"
	     "Content-Type: text/html\n\n"
	     "two\n--b--\n",
		"multipart/mixed{text/plain\"one\" text/html\"two\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "ahead\n--b\n\none\n--b--\nbehind\n",
		"multipart/mixed{text/plain\"one\"}"},
	    /* The line end ahead of a boundary belongs to the boundary. */
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\none\n\n--b--\n",
		"multipart/mixed{text/plain\"one/\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\none\r\n--b--\n",
		"multipart/mixed{text/plain\"one\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\none\r--b--\n",
		"multipart/mixed{text/plain\"one\"} "
		"multipart/mixed:NR{text/plain\"one%--b--/\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\n--b--\n",
		"multipart/mixed{text/plain\"\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n--b--\n",
		"multipart/mixed{text/plain\"\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n--b\n--b--",
		"multipart/mixed{text/plain\"\" text/plain\"\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n"
	     "--b\n\nx\n--b--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart; boundary=b\n\n"
	     "--b\n\nx\n--b--\n",
		"multipart/mixed{text/plain\"x\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
line_ends_may_mix(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\r\n"
	     "\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n",
		"multipart/mixed{text/plain\"one\" text/plain\"two\"}"},
	    {"Content-Type: multipart/mixed; "
	     "boundary=b\r\r--b\r\rone\r--b\r\rtwo\r--b--\r",
		"multipart/mixed{text/plain\"one\" text/plain\"two\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n"
	     "\r\n--b\r\none: 1\n\rtwo\n--b\r\r\nthree\r--b--",
		"multipart/mixed{text/plain\"two\" text/plain\"three\"} "
		"multipart/mixed:NR{text/plain\"%two\" "
		"text/plain\"three%--b--\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
a_boundary_is_the_whole_line_but_for_blanks(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b \t \n\none\n--b-- \t\n",
		"multipart/mixed{text/plain\"one\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\n--bb\n--b x\n -- b\n--B\n- --b\n--\n--b--x\n--b-\n"
	     "--b\n\n\n--b--",
		"multipart/mixed{text/plain\"--bb/--b x/ -- b/--B/- "
		"--b/--/--b--x/--b-\" text/plain\"\"} "
		"multipart/mixed:R{text/plain\" -- b/--B/- --b/--\"}"},
	    /* Not at the start of a line. */
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\nx--b\n--b--\n",
		"multipart/mixed{text/plain\"x--b\"}"},
	    /* A boundary that ends like a last one. */
	    {"Content-Type: multipart/mixed; boundary=\"b--\"\n\n"
	     "--b--\n\nx\n--b----\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary=\"--\"\n\n"
	     "----\n\nx\n------\n",
		"multipart/mixed{text/plain\"x\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
boundaries_are_unquoted_and_joined(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=\"a b:=c\"\n\n"
	     "--a b:=c\n\nx\n--a b:=c--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary=\"a\\b\"\n\n"
	     "--ab\n\nx\n--ab--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary=\"ab \"\n\n"
	     "--ab\n\nx\n--ab--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; BOUNDARY = ab\n\n"
	     "--ab\n\nx\n--ab--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed;\n"
	     "\tboundary=ab\n\n--ab\n\nx\n--ab--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary=ab; boundary=cd\n\n"
	     "--ab\n\nx\n--cd\n--ab--\n",
		"multipart/mixed{text/plain\"x/--cd\"} "
		"multipart/mixed:NR{text/plain\"--ab--/\"}"},
	    /* RFC 2231 */
	    {"Content-Type: multipart/mixed; boundary*=us-ascii'en'a%62\n"
	     "\n--ab\n\nx\n--ab--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\n"
	     "\n--ab\n\nx\n--ab--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary*1=\"b\"; "
	     "boundary*0*=''%61\n"
	     "\n--ab\n\nx\n--ab--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary*0=c; boundary=ab\n\n"
	     "--ab\n\nx\n--ab--\n",
		"multipart/mixed{text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary=\"\"\n\n"
	     "--\n\nx\n----\n",
		"multipart/mixed{text/plain\"x\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
multiparts_nest_and_the_outer_boundary_ends_the_inner(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: multipart/alternative; boundary=c\n\n"
	     "--c\n\none\n--c\n\ntwo\n--c--\n--b\n\nthree\n--b--\n",
		"multipart/mixed{multipart/alternative{text/plain\"one\" "
		"text/plain\"two\"} text/plain\"three\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: multipart/alternative; boundary=c\n\n"
	     "--c\n\none\n--b\n\ntwo\n--b--\n",
		"multipart/mixed{multipart/alternative:N{text/plain\"one\"} "
		"text/plain\"two\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: multipart/alternative; boundary=c\n\n"
	     "--c\n\none\n--b--\n--c\n\ntwo\n",
		"multipart/mixed{multipart/alternative:N{text/plain\"one\"}}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: multipart/alternative; boundary=bb\n\n"
	     "--bb\n\none\n--bb--\n--b--\n",
		"multipart/mixed{multipart/alternative{text/plain\"one\"}}"},
	    /* Equal boundaries: the outermost has them. */
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\none\n--b--\n--b\n\ntwo\n--b--\n",
		"multipart/mixed{multipart/mixed:N\"\" text/plain\"one\" "
		"text/plain:A\"two\"}"},
	    /* The outer boundary comes inside the inner part's header. */
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: multipart/alternative; boundary=c\n\n"
	     "--c\n"
	     "Subject: x\n"
	     "--b\n\ntwo\n--b--\n",
		"multipart/mixed{multipart/alternative:N{text/plain\"\"} "
		"text/plain\"two\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
a_missing_end_is_marked(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\none\n",
		"multipart/mixed:N{text/plain\"one/\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n",
		"multipart/mixed:N{text/plain\"\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b",
		"multipart/mixed:N{text/plain\"\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\none\n--b-",
		"multipart/mixed:N{text/plain\"one/--b-\"} "
		"multipart/mixed:NR{text/plain\"one\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
a_multipart_without_parts_is_a_leaf(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "text\n",
		"multipart/mixed:N\"text/\""},
	    {"Content-Type: multipart/mixed; boundary=b\n\n",
		"multipart/mixed:N\"\""},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b--\ntext",
		"multipart/mixed\"--b--/text\""},
	    {"Content-Type: multipart/mixed\n\n"
	     "text\n--\nx\n",
		"multipart/mixed\"text/--/x/\""},
	    {"Content-Type: multipart/mixed; boundary=b\n"
	     "Content-Transfer-Encoding: quoted-printable\n\n"
	     "a=62c\n",
		"multipart/mixed:N\"abc/\""},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
parts_behind_the_end_are_kept_apart(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\none\n--b--\nepilogue\n--b\n\ntwo\n--b--\n",
		"multipart/mixed{text/plain\"one\" text/plain:A\"two\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b--\n--b\n\ntwo\n",
		"multipart/mixed{text/plain:A\"two/\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
parts_may_lack_a_header(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\nbody: text\n--b--\n",
		"multipart/mixed{text/plain\"body: text\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\nno colon here\nmore\n--b--\n",
		"multipart/mixed{text/plain\"no colon here/more\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: text/html\n"
	     "--b\n\nx\n--b--\n",
		"multipart/mixed{text/html\"\" text/plain\"x\"}"},
	    /* A line of a header that looks like some other boundary. */
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n--c: x\n"
	     "Content-Type: text/html\n\n"
	     "x\n--b--\n",
		"multipart/mixed{text/html\"x\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_message_without_mime_is_one_leaf),
	    cmocka_unit_test(parts_lie_between_boundary_lines),
	    cmocka_unit_test(line_ends_may_mix),
	    cmocka_unit_test(a_boundary_is_the_whole_line_but_for_blanks),
	    cmocka_unit_test(boundaries_are_unquoted_and_joined),
	    cmocka_unit_test(
		multiparts_nest_and_the_outer_boundary_ends_the_inner),
	    cmocka_unit_test(a_missing_end_is_marked),
	    cmocka_unit_test(a_multipart_without_parts_is_a_leaf),
	    cmocka_unit_test(parts_behind_the_end_are_kept_apart),
	    cmocka_unit_test(parts_may_lack_a_header),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
