/*
 * test_filetype_text - texts, pages and mails told from other bytes, and what a
 * text lacks
 *
 * Expected types from file(1) and clamscan on the same bytes, except where a
 * comment says why we differ.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "simd/bytes.h"
#include "tests/support/filetype_case.h"

static void
tags_tell_html_from_text(void **state)
{
	static const struct row rows[] = {
	    {B("<html><body>x"), FILETYPE_HTML},
	    {B("<HTML xmlns=\"x\">"), FILETYPE_HTML},
	    {B("  \r\n<!DOCTYPE html PUBLIC"), FILETYPE_HTML},
	    {B("<head>"), FILETYPE_HTML},
	    {B("text <a href=\"http://x\">"), FILETYPE_HTML},
	    {B("text <A\r\n  HREF=x>"), FILETYPE_HTML},
	    {B("<img src=x>"), FILETYPE_HTML},
	    {B("<script>"), FILETYPE_HTML},
	    {B("<iframe/src=x>"), FILETYPE_HTML},
	    {B("<br>"), FILETYPE_HTML},
	    {B("<table"), FILETYPE_HTML},
	    {B("<form\taction=x>"), FILETYPE_HTML},
	    {B("a < b and c > d"), FILETYPE_TEXT},
	    {B("<user@example.test>"), FILETYPE_TEXT},
	    {B("<table@example.test> <br.x@y.test>"), FILETYPE_TEXT},
	    {B("<http://x.test/>"), FILETYPE_TEXT},
	    {B("<htmlx>"), FILETYPE_TEXT},
	    {B("<a name=x>"), FILETYPE_TEXT},
	    {B("<abc href=x>"), FILETYPE_TEXT},
	    {B("<"), FILETYPE_TEXT},
	    {B("<<<<<"), FILETYPE_TEXT},
	    {B("<a"), FILETYPE_TEXT},
	    {B("\xEF\xBB\xBF<p>x</p>"), FILETYPE_HTML},
	    /* A zero does not hide a page from a browser. */
	    {B("\0<html><body>x"), FILETYPE_HTML},
	    {B("GIF89a<html>"), FILETYPE_HTML},
	    {B("\xFF\xFE<\0h\0t\0m\0l\0>\0"), FILETYPE_HTML},
	    {B("\xFE\xFF\0<\0b\0r\0>"), FILETYPE_HTML},
	    {B("<\0h\0t\0m\0l\0>\0<\0b\0r\0>\0"), FILETYPE_HTML},
	    {B("\xFF\xFE"
	       "a\0b\0c\0"),
		FILETYPE_TEXT},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void
text_is_told_from_binary(void **state)
{
	static const struct row rows[] = {
	    {B("plain\r\n\ttext\f"), FILETYPE_TEXT},
	    {B("\xE3\x81\x82 UTF-8"), FILETYPE_TEXT},
	    {B("caf\xE9 Latin-1"), FILETYPE_TEXT},
	    {B("\x1B$B$\"\x1B(B ISO-2022-JP"), FILETYPE_TEXT},
	    {B("a\0b"), FILETYPE_OTHER},
	    {B("a\1b"), FILETYPE_OTHER},
	    {B("a\x7F"
	       "b"),
		FILETYPE_OTHER},
	    {B("\0\0\0\0"), FILETYPE_OTHER},
	    {B(""), FILETYPE_OTHER},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void
a_pdf_may_begin_late_but_not_within_html(void **state)
{
	char bytes[1100];

	(void)state;
	memset(bytes, ' ', sizeof(bytes));
	memcpy(bytes + 1019, "%PDF-", 5);
	assert_int_equal(
	    filetype_detect((struct slice){(uint8_t *)bytes, sizeof(bytes)}),
	    FILETYPE_PDF);
	memcpy(bytes + 1019, " %PDF-", 6);
	assert_int_equal(
	    filetype_detect((struct slice){(uint8_t *)bytes, sizeof(bytes)}),
	    FILETYPE_TEXT);
	assert_int_equal(
	    filetype_detect(B("\0junk%PDF-1.4 <br>")), FILETYPE_PDF);
	assert_int_equal(
	    filetype_detect(B("<html><!-- %PDF-1.4 -->")), FILETYPE_HTML);
	assert_int_equal(filetype_detect(B("%PDF-1.7\n")), FILETYPE_PDF);
}

static void
header_fields_tell_mail(void **state)
{
	static const struct row rows[] = {
	    {B("From: a@b\nTo: c@d\n\nx"), FILETYPE_MAIL},
	    {B("Received: from x\r\n\tby y\r\nSubject: z\r\n\r\n"),
		FILETYPE_MAIL},
	    {B("RETURN-PATH: <x>\nX-Foo: 1\n"), FILETYPE_MAIL},
	    {B("Subject: x\n\nbody"), FILETYPE_MAIL},
	    {B("X-Foo: 1\nX-Bar: 2\nMessage-ID: <x>\n\n"), FILETYPE_MAIL},
	    {B("From a@b Thu Aug 22\nFrom: x\nTo: y\n\n"), FILETYPE_MAIL},
	    {B("\xEF\xBB\xBF"
	       "From: a\nTo: b\n"),
		FILETYPE_MAIL},
	    {B("Received: x\nSubject: <html> in it\n\n<html>"), FILETYPE_MAIL},
	    /* As Apple Mail keeps it. */
	    {B("22        \nFrom: a@b\nTo: c@d\n\nx<?xml"), FILETYPE_MAIL},
	    {B("22\r\nFrom: a@b\r\nTo: c@d\r\n\r\nx"), FILETYPE_MAIL},
	    {B("22 \nDear Ann\n"), FILETYPE_TEXT},
	    {B("22 x\nFrom: a@b\nTo: c@d\n\nx"), FILETYPE_TEXT},
	    {B("22 \n22 \nFrom: a@b\nTo: c@d\n\nx"), FILETYPE_TEXT},
	    {B("99999999999999999999\nFrom: a@b\nTo: c@d\n"), FILETYPE_TEXT},
	    {B("22"), FILETYPE_TEXT},
	    {B("Date: we should meet\nsome day"), FILETYPE_TEXT},
	    {B("To: you"), FILETYPE_TEXT},
	    {B("Name: x\nValue: y\n\n"), FILETYPE_TEXT},
	    {B("X-Foo: 1\nX-Bar: 2\n\n"), FILETYPE_TEXT},
	    {B("From the desk of\nTo: y\n"), FILETYPE_TEXT},
	    {B(" From: a\nTo: b\n\n"), FILETYPE_TEXT},
	    {B("http://x.test/\nFrom: a\nnot a field\n"), FILETYPE_TEXT},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void
hostile_bytes_cost_linear_time(void **state)
{
	static const struct slice patterns[] = {SLICE("<"), SLICE("<a "),
	    SLICE("<a     "), SLICE("<tabl"), SLICE("%PDF"), SLICE("A:\n"),
	    SLICE("\n")};
	size_t size = (size_t)4 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		for (size_t i = 0; i < size; i++)
			bytes[i] = patterns[p].data[i % patterns[p].size];
		assert_int_equal(filetype_detect((struct slice){bytes, size}),
		    FILETYPE_TEXT);
	}
	free(bytes);
}

/* By hand: what is in each, a person sees. */
static void
what_a_text_lacks_is_told(void **state)
{
	enum { PDF = FILETYPE_LACKS_PDF };
	static const struct {
		struct slice bytes;
		unsigned lacks;
	} rows[] = {
	    {SLICE(""), 0},
	    {SLICE("plain words\n"), PDF | BYTES_ODD | BYTES_TAG | BYTES_LINE},
	    {SLICE("a < c"), PDF | BYTES_ODD | BYTES_LINE},
	    {SLICE("begin 644 x\n"), PDF | BYTES_ODD | BYTES_TAG},
	    {SLICE("x\n=ybegin"), PDF | BYTES_ODD | BYTES_TAG},
	    {SLICE("x\r(This"), PDF | BYTES_ODD | BYTES_TAG},
	    {SLICE("x\n begin = (\n"),
		PDF | BYTES_ODD | BYTES_TAG | BYTES_LINE},
	    {SLICE("be\nbed\n=\n=yes\n(to\nbe"),
		PDF | BYTES_ODD | BYTES_TAG | BYTES_LINE},
	    {SLICE("<b>\nbegin"), PDF | BYTES_ODD},
	    {SLICE("50 % is %PDF-1.4"), BYTES_ODD | BYTES_TAG | BYTES_LINE},
	    {SLICE("50 % is %PDF"), PDF | BYTES_ODD | BYTES_TAG | BYTES_LINE},
	    {SLICE("\0\1 < \nbegin"), PDF},
	    {SLICE("\0\1 < \n%PDF-"), 0},
	    {SLICE("h\0i\0 \0t\0h\0e\0r\0e\0"), 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned lacks;
		enum filetype type = filetype_look(rows[i].bytes, &lacks);

		assert_int_equal(type, filetype_detect(rows[i].bytes));
		assert_int_equal(lacks, rows[i].lacks);
	}
}

/* Of a byte or word, wherever it stands in a text of that size. */
static void
check_lacks(size_t size, size_t at, const char *word, unsigned expected)
{
	uint8_t *bytes = malloc(size);
	unsigned lacks;

	memset(bytes, 'x', size);
	memcpy(bytes + at, word, strlen(word));
	(void)filetype_look((struct slice){bytes, size}, &lacks);
	assert_int_equal(lacks, FILETYPE_LACKS_PDF | expected);
	free(bytes);
}

static void
a_text_is_looked_through_to_its_end(void **state)
{
	static const size_t sizes[] = {
	    1, 31, 32, 33, 127, 128, 4095, 4096, 4097, 9999, 256 << 10};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t back = 1; back <= sizes[i] && back < 150; back++) {
			size_t at = sizes[i] - back;

			check_lacks(sizes[i], at, "<", BYTES_ODD | BYTES_LINE);
			check_lacks(sizes[i], at, "\5", 0);
			if (back < 4)
				continue;
			check_lacks(
			    sizes[i], at, "\nbeg", BYTES_ODD | BYTES_TAG);
			check_lacks(sizes[i], at, "\nbet",
			    BYTES_ODD | BYTES_TAG | BYTES_LINE);
		}
	/* Nothing is promised of more. */
	check_lacks((256 << 10) + 1, 5, "x", 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tags_tell_html_from_text),
	    cmocka_unit_test(text_is_told_from_binary),
	    cmocka_unit_test(a_pdf_may_begin_late_but_not_within_html),
	    cmocka_unit_test(header_fields_tell_mail),
	    cmocka_unit_test(hostile_bytes_cost_linear_time),
	    cmocka_unit_test(what_a_text_lacks_is_told),
	    cmocka_unit_test(a_text_is_looked_through_to_its_end),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
