/*
 * test_html_tokenizer - what broken pages are made of
 *
 * The expected tokens are those of html5lib 1.1 (its tokenizer, switched to the
 * states of raw text by start tags), in this writing: T(text), <name
 * attribute=value/>, </name>, C(comment), D for a doctype; only attributes that
 * the reader knows, by name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/html/name.h"
#include "core/html/reference.h"
#include "core/html/tokenizer.h"
#include "tests/support/slices.h"

#define DUMP_BYTES 4096u

struct sample {
	struct slice source;
	struct slice tokens;
};

/* SLICE() for a table. */
#define S(literal)                                                             \
	{                                                                      \
		(const uint8_t *)("" literal), sizeof(literal) - 1             \
	}

static const struct sample samples[] = {
    {S(""), S("")},
    {S("a"), S("T(a)")},
    {S("<b>x</b>"), S("<b>T(x)</b>")},
    {S("<B ID=x>"), S("<b id=x>")},
    {S("<b id=x class=\"y\">"), S("<b class=y id=x>")},
    {S("<b id='a\"b'>"), S("<b id=a\"b>")},
    {S("<b id=\"a'b\">"), S("<b id=a'b>")},
    {S("<b id=a\"b'c>"), S("<b id=a\"b'c>")},
    {S("<b id=a<b>c"), S("<b id=a<b>T(c)")},
    {S("<b id=\"<i>\">"), S("<b id=<i>>")},
    {S("<b id=x id=y>"), S("<b id=x>")},
    {S("<b ID=x iD=y>"), S("<b id=x>")},
    {S("<b id>"), S("<b id=>")},
    {S("<b id=>"), S("<b id=>")},
    {S("<b id= >"), S("<b id=>")},
    {S("<b id = x>"), S("<b id=x>")},
    {S("<b id\n=\n\"x\"\n>"), S("<b id=x>")},
    {S("<b/id=x>"), S("<b id=x>")},
    {S("<b id=x/>"), S("<b id=x/>")},
    {S("<b id=x />"), S("<b id=x/>")},
    {S("<b id=\"x\"/>"), S("<b id=x/>")},
    {S("<b id=\"x\"class=y>"), S("<b class=y id=x>")},
    {S("<b / id / class=x / >"), S("<b class=x id=>")},
    {S("<b =id=x>"), S("<b>")},
    {S("<b ==id>"), S("<b>")},
    {S("<b id==x>"), S("<b id==x>")},
    {S("<b id=\"x>"), S("")},
    {S("<b id=x"), S("")},
    {S("<b"), S("")},
    {S("<b "), S("")},
    {S("<b id='x"), S("")},
    {S("<"), S("T(<)")},
    {S("a<"), S("T(a<)")},
    {S("<<b>"), S("T(<)<b>")},
    {S("a < b"), S("T(a < b)")},
    {S("<3"), S("T(<3)")},
    {S("< b>"), S("T(< b>)")},
    {S("</"), S("T(</)")},
    {S("</>"), S("")},
    {S("a</>b"), S("T(ab)")},
    {S("</ b>x"), S("C( b)T(x)")},
    {S("</3>x"), S("C(3)T(x)")},
    {S("</b id=x>"), S("</b>")},
    {S("</b/>"), S("</b>")},
    {S("</b"), S("")},
    {S("<br/>"), S("<br/>")},
    {S("<a-b:c>x"), S("<a-b:c>T(x)")},
    {S("<b\fid=x>"), S("<b id=x>")},
    {S("<!"), S("C()")},
    {S("<!>"), S("C()")},
    {S("<!x>y"), S("C(x)T(y)")},
    {S("<?xml v?>y"), S("C(?xml v?)T(y)")},
    {S("<!doctype html>x"), S("DT(x)")},
    {S("<!DOCTYPE html \"a>b\">x"), S("DT(b\">x)")},
    {S("<!-->a"), S("C()T(a)")},
    {S("<!--->a"), S("C()T(a)")},
    {S("<!---->a"), S("C()T(a)")},
    {S("<!-- a -->b"), S("C( a )T(b)")},
    {S("<!--a--b-->c"), S("C(a--b)T(c)")},
    {S("<!--a--!>b"), S("C(a)T(b)")},
    {S("<!--a->b-->c"), S("C(a->b)T(c)")},
    {S("<!--a"), S("C(a)")},
    {S("<!--a-"), S("C(a)")},
    {S("<!--a--"), S("C(a)")},
    {S("<!--<!---->a-->"), S("C(<!--)T(a-->)")},
    {S("<!--a--->b"), S("C(a-)T(b)")},
    {S("<!- a -->b"), S("C(- a --)T(b)")},
    {S("<![CDATA[x]]>y"), S("C([CDATA[x]])T(y)")},
    {S("<title>a<b>c</title>d"), S("<title>T(a<b>c)</title>T(d)")},
    {S("<title>&lt;</title>"), S("<title>T(<)</title>")},
    {S("<title>a</titlex></TITLE >b"), S("<title>T(a</titlex>)</title>T(b)")},
    {S("<title>a"), S("<title>T(a)")},
    {S("<textarea></text</textarea>x"),
	S("<textarea>T(</text)</textarea>T(x)")},
    {S("<style><b>&lt;</style>x"), S("<style>T(<b>&lt;)</style>T(x)")},
    {S("<style></style/>x"), S("<style></style>T(x)")},
    {S("<style>a</style b>x"), S("<style>T(a)</style>T(x)")},
    {S("<xmp><b></xmp>x"), S("<xmp>T(<b>)</xmp>T(x)")},
    {S("<script>a<b</script>c"), S("<script>T(a<b)</script>T(c)")},
    {S("<script><!--<script></script>a--></script>b"),
	S("<script>T(<!--<script></script>a-->)</script>T(b)")},
    {S("<script><!--</script>b"), S("<script>T(<!--)</script>T(b)")},
    {S("<script><!--<script>a</script>"),
	S("<script>T(<!--<script>a</script>)")},
    {S("<script><!--<script>-->a</script>b"),
	S("<script>T(<!--<script>-->a)</script>T(b)")},
    {S("<script><!--><script></script>b"),
	S("<script>T(<!--><script>)</script>T(b)")},
    {S("<script><!--<scriptx></script>b"),
	S("<script>T(<!--<scriptx>)</script>T(b)")},
    {S("<script>\"<!--\"</script >b"), S("<script>T(\"<!--\")</script>T(b)")},
    {S("<script></scriptx></script>b"),
	S("<script>T(</scriptx>)</script>T(b)")},
    {S("<plaintext></plaintext>"), S("<plaintext>T(</plaintext>)")},
    {S("<iframe><b></iframe>x"), S("<iframe>T(<b>)</iframe>T(x)")},
    {S("&amp;"), S("T(&)")},
    {S("&amp"), S("T(&)")},
    {S("&ampx"), S("T(&x)")},
    {S("&amp;amp;"), S("T(&amp;)")},
    {S("&lt;b&gt;"), S("T(<b>)")},
    {S("&notit;"), S("T(\302\254it;)")},
    {S("&notin;"), S("T(\342\210\211)")},
    {S("&noti"), S("T(\302\254i)")},
    {S("&#65;"), S("T(A)")},
    {S("&#65"), S("T(A)")},
    {S("&#x41;"), S("T(A)")},
    {S("&#X41x"), S("T(Ax)")},
    {S("&#x;"), S("T(&#x;)")},
    {S("&#;"), S("T(&#;)")},
    {S("&#"), S("T(&#)")},
    {S("&"), S("T(&)")},
    {S("&;"), S("T(&;)")},
    {S("&a;"), S("T(&a;)")},
    {S("& amp;"), S("T(& amp;)")},
    {S("&#0;"), S("T(\357\277\275)")},
    {S("&#128;"), S("T(\342\202\254)")},
    {S("&#x9f;"), S("T(\305\270)")},
    {S("&#129;"), S("T(\302\201)")},
    {S("&#xD800;"), S("T(\357\277\275)")},
    {S("&#x110000;"), S("T(\357\277\275)")},
    {S("&#99999999999999999999;"), S("T(\357\277\275)")},
    {S("&nGt;"), S("T(\342\211\253\342\203\222)")},
    {S("&NotNestedGreaterGreater;"), S("T(\342\252\242\314\270)")},
    {S("&CounterClockwiseContourIntegral;"), S("T(\342\210\263)")},
    {S("&copy2"), S("T(\302\2512)")},
    {S("&frac12x"), S("T(\302\275x)")},
    {S("&Aacute;"), S("T(\303\201)")},
    {S("&AACUTE;"), S("T(&AACUTE;)")},
    {S("&thetasym;&theta"), S("T(\317\221&theta)")},
    {S("<a href=\"?a=1&copy=2\">"), S("<a href=?a=1&copy=2>")},
    {S("<a href=\"?a=1&copy;=2\">"), S("<a href=?a=1\302\251=2>")},
    {S("<a href=\"&amp\">"), S("<a href=&>")},
    {S("<a href=\"&ampx\">"), S("<a href=&ampx>")},
    {S("<a href=&quot;x&quot;>"), S("<a href=\"x\">")},
    {S("<a href=\"&notit;\">"), S("<a href=&notit;>")},
    {S("<a href=\"&#106;avascript\">"), S("<a href=javascript>")},
    {S("<a href=\"a\nb\">"), S("<a href=a\nb>")},
    {S("<a href=\"x\000y\">"), S("<a href=x\357\277\275y>")},
    {S("<img src=a alt=b src=c>"), S("<img alt=b src=a>")},
    {S("<svg xlink:href=x>"), S("<svg xlink:href=x>")},
};

static const char *const attribute_names[] = {
#define ATTRIBUTE(id, name) name,
#include "core/html/attribute.def"
#undef ATTRIBUTE
};

/* Text that is still open, as html5lib joins pieces of it. */
struct dump {
	struct text text;
	bool in_text;
};

static void
put_decoded(struct dump *dump, struct slice s, bool in_attribute)
{
	uint8_t *out = malloc(reference_room(s));
	size_t size;

	assert_non_null(out);
	size = reference_decode_all(s, in_attribute, out);
	text_put(&dump->text, (struct slice){out, size});
	free(out);
}

static void
put_text(struct dump *dump, struct slice s, bool references)
{
	if (s.size == 0)
		return;
	if (!dump->in_text)
		text_printf(&dump->text, "T(");
	dump->in_text = true;
	if (references)
		put_decoded(dump, s, false);
	else
		text_put(&dump->text, s);
}

static void
end_text(struct dump *dump)
{
	if (dump->in_text)
		text_put_byte(&dump->text, ')');
	dump->in_text = false;
}

static void
put_lower(struct text *text, struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		text_put_byte(text, (char)name_fold(s.data[i]));
}

static void
put_tag(struct dump *dump, const struct tag *tag)
{
	text_printf(&dump->text, tag->is_end ? "</" : "<");
	put_lower(&dump->text, tag->name);
	for (size_t i = 0; i < ATTRIBUTES && !tag->is_end; i++) {
		if (!tag_has(tag, (enum attribute)i))
			continue;
		text_printf(&dump->text, " %s=", attribute_names[i]);
		put_decoded(dump, tag->value[i], true);
	}
	text_printf(
	    &dump->text, tag->self_closing && !tag->is_end ? "/>" : ">");
}

static void
put_comment(struct dump *dump, struct slice s)
{
	text_printf(&dump->text, "C(");
	text_put(&dump->text, s);
	text_put_byte(&dump->text, ')');
}

static void
put_raw(struct dump *dump, struct tokenizer *tokenizer, const struct tag *tag)
{
	if (!tag->is_end && element_is(tag->element, ELEMENT_IS_RAW) &&
	    tag->element != ELEMENT_NOFRAMES)
		put_text(dump,
		    tokenizer_raw(tokenizer, tag->element, tag->name),
		    element_is(tag->element, ELEMENT_IS_RCDATA));
}

/* A bogus comment begins with what makes it one, but for "<?". */
static struct slice
bogus_text(struct slice s)
{
	return s.size > 0 && s.data[0] == '?' ? s : slice_skip(s, 1);
}

static void
dump_tokens(struct slice source, struct dump *dump)
{
	struct tokenizer tokenizer;
	struct token token;

	tokenizer_init(&tokenizer, source, NULL);
	for (;;) {
		tokenizer_next(&tokenizer, &token);
		if (token.kind != TOKEN_TEXT)
			end_text(dump);
		if (token.kind == TOKEN_END)
			return;
		if (token.kind == TOKEN_TEXT) {
			put_text(dump, token.text, true);
		} else if (token.kind == TOKEN_TAG) {
			put_tag(dump, &token.tag);
			put_raw(dump, &tokenizer, &token.tag);
		} else if (token.kind == TOKEN_COMMENT) {
			put_comment(dump, token.text);
		} else if (token.kind == TOKEN_BOGUS_COMMENT) {
			put_comment(dump, bogus_text(token.text));
		} else {
			text_put_byte(&dump->text, 'D');
		}
	}
}

static void
broken_pages_give_the_tokens_of_the_standard(void **state)
{
	char bytes[DUMP_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		struct dump dump = {.text = TEXT_OVER(bytes)};

		dump_tokens(samples[i].source, &dump);
		if (!slice_equal(text_slice(&dump.text), samples[i].tokens))
			print_error("in row %zu, \"%.*s\":\n", i,
			    (int)samples[i].source.size,
			    (const char *)samples[i].source.data);
		assert_slice_is(text_slice(&dump.text), samples[i].tokens);
	}
}

/* Exact copies, so that a sanitizer sees a byte too far. */
static void
a_page_may_end_at_every_byte(void **state)
{
	char bytes[DUMP_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		for (size_t n = 0; n < samples[i].source.size; n++) {
			struct dump dump = {.text = TEXT_OVER(bytes)};
			uint8_t *copy = malloc(n + (n == 0));

			assert_non_null(copy);
			memcpy(copy, samples[i].source.data, n);
			dump_tokens((struct slice){copy, n}, &dump);
			assert_false(dump.text.truncated);
			free(copy);
		}
}

/* ---- the table of references ------------------------------------------- */

/* html.entities.html5 of Python 3.11 has 2,231 names, 106 of them without a
 * semicolon. */
static void
all_names_of_the_standard_are_there(void **state)
{
	size_t rows = 0, bare = 0;
	uint8_t out[REFERENCE_MAX];
	char name[64];

	(void)state;
	/* The last bucket ends where the rows do. */
	for (; rows < html_reference_buckets[REFERENCE_BUCKETS]; rows++) {
		const struct reference_row *row = &html_references[rows];
		size_t written;
		int size = snprintf(name, sizeof(name), "&%.*s;",
		    row->name_size, html_reference_names + row->name);
		struct slice s = {(const uint8_t *)name, (size_t)size};

		assert_int_equal(
		    reference_decode(s, false, out, &written), size);
		assert_int_equal(written, row->text_size);
		assert_memory_equal(out, row->text, written);
		bare += row->bare;
	}
	assert_int_equal(rows + bare, 2231);
	assert_int_equal(bare, 106);
}

struct named {
	const char *name;
	const char *text;
};

/* From the standard's table, by hand. */
static const struct named named[] = {
    {"&AElig;", "\xC3\x86"},
    {"&zwnj;", "\xE2\x80\x8C"},
    {"&nbsp;", "\xC2\xA0"},
    {"&hearts;", "\xE2\x99\xA5"},
    {"&Afr;", "\xF0\x9D\x94\x84"},
    {"&bne;", "=\xE2\x83\xA5"},
    {"&NewLine;", "\n"},
    {"&Tab;", "\t"},
    {"&colon;", ":"},
    {"&lpar;", "("},
    {"&fjlig;", "fj"},
    {"&ThickSpace;", "\xE2\x81\x9F\xE2\x80\x8A"},
    {"&shy;", "\xC2\xAD"},
    {"&ZeroWidthSpace;", "\xE2\x80\x8B"},
};

static void
names_stand_for_what_the_standard_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
		uint8_t out[REFERENCE_MAX];
		size_t written;
		struct slice name = slice_from_string(named[i].name);

		assert_int_equal(
		    reference_decode(name, false, out, &written), name.size);
		assert_slice_is((struct slice){out, written},
		    slice_from_string(named[i].text));
	}
}

static void
check_table(const struct name_table *table, size_t count)
{
	assert_int_equal(table->count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(
		    name_find(table, slice_from_string(table->names[i])), i);
	assert_int_equal(name_find(table, SLICE("")), -1);
	assert_int_equal(name_find(table, SLICE("no such name")), -1);
}

static void
every_name_of_a_table_is_found(void **state)
{
	(void)state;
	check_table(&html_element_table, ELEMENT_UNKNOWN);
	check_table(&html_attribute_table, ATTRIBUTES);
	/* CSS Color 4 has 148, and transparent. */
	check_table(&html_colour_table, 149);
	assert_int_equal(
	    name_find(&html_element_table, SLICE("TABLE")), ELEMENT_TABLE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(broken_pages_give_the_tokens_of_the_standard),
	    cmocka_unit_test(a_page_may_end_at_every_byte),
	    cmocka_unit_test(all_names_of_the_standard_are_there),
	    cmocka_unit_test(names_stand_for_what_the_standard_says),
	    cmocka_unit_test(every_name_of_a_table_is_found),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
