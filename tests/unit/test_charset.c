/*
 * test_charset - bytes, and the text that must come of them
 *
 * Broken bytes and wrong labels, too.  Expected values: the examples of the
 * RFCs and of chapter 3 of Unicode; else by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/charset_case.h"
#include "tests/support/converters.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		utf_8_16_32_and_7_are_decoded_with_what_is_broken_marked),
	    cmocka_unit_test(double_byte_and_switching_charsets_are_decoded),
	    cmocka_unit_test(a_broken_pair_does_not_swallow_ascii),
	    cmocka_unit_test(wrong_and_missing_labels_are_seen_through),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
