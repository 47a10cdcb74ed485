/*
 * test_charset - labels, tables, broken bytes, wrong labels, limits
 *
 * Expected values: the WHATWG Encoding Standard (labels), iconv (tables), the
 * examples of the RFCs and of chapter 3 of Unicode; else by hand.
 */
#include "core/text/charset.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/text/utf8.h"
#include "tests/support/converters.h"
#include "tests/support/random.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define FFFD "\xEF\xBF\xBD"

static struct arena *arena;
static struct charsets *charsets;

static struct charset_text
decode(struct slice bytes, const char *label)
{
	arena_reset(arena);
	return charset_decode(
	    charsets, bytes, slice_from_string(label), arena, NULL);
}

/* ---- labels ----------------------------------------------------------------
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

/* ---- tables against iconv
 * ----------------------------------------------------- */

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

/* ---- bytes and the text that must come of them
 * -------------------------------- */

struct answer {
	const char *label;
	struct slice bytes;
	struct slice text;
	const char *charset;
	unsigned flags;
	size_t replaced;
};

#define WRONG CHARSET_WRONG_LABEL
#define NONE CHARSET_UNLABELLED
#define REPLACED CHARSET_REPLACED

#define ROW(label, bytes, text, charset, flags, replaced)                      \
	{                                                                      \
		label, {(const uint8_t *)(bytes), sizeof(bytes) - 1},          \
		    {(const uint8_t *)(text), sizeof(text) - 1}, charset,      \
		    flags, replaced                                            \
	}

static const struct answer unicode_answers[] = {
    /* Unicode 15.0, tables 3-8 to 3-11: maximal subparts. */
    ROW("utf-8",
	"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
	"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
	"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
	"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
	"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41",
	"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
	"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
	"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
	"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9" FFFD FFFD FFFD FFFD
	    FFFD FFFD FFFD FFFD "A",
	"utf-8", REPLACED, 8),
    /* A letter cut off at the end. */
    ROW("utf-8", "\u65e5\u672c\xE8\xAA", "\u65e5\u672c" FFFD, "utf-8", REPLACED,
	1),
    ROW("utf-8", "\xEF\xBB\xBFhi", "hi", "utf-8", 0, 0),
    ROW("utf-8", "\xEF\xBB\xBF", "", "utf-8", 0, 0),
    ROW("utf-8", "", "", "utf-8", 0, 0),
    ROW("utf-8", "a\0b", "a\0b", "utf-8", 0, 0),
    ROW("utf-16", "\xFE\xFF\0h\0i", "hi", "utf-16be", 0, 0),
    ROW("utf-16", "\xFF\xFEh\0i\0", "hi", "utf-16le", 0, 0),
    ROW("utf-16", "\0h\0i", "hi", "utf-16be", 0, 0),
    ROW("utf-16", "h\0i\0", "hi", "utf-16le", 0, 0),
    ROW("utf-16le", "h\0i\0!", "hi" FFFD, "utf-16le", REPLACED, 1),
    ROW("utf-16be", "\xD8\x3D\xDE\x00", "\U0001F600", "utf-16be", 0, 0),
    ROW("utf-16be", "\xD8\x3D\0a\xDE\x00\0b", FFFD "a" FFFD "b", "utf-16be",
	REPLACED, 2),
    ROW("utf-16be", "\0a\xD8\x3D", "a" FFFD, "utf-16be", REPLACED, 1),
    ROW("utf-16le", "a", FFFD, "utf-16le", REPLACED, 1),
    ROW("utf-32", "\0\0\xFE\xFF\0\1\xF6\0", "\U0001F600", "utf-32be", 0, 0),
    ROW("utf-32le", "a\0\0\0\0\xD8\0\0\0\0\x11\0b\0\0", "a" FFFD FFFD FFFD,
	"utf-32le", REPLACED, 3),
    ROW("utf-32be", "\0\0\0a\xFF\xFF\xFF\xFF", "a" FFFD, "utf-32be", REPLACED,
	1),
    /* RFC 2152, examples; RFC 3501, section 5.1.3. */
    ROW("utf-7", "A+ImIDkQ.", "A\u2262\u0391.", "utf-7", 0, 0),
    ROW("utf-7", "Hi Mom -+Jjo--!", "Hi Mom -\u263A-!", "utf-7", 0, 0),
    ROW("utf-7", "+ZeVnLIqe-", "\u65e5\u672c\u8a9e", "utf-7", 0, 0),
    ROW("utf-7", "Item 3 is +AKM-1.", "Item 3 is \u00A31.", "utf-7", 0, 0),
    ROW("utf-7", "1 +- 1", "1 + 1", "utf-7", 0, 0),
    ROW("utf-7", "+2D3eAA-", "\U0001F600", "utf-7", 0, 0),
    ROW("utf-7", "+2D0-x", FFFD "x", "utf-7", REPLACED, 1),
    ROW("utf-7", "+3gA-x", FFFD "x", "utf-7", REPLACED, 1),
    ROW("utf-7", "a+AKM", "a\u00A3", "utf-7", 0, 0),
    ROW("utf-7", "+A", FFFD, "utf-7", REPLACED, 1),
    ROW("utf-7", "+", "", "utf-7", 0, 0),
    ROW("utf-7", "+ADw-script+AD4-", "<script>", "utf-7", 0, 0),
    ROW("utf-7-imap", "~peter/mail/&U,BTFw-/&ZeVnLIqe-",
	"~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e", "utf-7-imap", 0, 0),
    ROW("utf-7-imap", "A&-B", "A&B", "utf-7-imap", 0, 0),
};

/* RFC 1468, 1554, 1557, 1843, GB 18030-2005, the standard's decoders. */
static const struct answer double_answers[] = {
    ROW("shift_jis", "\x93\xfa\x96{\xb1", "\u65e5\u672c\uff71", "shift_jis", 0,
	0),
    ROW("shift_jis", "\\~", "\\~", "shift_jis", 0, 0),
    ROW("shift_jis", "\x87\x40\x81\x60", "\u2460\uff5e", "shift_jis", 0, 0),
    ROW("euc-jp", "\xc6\xfc\xcb\xdc\x8e\xb1\xad\xa1\xa1\xc1",
	"\u65e5\u672c\uff71\u2460\uff5e", "euc-jp", 0, 0),
    ROW("euc-jp", "\x8f\xb0\xa1", "\u4e02", "euc-jp", 0, 0),
    ROW("iso-2022-jp", "\x1b$BF|K\\-!!A\x1b(B!", "\u65e5\u672c\u2460\uff5e!",
	"iso-2022-jp", 0, 0),
    ROW("iso-2022-jp", "\x1b(I1\x1b(B \x1b$(D0!\x1b(B", "\uff71 \u4e02",
	"iso-2022-jp", 0, 0),
    ROW("iso-2022-jp-2", "\x1b$A<:\x1b$(C0!\x1b(B", "\u5df1\uac00",
	"iso-2022-jp", 0, 0),
    /* The escape back was lost: the line end stands for it. */
    ROW("iso-2022-jp", "\x1b$BF|K\\\nabcd", "\u65e5\u672c\nabcd", "iso-2022-jp",
	0, 0),
    ROW("iso-2022-jp", "\x1b$BF|K", "\u65e5" FFFD, "iso-2022-jp", REPLACED, 1),
    ROW("iso-2022-jp", "\x1b$BF|\x1bX", "\u65e5" FFFD FFFD, "iso-2022-jp",
	REPLACED, 2),
    ROW("iso-2022-kr", "\x1b$)C\n\x0e\x30\x21\x0f!\n\x0e\x30\x21\nab",
	"\n\uac00!\n\uac00\nab", "iso-2022-kr", 0, 0),
    ROW("hz-gb-2312", "The next sentence is in GB.~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.",
	"The next sentence is in GB.\u5df1\u6240\u4e0d\u6b32\uff0c\u52ff\u65bd"
	"\u65bc\u4eba\u3002"
	"Bye.",
	"hz-gb-2312", 0, 0),
    ROW("hz-gb-2312", "a~~b~\nc~x", "a~bc~x", "hz-gb-2312", 0, 0),
    ROW("gb2312", "\x81\x30\x81\x30\x90\x30\x81\x30\xe3\x32\x9a\x35",
	"\xC2\x80\U00010000\U0010FFFF", "gb18030", 0, 0),
    ROW("gbk", "\xbc\xba\x80", "\u5df1\u20ac", "gb18030", 0, 0),
    /* Two code points of one pair. */
    ROW("big5", "\x88\x62\xa4\xa4\xa4\xe5", "\u00ca\u0304\u4e2d\u6587", "big5",
	0, 0),
    /* Symbols as Python's cp950 has them; three that Hong Kong has not. */
    ROW("big5", "\xa1\x45\xa1\x5a\xa1\xfe\xa2\x40\xa2\xcc\xa3\xe1",
	"\u2027\u2574\uff0f\uff3c\u5341\u20ac", "big5", 0, 0),
    ROW("euc-kr", "\xb0\xa1\x81\x41", "\uac00\uac02", "euc-kr", 0, 0),
    ROW("ks_c_5601-1987", "\xb0\xa1", "\uac00", "euc-kr", 0, 0),
};

/* A lead byte ahead of ASCII swallows none of it: a tag stays a tag. */
static const struct answer swallow_answers[] = {
    ROW("shift_jis", "\x81<a href=\x81\"x\">", FFFD "<a href=" FFFD "\"x\">",
	"shift_jis", REPLACED, 2),
    ROW("euc-jp", "\xa4<b>\x8f<i>", FFFD "<b>" FFFD "<i>", "euc-jp", REPLACED,
	2),
    ROW("gb18030", "\x81<b>\x81\x30<i>", FFFD "<b>" FFFD "0<i>", "gb18030",
	REPLACED, 2),
    ROW("big5", "\xa4<b>", FFFD "<b>", "big5", REPLACED, 1),
    ROW("euc-kr", "\xb0<b>", FFFD "<b>", "euc-kr", REPLACED, 1),
    ROW("iso-2022-kr", "\x0e\x30<\x0f<b>", "\uac38<b>", "iso-2022-kr", 0, 0),
    ROW("euc-tw", "\xa4<b>", FFFD "<b>", "euc-tw", REPLACED, 1),
};

static const struct answer wrong_answers[] = {
    /* A mark beats the label. */
    ROW("iso-8859-1", "\xEF\xBB\xBF\u00e9", "\u00e9", "utf-8", WRONG, 0),
    ROW("us-ascii", "\xFF\xFEh\0i\0", "hi", "utf-16le", WRONG, 0),
    ROW("utf-16le", "\xFE\xFF\0h\0i", "hi", "utf-16be", WRONG, 0),
    ROW("", "\xFF\xFE\0\0h\0\0\0", "h", "utf-32le", NONE, 0),
    /* UTF-8 under the label of a single byte charset, or none. */
    ROW("iso-8859-1", "caf\u00e9", "caf\u00e9", "utf-8", WRONG, 0),
    ROW("us-ascii", "caf\u00e9", "caf\u00e9", "utf-8", WRONG, 0),
    ROW("", "caf\u00e9", "caf\u00e9", "utf-8", NONE, 0),
    ROW("no-such-one", "caf\u00e9", "caf\u00e9", "utf-8", CHARSET_UNKNOWN_LABEL,
	0),
    ROW("unknown-8bit", "caf\u00e9", "caf\u00e9", "utf-8", 0, 0),
    ROW("gb2312", "\u65e5\u672c\u8a9e", "\u65e5\u672c\u8a9e", "utf-8", WRONG,
	0),
    /* No UTF-8 under its label: the letters of the west. */
    ROW("utf-8", "caf\xe9 cr\xe8me", "caf\u00e9 cr\u00e8me", "windows-1252",
	WRONG, 0),
    ROW("us-ascii", "caf\xe9", "caf\u00e9", "windows-1252", 0, 0),
    ROW("", "caf\xe9", "caf\u00e9", "windows-1252", NONE, 0),
    /* Turkish is not read as Russian, nor bullets ahead of words. */
    ROW("", "Art\375k t\374m haberleri, ger\347ek \374nl\374ler",
	"Art\u00fdk t\u00fcm haberleri, ger\u00e7ek \u00fcnl\u00fcler",
	"windows-1252", NONE, 0),
    ROW("", "\267One \267Two \267Three \267Four \267Five",
	"\u00b7One \u00b7Two \u00b7Three \u00b7Four \u00b7Five", "windows-1252",
	NONE, 0),
    ROW("us-ascii", "a\240 \240\240b\240\240 \240c",
	"a\u00a0 \u00a0\u00a0b\u00a0\u00a0 \u00a0c", "windows-1252", 0, 0),
    /* A near relative is no lie. */
    ROW("iso-8859-1", "\x93quoted\x94 \x80", "\u201cquoted\u201d \u20ac",
	"windows-1252", 0, 0),
    /* UTF-16 without a mark or a label. */
    ROW("", "h\0e\0l\0l\0o\0", "hello", "utf-16le", NONE, 0),
    ROW("us-ascii", "\0h\0e\0l\0l\0o", "hello", "utf-16be", WRONG, 0),
    /* ... and text that is none. */
    ROW("utf-16", "This is plain text, whatever it says.",
	"This is plain text, whatever it says.", "utf-8", WRONG, 0),
    /* Escapes. */
    ROW("us-ascii", "\x1b$BF|K\\\x1b(B", "\u65e5\u672c", "iso-2022-jp", WRONG,
	0),
    ROW("", "\x1b[1mbold\x1b[0m", "\x1b[1mbold\x1b[0m", "us-ascii", NONE, 0),
    ROW("", "~{not pairs", "~{not pairs", "us-ascii", NONE, 0),
    /* Plain ASCII is what its label says. */
    ROW("koi8-r", "plain", "plain", "koi8-r", 0, 0),
    ROW("", "plain", "plain", "us-ascii", NONE, 0),
    ROW("iso-2022-jp", "\x93\xfa\x96{\x82\xcc\x82\xb1\x82\xc6",
	"\u65e5\u672c\u306e\u3053\u3068", "shift_jis", WRONG, 0),
    ROW("windows-1253", "\xD2\xAA", FFFD FFFD, "windows-1253", REPLACED, 2),
};

static void
check_answer(const struct answer *a)
{
	uint8_t *copy = malloc(a->bytes.size + 1);
	struct charset_text got;

	assert_non_null(copy);
	/* Exactly as long, so that ASan sees a byte too far. */
	copy = realloc(copy, a->bytes.size > 0 ? a->bytes.size : 1);
	assert_non_null(copy);
	memcpy(copy, a->bytes.data, a->bytes.size);
	got = decode((struct slice){copy, a->bytes.size}, a->label);
	if (!slice_equal(got.text, a->text) ||
	    strcmp(got.charset, a->charset) != 0 || got.flags != a->flags ||
	    got.replaced != a->replaced)
		fail_msg("\"%s\" as %s: %s, flags %x, replaced %zu: %.*s",
		    (const char *)a->bytes.data, a->label, got.charset,
		    got.flags, got.replaced, (int)got.text.size,
		    (const char *)got.text.data);
	free(copy);
}

static void
utf_8_16_32_and_7_are_decoded_with_what_is_broken_marked(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(unicode_answers); i++)
		check_answer(&unicode_answers[i]);
}

static void
double_byte_and_switching_charsets_are_decoded(void **state)
{
	(void)state;
	if (converters_are_missing())
		return;
	for (size_t i = 0; i < COUNT(double_answers); i++)
		check_answer(&double_answers[i]);
}

static void
a_broken_pair_does_not_swallow_ascii(void **state)
{
	(void)state;
	if (converters_are_missing())
		return;
	for (size_t i = 0; i < COUNT(swallow_answers); i++)
		check_answer(&swallow_answers[i]);
}

static void
wrong_and_missing_labels_are_seen_through(void **state)
{
	(void)state;
	if (converters_are_missing())
		return;
	for (size_t i = 0; i < COUNT(wrong_answers); i++)
		check_answer(&wrong_answers[i]);
}

/* ---- limits
 * ----------------------------------------------------------------------- */

static const char *const all_labels[] = {
#define CHARSET(kind, name, table, iconv) name,
#include "core/text/charset_names.def"
#undef CHARSET
    "",
};

static void
check_law(const struct charset_text *got, size_t size)
{
	assert_true(utf8_valid(got->text));
	assert_true(got->text.size <= size * 6 + 16);
	assert_int_equal(
	    (got->flags & CHARSET_REPLACED) != 0, got->replaced > 0);
}

/* What never ends, or is torn, again and again: 1 MB of each, in each charset.
 * Work that grows with the square of it would take hours. */
static void
hostile_bytes_take_linear_time(void **state)
{
	static const char *const patterns[] = {"\x1b$B", "\x81", "+", "~{",
	    "\xff", "\x1b$B!", "+2D0", "\x8f", "\x8e\xa2", "\x81\x30\x81",
	    "\x0e", "&", "\xe3\x81", "\x1b", "\x88", "~", "\x1b$)A\x0e!",
	    "\xd8"};
	size_t size = (size_t)256 << 10;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	for (size_t p = 0; p < COUNT(patterns); p++) {
		size_t length = strlen(patterns[p]);

		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)patterns[p][i % length];
		for (size_t l = 0; l < COUNT(all_labels); l++) {
			struct charset_text got =
			    decode((struct slice){bytes, size}, all_labels[l]);

			check_law(&got, size);
			assert_int_equal(got.flags & CHARSET_CUT, 0);
		}
	}
	free(bytes);
}

static void
random_bytes_cut_anywhere_give_valid_utf8(void **state)
{
	static const uint8_t mix[] = {'a', ' ', '\n', '~', '{', '+', 0x1b, '$',
	    'B', '(', 0x0e, 0x0f, 0x81, 0x8e, 0x8f, 0xa1, 0xa4, 0xc2, 0xe3,
	    0xf0, 0xfe, 0xff, 0x30, 0x40, 0x5c, 0x80, 0, '-'};
	uint64_t seed = 7;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		size_t size = random_below(&seed, 200);
		uint8_t *bytes = malloc(size + (size == 0));
		const char *label =
		    all_labels[random_below(&seed, COUNT(all_labels))];
		struct charset_text got;

		assert_non_null(bytes);
		random_fill(&seed, mix, sizeof(mix), bytes, size);
		got = decode((struct slice){bytes, size}, label);
		check_law(&got, size);
		free(bytes);
	}
}

static void
a_full_arena_cuts_the_text_and_says_so(void **state)
{
	struct arena *small = arena_create((size_t)64 << 10);
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(small);
	assert_non_null(bytes);
	memset(bytes, 0xC1, size);
	for (size_t l = 0; l < COUNT(all_labels); l++) {
		struct charset_text got;

		arena_reset(small);
		got = charset_decode(charsets, (struct slice){bytes, size},
		    slice_from_string(all_labels[l]), small, NULL);
		assert_int_equal(got.flags & CHARSET_CUT, CHARSET_CUT);
		assert_true(utf8_valid(got.text));
		assert_true(got.text.size > 30000);
		assert_true(arena_used(small) <= (size_t)64 << 10);
	}
	free(bytes);
	arena_destroy(&small);
}

static void
a_spent_budget_cuts_the_text_and_says_so(void **state)
{
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);
	struct budget budget;
	struct charset_text got;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 0xC1, size);
	budget_init(&budget, 0);
	arena_reset(arena);
	got = charset_decode(charsets, (struct slice){bytes, size},
	    SLICE("koi8-r"), arena, &budget);
	assert_int_equal(got.flags & CHARSET_CUT, CHARSET_CUT);
	assert_true(got.text.size < size);
	assert_true(utf8_valid(got.text));
	free(bytes);
}

static void
valid_utf8_is_borrowed_and_not_copied(void **state)
{
	struct slice bytes = SLICE("caf\u00e9");
	struct charset_text got = decode(bytes, "utf-8");

	(void)state;
	assert_ptr_equal(got.text.data, bytes.data);
	assert_int_equal(arena_used(arena), 0);
	bytes = SLICE("plain");
	assert_ptr_equal(decode(bytes, "koi8-r").text.data, bytes.data);
}

static int
set_up(void **state)
{
	(void)state;
	arena = arena_create((size_t)64 << 20);
	charsets = charsets_create();
	return arena == NULL || charsets == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	charsets_destroy(&charsets);
	arena_destroy(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(labels_are_those_of_the_standard),
	    cmocka_unit_test(every_alias_is_found),
	    cmocka_unit_test(single_bytes_are_what_iconv_says),
	    cmocka_unit_test(
		utf_8_16_32_and_7_are_decoded_with_what_is_broken_marked),
	    cmocka_unit_test(double_byte_and_switching_charsets_are_decoded),
	    cmocka_unit_test(a_broken_pair_does_not_swallow_ascii),
	    cmocka_unit_test(wrong_and_missing_labels_are_seen_through),
	    cmocka_unit_test(hostile_bytes_take_linear_time),
	    cmocka_unit_test(random_bytes_cut_anywhere_give_valid_utf8),
	    cmocka_unit_test(a_full_arena_cuts_the_text_and_says_so),
	    cmocka_unit_test(a_spent_budget_cuts_the_text_and_says_so),
	    cmocka_unit_test(valid_utf8_is_borrowed_and_not_copied),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
