/*
 * test_tnef - what comes out of winmail.dat
 *
 * Streams are put together here, attribute by attribute; tnef(1) and ytnef(1)
 * get the same attachments out of them.  The compressed RTF is that of
 * [MS-OXRTFCP], section 4.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/encoded/tnef.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

static int
reset_arena(void **state)
{
	(void)state;
	arena_reset(arena);
	return 0;
}

#define B(literal) SLICE(literal)
#define NONE SLICE("")

/* ---- putting streams together ------------------------------------------ */

struct stream {
	uint8_t bytes[8192];
	size_t size;
};

static void
put(struct stream *stream, struct slice s)
{
	assert_true(s.size <= sizeof(stream->bytes) - stream->size);
	if (s.size > 0)
		memcpy(stream->bytes + stream->size, s.data, s.size);
	stream->size += s.size;
}

static void
put_number(struct stream *stream, uint64_t number, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		uint8_t byte = (uint8_t)(number >> 8 * i);

		put(stream, (struct slice){&byte, 1});
	}
}

static struct slice
all_of(const struct stream *stream)
{
	return (struct slice){stream->bytes, stream->size};
}

static void
begin(struct stream *stream)
{
	stream->size = 0;
	put(stream, B("\x78\x9F\x3E\x22\x01\x00"));
}

static void
attribute(
    struct stream *stream, unsigned level, uint32_t number, struct slice s)
{
	unsigned sum = 0;

	for (size_t i = 0; i < s.size; i++)
		sum += s.data[i];
	put_number(stream, level, 1);
	put_number(stream, number, 4);
	put_number(stream, s.size, 4);
	put(stream, s);
	put_number(stream, sum & 0xFFFF, 2);
}

#define OEM_CODEPAGE 0x00069007u
#define BODY 0x0002800Cu
#define PROPS 0x00069003u
#define REND_DATA 0x00069002u
#define TITLE 0x00018010u
#define DATA 0x0006800Fu
#define ATTACHMENT 0x00069005u

/* A property that says its size, padded to four bytes. */
static void
property(struct stream *props, uint32_t id, uint32_t type, struct slice s)
{
	put_number(props, id << 16 | type, 4);
	put_number(props, 1, 4);
	put_number(props, s.size, 4);
	put(props, s);
	put_number(props, 0, (4 - s.size % 4) % 4);
}

static void
attachment(struct stream *stream, struct slice title, struct slice data)
{
	attribute(stream, 2, REND_DATA, B("\1\0\0\0\0\0\0\0\0\0\0\0\0\0"));
	attribute(stream, 2, TITLE, title);
	attribute(stream, 2, DATA, data);
}

/* ---- looking at what comes out ----------------------------------------- */

static struct tnef reading;
static struct tnef_file file;

static void
open_stream(const struct stream *stream)
{
	assert_true(tnef_begin(&reading, all_of(stream)));
}

static bool
next_file(void)
{
	return tnef_next(&reading, SIZE_MAX, arena, NULL, &file);
}

static void
expect(
    enum tnef_kind kind, unsigned flags, struct slice name, struct slice body)
{
	assert_true(next_file());
	assert_slice_is(file.name, name);
	assert_slice_is(file.body, body);
	assert_int_equal(file.kind, kind);
	assert_int_equal(file.flags, flags);
}

static void
expect_body(struct slice media_type, struct slice charset, struct slice body)
{
	expect(TNEF_BODY, 0, NONE, body);
	assert_slice_is(file.media_type, media_type);
	assert_slice_is(file.charset, charset);
}

/* ---- tests ------------------------------------------------------------- */

static void
attachments_come_with_name_and_data(void **state)
{
	struct stream s;

	(void)state;
	begin(&s);
	attribute(&s, 1, OEM_CODEPAGE, B("\xE4\4\0\0\0\0\0\0"));
	attachment(&s, B("A.TXT\0"), B("first"));
	attachment(&s, B("B.TXT\0"), B("second"));
	open_stream(&s);
	expect(TNEF_ATTACHMENT, 0, B("A.TXT"), B("first"));
	expect(TNEF_ATTACHMENT, 0, B("B.TXT"), B("second"));
	assert_false(next_file());
	assert_false(next_file());
}

static void
the_long_name_of_the_properties_wins(void **state)
{
	struct stream s, p = {.size = 0};

	(void)state;
	put_number(&p, 4, 4);
	put_number(&p, 0x37050003, 4);
	put_number(&p, 1, 4);
	property(&p, 0x3001, 0x1E, B("shown\0"));
	property(&p, 0x3707, 0x1F,
	    B("\xFC\0b\0"
	      "e\0r\0.\0e\0x\0e\0\0\0"));
	property(&p, 0x370E, 0x1E, B("application/x-test\0"));
	begin(&s);
	attachment(&s, B("UEBER~1.EXE\0"), B("MZ"));
	attribute(&s, 2, ATTACHMENT, all_of(&p));
	open_stream(&s);
	expect(TNEF_ATTACHMENT, 0,
	    B("\xC3\xBC"
	      "ber.exe"),
	    B("MZ"));
	assert_slice(file.media_type, "application/x-test");
	assert_slice(file.name_charset, "");
	assert_false(next_file());
}

static void
a_name_that_is_no_utf8_says_its_charset(void **state)
{
	struct stream s;

	(void)state;
	begin(&s);
	attribute(&s, 1, OEM_CODEPAGE, B("\xE3\4\0\0\0\0\0\0"));
	attachment(&s, B("\xEF.exe\0"), B("MZ"));
	open_stream(&s);
	expect(TNEF_ATTACHMENT, 0, B("\xEF.exe"), B("MZ"));
	assert_slice(file.name_charset, "windows-1251");
}

static void
bodies_come_as_text_html_and_rtf(void **state)
{
	static const struct slice rtf = SLICE(
	    "\x2d\0\0\0\x2b\0\0\0\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\0\x0a\0"
	    "\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09"
	    "\0\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0");
	struct stream s, p = {.size = 0};

	(void)state;
	put_number(&p, 5, 4);
	property(&p, 0x1000, 0x1F, B("h\0i\0=\xD8\x00\xDE\0\0"));
	property(&p, 0x1000, 0x1E, B("hi\0"));
	property(&p, 0x1009, 0x102, rtf);
	property(&p, 0x1013, 0x102, B("<p>hi"));
	/* The charset may stand behind what is in it. */
	put_number(&p, 0x3FDE0003, 4);
	put_number(&p, 20866, 4);
	begin(&s);
	attribute(&s, 1, OEM_CODEPAGE, B("\xE4\4\0\0\0\0\0\0"));
	attribute(&s, 1, BODY, B("plain\0"));
	attribute(&s, 1, PROPS, all_of(&p));
	open_stream(&s);
	expect_body(B("text/plain"), B("windows-1252"), B("plain"));
	expect_body(B("text/plain"), B("utf-8"), B("hi\xF0\x9F\x98\x80"));
	expect_body(B("text/plain"), B("koi8-r"), B("hi"));
	expect_body(B("text/rtf"), NONE,
	    B("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"));
	expect_body(B("text/html"), B("koi8-r"), B("<p>hi"));
	assert_false(next_file());
}

static void
rtf_runs_over_what_it_just_wrote(void **state)
{
	static const struct slice rtf =
	    SLICE("\x1a\0\0\0\x1c\0\0\0\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\0"
		  "\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0");
	struct stream s, p;

	(void)state;
	for (int damage = 0; damage < 3; damage++) {
		p.size = 0;
		put_number(&p, 1, 4);
		property(&p, 0x1009, 0x102, rtf);
		if (damage == 1) /* the sum */
			p.bytes[16 + 12]++;
		if (damage == 2) /* a kind that nobody knows */
			p.bytes[16 + 8] = 'X';
		begin(&s);
		attribute(&s, 1, PROPS, all_of(&p));
		open_stream(&s);
		if (damage == 2)
			expect(TNEF_BODY, TNEF_BAD, NONE, slice_skip(rtf, 16));
		else
			expect(TNEF_BODY, damage == 0 ? 0 : TNEF_BAD, NONE,
			    B("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"));
	}
}

static void
rtf_may_be_stored_as_it_is(void **state)
{
	struct stream s, p = {.size = 0};

	(void)state;
	put_number(&p, 1, 4);
	property(
	    &p, 0x1009, 0x102, B("\x13\0\0\0\7\0\0\0MELA\0\0\0\0{\\rtf1}"));
	begin(&s);
	attribute(&s, 1, PROPS, all_of(&p));
	open_stream(&s);
	expect(TNEF_BODY, 0, NONE, B("{\\rtf1}"));
}

static void
embedded_messages_are_tnef_again(void **state)
{
	static const struct slice message =
	    SLICE("\7\3\2\0\0\0\0\0\xC0\0\0\0\0\0\0\x46");
	struct stream inner, s, p = {.size = 0}, object = {.size = 0};

	(void)state;
	begin(&inner);
	attachment(&inner, B("x.exe\0"), B("MZ"));
	put(&object, message);
	put(&object, all_of(&inner));
	put_number(&p, 2, 4);
	property(&p, 0x3701, 0x0D, all_of(&object));
	property(&p, 0x3001, 0x1E, B("Fwd\0"));
	begin(&s);
	attribute(&s, 2, REND_DATA, B("\1\0"));
	attribute(&s, 2, ATTACHMENT, all_of(&p));
	open_stream(&s);
	expect(TNEF_EMBEDDED, 0, B("Fwd"), all_of(&inner));
	assert_true(tnef_begin(&reading, file.body));
	expect(TNEF_ATTACHMENT, 0, B("x.exe"), B("MZ"));
	assert_false(next_file());
}

static void
wrong_sums_are_marked_and_change_nothing(void **state)
{
	struct stream s;

	(void)state;
	begin(&s);
	attachment(&s, B("a\0"), B("data"));
	s.bytes[s.size - 1]++;
	open_stream(&s);
	expect(TNEF_ATTACHMENT, TNEF_BAD, B("a"), B("data"));
}

static void
a_size_that_lies_gets_what_there_is(void **state)
{
	struct stream s;

	(void)state;
	begin(&s);
	attachment(&s, B("a\0"), B("data"));
	memset(s.bytes + s.size - 2 - 4 - 4, 0xFF, 4);
	open_stream(&s);
	/* What was the sum belongs to it now. */
	expect(TNEF_ATTACHMENT, TNEF_BAD, B("a"), B("data\x9A\1"));
	assert_false(next_file());
}

static void
broken_properties_hide_nothing(void **state)
{
	struct stream s, p = {.size = 0};

	(void)state;
	put_number(&p, 3, 4);
	property(&p, 0x3707, 0x1E, B("a.exe\0"));
	put_number(&p, 0x37770666, 4); /* a type that is none */
	put(&p, B("MZ payload"));
	begin(&s);
	attribute(&s, 2, REND_DATA, B("\1\0"));
	attribute(&s, 2, DATA, B("one"));
	attribute(&s, 2, DATA, B("two"));
	attribute(&s, 2, ATTACHMENT, all_of(&p));
	open_stream(&s);
	expect(TNEF_ATTACHMENT, 0, NONE, B("one"));
	expect(TNEF_ATTACHMENT, TNEF_BAD, B("a.exe"),
	    B("\x66\6\x77\x37MZ payload"));
	expect(TNEF_ATTACHMENT, 0, B("a.exe"), B("two"));
	assert_false(next_file());
}

static void
named_and_multiple_properties_are_passed_over(void **state)
{
	struct stream s, p = {.size = 0};

	(void)state;
	put_number(&p, 6, 4);
	/* Named by a number, and by a name. */
	put_number(&p, 0x80000003, 4);
	put(&p, B("0123456789abcdef\0\0\0\0\x2A\0\0\0\1\0\0\0"));
	put_number(&p, 0x8001001E, 4);
	put(&p, B("0123456789abcdef\1\0\0\0\x06\0\0\0a\0b\0\0\0\0\0"));
	put(&p, B("\1\0\0\0\2\0\0\0x\0\0\0"));
	/* Several numbers, several strings, none. */
	put(&p, B("\3\x10\x34\x12\2\0\0\0\1\0\0\0\2\0\0\0"));
	put(&p, B("\x1E\x10\x35\x12\2\0\0\0\2\0\0\0x\0\0\0\2\0\0\0y\0\0\0"));
	put(&p, B("\x1E\x10\x36\x12\0\0\0\0"));
	property(&p, 0x3707, 0x1E, B("a.exe\0"));
	begin(&s);
	attachment(&s, B("b\0"), B("MZ"));
	attribute(&s, 2, ATTACHMENT, all_of(&p));
	open_stream(&s);
	expect(TNEF_ATTACHMENT, 0, B("a.exe"), B("MZ"));
	assert_false(next_file());
}

static void
bodies_are_cut_to_size(void **state)
{
	struct stream s;

	(void)state;
	begin(&s);
	attachment(&s, B("a\0"), B("0123456789"));
	open_stream(&s);
	assert_true(tnef_next(&reading, 4, arena, NULL, &file));
	assert_slice(file.body, "0123");
	assert_int_equal(file.flags, TNEF_CUT);
}

static void
other_bytes_are_no_tnef(void **state)
{
	(void)state;
	assert_false(tnef_begin(&reading, NONE));
	assert_false(tnef_begin(&reading, B("\x78\x9F\x3E\x22\1")));
	assert_false(tnef_begin(&reading, B("\x78\x9F\x3E\x23\1\0")));
	assert_true(tnef_begin(&reading, B("\x78\x9F\x3E\x22\1\0")));
	assert_false(next_file());
}

static void
a_stream_may_end_at_every_byte(void **state)
{
	struct stream s, p = {.size = 0};

	(void)state;
	put_number(&p, 2, 4);
	property(&p, 0x3707, 0x1F, B("a\0.\0e\0x\0e\0\0\0"));
	property(&p, 0x3701, 0x102, B("object"));
	begin(&s);
	attribute(&s, 1, BODY, B("plain\0"));
	attachment(&s, B("b\0"), B("MZ"));
	attribute(&s, 2, ATTACHMENT, all_of(&p));
	for (size_t end = 6; end < s.size; end++) {
		uint8_t *copy = malloc(end);
		unsigned files = 0;

		memcpy(copy, s.bytes, end);
		assert_true(tnef_begin(&reading, (struct slice){copy, end}));
		while (next_file())
			files++;
		assert_true(files <= 3);
		free(copy);
	}
}

int
main(void)
{
#define TEST(function) cmocka_unit_test_setup(function, reset_arena)
	const struct CMUnitTest tests[] = {
	    TEST(attachments_come_with_name_and_data),
	    TEST(the_long_name_of_the_properties_wins),
	    TEST(a_name_that_is_no_utf8_says_its_charset),
	    TEST(bodies_come_as_text_html_and_rtf),
	    TEST(rtf_runs_over_what_it_just_wrote),
	    TEST(rtf_may_be_stored_as_it_is),
	    TEST(embedded_messages_are_tnef_again),
	    TEST(wrong_sums_are_marked_and_change_nothing),
	    TEST(a_size_that_lies_gets_what_there_is),
	    TEST(broken_properties_hide_nothing),
	    TEST(named_and_multiple_properties_are_passed_over),
	    TEST(bodies_are_cut_to_size),
	    TEST(other_bytes_are_no_tnef),
	    TEST(a_stream_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
