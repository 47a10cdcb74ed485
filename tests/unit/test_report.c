/*
 * test_report - a day as text, as a page and as a message
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "core/report/report.h"

static char bytes[1 << 18];
static struct text out_text;
static struct day day;
static struct report report;
static bool letters_are_expected; /* that are no ASCII */

static bool
keep(void *owner, struct slice s)
{
	(void)owner;
	text_put(&out_text, s);
	return true;
}

static int
set_up(void **state)
{
	(void)state;
	letters_are_expected = false;
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	day_clear(&day, 20785);
	day.totals.counters[COUNTER_REQUESTS] = 12345;
	day.totals.counters[COUNTER_INFECTED] = 7;
	day.totals.counters[COUNTER_LIMIT_FIRST + LIMIT_DEPTH] = 3;
	day.totals.scores[0] = 100;
	day.totals.scores[40] = 50;
	day.totals.scores[100] = 1;
	day.totals.latency[latency_step(400000)] = 99;
	day.quarters[40].messages = 12345;
	day.quarters[40].infected = 7;
	day.totals.learning[LEARNING_LEARNT_SPAM] = 4321;
	day.totals.learning[LEARNING_HELD] = 11;
	day.totals.counters[COUNTER_UPDATES] = 77;
	memcpy(day.cartridge, "1.0.0.3 update 1204", 20);
	day.cartridge_s = 1795878240;
	tops_add(&day.sources, SLICE("192.0.2.1"), 12, 0);
	tops_add(&day.targets, SLICE("<script>&\"@x"), 5, 0);
	tops_add(&day.viruses, SLICE("Win.Test-1"), 7, 0);
	report = (struct report){
	    .day = &day,
	    .host = "mx.example.net",
	    .sections = "",
	    .alert_level = 96,
	};
	return 0;
}

static void
write_as(bool html)
{
	struct writer out;

	out_text = TEXT_OVER(bytes);
	writer_init(&out, keep, NULL);
	report_write(&out, &report, html);
	assert_true(writer_flush(&out));
	assert_false(out_text.truncated);
}

static void
write_mail(const char *recipients, const char *sender)
{
	struct writer out;
	const struct letter letter = {recipients, sender, 1795906800, 0xabc};

	out_text = TEXT_OVER(bytes);
	writer_init(&out, keep, NULL);
	report_mail(&out, &report, &letter);
	assert_true(writer_flush(&out));
	assert_false(out_text.truncated);
}

/* RFC 5322: no line of more than 998 bytes; ours end in LF and have nothing
 * that a terminal obeys; in a page and with such names alone they are ASCII. */
static void
every_line_can_go_by_mail(void)
{
	size_t line = 0;

	for (size_t i = 0; i < out_text.size; i++) {
		assert_true(bytes[i] == '\n' || (uint8_t)bytes[i] >= ' ');
		if (!letters_are_expected)
			assert_true((uint8_t)bytes[i] < 0x7F);
		line = bytes[i] == '\n' ? 0 : line + 1;
		assert_true(line <= 998);
	}
	assert_int_equal(line, 0);
}

static void
a_person_reads_figures(void **state)
{
	(void)state;
	write_as(false);
	every_line_can_go_by_mail();
	assert_non_null(strstr(bytes, "CGPFilter on mx.example.net, "
				      "2026-11-28\n"));
	assert_non_null(strstr(bytes, "messages"));
	assert_non_null(strstr(bytes, " 12,345\n"));
	assert_non_null(strstr(
	    bytes, "\n40-80                     50  ##################\n"));
	assert_non_null(strstr(bytes, "\n10:00                 12,345  ####"));
	assert_non_null(strstr(bytes, "Win.Test-1"));
	assert_non_null(strstr(bytes, "MaxDepth"));
	assert_non_null(strstr(bytes, "0.42 ms"));
}

/* `TZ=Europe/Berlin date -d @1795878240` says 16:04. */
static void
learning_has_a_section_of_its_own(void **state)
{
	(void)state;
	report.sections = "learning";
	write_as(false);
	every_line_can_go_by_mail();
	assert_non_null(strstr(bytes, "\nLearning and updates\n"));
	assert_non_null(strstr(bytes, "messages learnt as spam"));
	assert_non_null(strstr(bytes, " 4,321\n"));
	assert_non_null(strstr(bytes, "... that wait for others to agree"));
	assert_non_null(strstr(bytes, " 1.0.0.3 update 1204\n"));
	assert_non_null(strstr(bytes, " at 16:04\n"));
	assert_non_null(strstr(bytes, " 77\n"));
	assert_null(strstr(bytes, "UNLEARN"));
	assert_null(strstr(bytes, "12,345"));
	write_as(true);
	assert_non_null(strstr(bytes, "<td>messages learnt as spam</td>"));
	memset(&day.totals.learning, 0, sizeof(day.totals.learning));
	day.cartridge_s = 0;
	write_as(false);
	assert_non_null(strstr(bytes, "Nothing was learnt or reported."));
	assert_non_null(strstr(bytes, " not on this day\n"));
}

static void
a_page_has_pictures_and_names_are_no_markup(void **state)
{
	(void)state;
	write_as(true);
	every_line_can_go_by_mail();
	assert_non_null(strstr(bytes, "<svg "));
	assert_null(strstr(bytes, "<script"));
	assert_non_null(strstr(bytes, "&#60;script&#62;&#38;&#34;@x"));
	/* Nothing is fetched from elsewhere. */
	assert_null(strstr(bytes, "src="));
	assert_null(strstr(bytes, "href="));
	assert_null(strstr(bytes, "url("));
}

/* In UTF-8 for a terminal, by their numbers in a page; what turns the direction
 * of a line is told by its name in either. */
static void
names_keep_their_letters_and_deceive_nobody(void **state)
{
	(void)state;
	tops_add(&day.targets, SLICE("b\xc3\xbc@x"), 3, 0);
	tops_add(&day.targets, SLICE("\xd0\x9f\xe2\x80\xaegnp@x"), 2, 0);
	write_as(true);
	every_line_can_go_by_mail();
	assert_non_null(strstr(bytes, "<td>b&#252;@x</td>"));
	assert_non_null(strstr(bytes, "<td>&#1055;&#60;U+202E&#62;gnp@x</td>"));
	letters_are_expected = true;
	write_as(false);
	every_line_can_go_by_mail();
	/* The figures stand in one column: the 72nd is the last. */
	assert_non_null(strstr(bytes,
	    "\nb\xc3\xbc@x                                                    "
	    "               3\n"));
	assert_non_null(strstr(bytes, "\n\xd0\x9f<U+202E>gnp@x      "));
	write_mail("ann@example.net", "");
	every_line_can_go_by_mail();
	assert_non_null(strstr(bytes,
	    "text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"));
	assert_non_null(strstr(bytes,
	    "text/html; charset=us-ascii\nContent-Transfer-Encoding: 7bit\n"));
}

static void
sections_are_those_that_are_wanted(void **state)
{
	(void)state;
	report.sections = "viruses, limits";
	write_as(false);
	assert_non_null(strstr(bytes, "\nViruses\n"));
	assert_non_null(strstr(bytes, "\nLimits reached\n"));
	assert_null(strstr(bytes, "\nScores\n"));
	assert_null(strstr(bytes, "192.0.2.1"));
}

static void
the_message_has_what_a_message_must_have(void **state)
{
	(void)state;
	write_mail("ann@example.net, bob@example.org", "");
	every_line_can_go_by_mail();
	assert_ptr_equal(strstr(bytes, "From: ann@example.net\n"), bytes);
	assert_non_null(
	    strstr(bytes, "\nTo: ann@example.net, bob@example.org\n"));
	assert_non_null(strstr(bytes, "\nSubject: CGPFilter report 2026-11-28: "
				      "12,345 messages, 7 infected, "));
	/* `date -Rd @1795906800`, in Berlin */
	assert_non_null(
	    strstr(bytes, "\nDate: Sun, 29 Nov 2026 00:00:00 +0100\n"));
	assert_non_null(
	    strstr(bytes, "\nMessage-ID: <report-2026-11-28-0000000000000abc@"
			  "mx.example.net>\n"));
	assert_non_null(strstr(bytes, "\nX-CGPFilter-Report: 2026-11-28\n"));
	assert_non_null(strstr(bytes, "\nMIME-Version: 1.0\n"));
	assert_non_null(
	    strstr(bytes, "\n--=_report_0000000000000abc\nContent-Type: "
			  "text/plain; charset=us-ascii\n"));
	assert_non_null(
	    strstr(bytes, "\n--=_report_0000000000000abc\nContent-Type: "
			  "text/html; charset=us-ascii\n"));
	assert_string_equal(
	    bytes + out_text.size - 31, "\n--=_report_0000000000000abc--\n");
}

static void
what_is_configured_begins_no_field_of_its_own(void **state)
{
	(void)state;
	report.host = "bad host\nBcc: x";
	write_mail("\"a, b\" <a@b>, c@d\nBcc: eve@example.org",
	    "me\n\nbody <me@example.net>");
	every_line_can_go_by_mail();
	assert_null(strstr(bytes, "\nBcc:"));
	assert_non_null(strstr(bytes, "From: me  body <me@example.net>\n"));
	assert_non_null(strstr(bytes, "@badhostBccx>\n"));
	write_mail("\"a, b\" <a@b>, c@d", "");
	assert_ptr_equal(strstr(bytes, "From: \"a, b\" <a@b>\n"), bytes);
}

static void
many_recipients_are_folded_and_none_is_cut(void **state)
{
	char recipients[4000] = "";
	size_t size = 0;
	const char *end;

	(void)state;
	for (int i = 0; i < 100; i++)
		size += (size_t)snprintf(recipients + size,
		    sizeof(recipients) - size, "administrator%d@example.net, ",
		    i);
	write_mail(recipients, "");
	every_line_can_go_by_mail();
	assert_non_null(strstr(bytes,
	    "\nTo: administrator0@example.net, administrator1@example.net,\n"
	    " administrator2@example.net, "));
	end = strstr(bytes, " administrator99@example.net\nSubject: ");
	assert_non_null(end);
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_person_reads_figures),
	    TEST(learning_has_a_section_of_its_own),
	    TEST(a_page_has_pictures_and_names_are_no_markup),
	    TEST(names_keep_their_letters_and_deceive_nobody),
	    TEST(sections_are_those_that_are_wanted),
	    TEST(the_message_has_what_a_message_must_have),
	    TEST(what_is_configured_begins_no_field_of_its_own),
	    TEST(many_recipients_are_folded_and_none_is_cut),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
