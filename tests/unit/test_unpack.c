/*
 * test_unpack - what stands inside of parts becomes parts
 *
 * Archives and encoded texts here were made by Info-ZIP, gzip and sharutils
 * over the EICAR test file, so what must come out is known from outside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/archive/archive.h"
#include "core/base/text.h"
#include "tests/support/unpacked_case.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define SMIME "Content-Type: application/pkcs7-mime; name=smime.p7m\n"

#define UUENCODED                                                              \
	"begin 644 x.com\n"                                                    \
	"M6#5/(5`E0$%06S1<4%I8-30H4%XI-T-#*3=])$5)0T%2+5-404Y$05)$+4%.\n"      \
	"75$E625)54RU415-4+49)3$4A)$@K2\"H`\n`\nend\n"

/* openssl cms -sign -nodetach over a part that is the test file; -stream; the
 * same compressed, by Python; openssl cms -EncryptedData_encrypt. */
#define SIGNED                                                                 \
	"MIIBQgYJKoZIhvcNAQcCoIIBMzCCAS8CAQExDTALBglghkgBZQMEAgEwgYkGCSqGSIb3" \
	"DQEHAaB8\n"                                                           \
	"BHpDb250ZW50LVR5cGU6IGFwcGxpY2F0aW9uL3gtbXNkb3dubG9hZDsgbmFtZT14LmNv" \
	"bQ0KDQpY\n"                                                           \
	"NU8hUCVAQVBbNFxQWlg1NChQXik3Q0MpN30kRUlDQVItU1RBTkRBUkQtQU5USVZJUlVT" \
	"LVRFU1Qt\n"                                                           \
	"RklMRSEkSCtIKjGBjjCBiwIBATAkMAwxCjAIBgNVBAMMAXQCFFDycpgwUb28QL4ZPodG" \
	"9XygpsIs\n"                                                           \
	"MAsGCWCGSAFlAwQCATAKBggqhkjOPQQDAgRHMEUCIQD8igUAZoF3gjI78fpBI79UsBuD" \
	"fyeKnAqS\n"                                                           \
	"5G0xHsz84gIgCrtr2jES1+tL/5KBzKvgwvnItee/WbsV/gw4ZS2fBmA=\n"
#define SIGNED_STREAM                                                          \
	"MIAGCSqGSIb3DQEHAqCAMIACAQExDTALBglghkgBZQMEAgEwgAYJKoZIhvcNAQcBoIAk" \
	"gAR6Q29u\n"                                                           \
	"dGVudC1UeXBlOiBhcHBsaWNhdGlvbi94LW1zZG93bmxvYWQ7IG5hbWU9eC5jb20NCg0K" \
	"WDVPIVAl\n"                                                           \
	"QEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNU" \
	"LUZJTEUh\n"                                                           \
	"JEgrSCoAAAAAAAAxgY0wgYoCAQEwJDAMMQowCAYDVQQDDAF0AhRQ8nKYMFG9vEC+"     \
	"GT6HRvV8oKbC\n"                                                       \
	"LDALBglghkgBZQMEAgEwCgYIKoZIzj0EAwIERjBEAiBqCg8iDW/"                  \
	"mOK8IEkR4gZMgFJTYrfA5q1b+\n"                                          \
	"pJz74pyINAIgSFr5pwKF/iJ6eKypEaAwJJCTa7GKr6Cde4KHnqxZJcwAAAAAAAA=\n"
#define COMPRESSED                                                             \
	"MIG7BgsqhkiG9w0BCRABCaCBqzCBqAIBADANBgsqhkiG9w0BCRADCDCBkwYJKoZIhvcN" \
	"AQcBoIGF\n"                                                           \
	"BIGCeJxzzs8rSc0r0Q2pLEi1UkgsKMjJTE4syczP06/QzS1OyS/"                  \
	"Py8lPTLFWyEvMTbWt0EvOz+Xl\n"                                          \
	"4uWKMPVXDFB1cAyINokJiIowNdEIiNM0d3bWNK9VcfV0dgzSDQ5x9HNxDHLRdfQL8Qzz" \
	"DAoN1g1x\n"                                                           \
	"DQ7RdfP0cVVU8dD20AIAqXIk/w==\n"
#define ENCRYPTED_CMS                                                          \
	"MIHEBgkqhkiG9w0BBwaggbYwgbMCAQAwga0GCSqGSIb3DQEHATAdBglghkgBZQMEAQIE" \
	"EJ1d14UT\n"                                                           \
	"FRMtevUK1XFSgmaAgYBwhRWqBVjzHtFGACUCfwis/"                            \
	"hltkWQY7kDNJYvlRUgOoPrvEQ+ngEVmmVcx\n"                                \
	"AxTrlcY+ZP53gQgAvDyRSmIK4jM/"                                         \
	"9NNNyZXpG+GMnXw0mP6hcQZj5rt7SkYrNivixuulYF7Kclxp\n"                   \
	"APGfyAquPeBT5vUXyZkWkfLsvEMppEjfWVEcSg==\n"
/* hexbin -b (macutils), without the padding at the end. */
#define MACBINARY                                                              \
	"AAh0ZXN0LmNvbQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"   \
	"AAAAAAAAAAAAAAAAAAAAAABCSU5BaERtcAAAAAAAAAAAAAAAAABEAAAAAOcqcRzn\n"   \
	"KnEcAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABYNU8hUCVAQVBbNFxQWlg1\n"   \
	"NChQXik3Q0MpN30kRUlDQVItU1RBTkRBUkQtQU5USVZJUlVTLVRFU1QtRklMRSEk\n"   \
	"SCtIKg==\n"
/* RFC 1740: a name at 50, the data fork at 55. */
#define APPLESINGLE                                                            \
	"AAUWAAACAAAAAAAAAAAAAAAAAAAAAAAAAAIAAAADAAAAMgAAAAUAAAABAAAANwAA\n"   \
	"AER5LmNvbVg1TyFQJUBBUFs0XFBaWDU0KFBeKTdDQyk3fSRFSUNBUi1TVEFOREFS\n"   \
	"RC1BTlRJVklSVVMtVEVTVC1GSUxFISRIK0gq\n"

static void
each_wrapping_comes_off(void **state)
{
	static const struct {
		const char *what, *file;
		enum part_origin origin;
		const char *name;
	} rows[] = {
	    {"zip", BASE64 ZIP, PART_FROM_ARCHIVE, "eicar.com"},
	    {"gzip", BASE64 GZIP, PART_FROM_ARCHIVE, ""},
	    {"zip in zip", BASE64 ZIP_IN_ZIP, PART_FROM_ARCHIVE, "eicar.com"},
	    {"uuencode in a text", "Subject: x\n\nhello\n" UUENCODED "bye\n",
		PART_FROM_ENCODED, "x.com"},
	    {"mail as octet-stream",
		"Content-Type: application/octet-stream\n"
		"Content-Disposition: attachment; filename=a.eml\n\n"
		"From: a@example.com\nSubject: y\n" MIXED "--b\n\n" EICAR
		"\n--b--\n",
		PART_FROM_MIME, ""},
	    {"data: URL",
		"Content-Type: text/html\n\n<html><a href=\"data:application/"
		"octet-stream;base64,WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0"
		"FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=\">x</a>",
		PART_FROM_DATA_URL, ""},
	    {"data: URL with its letters as numbers",
		"Content-Type: text/html\n\n<html><a href=\"d&#97;ta&colon;;"
		"base64,WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQV"
		"JELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=\">x</a>",
		PART_FROM_DATA_URL, ""},
	    {"S/MIME, signed", SMIME BASE64 SIGNED, PART_FROM_MIME, "x.com"},
	    {"S/MIME, signed, in pieces", SMIME BASE64 SIGNED_STREAM,
		PART_FROM_MIME, "x.com"},
	    {"S/MIME, compressed", SMIME BASE64 COMPRESSED, PART_FROM_MIME,
		"x.com"},
	    {"S/MIME as octet-stream", BASE64 SIGNED, PART_FROM_MIME, "x.com"},
	    {"S/MIME in text",
		"Subject: x\n\n-----BEGIN PKCS7-----\n" SIGNED
		"-----END PKCS7-----\n",
		PART_FROM_MIME, "x.com"},
	    {"S/MIME in a file of text",
		"Content-Type: text/plain; name=smime.p7m\n\n"
		"-----BEGIN X-----\n-----END X-----\n"
		"-----BEGIN CMS-----\n" SIGNED_STREAM "-----END CMS-----\n",
		PART_FROM_MIME, "x.com"},
	    {"a signed file, base64 in the file",
		"Content-Type: application/octet-stream; name=a.txt.p7m\n\n"
		" " SIGNED,
		PART_FROM_MIME, "x.com"},
	    {"MacBinary", BASE64 MACBINARY, PART_FROM_MACFILE, "test.com"},
	    {"AppleSingle", BASE64 APPLESINGLE, PART_FROM_MACFILE, "y.com"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct message message;
		const struct part *part;

		unpack(slice_from_string(rows[i].file), &message);
		if (count_eicar(&message) != 1)
			print_error("%s\n", rows[i].what);
		assert_int_equal(count_eicar(&message), 1);
		part = find_eicar(&message);
		assert_int_equal(part->origin, rows[i].origin);
		assert_slice_is(
		    part->name_count > 0 ? part->names[0].text : SLICE(""),
		    slice_from_string(rows[i].name));
	}
}

/* What is a file to scripts, and what is none; its beginning, and how many. */
static void
constants_of_scripts_are_undone(void **state)
{
#define B64 "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU2Nzg5YWJjZGVmZ2hpamts"
#define TEN(s) s s s s s s s s s s
	static const struct {
		const char *page;
		size_t count;
		const char *body;
	} rows[] = {
	    {"<script>x('" B64 "')</script>", 1, "ABCDEFGHIJ"},
	    {"<svg:script>x('" B64 "')</svg:script>", 1, "ABCDEFGHIJ"},
	    {"<a href=\"javascript:x('" B64 "')\">x</a>", 1, "ABCDEFGHIJ"},
	    {"<script>x('" B64 "\" + 'y')</script>", 0, ""},
	    {"<script>x('QUJD' +\n\"" B64 "\"+`QUJD`)</script>", 1,
		"ABCABCDEFG"},
	    {"<script>x('" B64 "\\\nQUJD')</script>", 1, "ABCDEFGHIJ"},
	    {"<script>x('" B64 "\nQUJD')</script>", 0, ""},
	    {"<script>// don't\nx('" B64 "')</script>", 1, "ABCDEFGHIJ"},
	    {"<script>x('QUJD')</script>", 0, ""},
	    {"<script>x('data:,abc')</script>", 1, "abc"},
	    {"<script>x('dat' + \"a:,abc\")</script>", 1, "abc"},
	    {"<script>x('" TEN(TEN("%41")) "')</script>", 1, "AAAAAAAAAA"},
	    {"<script>x('" TEN(TEN("\\x41")) "')</script>", 1, "AAAAAAAAAA"},
	    {"<script>x('" TEN(TEN("\\u0041")) "')</script>", 1, "AAAAAAAAAA"},
	    {"<script>x('http://x/" TEN(TEN("%41")) "')</script>", 0, ""},
	    {"<script>x([" TEN(TEN("65, 0x42,")) "])</script>", 1,
		"ABABABABAB"},
	    {"<script>x([" TEN(TEN("300,")) "])</script>", 0, ""},
	    {"<script>x([" TEN("65,") "])</script>", 0, ""},
	    /* No script: our subscription. */
	    {"<p title='" B64 "'>subscription</p>", 0, ""},
	    {"<!DOCTYPE x [<!ENTITY y 'data:,abc'>]><x/>", 1, "abc"},
	    /* A link in quotes is met twice. */
	    {"<script></script><a href='data:,abc'>x</a>", 2, "abc"},
	    {"<iframe srcdoc='&lt;p>x'></iframe>", 1, "<p>x"},
	    {"<iframe srcdoc=''></iframe>", 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static char file[4096];
		struct text text = TEXT_OVER(file);
		struct message message;
		struct slice body = SLICE("");

		text_printf(
		    &text, "Content-Type: text/html\n\n%s\n", rows[i].page);
		assert_false(text.truncated);
		unpack(text_slice(&text), &message);
		if (message.part_count != rows[i].count + 1)
			print_error("%s\n", rows[i].page);
		assert_int_equal(message.part_count, rows[i].count + 1);
		if (rows[i].count > 0)
			body = message.parts[1]->body;
		if (!slice_starts_with(body, slice_from_string(rows[i].body)))
			print_error("%s\n", rows[i].page);
		assert_true(
		    slice_starts_with(body, slice_from_string(rows[i].body)));
	}
}

static void
the_password_in_the_text_opens_a_zip(void **state)
{
	static const char *const texts[] = {
	    "The password is 4711abc.",
	    "Password: 4711abc",
	    "Archivpasswort: \"4711abc\"",
	    "password for the archive:4711abc",
	    "Your document is attached.\n\n4711abc\n\nRegards",
	    "\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C 4711abc",
	    /* Chinese, with marks and no blanks; Turkish. */
	    "\xE5\xAF\x86\xE7\xA0\x81\xEF\xBC\x9A"
	    "4711abc\xE3\x80\x82",
	    "\xC5\x9Eifre: 4711abc",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		static char file[4096];
		struct text text = TEXT_OVER(file);
		struct message message;

		text_printf(&text,
		    MIXED "--b\n\n%s\n--b\n" BASE64 ENCRYPTED_ZIP "--b--\n",
		    texts[i]);
		unpack(text_slice(&text), &message);
		if (count_eicar(&message) != 1)
			print_error("%s\n", texts[i]);
		assert_int_equal(count_eicar(&message), 1);
		assert_true(
		    find_eicar(&message)->member->flags & MEMBER_PASSWORD);
	}
}

static void
an_encrypted_member_without_its_password_is_noted(void **state)
{
	struct message message;
	const struct part *part;

	(void)state;
	unpack(SLICE(MIXED "--b\n\nnothing to see\n--b\n" BASE64 ENCRYPTED_ZIP
			   "--b--\n"),
	    &message);
	assert_int_equal(message.part_count, 4);
	part = message.parts[3];
	assert_slice(part->names[0].text, "eicar.com");
	assert_true((part->flags & PART_ENCRYPTED) != 0);
	assert_int_equal(part->body.size, 0);
	assert_int_equal(part->member->size, 68);
	assert_true((message.parts[2]->flags & PART_ENCRYPTED) != 0);
}

static void
encrypted_s_mime_is_noted(void **state)
{
	static char buffer[256];
	struct text names = TEXT_OVER(buffer);
	struct message message;
	size_t opened;

	(void)state;
	unpack(SLICE(SMIME BASE64 ENCRYPTED_CMS), &message);
	assert_int_equal(message.part_count, 1);
	assert_true((message.top->flags & PART_ENCRYPTED) != 0);
	assert_int_equal(unpack_count_encrypted(&message, &names, &opened), 1);
	assert_slice(text_slice(&names), "smime.p7m");
}

static void
parts_are_counted_by_kind(void **state)
{
	static struct part parts[] = {
	    {.type = FILETYPE_NSIS, .kind = PART_ARCHIVE},
	    {.type = FILETYPE_NSIS, .flags = PART_DAMAGED}, /* no files */
	    {.type = FILETYPE_ISHIELD, .kind = PART_ARCHIVE},
	    {.type = FILETYPE_ISCAB, .kind = PART_ARCHIVE},
	    {.type = FILETYPE_AUTOIT, .kind = PART_ARCHIVE},
	    {.type = FILETYPE_ZIP, .kind = PART_ARCHIVE, .flags = PART_DAMAGED},
	    {.type = FILETYPE_PE, .origin = PART_FROM_PACKED},
	};
	struct part *list[COUNT(parts)];
	struct message message = {
	    .parts = list,
	    .part_count = COUNT(parts),
	};
	uint32_t counts[UNPACK_KINDS];

	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++)
		list[i] = &parts[i];
	unpack_count(&message, counts);
	assert_int_equal(counts[UNPACK_PROGRAMS], 1);
	assert_int_equal(counts[UNPACK_NSIS], 1);
	assert_int_equal(counts[UNPACK_INSTALLSHIELD], 2);
	assert_int_equal(counts[UNPACK_AUTOIT], 1);
	assert_int_equal(counts[UNPACK_DAMAGED], 2);
}

static void
a_signed_file_stays_what_it_is(void **state)
{
	/* SEQUENCE { pkcs7-data, [0] { "<?xml version: ?>" } } */
	static const char file[] =
	    "Content-Type: application/octet-stream; name=invoice.xml.p7m\n"
	    "Content-Transfer-Encoding: base64\n\n"
	    "MCAGCSqGSIb3DQEHAaATBBE8P3htbCB2ZXJzaW9uOiA/Pg==\n";
	struct message message;

	(void)state;
	unpack(slice_from_string(file), &message);
	assert_int_equal(message.part_count, 2);
	assert_slice(message.parts[1]->body, "<?xml version: ?>");
	assert_int_equal(message.parts[1]->kind, PART_LEAF);
	assert_int_equal(message.parts[1]->origin, PART_FROM_SIGNED);
	assert_slice(message.parts[1]->names[0].text, "invoice.xml");
}

/* What is a text and a file is read as a text by people: a letter of KOI8-R is
 * a packet; all but the end of a property list is free. */
static void
a_text_that_holds_a_file_stays_a_text(void **state)
{
	static const struct {
		struct slice file;
		enum part_origin origin;
	} rows[] = {
	    {SLICE("Content-Type: text/plain; charset=koi8-r\n\n"
		   "\xCB 1\r\n\r\nAll of this is to be read by somebody.\n"),
		PART_FROM_OPENPGP},
	    {SLICE("\n-----BEGIN PGP MESSAGE-----\n\n"
		   "ywpiAXgAAAAAYWJj\n=aaaa\n"
		   "-----END PGP MESSAGE-----\nThis is to be read, too.\n"),
		PART_FROM_OPENPGP},
	    {SLICE("\nbplist00 read by somebody, too.\n\x43"
		   "abc\x20"
		   "\0\0\0\0\0\0\1\1"
		   "\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x24"),
		PART_FROM_DOCUMENT},
	};
	struct message message;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		unpack(rows[i].file, &message);
		assert_int_equal(message.part_count, 2);
		assert_int_equal(message.parts[1]->origin, rows[i].origin);
		assert_int_equal(message.top->kind, PART_LEAF);
	}
}

static void
names_are_decoded_and_claims_judged(void **state)
{
	struct message message;

	(void)state;
	unpack(SLICE("Content-Type: application/pdf; "
		     "name=\"=?utf-8?Q?r=C3=A9sum=C3=A9.pdf?=\"\n"
		     "Content-Disposition: attachment; "
		     "filename*=koi8-r''%C6%C1%CA%CC.pdf\n" BASE64
		     "TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAA=\n"),
	    &message);
	assert_int_equal(message.part_count, 1);
	assert_int_equal(message.top->name_count, 2);
	assert_slice(
	    message.top->names[0].text, "\xD1\x84\xD0\xB0\xD0\xB9\xD0\xBB.pdf");
	assert_slice(message.top->names[1].text, "r\xC3\xA9sum\xC3\xA9.pdf");
	assert_true((message.top->flags & PART_MISMATCH) != 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(each_wrapping_comes_off),
	    TEST(constants_of_scripts_are_undone),
	    TEST(the_password_in_the_text_opens_a_zip),
	    TEST(an_encrypted_member_without_its_password_is_noted),
	    TEST(encrypted_s_mime_is_noted),
	    cmocka_unit_test(parts_are_counted_by_kind),
	    TEST(a_signed_file_stays_what_it_is),
	    TEST(a_text_that_holds_a_file_stays_a_text),
	    TEST(names_are_decoded_and_claims_judged),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
