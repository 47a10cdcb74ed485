/*
 * test_filetype_claim - what names and media types claim, and what bears it out
 *
 * Extensions that Windows runs: those that Outlook blocks and Windows' PATHEXT.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/filetype/filetype.h"

#define B(literal) SLICE(literal)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
the_last_extension_is_the_claim(void **state)
{
	static const struct {
		struct slice name;
		enum filetype type;
		bool executable;
	} rows[] = {
	    {B("invoice.pdf"), FILETYPE_PDF, false},
	    {B("INVOICE.PDF"), FILETYPE_PDF, false},
	    {B("invoice.pdf.exe"), FILETYPE_PE, true},
	    {B("invoice.exe.pdf"), FILETYPE_PDF, false},
	    {B("invoice.pdf          .exe"), FILETYPE_PE, true},
	    {B("invoice.exe."), FILETYPE_PE, true},
	    {B("invoice.exe . .\t"), FILETYPE_PE, true},
	    {B("C:\\temp\\a.b\\x.SCR"), FILETYPE_PE, true},
	    /* "invoice" exe.fdp, shown from right to left. */
	    {B("invoice\xE2\x80\xAE"
	       "fdp.exe"),
		FILETYPE_PE, true},
	    {B("\xD1\x81\xD1\x87\xD1\x91\xD1\x82.js"), FILETYPE_SCRIPT, true},
	    {B(".exe"), FILETYPE_PE, true},
	    {B("7z"), FILETYPE_OTHER, false},
	    {B("a.7z"), FILETYPE_SEVENZIP, false},
	    {B("a.zst"), FILETYPE_ZSTD, false},
	    {B("a.zzz"), FILETYPE_OTHER, false},
	    {B("a.1"), FILETYPE_OTHER, false},
	    {B("exe"), FILETYPE_OTHER, false},
	    {B("a.exe/b"), FILETYPE_OTHER, false},
	    {B("a."), FILETYPE_OTHER, false},
	    {B("..."), FILETYPE_OTHER, false},
	    {B(""), FILETYPE_OTHER, false},
	    {B("a.settingcontent-ms"), FILETYPE_OTHER, true},
	    {B("a.an-extension-that-is-quite-long"), FILETYPE_OTHER, false},
	    {B("a.com"), FILETYPE_OTHER, true},
	    {B("a.bin"), FILETYPE_OTHER, false},
	    {B("a.docm"), FILETYPE_DOCX, false},
	    {B("a.tar.gz"), FILETYPE_GZIP, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t *copy = malloc(rows[i].name.size + 1);
		struct slice name = {copy, rows[i].name.size};

		if (name.size > 0)
			memcpy(copy, rows[i].name.data, name.size);
		if (filetype_of_name(name) != rows[i].type)
			print_error("row %zu: %s\n", i,
			    filetype_name(filetype_of_name(name)));
		assert_int_equal(filetype_of_name(name), rows[i].type);
		assert_int_equal(
		    filetype_name_is_executable(name), rows[i].executable);
		free(copy);
	}
}

static void
what_windows_runs_is_executable(void **state)
{
	static const char *const extensions[] = {"exe", "scr", "pif", "com",
	    "cpl", "msi", "msp", "bat", "cmd", "js", "jse", "vbs", "vbe", "wsf",
	    "wsh", "hta", "ps1", "lnk", "url", "iso", "img", "vhd", "vhdx",
	    "one", "chm", "jar", "reg", "scf", "sct", "msc", "dll", "ocx",
	    "inf", "gadget", "application", "jnlp", "appx", "msix", "xll",
	    "library-ms", "search-ms", "diagcab"};
	static const char *const others[] = {"txt", "pdf", "doc", "docx", "xls",
	    "zip", "png", "html", "eml", "csv", "mp3", "7z", "tar", "p7s"};
	char name[64];

	(void)state;
	for (size_t i = 0; i < COUNT(extensions); i++) {
		snprintf(name, sizeof(name), "a.%s", extensions[i]);
		if (!filetype_name_is_executable(slice_from_string(name)))
			fail_msg("%s", name);
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		snprintf(name, sizeof(name), "a.%s", others[i]);
		if (filetype_name_is_executable(slice_from_string(name)))
			fail_msg("%s", name);
		if (filetype_of_name(slice_from_string(name)) == FILETYPE_OTHER)
			fail_msg("%s claims nothing", name);
	}
}

/* Every row is found, which it would not be in a table out of order. */
static void
the_tables_are_sorted(void **state)
{
	static const struct {
		const char *word;
		enum filetype type;
	} names[] =
	    {
#define FILETYPE_NAME(word, type, executable) {"a." word, FILETYPE_##type},
#include "core/filetype/filetype_names.def"
#undef FILETYPE_NAME
	    },
	  media[] = {
#define FILETYPE_MEDIA(word, type) {word, FILETYPE_##type},
#include "core/filetype/filetype_media_types.def"
#undef FILETYPE_MEDIA
	  };

	(void)state;
	assert_true(COUNT(names) >= 150);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice name = slice_from_string(names[i].word);

		if (filetype_of_name(name) != names[i].type)
			fail_msg("%s", names[i].word);
		if (names[i].type == FILETYPE_OTHER &&
		    !filetype_name_is_executable(name))
			fail_msg("%s", names[i].word);
	}
	for (size_t i = 0; i < COUNT(media); i++)
		if (filetype_of_media_type(slice_from_string(media[i].word)) !=
		    media[i].type)
			fail_msg("%s", media[i].word);
}

static void
media_types_claim(void **state)
{
	static const struct {
		struct slice media_type;
		enum filetype type;
	} rows[] = {
	    {B("application/pdf"), FILETYPE_PDF},
	    {B("application/octet-stream"), FILETYPE_OTHER},
	    {B("application/x-unheard-of"), FILETYPE_OTHER},
	    {B("application/msword"), FILETYPE_OLE2},
	    {B("application/vnd.openxmlformats-officedocument."
	       "wordprocessingml.document"),
		FILETYPE_DOCX},
	    {B("application/vnd.ms-excel"), FILETYPE_OLE2},
	    {B("application/vnd.ms-excel.sheet.macroenabled.12"),
		FILETYPE_XLSX},
	    {B("text/plain"), FILETYPE_TEXT},
	    {B("text/html"), FILETYPE_HTML},
	    {B("text/x-anything"), FILETYPE_TEXT},
	    {B("image/png"), FILETYPE_PNG},
	    {B("image/x-anything"), FILETYPE_GRAPHICS},
	    {B("image/svg+xml"), FILETYPE_HTML},
	    {B("video/mp4"), FILETYPE_MEDIA},
	    {B("message/rfc822"), FILETYPE_MAIL},
	    {B("multipart/mixed"), FILETYPE_OTHER},
	    {B("application"), FILETYPE_OTHER},
	    {B(""), FILETYPE_OTHER},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    filetype_of_media_type(rows[i].media_type), rows[i].type);
}

#define F(type) FILETYPE_##type

static void
a_claim_is_wrong_only_when_readers_would_say_so(void **state)
{
	static const struct {
		enum filetype claimed, found;
		bool wrong;
	} rows[] = {
	    /* No claim. */
	    {F(OTHER), F(PE), false},
	    {F(OTHER), F(OTHER), false},
	    /* Text. */
	    {F(TEXT), F(TEXT), false},
	    {F(TEXT), F(HTML), false},
	    {F(HTML), F(TEXT), false},
	    {F(TEXT), F(MAIL), false},
	    {F(TEXT), F(ODD_TEXT), false},
	    {F(CALENDAR), F(TEXT), false},
	    {F(TEXT), F(CALENDAR), false},
	    {F(SCRIPT), F(TEXT), false},
	    {F(TEXT), F(OTHER), true},
	    {F(TEXT), F(PE), true},
	    {F(HTML), F(ZIP), true},
	    {F(TEXT), F(PDF), true},
	    {F(MAIL), F(TEXT), false},
	    {F(MAIL), F(PE), true},
	    /* Pictures. */
	    {F(PNG), F(JPEG), false},
	    {F(GRAPHICS), F(WEBP), false},
	    {F(GRAPHICS), F(OTHER), false},
	    {F(PNG), F(OTHER), true},
	    {F(JPEG), F(PE), true},
	    {F(GRAPHICS), F(HTML), true},
	    {F(GIF), F(TEXT), true},
	    /* Office. */
	    {F(OLE2), F(OLE2), false},
	    {F(OLE2), F(RTF), false},
	    {F(OLE2), F(DOCX), false},
	    {F(DOCX), F(OLE2), false},
	    {F(DOCX), F(ZIP), false},
	    {F(DOCX), F(XLSX), false},
	    {F(OLE2), F(PE), true},
	    {F(OLE2), F(HTML), true},
	    {F(DOCX), F(JAR), true},
	    {F(PDF), F(HTML), true},
	    {F(PDF), F(OTHER), true},
	    /* Archives. */
	    {F(ZIP), F(DOCX), false},
	    {F(ZIP), F(JAR), false},
	    {F(JAR), F(ZIP), false},
	    {F(ZIP), F(RAR5), true},
	    {F(RAR), F(RAR5), false},
	    {F(ZIP), F(PE), true},
	    {F(ISO), F(ZIP), true},
	    /* Others. */
	    {F(PE), F(TEXT), true},
	    {F(MEDIA), F(OTHER), false},
	    {F(MEDIA), F(PE), true},
	    {F(PKCS7), F(OTHER), false},
	    {F(PKCS7), F(PE), true},
	    {F(PGP), F(OTHER), false},
	    {F(TNEF), F(PE), true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (filetype_mismatch(rows[i].claimed, rows[i].found) !=
		    rows[i].wrong)
			fail_msg("%s as %s", filetype_name(rows[i].found),
			    filetype_name(rows[i].claimed));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_last_extension_is_the_claim),
	    cmocka_unit_test(what_windows_runs_is_executable),
	    cmocka_unit_test(the_tables_are_sorted),
	    cmocka_unit_test(media_types_claim),
	    cmocka_unit_test(a_claim_is_wrong_only_when_readers_would_say_so),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
