/*
 * test_filetype - what bytes are, by looking at them
 *
 * Expected types from file(1) and clamscan on the same bytes, except where a
 * comment says why we differ.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/filetype/filetype.h"
#include "simd/bytes.h"
#include "tests/support/slices.h"

struct row {
	struct slice bytes;
	enum filetype type;
};

static void
check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		/* Exactly as many bytes, for the sanitizer. */
		uint8_t *copy = malloc(rows[i].bytes.size + 1);
		struct slice bytes = {copy, rows[i].bytes.size};
		enum filetype type;

		memcpy(copy, rows[i].bytes.data, rows[i].bytes.size);
		type = filetype_detect(bytes);
		if (filetype_class(type) != filetype_class(rows[i].type))
			print_error("row %zu \"%.30s\": %s, expected %s\n", i,
			    (const char *)rows[i].bytes.data,
			    filetype_name(type), filetype_name(rows[i].type));
		assert_int_equal(
		    filetype_class(type), filetype_class(rows[i].type));
		/* And at every shorter length nothing is read past it. */
		for (size_t end = 0; end < bytes.size; end++) {
			uint8_t *cut = malloc(end + 1);

			memcpy(cut, copy, end);
			type = filetype_detect((struct slice){cut, end});
			assert_true(type < FILETYPES);
			free(cut);
		}
		free(copy);
	}
}

#define CHECK_ROWS(rows) check_rows((rows), sizeof(rows) / sizeof((rows)[0]))
#define B(literal) SLICE(literal)

static void
fixed_bytes_tell_programs_and_documents(void **state)
{
	static const struct row rows[] = {
	    {B("MZ\x90\0\3\0\0\0\4\0\0\0"), FILETYPE_PE},
	    {B("MZ\0"), FILETYPE_PE},
	    {B("MZ is a text"), FILETYPE_TEXT},
	    {B("\x7F"
	       "ELF\2\1\1\0"),
		FILETYPE_ELF},
	    {B("\xFE\xED\xFA\xCE\0\0\0\7"), FILETYPE_MACHO},
	    {B("\xFE\xED\xFA\xCF\1\0\0\7"), FILETYPE_MACHO},
	    {B("\xCE\xFA\xED\xFE\7\0\0\0"), FILETYPE_MACHO},
	    {B("\xCF\xFA\xED\xFE\7\0\0\1"), FILETYPE_MACHO},
	    {B("\xCA\xFE\xBA\xBE\0\0\0\2"), FILETYPE_MACHO},
	    {B("\xCA\xFE\xBA\xBF\0\0\0\2"), FILETYPE_MACHO},
	    {B("\xCA\xFE\xBA\xBE\0\3\0\x2D"), FILETYPE_JAVA},
	    {B("\xCA\xFE\xBA\xBE\0\0\0\x34"), FILETYPE_JAVA},
	    {B("\xCA\xFE\xBA\xBE\0\0\0\x41"), FILETYPE_JAVA},
	    {B("\xCA\xFE\xBA\xBE\xFF\xFF\0\x3D"), FILETYPE_JAVA},
	    {B("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"), FILETYPE_OLE2},
	    {B("\0\x10\0\0\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"), FILETYPE_OLE2},
	    {B("{\\rtf1\\ansi text}"), FILETYPE_RTF},
	    {B("{\\rt"), FILETYPE_RTF},
	    {B("{\\r not"), FILETYPE_TEXT},
	    {B("FWS\x08\x20\0\0\0"), FILETYPE_SWF},
	    {B("CWS\x0A\x20\0\0\0"), FILETYPE_SWF},
	    {B("ZWS\x0D\x20\0\0\0"), FILETYPE_SWF},
	    {B("FWS and more text"), FILETYPE_TEXT},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void
fixed_bytes_tell_pictures(void **state)
{
	static const struct row rows[] = {
	    {B("GIF89a\1\0\1\0\x80\0\0"), FILETYPE_GRAPHICS},
	    {B("GIF89a is a format"), FILETYPE_TEXT},
	    {B("\x89PNG\r\n\x1A\n"), FILETYPE_GRAPHICS},
	    {B("\xFF\xD8\xFF\xE0\0\x10JFIF"), FILETYPE_GRAPHICS},
	    {B("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"), FILETYPE_GRAPHICS},
	    {B("BMW is a car, and BM a mark"), FILETYPE_TEXT},
	    {B("BM\x46\0\0\0\1\0\0\0\x36\0\0\0\x28\0\0\0"), FILETYPE_OTHER},
	    {B("II*\0\x08\0\0\0"), FILETYPE_GRAPHICS},
	    {B("MM\0*\0\0\0\x08"), FILETYPE_GRAPHICS},
	    {B("RIFF\x1A\0\0\0WEBPVP8L"), FILETYPE_GRAPHICS},
	    {B("RIFF\x1A\0\0\0WAVEfmt "), FILETYPE_OTHER},
	    {B("\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0\0\0\0\0\x16\0\0\0"),
		FILETYPE_GRAPHICS},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void
fixed_bytes_tell_archives(void **state)
{
	static const struct row rows[] = {
	    {B("PK\3\4\x14\0"), FILETYPE_ARCHIVE},
	    {B("PK\5\6\0\0"), FILETYPE_ARCHIVE},
	    {B("PK00PK\3\4"), FILETYPE_ARCHIVE},
	    {B("PK is text"), FILETYPE_TEXT},
	    {B("Rar!\x1A\7\0"), FILETYPE_ARCHIVE},
	    {B("Rar!\x1A\7\1\0"), FILETYPE_ARCHIVE},
	    {B("Rar! it says"), FILETYPE_TEXT},
	    {B("7z\xBC\xAF\x27\x1C\0\4"), FILETYPE_ARCHIVE},
	    {B("\x1F\x8B\x08\0"), FILETYPE_ARCHIVE},
	    {B("BZh91AY&SY\xAB\0"), FILETYPE_ARCHIVE},
	    {B("BZhxy plain"), FILETYPE_TEXT},
	    {B("\xFD"
	       "7zXZ\0\0\4"),
		FILETYPE_ARCHIVE},
	    {B("\x28\xB5\x2F\xFD\4"), FILETYPE_ARCHIVE},
	    {B("MSCF\0\0\0\0\x10"), FILETYPE_ARCHIVE},
	    /* Of a header too short to be one, and of one that arj wrote. */
	    {B("\x60\xEA\x29\0\x1E\7\1"), FILETYPE_ARCHIVE},
	    {B("\x60\xEA\x2A\0\x22\x0B\1\2\x10\0\2\x87\x1E\xBC\4k"
	       "\x1E\xBC\4k\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
		FILETYPE_ARCHIVE},
	    {B("\x20\x5D-lh5-\x11\0\0\0\x0C\0\0\0\0\0\0\0\0\0\1\0"),
		FILETYPE_ARCHIVE},
	    {B("a -lh5- in a text is only a text"), FILETYPE_TEXT},
	    {B("070701000000000000"), FILETYPE_ARCHIVE},
	    {B("!<arch>\ndebian-binary"), FILETYPE_ARCHIVE},
	    {B("xar!\0\x1C\0\1"), FILETYPE_ARCHIVE},
	    {B("\x78\x9F\x3E\x22\1\0"), FILETYPE_ARCHIVE},
	    {B("ITSF\3\0\0\0"), FILETYPE_ARCHIVE},
	    {B("SZDD\x88\xF0\x27\x33\x41"), FILETYPE_ARCHIVE},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void
marks_far_inside_are_found_at_their_place(void **state)
{
	size_t size = 32769 + 5;
	uint8_t *bytes = calloc(1, size);

	(void)state;
	memcpy(bytes + 257, "ustar", 5);
	assert_int_equal(
	    filetype_detect((struct slice){bytes, 262}), FILETYPE_TAR);
	assert_int_equal(
	    filetype_detect((struct slice){bytes, 261}), FILETYPE_OTHER);
	memset(bytes + 257, 0, 5);
	memcpy(bytes + 32769, "CD001", 5);
	assert_int_equal(
	    filetype_detect((struct slice){bytes, size}), FILETYPE_ISO);
	assert_int_equal(
	    filetype_detect((struct slice){bytes, size - 1}), FILETYPE_OTHER);
	free(bytes);
}

/* The first block of "tar --format=v7" over one empty file "a". */
static void
a_tar_of_before_1988_is_known_by_its_sum(void **state)
{
	uint8_t block[512] = "a";

	(void)state;
	memcpy(block + 100, "0000644\0000000000\0000000000\000", 24);
	memcpy(block + 124, "00000000000\00000000000000\000", 24);
	block[156] = 0;
	/* 97 for the name, 7, 7, 7 digits and 11, 11 of 48, plus 6 4 4, and
	 * eight blanks: 97 + 43 * 48 + 14 + 256 = 2431 = octal 4577. */
	memcpy(block + 148, "004577\0 ", 8);
	assert_int_equal(
	    filetype_detect((struct slice){block, 512}), FILETYPE_TAR);
	block[300]++;
	assert_int_equal(
	    filetype_detect((struct slice){block, 512}), FILETYPE_OTHER);
}

static void
a_real_pe_is_known_even_if_it_looks_like_text(void **state)
{
	uint8_t bytes[80];

	(void)state;
	memset(bytes, ' ', sizeof(bytes));
	memcpy(bytes, "MZ", 2);
	memcpy(bytes + 60, "\x40\0\0\0PE\0\0", 8);
	assert_int_equal(
	    filetype_detect((struct slice){bytes, 80}), FILETYPE_PE);
	/* e_lfanew that points far outside. */
	memcpy(bytes + 60, "\xFF\xFF\xFF\xFF", 4);
	memset(bytes + 64, ' ', 4);
	assert_int_equal(
	    filetype_detect((struct slice){bytes, 80}), FILETYPE_TEXT);
}

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

static void
every_type_has_a_name(void **state)
{
	(void)state;
	for (int i = 0; i < FILETYPES; i++)
		assert_true(strlen(filetype_name((enum filetype)i)) >= 2);
}

/* A local header of a zip up to its sizes; those of the name and of the extra
 * field follow, two bytes each. */
#define LOCAL(size_low)                                                        \
	"PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0" size_low "\0\0\0\0\0\0\0"

/* Exact types, where the others look at classes; by file(1) again. */
static void
kinds_are_told_within_a_class(void **state)
{
	static const struct row rows[] = {
	    {B("PK\3\4\x14\0"), FILETYPE_ZIP},
	    {B(LOCAL("\0") "\x13\0\0\0[Content_Types].xml" LOCAL(
		 "\0") "\x11\0\0\0word/document.xml"),
		FILETYPE_DOCX},
	    {B(LOCAL("\0") "\x0B\0\0\0_rels/.rels" LOCAL(
		 "\0") "\x0F\0\0\0xl/workbook.xml"),
		FILETYPE_XLSX},
	    {B(LOCAL("\2") "\x0B\0\0\0_rels/.relsxx" LOCAL(
		 "\0") "\x14\0\0\0ppt/presentation.xml"),
		FILETYPE_PPTX},
	    {B(LOCAL("\0") "\x11\0\0\0word/document.xml"), FILETYPE_ZIP},
	    {B(LOCAL("\x27") "\x08\0\0\0mimetypeapplication/vnd.oasis."
			     "opendocument.text"),
		FILETYPE_ODF},
	    {B(LOCAL("\x14") "\x08\0\0\0mimetypeapplication/epub+zip"),
		FILETYPE_EPUB},
	    {B(LOCAL("\0") "\x14\0\0\0META-INF/MANIFEST.MF"), FILETYPE_JAR},
	    {B(LOCAL("\0") "\x13\0\0\0AndroidManifest.xml"), FILETYPE_APK},
	    /* The size of the first stands behind its data. */
	    {B("PK\3\4\x14\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	       "\x13\0\0\0[Content_Types].xmlany data" LOCAL(
		   "\0") "\x11\0\0\0word/document.xml"),
		FILETYPE_DOCX},
	    {B("BZh91AY&SY\xAB\0"), FILETYPE_BZIP2},
	    {B("BZh9\x17rE8P\x90\0\0\0\0"), FILETYPE_BZIP2},
	    {B("BZh9\1\2\3\4\5\6"), FILETYPE_OTHER},
	    {B("\x1F\x8B\x08\0"), FILETYPE_GZIP},
	    {B("\x1F\x8B\x07\0"), FILETYPE_OTHER},
	    {B("\x5D\0\0\x80\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0"),
		FILETYPE_LZMA},
	    {B("\x5D\0\0\1\0\5\0\0\0\0\0\0\0\0"), FILETYPE_LZMA},
	    {B("\x5D\0\0\1\0\5\0\0\0\0\1\0\0\0"), FILETYPE_OTHER},
	    {B("\x5D\0\0\5\0\5\0\0\0\0\0\0\0\0"), FILETYPE_OTHER},
	    {B("\x28\xB5\x2F\xFD\4"), FILETYPE_ZSTD},
	    {B("\x53\x2A\x4D\x18\4\0\0\0abcd"), FILETYPE_ZSTD},
	    {B("\x63\x2A\x4D\x18\4\0\0\0abcd"), FILETYPE_OTHER},
	    {B("\2\x21\x4C\x18\1\0\0\0"), FILETYPE_LZ4},
	    {B("conectix\0\0\0\2"), FILETYPE_DISK},
	    {B("vhdxfile\0"), FILETYPE_DISK},
	    {B("L\0\0\0\1\x14\2\0\0\0\0\0\xC0\0\0\0\0\0\0\x46\x9B"),
		FILETYPE_SHORTCUT},
	    {B("\x30\x80\6\x09\x2A\x86\x48\x86\xF7\x0D\1\7\2\xA0"),
		FILETYPE_PKCS7},
	    {B("\x30\x82\1\0\6\x09\x2A\x86\x48\x86\xF7\x0D\1\7\3"),
		FILETYPE_PKCS7},
	    {B("\x30\x82\1\0\6\x09\x2A\x86\x48\x86\xF7\x0D\1\1\1"),
		FILETYPE_OTHER},
	    {B("\x30\x80\6\x0B\x2A\x86\x48\x86\xF7\x0D\1\x09\x10\1\x09"),
		FILETYPE_PKCS7},
	    {B("\x30\x80\6\x0B\x2A\x86\x48\x86\xF7\x0D\1\x09\x10\2\x09"),
		FILETYPE_OTHER},
	    {B("ID3\3\0\0\0\0\0\0"), FILETYPE_MEDIA},
	    {B("RIFF\x1A\0\0\0WAVEfmt "), FILETYPE_MEDIA},
	    {B("\0\0\0\x20"
	       "ftypisom\0"),
		FILETYPE_MEDIA},
	    {B("\0\0\0\x20"
	       "ftypheic\0"),
		FILETYPE_GRAPHICS},
	    {B("#!/bin/sh\necho\n"), FILETYPE_SCRIPT},
	    {B("%!PS-Adobe-3.0\n"), FILETYPE_POSTSCRIPT},
	    {B("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), FILETYPE_CALENDAR},
	    {B("begin:vcard\nfn:x\n"), FILETYPE_VCARD},
	    {B("-----BEGIN PGP MESSAGE-----\n"), FILETYPE_PGP},
	    {B("[InternetShortcut]\r\nURL=x\r\n"), FILETYPE_URL},
	    {B("[{000214A0}]\nProp3=19,2\n[internetshortcut]\n"), FILETYPE_URL},
	    {B("[Settings]\nx=1\n"), FILETYPE_TEXT},
	    {B("See [InternetShortcut]\n"), FILETYPE_TEXT},
	    {B("A letter of a few lines with \1 in it"), FILETYPE_ODD_TEXT},
	    {B("A letter of a few lines with \0 in it"), FILETYPE_ODD_TEXT},
	    {B("\1\2"), FILETYPE_OTHER},
	    {B("A letter, one of \1 and one of \2"), FILETYPE_OTHER},
	    /* Tags come first: a page is a page. */
	    {B("#!/bin/sh\n<html>"), FILETYPE_HTML},
	};

	(void)state;
	CHECK_ROWS(rows);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (filetype_detect(rows[i].bytes) != rows[i].type)
			fail_msg("row %zu: %s, not %s", i,
			    filetype_name(filetype_detect(rows[i].bytes)),
			    filetype_name(rows[i].type));
}

static void
a_disk_is_known_by_its_first_sector(void **state)
{
	uint8_t bytes[1024] =
	    "\xEB\x3C\x90MSDOS5.0\0\2\1\1\0\2\340\0\100\13\360";
	struct slice disk = {bytes, sizeof(bytes)};

	(void)state;
	assert_int_equal(filetype_detect(disk), FILETYPE_DISK);
	bytes[13] = 3; /* sectors of a cluster */
	assert_int_equal(filetype_detect(disk), FILETYPE_OTHER);
	memcpy(bytes + 3, "NTFS    ", 8);
	assert_int_equal(filetype_detect(disk), FILETYPE_DISK);
	/* A table, whose row is of sector 1. */
	memset(bytes, 0, sizeof(bytes));
	memcpy(bytes + 510, "\x55\xAA", 2);
	assert_int_equal(filetype_detect(disk), FILETYPE_OTHER);
	bytes[446 + 4] = 7;
	assert_int_equal(filetype_detect(disk), FILETYPE_OTHER);
	bytes[446 + 8] = 1;
	assert_int_equal(filetype_detect(disk), FILETYPE_DISK);
	bytes[462] = 1;
	assert_int_equal(filetype_detect(disk), FILETYPE_OTHER);
}

static void
a_fixed_disk_is_known_by_its_end(void **state)
{
	uint8_t bytes[1024] = {0};

	(void)state;
	memcpy(bytes + 512, "conectix", 8);
	assert_int_equal(
	    filetype_detect((struct slice){bytes, 1024}), FILETYPE_DISK);
	assert_int_equal(
	    filetype_detect((struct slice){bytes, 1023}), FILETYPE_OTHER);
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
	    cmocka_unit_test(what_a_text_lacks_is_told),
	    cmocka_unit_test(a_text_is_looked_through_to_its_end),
	    cmocka_unit_test(fixed_bytes_tell_programs_and_documents),
	    cmocka_unit_test(fixed_bytes_tell_pictures),
	    cmocka_unit_test(fixed_bytes_tell_archives),
	    cmocka_unit_test(marks_far_inside_are_found_at_their_place),
	    cmocka_unit_test(a_tar_of_before_1988_is_known_by_its_sum),
	    cmocka_unit_test(a_real_pe_is_known_even_if_it_looks_like_text),
	    cmocka_unit_test(tags_tell_html_from_text),
	    cmocka_unit_test(text_is_told_from_binary),
	    cmocka_unit_test(a_pdf_may_begin_late_but_not_within_html),
	    cmocka_unit_test(header_fields_tell_mail),
	    cmocka_unit_test(hostile_bytes_cost_linear_time),
	    cmocka_unit_test(kinds_are_told_within_a_class),
	    cmocka_unit_test(a_disk_is_known_by_its_first_sector),
	    cmocka_unit_test(a_fixed_disk_is_known_by_its_end),
	    cmocka_unit_test(every_type_has_a_name),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
