/*
 * test_mime_inside - messages in messages, text around the parts, every ending
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/tree_case.h"

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
	    cmocka_unit_test(attached_messages_are_walked),
	    cmocka_unit_test(encoded_messages_are_decoded_and_walked),
	    cmocka_unit_test(
		text_around_the_parts_is_a_part_if_it_may_hold_a_file),
	    cmocka_unit_test(every_ending_of_every_byte_keeps_the_laws),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
