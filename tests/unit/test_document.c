/*
 * test_document - the small readers: objects, slides, OneNote, XML, Outlook
 *
 * All is put together by hand after the papers that the headers name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/document/active_mime.h"
#include "core/document/hangul.h"
#include "core/document/office_lock.h"
#include "core/document/office_xml.h"
#include "core/document/ole_object.h"
#include "core/document/onenote.h"
#include "core/document/outlook.h"
#include "core/document/powerpoint.h"
#include "tests/support/arena_case.h"
#include "tests/support/compound.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)
#define NONE SLICE("")
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- objects ----------------------------------------------------------- */

/* Label, icon, kind 3, a path of 8 bytes, a file of 2. */
#define PACKAGE                                                                \
	"\2\0label\0C:\\icon\0\0\0\3\0\x08\0\0\0C:\\x.ex\0\2\0\0\0MZ\0\0"
#define CFB "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
/* Version, format 2, a class, no topic, no item. */
#define OLE1 "\1\5\0\0\2\0\0\0\x08\0\0\0Package\0\0\0\0\0\0\0\0\0"

struct object_row {
	const char *what;
	struct slice bytes, name, body;
	bool found, bad;
};

static void
check_objects(bool (*read)(struct slice bytes, struct ole_object *object_r),
    const struct object_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct ole_object object;
		bool found = read(rows[i].bytes, &object);

		if (found != rows[i].found)
			print_error("%s\n", rows[i].what);
		assert_int_equal(found, rows[i].found);
		if (!found)
			continue;
		assert_slice_is(object.name, rows[i].name);
		assert_slice_is(object.body, rows[i].body);
		assert_int_equal(object.bad, rows[i].bad);
	}
}

static void
streams_of_objects_give_their_file(void **state)
{
	static const struct object_row rows[] = {
	    {"a package", B("\x2D\0\0\0" PACKAGE), B("x.ex"), B("MZ"), true,
		false},
	    {"a size of nothing", B("\0\0\0\0" PACKAGE), B("x.ex"), B("MZ"),
		true, false},
	    {"no size ahead", B(PACKAGE), B("x.ex"), B("MZ"), true, false},
	    {"a file longer than there is",
		B("\xFF\0\0\0\2\0l\0i\0\0\0\3\0\1\0\0\0\0\x99\0\0\0MZ"), B("l"),
		B("MZ"), true, true},
	    {"no path: the label",
		B("\xFF\0\0\0\2\0a/l\0i\0\0\0\3\0\0\0\0\0\2\0\0\0MZ"), B("l"),
		B("MZ"), true, false},
	    {"a link: the bytes as they are",
		B("\5\0\0\0\2\0l\0i\0\0\0\1\0\0\0\0\0\2\0\0\0MZ"), NONE,
		B("\2\0l\0i"), true, false},
	    {"no package", B("\2\0\0\0MZxx"), NONE, B("MZ"), true, false},
	    {"less than it says", B("\x99\0\0\0MZ"), NONE, B("MZ"), true, true},
	    {"a size alone", B("\2\0\0\0"), NONE, NONE, false, false},
	    {"nothing", NONE, NONE, NONE, false, false},
	};

	(void)state;
	check_objects(ole_native_read, rows, COUNT(rows));
}

static void
objects_of_ole_1_give_their_data(void **state)
{
	static const struct object_row rows[] = {
	    {"a package", B(OLE1 "\x2F\0\0\0" PACKAGE), B("x.ex"), B("MZ"),
		true, false},
	    {"no package", B(OLE1 "\4\0\0\0data"), NONE, B("data"), true,
		false},
	    {"less than it says",
		B(OLE1 "\xFF\xFF\xFF\xFF"
		       "data"),
		NONE, B("data"), true, true},
	    {"a compound file", B(OLE1 "\x09\0\0\0" CFB "x"), NONE, B(CFB "x"),
		true, false},
	    {"a class longer than there is",
		B("\1\5\0\0\2\0\0\0\xFF\0\0\0" CFB "x"), NONE, B(CFB "x"), true,
		true},
	    {"a link",
		B("\1\5\0\0\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\4\0\0\0"
		  "data"),
		NONE, NONE, false, false},
	    {"junk ahead of a compound file", B("junk" CFB "x"), NONE,
		B(CFB "x"), true, true},
	    {"nothing", NONE, NONE, NONE, false, false},
	};

	(void)state;
	check_objects(ole1_read, rows, COUNT(rows));
}

static void
objects_may_end_at_every_byte(void **state)
{
	static const struct slice whole = B(OLE1 "\x2F\0\0\0" PACKAGE);

	(void)state;
	for (size_t end = 0; end <= whole.size; end++)
		for (size_t from = 0; from <= end; from++) {
			uint8_t *copy = malloc(end - from + 1);
			struct slice bytes = {copy, end - from};
			struct ole_object object;

			assert_non_null(copy);
			memcpy(copy, whole.data + from, end - from);
			if (ole1_read(bytes, &object))
				assert_true(
				    slice_is_within(object.body, bytes));
			if (ole_native_read(bytes, &object))
				assert_true(
				    slice_is_within(object.body, bytes));
			free(copy);
		}
}

/* ---- PowerPoint -------------------------------------------------------- */

static void
slides_give_their_objects(void **state)
{
	static const struct {
		const char *what;
		struct slice stream;
		size_t count;
		struct slice body; /* of the last */
		bool compressed, bad;
	} rows[] = {
	    {"stored", B("\0\0\x11\x10\2\0\0\0hi"), 1, B("hi"), false, false},
	    {"packed", B("\x10\0\x11\x10\6\0\0\0\2\0\0\0xy"), 1, B("xy"), true,
		false},
	    {"in containers",
		B("\x0F\0\x01\0\xFF\0\0\0\x0F\0\x02\0\xFF\0\0\0"
		  "\0\0\x11\x10\2\0\0\0hi"),
		1, B("hi"), false, false},
	    {"behind another record",
		B("\0\0\x22\0\3\0\0\0abc\0\0\x11\x10\2\0\0\0hi"), 1, B("hi"),
		false, false},
	    {"behind one of an impossible size",
		B("\0\0\x22\0\xFF\xFF\xFF\x7F\0\0\x11\x10\2\0\0\0hi"), 1,
		B("hi"), false, false},
	    {"two", B("\0\0\x11\x10\2\0\0\0hi\0\0\x11\x10\2\0\0\0yo"), 2,
		B("yo"), false, false},
	    {"less than it says", B("\0\0\x11\x10\3\0\0\0hi"), 1, B("hi"),
		false, true},
	    {"empty", B("\0\0\x11\x10\0\0\0\0"), 0, NONE, false, false},
	    {"a container of that number", B("\x0F\0\x11\x10\2\0\0\0hi"), 0,
		NONE, false, false},
	    {"half a head", B("\0\0\x11\x10\2\0\0"), 0, NONE, false, false},
	    {"nothing", NONE, 0, NONE, false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct powerpoint powerpoint = {rows[i].stream, 0};
		struct powerpoint_object object, last = {.bad = false};
		size_t count = 0;

		while (powerpoint_next(&powerpoint, &object)) {
			last = object;
			count++;
		}
		if (count != rows[i].count)
			print_error("%s\n", rows[i].what);
		assert_int_equal(count, rows[i].count);
		assert_slice_is(last.body, rows[i].body);
		assert_int_equal(last.compressed, rows[i].compressed);
		assert_int_equal(last.bad, rows[i].bad);
	}
}

/* ---- OneNote ----------------------------------------------------------- */

#define GUID "\xE7\x16\xE3\xBD\x65\x26\x11\x45\xA4\xC4\x8D\x4D\x0B\x7A\x9E\xAC"
#define UNUSED "\0\0\0\0\0\0\0\0\0\0\0\0"

static void
sections_give_their_files(void **state)
{
	static const struct {
		struct slice section;
		size_t count;
		struct slice body; /* of the last */
		bool bad;
	} rows[] = {
	    {B("xx" GUID "\2\0\0\0\0\0\0\0" UNUSED "MZ\0\0\0\0\0\0"), 1,
		B("MZ"), false},
	    {B(GUID "\3\0\0\0\0\0\0\0" UNUSED "MZ"), 1, B("MZ"), true},
	    {B(GUID "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF" UNUSED "MZ"), 1, B("MZ"),
		true},
	    {B(GUID "\xFF\0\0\0\0\0\0\0" UNUSED GUID "\2\0\0\0\0\0\0\0" UNUSED
		    "MZ"),
		2, B("MZ"), false},
	    {B(GUID "\0\0\0\0\0\0\0\0" UNUSED), 1, NONE, false},
	    {B(GUID "\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), 0, NONE, false},
	    {B(GUID), 0, NONE, false},
	    {NONE, 0, NONE, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct onenote_file file, last = {.bad = false};
		size_t at = 0, count = 0;

		while (onenote_next(rows[i].section, &at, &file)) {
			last = file;
			count++;
		}
		assert_int_equal(count, rows[i].count);
		assert_slice_is(last.body, rows[i].body);
		assert_int_equal(last.bad, rows[i].bad);
	}
}

/* ---- XML --------------------------------------------------------------- */

#define XML "<?xml version='1.0'?>"

static void
xml_gives_its_files(void **state)
{
	static const struct {
		const char *what;
		struct slice xml;
		size_t count;
		struct slice name, base64; /* of the last */
	} rows[] = {
	    {"Word 2003", B(XML "<w:binData w:name=\"a.mso\">QUJD</w:binData>"),
		1, B("a.mso"), B("QUJD")},
	    {"any prefix", B(XML "<binData>QUJD</binData>"), 1, NONE,
		B("QUJD")},
	    {"flat OPC",
		B(XML "<pkg:part pkg:name='/x.bin'><pkg:binaryData>QUJD"
		      "</pkg:binaryData>"),
		1, B("/x.bin"), B("QUJD")},
	    {"flat ODF", B(XML "<office:binary-data>QUJD</x>"), 1, NONE,
		B("QUJD")},
	    {"XDP", B("<xdp:xdp><pdf><document><chunk>QUJD</chunk>"), 1, NONE,
		B("QUJD")},
	    {"a byte order mark", B("\xEF\xBB\xBF" XML "<chunk>QUJD</chunk>"),
		1, NONE, B("QUJD")},
	    {"UTF-16",
		B("\xFF\xFE<\0?\0x\0m\0l\0>\0<\0c\0h\0u\0n\0k\0>\0Q\0Q\0"
		  "=\0=\0<\0/\0"),
		1, NONE, B("QQ==")},
	    {"UTF-16, big, without a mark",
		B("\0<\0?\0x\0m\0l\0>\0<\0c\0h\0u\0n\0k\0>\0Q\0Q\0=\0=\0<\0/"),
		1, NONE, B("QQ==")},
	    {"two", B(XML "<chunk>QQ</chunk><chunk>Qg</chunk>"), 2, NONE,
		B("Qg")},
	    {"a comment", B(XML "<chunk>Q<!-- a<b -->Q</chunk>"), 1, NONE,
		B("QQ")},
	    {"a section", B(XML "<chunk><![CDATA[QQ]]></chunk>"), 1, NONE,
		B("QQ]]>")},
	    {"references", B(XML "<chunk>&#81;&#x51;&#X51;&lt;</chunk>"), 1,
		NONE, B("QQQ&lt;")},
	    {"references that are none", B(XML "<chunk>&#Q&#999;</chunk>"), 1,
		NONE, B("\0Q?")},
	    {"no end", B(XML "<chunk>QUJD"), 1, NONE, B("QUJD")},
	    {"an end alone", B(XML "</chunk>QUJD"), 0, NONE, NONE},
	    {"an empty one", B(XML "<chunk/>QUJD<chunk></chunk>"), 0, NONE,
		NONE},
	    {"another tag", B(XML "<chunks>QUJD</chunks>"), 0, NONE, NONE},
	    {"a tag without an end", B(XML "<chunk"), 0, NONE, NONE},
	    {"a page", B("<html><chunk>QUJD</chunk>"), 0, NONE, NONE},
	    {"nothing", NONE, 0, NONE, NONE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct office_xml xml;
		struct office_xml_file file, last = {.name = NONE};
		size_t count = 0;

		arena_reset(arena);
		if (office_xml_begin(&xml, rows[i].xml, arena))
			while (office_xml_next(&xml, arena, &file)) {
				last = file;
				count++;
			}
		if (count != rows[i].count)
			print_error("%s\n", rows[i].what);
		assert_int_equal(count, rows[i].count);
		assert_slice_is(last.name, rows[i].name);
		assert_slice_is(last.base64, rows[i].base64);
	}
}

/* One pass, whatever the tags are. */
static void
hostile_tags_cost_linear_time(void **state)
{
	static const struct slice units[] = {B("<chunk "), B("<chunk></chunk>"),
	    B("<chunk/"), B("<!--"), B("<chunk a:name=\"")};
	static const struct slice end = B("/>");
	const size_t size = (size_t)8 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < 2 * COUNT(units); i++) {
		struct slice unit = units[i / 2];
		struct office_xml xml;
		struct office_xml_file file;

		for (size_t at = 0; at < size; at++)
			bytes[at] = unit.data[at % unit.size];
		memcpy(bytes, XML, sizeof(XML) - 1);
		if (i % 2 == 1)
			memcpy(bytes + size - end.size, end.data, end.size);
		arena_reset(arena);
		assert_true(
		    office_xml_begin(&xml, (struct slice){bytes, size}, arena));
		while (office_xml_next(&xml, arena, &file))
			assert_true(file.base64.size <= size);
	}
	free(bytes);
}

static void
xml_may_end_at_every_byte(void **state)
{
	static const struct slice whole =
	    B(XML "<w:binData w:name=\"a\">Q<!-- - -->&#x51;<![CDATA[Q]]>"
		  "</w:binData><chunk>QQ</chunk>");

	(void)state;
	for (size_t end = 0; end <= whole.size; end++) {
		uint8_t *copy = malloc(end == 0 ? 1 : end);
		struct office_xml xml;
		struct office_xml_file file;

		assert_non_null(copy);
		memcpy(copy, whole.data, end);
		arena_reset(arena);
		if (office_xml_begin(&xml, (struct slice){copy, end}, arena))
			while (office_xml_next(&xml, arena, &file))
				assert_true(file.base64.size <= end);
		free(copy);
	}
}

/* ---- ActiveMime -------------------------------------------------------- */

static void
streams_of_active_mime_are_tried_in_order(void **state)
{
	uint8_t bytes[700];
	struct slice all = {bytes, sizeof(bytes)};

	(void)state;
	memset(bytes, 0, sizeof(bytes));
	memcpy(bytes, "ActiveMime", 10);
	assert_true(active_mime_is(all));
	assert_false(active_mime_is(slice_skip(all, 1)));
	assert_int_equal(active_mime_stream(all, 0), sizeof(bytes));
	memcpy(bytes + 600, "\x78\xDA", 2);
	memcpy(bytes + 100, "\x78\x01", 2);
	memcpy(bytes + 90, "\x78\x02", 2); /* no sum */
	bytes[699] = 0x78;
	assert_int_equal(active_mime_stream(all, 0), 100);
	bytes[30] = 0x2A; /* 600 - 46 */
	bytes[31] = 2;
	assert_int_equal(active_mime_stream(all, 0), 600);
	assert_int_equal(active_mime_stream(all, 1), 100);
	assert_int_equal(active_mime_stream(all, 2), sizeof(bytes));
	for (size_t i = 0; i < 100; i++)
		memcpy(bytes + 200 + 2 * i, "\x78\x9C", 2);
	assert_int_equal(
	    active_mime_stream(all, ACTIVE_MIME_TRIES + 1), sizeof(bytes));
}

/* ---- Outlook ----------------------------------------------------------- */

#define ATTACHMENT "__attach_version1.0_#00000000/__substg1.0_"

static void
streams_of_a_message_are_told_by_their_names(void **state)
{
	static const struct compound_stream streams[] = {
	    {"__substg1.0_1000001F", B("text")},
	    {"__substg1.0_1000001e", B("text")},
	    {"__substg1.0_10130102", B("html")},
	    {"__substg1.0_10090102", B("rtf")},
	    {"__substg1.0_0037001F", B("subject")},
	    {"__substg1.0_1000", B("short")},
	    {"__substg1.0_1000001G", B("no digits")},
	    {"other", B("x")},
	    {ATTACHMENT "3704001E", B("x~1.doc")},
	    {ATTACHMENT "37010102", B("data")},
	    {ATTACHMENT "3707001F", B("l\0o\0n\0g\0")},
	    {ATTACHMENT "3001001F", B("d\0i\0s\0p\0")},
	    {"a/__substg1.0_37010102", B("no name")},
	};
	static const struct {
		int kind; /* enum outlook_kind; -1: no property */
		bool wide;
	} expected[] = {
	    {OUTLOOK_TEXT, true},
	    {OUTLOOK_TEXT, false},
	    {OUTLOOK_HTML, false},
	    {OUTLOOK_RTF, false},
	    {OUTLOOK_OTHER, true},
	    {-1, false},
	    {-1, false},
	    {-1, false},
	    {OUTLOOK_OTHER, false},
	    {OUTLOOK_ATTACHMENT, false},
	    {OUTLOOK_OTHER, true},
	    {OUTLOOK_OTHER, true},
	    {OUTLOOK_ATTACHMENT, false},
	};
	struct compound_file file = compound_make(0, streams, COUNT(streams));
	struct outlook outlook;
	struct cfb cfb;
	size_t seen = 0;

	(void)state;
	arena_reset(arena);
	assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
	assert_true(outlook_open(&outlook, &cfb));
	for (uint32_t i = 0; i < cfb.entry_count; i++) {
		struct outlook_stream property;
		struct cfb_entry entry;
		unsigned flags;
		bool is;

		if (!cfb_entry(&cfb, i, &entry) || entry.type != CFB_STREAM)
			continue;
		is = outlook_stream(&outlook, i, &property);
		assert_int_equal(
		    is ? (int)property.kind : -1, expected[seen].kind);
		if (is)
			assert_int_equal(property.wide, expected[seen].wide);
		if (seen == 9) {
			assert_true(property.name_wide);
			assert_slice(
			    cfb_read(&cfb, property.name, UINT64_MAX, &flags),
			    "l\0o\0n\0g\0");
		} else if (is) {
			assert_int_equal(property.name, CFB_NONE);
		}
		seen++;
	}
	assert_int_equal(seen, COUNT(streams));
	compound_free(&file);
}

/* ---- Hangul, encryption ------------------------------------------------ */

static void
headers_of_hangul_say_what_is_deflated(void **state)
{
	static const struct {
		const char *path;
		struct slice stream;
		bool is;
		unsigned flags;
	} rows[] = {
	    {"FileHeader", B("HWP Document File"), true, 0},
	    {"FileHeader", B("HWP document file"), false, 0},
	    {"x/FileHeader", B("HWP Document File"), false, 0},
	};
	uint8_t header[64] = "HWP Document File";
	unsigned flags;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool is = hangul_header(
		    slice_from_string(rows[i].path), rows[i].stream, &flags);

		assert_int_equal(is, rows[i].is);
		if (is)
			assert_int_equal(flags, rows[i].flags);
	}
	header[36] = 3;
	assert_true(hangul_header(
	    B("FileHeader"), (struct slice){header, sizeof(header)}, &flags));
	assert_int_equal(flags, HANGUL_COMPRESSED | HANGUL_ENCRYPTED);
	assert_true(hangul_is_deflated(B("BinData/BIN0001.OLE")));
	assert_false(hangul_is_deflated(B("PrvText")));
}

static void
encrypted_documents_are_told(void **state)
{
	static const struct {
		const char *name;
		struct slice stream;
		bool locked;
	} rows[] = {
	    {"EncryptedPackage", B("x"), true},
	    {"encryptedpackage", B("x"), true},
	    {"EncryptedSummary", B("x"), true},
	    {"WordDocument", B("\xEC\xA5\xC1\0\0\0\0\0\0\0\0\1"), true},
	    {"WordDocument", B("\xDC\xA5\xC1\0\0\0\0\0\0\0\0\1"), true},
	    {"WordDocument", B("\xEC\xA5\xC1\0\0\0\0\0\0\0\xFF\xFE"), false},
	    {"WordDocument", B("\xEC\xA6\xC1\0\0\0\0\0\0\0\0\1"), false},
	    {"WordDocument", B("\xEC\xA5"), false},
	    {"Other", B("\xEC\xA5\xC1\0\0\0\0\0\0\0\0\1"), false},
	    {"Workbook", B("\x09\x08\2\0xx\x2F\0\1\0x"), true},
	    {"Book", B("\x2F\0\0\0"), true},
	    {"Workbook", B("\x09\x08\2\0\x2F\0\x0A\0\0\0"), false},
	    {"Workbook", B("\x09\x08\xFF\xFF\x2F\0\0\0"), false},
	    {"Workbook", NONE, false},
	    {"Current User",
		B("\x14\0\0\0\xF6\x0F\0\0\x14\0\0\0\xDF\xC4\xD1"
		  "\xF3"),
		true},
	    {"Current User",
		B("\x14\0\0\0\xF6\x0F\0\0\x14\0\0\0\x5F\xC0\x91"
		  "\xE3"),
		false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(office_lock_is(slice_from_string(rows[i].name),
				     rows[i].stream),
		    rows[i].locked);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(streams_of_objects_give_their_file),
	    cmocka_unit_test(objects_of_ole_1_give_their_data),
	    cmocka_unit_test(objects_may_end_at_every_byte),
	    cmocka_unit_test(slides_give_their_objects),
	    cmocka_unit_test(sections_give_their_files),
	    cmocka_unit_test(xml_gives_its_files),
	    cmocka_unit_test(hostile_tags_cost_linear_time),
	    cmocka_unit_test(xml_may_end_at_every_byte),
	    cmocka_unit_test(streams_of_active_mime_are_tried_in_order),
	    cmocka_unit_test(streams_of_a_message_are_told_by_their_names),
	    cmocka_unit_test(headers_of_hangul_say_what_is_deflated),
	    cmocka_unit_test(encrypted_documents_are_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
