/*
 * test_charset_tables - labels, and the letters of single bytes
 *
 * Expected values: the WHATWG Encoding Standard (labels), iconv (tables); else
 * by hand.
 */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/text/utf8.h"
#include "tests/support/charset_case.h"

/* ---- labels -----------------------------------------------------------------
 */

struct label {
	const char *label;
	const char *name;
};

static const struct label standard_labels[] = {
#define LABEL(label, name) {label, name},
#include "tests/unit/charset_labels.def"
};

static const struct label other_labels[] = {
    {"UTF-8", "utf-8"},
    {" utf-8 ", "utf-8"},
    {"\"utf-8\"", "utf-8"},
    {"'UTF8'", "utf-8"},
    {"utf-8;", "utf-8"},
    {"utf-8; format=flowed", "utf-8"},
    {"utf-8 format=flowed", "utf-8"},
    {"utf-8*ru", "utf-8"},
    {"GB2312_CHARSET", "gb18030"},
    {"_iso-2022-jp$ESC", "iso-2022-jp"},
    {"CHINESEBIG5", "big5"},
    {"utf_8", "utf-8"},
    {"charset=utf-8", "utf-8"},
    {"\tUTF\t-8", "utf-8"},
    {"ISO_8859-1:1987", "windows-1252"},
    {"iso 8859-1", "windows-1252"},
    {"ANSI_X3.4-1968", "windows-1252"},
    {"x-sjis", "shift_jis"},
    {"cp932", "shift_jis"},
    {"ks_c_5601-1987", "euc-kr"},
    {"gb2312", "gb18030"},
    {"GB_2312-80", "gb18030"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"iso-10646-ucs-2", "utf-16"},
    {"utf-32be", "utf-32be"},
    {"iso-8859-9", "windows-1254"},
    {"tis-620", "windows-874"},
    {"hz-gb-2312", "hz-gb-2312"},
    {"iso-2022-kr", "iso-2022-kr"},
    {"default", "unknown-8bit"},
    {"unknown-8bit", "unknown-8bit"},
    {"cp437", "ibm437"},
    {"IBM850", "ibm850"},
    {"x-mac-ce", "x-mac-ce"},
    {"", NULL},
    {" ", NULL},
    {"\"\"", NULL},
    {"-", NULL},
    {"utf-9", NULL},
    {"utf-80", NULL},
    {"iso-8859-99", NULL},
    {"no-such-charset-and-a-name-that-is-longer-than-any-other-name", NULL},
    {"\xff\xfe\x01", NULL},
};

static void
check_label(const struct label *label)
{
	const char *name = charset_name(slice_from_string(label->label));

	if (label->name == NULL
		? name != NULL
		: name == NULL || strcmp(name, label->name) != 0)
		fail_msg(
		    "\"%s\" is %s", label->label, name == NULL ? "" : name);
}

static void
labels_are_those_of_the_standard(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(standard_labels); i++)
		check_label(&standard_labels[i]);
	for (size_t i = 0; i < COUNT(other_labels); i++)
		check_label(&other_labels[i]);
}

static void
every_alias_is_found(void **state)
{
	static const char *const names[] = {
#define CHARSET(kind, name, table, iconv) name,
#include "core/text/charset_names.def"
#undef CHARSET
	};
	static const struct {
		const char *alias;
		size_t charset;
	} aliases[] = {
#define NAME(alias, charset) {alias, charset},
#include "core/text/charset_names.def"
#undef NAME
	};

	(void)state;
	for (size_t i = 0; i < COUNT(aliases); i++) {
		const char *name =
		    charset_name(slice_from_string(aliases[i].alias));

		assert_non_null(name);
		assert_string_equal(name, names[aliases[i].charset]);
	}
}

/* ---- tables against iconv ---------------------------------------------------
 */

/* Ours, and iconv's name where that differs. */
static const struct label singles[] = {
    {"windows-1252", "CP1252"},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"windows-874", "CP874"},
    {"windows-1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"windows-1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"},
    {"macintosh", "MACINTOSH"},
    {"ibm866", "CP866"},
    {"ibm437", "CP437"},
    {"ibm737", "CP737"},
    {"ibm775", "CP775"},
    {"ibm850", "CP850"},
    {"ibm852", "CP852"},
    {"ibm855", "CP855"},
    {"ibm857", "CP857"},
    {"ibm858", "CP858"},
    {"ibm860", "CP860"},
    {"ibm861", "CP861"},
    {"ibm862", "CP862"},
    {"ibm863", "CP863"},
    {"ibm865", "CP865"},
    {"ibm869", "CP869"},
    {"ibm1125", "CP1125"},
    {"koi8-t", "KOI8-T"},
    {"kz-1048", "RK1048"},
    {"ptcp154", "PT154"},
    {"hp-roman8", "HP-ROMAN8"},
};

/* Where ours and iconv's are both right, or the standard overrules. */
static bool
is_known_difference(const char *name, unsigned byte)
{
	/* The standard's additions for Belarusian. */
	if (strcmp(name, "koi8-u") == 0)
		return byte == 0xAE || byte == 0xBE;
	/* ISO 8859-8 has OVERLINE in its first edition. */
	if (strcmp(name, "iso-8859-8") == 0)
		return byte == 0xAF;
	/* The increment, which iconv takes for a Greek letter, the euro, which
	 * it takes for the currency sign, and the apple. */
	if (strcmp(name, "macintosh") == 0)
		return byte == 0xC6 || byte == 0xDB || byte == 0xF0;
	return false;
}

static size_t
by_iconv(iconv_t from, uint8_t byte, uint8_t out[8])
{
	char *in = (char *)&byte;
	char *to = (char *)out;
	size_t left = 1;
	size_t room = 8;

	iconv(from, NULL, NULL, NULL, NULL);
	if (iconv(from, &in, &left, &to, &room) == (size_t)-1 ||
	    iconv(from, NULL, NULL, &to, &room) == (size_t)-1)
		return 0;
	return 8 - room;
}

/* A hole of iconv's is a hole, or a C1 control by the standard. */
static void
check_byte(const struct label *single, iconv_t from, unsigned byte)
{
	uint8_t want[8];
	/* Sixteen of them, and ASCII: nobody takes it for UTF-8. */
	uint8_t bytes[4] = {'a', (uint8_t)byte, 'a', 'a'};
	struct charset_text got =
	    decode((struct slice){bytes, 4}, single->label);
	struct slice text = slice_sub(got.text, 1, got.text.size - 3);
	size_t size = by_iconv(from, (uint8_t)byte, want);
	uint8_t c1[UTF8_MAX];
	struct slice hole = {c1, utf8_put(byte, c1)};

	assert_string_equal(got.charset, single->label);
	if (size == 0) {
		assert_true(slice_equal(text, SLICE(FFFD)) ||
			    (byte < 0xA0 && slice_equal(text, hole)) ||
			    is_known_difference(single->label, byte));
		return;
	}
	if (!slice_equal(text, (struct slice){want, size}) &&
	    !is_known_difference(single->label, byte))
		fail_msg("%s: byte %02X", single->label, byte);
}

static void
single_bytes_are_what_iconv_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(singles); i++) {
		iconv_t from = iconv_open("UTF-8", singles[i].name);

		/* Another libc may know fewer of them. */
		if (from == (iconv_t)-1)
			continue;
		for (unsigned byte = 0x80; byte < 0x100; byte++)
			check_byte(&singles[i], from, byte);
		iconv_close(from);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(labels_are_those_of_the_standard),
	    cmocka_unit_test(every_alias_is_found),
	    cmocka_unit_test(single_bytes_are_what_iconv_says),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
