/*
 * test_mime - messages and the trees that must come of them
 *
 * Trees are written as tests/support/tree_text.h says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "tests/support/tree_law.h"
#include "tests/support/tree_text.h"

#define TREE_MAX 4096u

static struct limits limits;
static struct arena *arena;

static int
set_up(void **state)
{
	(void)state;
	limits_default(&limits);
	arena = arena_create(message_arena_bytes(&limits));
	return arena == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

struct tree_case {
	const char *message;
	const char *tree;
};

static void
check_case(const char *message, const char *tree)
{
	char array[TREE_MAX];
	struct text text = TEXT_OVER(array);
	struct message parsed;
	struct budget budget;

	budget_init(&budget, UINT64_MAX);
	assert_int_not_equal(tree_law_parse(slice_from_string(message), &limits,
				 arena, &budget, &parsed),
	    MESSAGE_NO_MEMORY);
	tree_write(&text, &parsed);
	assert_false(text.truncated);
	assert_string_equal(array, tree);
}

static void
check_cases(const struct tree_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_case(cases[i].message, cases[i].tree);
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases[0]))

/* ---- the cases --------------------------------------------------------- */

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

static void
attached_messages_are_walked(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: message/rfc822\n\n"
	     "Subject: x\n"
	     "Content-Type: text/html\n\n"
	     "hello\n--b--\n",
		"multipart/mixed{message/rfc822[text/html\"hello\"]}"},
	    {"Content-Type: message/global\n\n"
	     "Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n\nx\n--b--\n",
		"message/global[multipart/mixed{text/plain\"x\"}]"},
	    {"Content-Type: message/rfc822\n\n"
	     "Content-Type: message/rfc822\n\n"
	     "A: b\n\nx",
		"message/rfc822[message/rfc822[text/plain\"x\"]]"},
	    {"Content-Type: message/rfc822\n\n",
		"message/rfc822[text/plain\"\"]"},
	    {"Content-Type: message/rfc822\n\n"
	     "From a@b Mon\nA: b\n\nx",
		"message/rfc822[text/plain\"x\"]"},
	    /* The outer boundary ends the attached message's multipart. */
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: message/rfc822\n\n"
	     "Content-Type: multipart/mixed; boundary=c\n\n"
	     "--c\n\nx\n--b\n\ny\n--b--\n",
		"multipart/mixed{message/rfc822[multipart/mixed:N{text/"
		"plain\"x\"}] "
		"text/plain\"y\"}"},
	    {"Content-Type: multipart/digest; boundary=b\n\n"
	     "--b\n\nA: b\n\nx\n--b\n"
	     "Content-Type: text/plain\n\n"
	     "y\n--b--\n",
		"multipart/digest{message/rfc822[text/plain\"x\"] "
		"text/plain\"y\"}"},
	    {"Content-Type: message/delivery-status\n\n"
	     "Action: failed\n\nx",
		"message/delivery-status\"Action: failed//x\""},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
encoded_messages_are_decoded_and_walked(void **state)
{
	static const struct tree_case cases[] = {
	    /* "A: b\n\nhello" */
	    {"Content-Type: message/rfc822\n"
	     "Content-Transfer-Encoding: base64\n\n"
	     "QTogYgoKaGVsbG8=\n",
		"message/rfc822[text/plain\"hello\"]"},
	    {"Content-Type: message/rfc822\n"
	     "Content-Transfer-Encoding: quoted-printable\n\n"
	     "A: b=0A\nhel=\nlo\n",
		"message/rfc822[text/plain\"hello/\"]"},
	    /* Said to be base64, but is not. */
	    {"Content-Type: message/rfc822\n"
	     "Content-Transfer-Encoding: base64\n\n"
	     "From: a@b.example\n"
	     "Subject: x\n"
	     "To: b@c.example\n\nhello\n",
		"message/rfc822[text/plain\"hello/\"]"},
	    /* What follows the decoded message is found in the outer bytes;
	     * "A: b\n\n--b\n\nx\n": its boundary line is its own. */
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\n"
	     "Content-Type: message/rfc822\n"
	     "Content-Transfer-Encoding: base64\n\n"
	     "QTogYgoKLS1iCgp4Cg==\n--b\n\ny\n--b--\n",
		"multipart/mixed{message/rfc822[text/plain\"--b//x/\"] "
		"text/plain\"y\"}"},
	    {"Content-Type: message/rfc822\n"
	     "Content-Transfer-Encoding: base64\n\n"
	     "!!!\n",
		"message/rfc822:B\"\""},
	    /* A multipart with one part, in base64. */
	    {"Content-Type: multipart/mixed; boundary=b\n"
	     "Content-Transfer-Encoding: base64\n\n"
	     "LS1iCgpoZWxsbwotLWItLQo=\n",
		"multipart/mixed{text/plain\"hello\"}"},
	    /* Its boundaries stand in the open: the encoding is not believed.
	     */
	    {"Content-Type: multipart/mixed; boundary=b\n"
	     "Content-Transfer-Encoding: base64\n\n"
	     "--b\n\nhello\n--b--\n",
		"multipart/mixed{text/plain\"hello\"}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

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

/* ---- what other readers may see ---------------------------------------- */

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

/* ---- text around the parts --------------------------------------------- */

static void
text_around_the_parts_is_a_part_if_it_may_hold_a_file(void **state)
{
	static const struct tree_case cases[] = {
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "begin 644 a\n\n--b\n\nx\n--b--\nno more\n",
		"multipart/mixed{text/plain\"begin 644 a//\" "
		"text/plain\"x\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "hello\n--b\n\nx\n--b--\n=ybegin\n",
		"multipart/mixed{text/plain\"x\" text/plain\"=ybegin/\"}"},
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b--\nbegin\n--b\n\ny\n",
		"multipart/mixed{text/plain\"begin/\" text/plain:A\"y/\"}"},
	    /* In the epilogue of an inner one, ahead of the outer boundary. */
	    {"Content-Type: multipart/mixed; boundary=b\n\n"
	     "--b\nContent-Type: multipart/mixed; boundary=c\n\n"
	     "--c\n\nx\n--c--\nbegin\n--b--\n",
		"multipart/mixed{multipart/mixed{text/plain\"x\" "
		"text/plain\"begin\"}}"},
	};

	(void)state;
	CHECK_CASES(cases);
}

/* ---- laws under every ending ------------------------------------------- */

static void
every_ending_of_every_byte_keeps_the_laws(void **state)
{
	static const char message[] =
	    "P I 01-01-2024 0000 ____ ____ <a@b>\n"
	    "S SMTP [192.0.2.1]\n\n"
	    "Subject: x\r\n"
	    "Content-Type: multipart/mixed; boundary=b\n\n"
	    "p\n--b\n"
	    "Content-Type: multipart/alternative; boundary*0=c; boundary*1=d\n"
	    "\n--cd\n"
	    "Content-Transfer-Encoding: base64\n\n"
	    "aGVsbG8=\nd29ybGQ=\n--cd\n"
	    "Content-Type: message/rfc822\n"
	    "Content-Transfer-Encoding: base64\n\n"
	    "QTogYgoKLS1iCgp4Cg==\n--cd--\n--b\r\r"
	    "Content-Type: message/rfc822\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n"
	    "A: b\n\nx=\n--b--\n--b\n\nx";

	(void)state;
	for (size_t end = 0; end < sizeof(message); end++) {
		struct slice file = {(const uint8_t *)message, end};
		struct message parsed;
		struct budget budget;

		budget_init(&budget, UINT64_MAX);
		assert_int_equal(
		    tree_law_parse(file, &limits, arena, &budget, &parsed),
		    MESSAGE_OK);
	}
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
	    cmocka_unit_test(attached_messages_are_walked),
	    cmocka_unit_test(encoded_messages_are_decoded_and_walked),
	    cmocka_unit_test(transfer_encodings_are_known_in_any_form),
	    cmocka_unit_test(data_behind_base64_padding_makes_further_readings),
	    cmocka_unit_test(names_come_from_either_field),
	    cmocka_unit_test(the_first_of_two_fields_counts),
	    cmocka_unit_test(
		a_plain_leaf_is_a_multipart_if_a_further_field_says_so),
	    cmocka_unit_test(
		whatever_sounds_like_a_multipart_is_one_if_its_boundary_comes),
	    cmocka_unit_test(an_encoding_open_to_doubt_makes_further_readings),
	    cmocka_unit_test(
		text_around_the_parts_is_a_part_if_it_may_hold_a_file),
	    cmocka_unit_test(every_ending_of_every_byte_keeps_the_laws),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
