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

#include "tests/support/filetype_case.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fixed_bytes_tell_programs_and_documents),
	    cmocka_unit_test(fixed_bytes_tell_pictures),
	    cmocka_unit_test(fixed_bytes_tell_archives),
	    cmocka_unit_test(marks_far_inside_are_found_at_their_place),
	    cmocka_unit_test(a_tar_of_before_1988_is_known_by_its_sum),
	    cmocka_unit_test(a_real_pe_is_known_even_if_it_looks_like_text),
	    cmocka_unit_test(every_type_has_a_name),
	    cmocka_unit_test(kinds_are_told_within_a_class),
	    cmocka_unit_test(a_disk_is_known_by_its_first_sector),
	    cmocka_unit_test(a_fixed_disk_is_known_by_its_end),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
