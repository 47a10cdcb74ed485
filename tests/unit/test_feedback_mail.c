/*
 * test_feedback_mail - what a report holds, and who made it
 *
 * The attached message in base64 and quoted-printable was encoded by Python;
 * what must come out is the message as it was.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/feedback/feedback_mail.h"
#include "tests/support/unpack_case.h"

#define ORIGINAL                                                               \
	"Received: from [192.0.2.7] (HELO x) by mx.example.com (CommuniGate "  \
	"Pro SMTP 6.1)\n"                                                      \
	"  with ESMTP id 7; Mon, 05 Jan 2026 10:00:00 +0000\n"                 \
	"From: seller@example.net\n"                                           \
	"Subject: =?utf-8?Q?pills?=\n\n"                                       \
	"Buy =now=, \xc3\xa9.\n"
#define BASE64                                                                 \
	"UmVjZWl2ZWQ6IGZyb20gWzE5Mi4wLjIuN10gKEhFTE8geCkgYnkgbXguZXhhbXBsZS5j" \
	"b20gKENv\n"                                                           \
	"bW11bmlHYXRlIFBybyBTTVRQIDYuMSkKICB3aXRoIEVTTVRQIGlkIDc7IE1vbiwgMDUg" \
	"SmFuIDIw\n"                                                           \
	"MjYgMTA6MDA6MDAgKzAwMDAKRnJvbTogc2VsbGVyQGV4YW1wbGUubmV0ClN1YmplY3Q6" \
	"ID0/dXRm\n"                                                           \
	"LTg/UT9waWxscz89CgpCdXkgPW5vdz0sIMOpLgo=\n"
#define QUOTED                                                                 \
	"Received: from [192.0.2.7] (HELO x) by mx.example.com (CommuniGate "  \
	"Pro SMTP=\n"                                                          \
	" 6.1)\n"                                                              \
	"  with ESMTP id 7; Mon, 05 Jan 2026 10:00:00 +0000\n"                 \
	"From: seller@example.net\n"                                           \
	"Subject: =3D?utf-8?Q?pills?=3D\n"                                     \
	"\n"                                                                   \
	"Buy =3Dnow=3D, =C3=A9.\n"
#define OTHER "From: b@example.net\nSubject: two\n\nThe second one.\n"

#define FROM "From: Ann <ann@example.com>\nTo: spam@example.com\n"
#define BY_ACCOUNT                                                             \
	"Received: from [10.0.0.1] (account Ann@example.com HELO "             \
	"[10.0.0.1])\n"                                                        \
	"  by example.com (CommuniGate Pro SMTP 6.3.1)\n"                      \
	"  with ESMTPSA id 123 for spam@example.com; Mon, 05 Jan 2026 "        \
	"11:00:00 +0000\n"
#define BY_STRANGER                                                            \
	"Received: from [192.0.2.9] (HELO mail.example.org)\n"                 \
	"  by example.com (CommuniGate Pro SMTP 6.3.1)\n"                      \
	"  with ESMTP id 124; Mon, 05 Jan 2026 11:00:00 +0000\n"
#define MIXED "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
#define TEXT "--b\n\nThis is spam.\n"
#define ATTACHED "--b\nContent-Type: message/rfc822\n"
#define END "\n--b--\n"
/* What a help desk makes of a report: the wrapper and what is in it. */
#define INNER(hop)                                                             \
	hop "From: desk@example.com\nMIME-Version: 1.0\n"                      \
	    "Content-Type: multipart/mixed; boundary=i\n\n"                    \
	    "--i\n\nSee below.\n--i\nContent-Type: message/rfc822\n\n" OTHER   \
	    "\n--i--\n"

static void
read_it(struct slice bytes, struct feedback_mail *report_r)
{
	struct message message;
	struct budget budget;

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_not_equal(
	    message_parse(bytes, &limits, arena, &budget, &message),
	    MESSAGE_NO_MEMORY);
	unpack_message(unpacker, &message, &limits, arena, &budget);
	feedback_mail_read(&message, arena, report_r);
}

/* ---- messages ------------------------------------------------------------ */

/* Also without the last line end, which may count to the boundary. */
static void
assert_message(struct slice got, const char *want, const char *what)
{
	struct slice wanted = slice_from_string(want);

	if (!slice_equal(slice_trim(got), slice_trim(wanted)))
		fail_msg("%s: got\n%.*s\nwanted\n%s", what, (int)got.size,
		    (const char *)got.data, want);
}

static void
attached_messages_come_out_as_they_were(void **state)
{
	static const struct {
		const char *what, *report;
		const char *first, *second; /* NULL: none */
	} rows[] = {
	    {"as it is", FROM MIXED TEXT ATTACHED "\n" ORIGINAL END, ORIGINAL,
		NULL},
	    {"base64",
		FROM MIXED TEXT ATTACHED
		"Content-Transfer-Encoding: base64\n\n" BASE64 END,
		ORIGINAL, NULL},
	    {"quoted-printable",
		FROM MIXED TEXT ATTACHED
		"Content-Transfer-Encoding: quoted-printable\n\n" QUOTED END,
		ORIGINAL, NULL},
	    {"two of them",
		FROM MIXED TEXT ATTACHED "\n" ORIGINAL "\n" ATTACHED
					 "\n" OTHER END,
		ORIGINAL, OTHER},
	    {"a digest",
		FROM "MIME-Version: 1.0\n"
		     "Content-Type: multipart/digest; boundary=b\n\n"
		     "--b\n\n" ORIGINAL "\n--b\n\n" OTHER END,
		ORIGINAL, OTHER},
	    {"nothing else",
		FROM
		"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" OTHER,
		OTHER, NULL},
	    {"a file of bytes that is a message",
		FROM MIXED TEXT "--b\nContent-Type: application/octet-stream; "
				"name=x.eml\n\n" ORIGINAL END,
		ORIGINAL, NULL},
	    {"a report of abuse",
		FROM "MIME-Version: 1.0\nContent-Type: multipart/report; "
		     "report-type=feedback-report; boundary=b\n\n" TEXT
		     "--b\nContent-Type: message/feedback-report\n\n"
		     "Feedback-Type: abuse\n\n" ATTACHED "\n" OTHER END,
		OTHER, NULL},
	    {"no end", FROM MIXED TEXT ATTACHED "\n" OTHER, OTHER, NULL},
	    {"forwarded within the house",
		FROM MIXED TEXT ATTACHED "\n" INNER("") END, OTHER, NULL},
	    {"forwarded by somebody known",
		FROM MIXED TEXT ATTACHED "\n" INNER(BY_ACCOUNT) END, OTHER,
		NULL},
	    {"one that came from outside is what is reported",
		FROM MIXED TEXT ATTACHED "\n" INNER(BY_STRANGER) END,
		INNER(BY_STRANGER), NULL},
	    {"no attachment", FROM "\nSubject: not this\n\nSpam, see?\n", NULL,
		NULL},
	    {"copied into the text",
		FROM MIXED "--b\nContent-Type: text/plain\n\n" ORIGINAL END,
		NULL, NULL},
	    {"other files",
		FROM MIXED TEXT
		"--b\nContent-Type: application/pdf\n\n%PDF" END,
		NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t count = rows[i].first == NULL    ? 0
			       : rows[i].second == NULL ? 1
							: 2;
		struct feedback_mail report;

		read_it(slice_from_string(rows[i].report), &report);
		if (report.count != count)
			fail_msg("%s: %zu messages, not %zu", rows[i].what,
			    report.count, count);
		if (count > 0)
			assert_message(
			    report.messages[0], rows[i].first, rows[i].what);
		if (count > 1)
			assert_message(
			    report.messages[1], rows[i].second, rows[i].what);
	}
}

static void
a_bounce_is_no_report(void **state)
{
	struct feedback_mail report;

	(void)state;
	read_it(SLICE(FROM
		    "MIME-Version: 1.0\nContent-Type: multipart/report;\n"
		    " report-type=delivery-status; boundary=b\n\n" TEXT ATTACHED
		    "\n" OTHER END),
	    &report);
	assert_true(report.is_bounce);
	assert_int_equal(report.count, 0);
}

static void
more_than_can_be_taken_are_counted(void **state)
{
	static char bytes[1 << 16];
	struct text text = TEXT_OVER(bytes);
	size_t extra = 3;
	struct feedback_mail report;

	(void)state;
	text_put(&text, SLICE(FROM MIXED));
	for (size_t i = 0; i < REPORT_MESSAGES_MAX + extra; i++)
		text_put(&text, SLICE(ATTACHED "\n" OTHER "\n"));
	read_it(text_slice(&text), &report);
	assert_int_equal(report.count, REPORT_MESSAGES_MAX);
	assert_int_equal(report.left_out, extra);
}

/* Wrappers in wrappers: the innermost that is reached is taken whole. */
static void
wrappers_are_opened_so_far_only(void **state)
{
	char bytes[4096];
	struct text text = TEXT_OVER(bytes);
	struct feedback_mail report;

	(void)state;
	text_put(&text, SLICE(FROM));
	for (int i = 0; i < 12; i++)
		text_put(&text, SLICE("Content-Type: message/rfc822\n"
				      "MIME-Version: 1.0\n\n"));
	text_put(&text, SLICE(OTHER));
	read_it(text_slice(&text), &report);
	assert_int_equal(report.count, 1);
	assert_true(slice_starts_with(
	    report.messages[0], SLICE("Content-Type: message/rfc822")));
}

/* ---- who ----------------------------------------------------------------- */

static void
who_reports_is_who_proved_it(void **state)
{
	static const struct {
		const char *what, *bytes, *who;
		enum report_by by;
	} rows[] = {
	    {"the newest hop", BY_ACCOUNT FROM "\nx\n", "Ann@example.com",
		REPORT_BY_ACCOUNT},
	    {"an older hop may be forged", BY_STRANGER BY_ACCOUNT FROM "\nx\n",
		"ann@example.com", REPORT_BY_SENDER},
	    {"the envelope",
		"P I 05-01-2026 <bob@example.com>\n"
		"S <bob@example.com> SMTP [10.0.0.1]\n"
		"R W 05-01-2026 <spam@example.com>\n\n" FROM "\nx\n",
		"bob@example.com", REPORT_BY_ACCOUNT},
	    {"an envelope that names nobody has the last word",
		"P I 05-01-2026 <bob@example.com>\n"
		"S SMTP [192.0.2.9]\n"
		"R W 05-01-2026 <spam@example.com>\n\n" BY_ACCOUNT FROM "\nx\n",
		"bob@example.com", REPORT_BY_SENDER},
	    {"return path ahead of From",
		"Return-Path: <carl@example.com>\n" FROM "\nx\n",
		"carl@example.com", REPORT_BY_SENDER},
	    {"From", FROM "\nx\n", "ann@example.com", REPORT_BY_SENDER},
	    {"nobody", "Subject: x\n\nx\n", "", REPORT_BY_NOBODY},
	    {"an empty one", "Return-Path: <>\nFrom: nobody\n\nx\n", "",
		REPORT_BY_NOBODY},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct feedback_mail report;

		read_it(slice_from_string(rows[i].bytes), &report);
		if (report.by != rows[i].by ||
		    !slice_equal(report.who, slice_from_string(rows[i].who)))
			fail_msg("%s: %d, \"%.*s\"", rows[i].what,
			    (int)report.by, (int)report.who.size,
			    (const char *)report.who.data);
	}
}

/* ---- where it ends at any byte ---------------------------------------------
 */

static void
a_report_may_end_anywhere(void **state)
{
	static const char whole[] = BY_ACCOUNT FROM MIXED TEXT ATTACHED
	    "\n" INNER("") "\n" ATTACHED
			   "Content-Transfer-Encoding: base64\n\n" BASE64 END;
	struct feedback_mail report;

	(void)state;
	for (size_t size = 0; size < sizeof(whole); size++) {
		/* Of its own, so that a sanitizer sees what is behind it. */
		uint8_t *bytes = malloc(size + 1);

		assert_non_null(bytes);
		memcpy(bytes, whole, size);
		read_it((struct slice){bytes, size}, &report);
		assert_true(report.count <= 2);
		free(bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(attached_messages_come_out_as_they_were),
	    cmocka_unit_test(a_bounce_is_no_report),
	    cmocka_unit_test(more_than_can_be_taken_are_counted),
	    cmocka_unit_test(wrappers_are_opened_so_far_only),
	    cmocka_unit_test(who_reports_is_who_proved_it),
	    cmocka_unit_test(a_report_may_end_anywhere),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
