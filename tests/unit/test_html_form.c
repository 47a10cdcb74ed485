/*
 * test_html_form - a page in the forms that HTML signatures are written for
 *
 * Expected values: what clamscan 1.4.6 writes for these pages (--leave-temps).
 */
#include "core/normal/html_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/normal/entity.h"
#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define ROOM ((size_t)1 << 20)

struct form {
	struct slice page;
	struct slice nocomment;
	struct slice notags;
};

static const struct form forms[] = {
    /* Blanks, control characters, bytes of no meaning. */
    {SLICE("<html>A  B\n\nC\tD\r\nE\x0c"
	   "F\x0bG"),
	SLICE("<html>a b c d e f g"), SLICE(" a b c d e f g")},
    {SLICE("<html>a\x00"
	   "b\x01"
	   "c"),
	SLICE("<html>ab\x01"
	      "c"),
	SLICE(" ab c")},
    {SLICE("  <html> x "), SLICE("<html>x"), SLICE(" x ")},
    {SLICE("<html>x "), SLICE("<html>x"), SLICE(" x ")},
    {SLICE("<html>x\r\n</b>\r\n y"), SLICE("<html>x </b>y"), SLICE(" x y")},
    /* Bytes from 0x80 on, up to three together. */
    {SLICE("<html>caf\xc3\xa9 \xe2\x82\xac \xe9 x"),
	SLICE("<html>caf\xc3\xa9 \xe2\x82\xac \xe9 x"),
	SLICE(" caf\xc3\xc3 \xe2\x82\x82\x00x")},
    {SLICE("<html>a\x80\x81\x82\x83\x84"
	   "b"),
	SLICE("<html>a\x80\x81\x82\x83\x84"
	      "b"),
	SLICE(" a\x80\x81\x81\x83\x83"
	      "b")},
    {SLICE("<html>\xe9<b>"), SLICE("<html>\xe9<b>"), SLICE(" \x00")},
    {SLICE("<html>x\xe9\xe9\xe9"), SLICE("<html>x"), SLICE(" x")},
    {SLICE("<html>x\xe9\xe9\xe9\xe9"), SLICE("<html>x\xe9\xe9\xe9"),
	SLICE(" x\xe9\xe9\xe9")},
    /* References. */
    {SLICE("<html>a&amp;b&lt;&eacute;&Eacute;&hellip;&foo;&AMP;&ohm;c"),
	SLICE("<html>a&b<\xe9\xc9&#x2026;&foo;&amp;&#x2126;c"),
	SLICE(" a b c")},
    {SLICE("<html>&#65;&#65 &#65x &#x41;&#xzz;&#;&#x;&#-5;b"),
	SLICE("<html>aA Ax a\x00zz;\x00\x00\x00-5;b"), SLICE(" x zz; -5;b")},
    {SLICE("<html>&#99999999999;&#x110000;&#x20AC;&#255;b"),
	SLICE("<html>&#xe7ff;&#x20ac;&#x00ff;b"), SLICE(" b")},
    {SLICE("<html>a&eacute"), SLICE("<html>a\xe9"), SLICE(" a ")},
    {SLICE("<html>a&foo"), SLICE("<html>a&foo"), SLICE(" a ")},
    {SLICE("<html>a&"), SLICE("<html>a"), SLICE(" a ")},
    {SLICE("<html>a&#65"), SLICE("<html>a"), SLICE(" a ")},
    {SLICE("<html>a&am\x00p;b&am p;"), SLICE("<html>a&b&am p;"),
	SLICE(" a b p;")},
    {SLICE("<html>&&amp;&;& ;x"), SLICE("<html>&&&;& ;x"), SLICE(" ;x")},
    /* Comments end at the first ">". */
    {SLICE("<html><!-- a -- b > c --> d"), SLICE("<html>c --> d"),
	SLICE(" c --> d")},
    {SLICE("<html>b <!c> <!d> e"), SLICE("<html>b e"), SLICE(" b e")},
    {SLICE("<html>b<!c> d"), SLICE("<html>bd"), SLICE(" b d")},
    {SLICE("<html>< !foo>x"), SLICE("<html>x"), SLICE(" x")},
    {SLICE("<html>x<!-- no end"), SLICE("<html>x"), SLICE(" x ")},
    /* Tags. */
    {SLICE("<html><A HREF=foo  class = \"Bar Baz\"  ID='Q' disabled>x</A>"),
	SLICE("<html><a href=foo class=\"bar baz\" id=\"q\" disabled>x</a>"),
	SLICE(" foo x ")},
    {SLICE("<html><b c=\"d\"e=\"f\">x"), SLICE("<html><b c=\"d\" e=\"f\">x"),
	SLICE(" x")},
    {SLICE("<html><b = d>x"), SLICE("<html><b=d>x"), SLICE(" x")},
    {SLICE("<html><b c = = d>x"), SLICE("<html><b c== d>x"), SLICE(" x")},
    {SLICE("<html><b c=D/>x<b c=\"d\"/>y"),
	SLICE("<html><b c=d/>x<b c=\"d\" />y"), SLICE(" x y")},
    {SLICE("<html>a < b > c"), SLICE("<html>a <b>c"), SLICE(" a c")},
    {SLICE("<html><>x</ >y"), SLICE("<html><>x</>y"), SLICE(" x y")},
    {SLICE("<html>a<3 b<_x> <1>z"), SLICE("<html>a<3 b<_x><1>z"),
	SLICE(" a z")},
    {SLICE("<html>x<"), SLICE("<html>x<"), SLICE(" x ")},
    {SLICE("<html>x< "), SLICE("<html>x<"), SLICE(" x ")},
    {SLICE("<html><b c"), SLICE("<html><b c"), SLICE(" ")},
    /* Where links and pictures point. */
    {SLICE("<html><A HREF=First HREF=Second src=x>y"),
	SLICE("<html><a href=first href=second src=x>y"), SLICE(" First y")},
    {SLICE("<html><img alt=Q src=R>u"), SLICE("<html><img alt=q src=r>u"),
	SLICE(" R u")},
    {SLICE("<html><a href=\"A&amp;B&eacute;C&#65;&#x20ac;D\">x"),
	SLICE("<html><a href=\"a&b\xe9"
	      "ca&#x20ac;d\">x"),
	SLICE(" A&B\xe9"
	      "CA\xac"
	      "D x")},
    {SLICE("<html><a href=\"\">y"), SLICE("<html><a href=\"\">y"), SLICE(" y")},
    {SLICE("<html><a href=x>"), SLICE("<html><a href=x>"), SLICE(" ")},
    {SLICE("<html><a href=x>\n"), SLICE("<html><a href=x>"), SLICE(" x ")},
    {SLICE("<html></a href=x>y"), SLICE("<html></a href=x>y"), SLICE(" y")},
    {SLICE("<html><iframe src=x>y"), SLICE("<html><iframe src=x>y"),
	SLICE(" y")},
    {SLICE("<html><a href=\"a&#0;b\">x"),
	SLICE("<html><a href=\"a\x00"
	      "b\">x"),
	SLICE(" x")},
    /* Quotes that count until the first blank or ">". */
    {SLICE("<html><a href=\"a>b\">x"), SLICE("<html><a href=\"a>b\">x"),
	SLICE(" a>b x")},
    {SLICE("<html><a href=\"Abc>defg>hijk>lmn"),
	SLICE("<html><a href=\"abc>defg>hijk>lmn"), SLICE(" Abc>def hijk>lmn")},
    {SLICE("<html><a href=\"  A  B\n\nC\tD \">x"),
	SLICE("<html><a href=\" a b c d \">x"), SLICE("   x")},
    {SLICE("<html><a href='a\"b'>x"), SLICE("<html><a href=\"a\"b\">x"),
	SLICE(" a\"b x")},
    {SLICE("<html><a href=\"a'b\">x"), SLICE("<html><a href=\"a\"b\">x"),
	SLICE(" a\"b x")},
    {SLICE("<html><a href=a'b>c'd>x"), SLICE("<html><a href=a\"b>c'd>x"),
	SLICE(" a\"b c'd>x")},
    /* Bytes from 0x80 on in values wait, even for the next value. */
    {SLICE("<html><b c=\"a\xe9\">x<i d=\"y\">z"),
	SLICE("<html><b c=\"a\">x<i d=\"\xe9y\">z"), SLICE(" x z")},
    {SLICE("<html><b c=\"a\xe9 \xe9 \xe9\">x"),
	SLICE("<html><b c=\"a  \xe9\">x"), SLICE(" x")},
    {SLICE("<html><b c=\xe9\xe9\"d\n>x"),
	SLICE("<html><b c=\"\xe9\xe9"
	      "d >x"),
	SLICE(" x")},
    /* Scripts and style sheets. */
    {SLICE("<html><STYLE>P { A: B }  /* <b> */ &amp; '</STYLE> x"),
	SLICE("<html><style>p{a:b}/*<b>*/&\"</style>x"), SLICE(" x")},
    {SLICE("<html><script>a < /script>b  c"),
	SLICE("<html><script>a</script>b c"), SLICE(" b c")},
    {SLICE("<html><script>a</style>b c</script>d  e"),
	SLICE("<html><script>a</style>bc</script>d e"), SLICE(" d e")},
    {SLICE("<html><style>a b</script>c  d"),
	SLICE("<html><style>ab</script>c d"), SLICE(" c d")},
    {SLICE("<html><script>a</script x=y  >B"),
	SLICE("<html><script>a</scriptx=y >b"), SLICE(" x=y >b")},
    {SLICE("<html><script>'</'+'script>' a b</script>d"),
	SLICE("<html><script>\"</'+'script>\"ab</script>d"), SLICE(" d")},
    {SLICE("<html><style><!-- 'a' &amp; \xe9> &amp;</style>z"),
	SLICE("<html><style><!--\"a\"&amp;\xe9>&</style>z"), SLICE(" z")},
    {SLICE("<html><style/>a b</style>c"), SLICE("<html><style/>a b</style>c"),
	SLICE(" a b c")},
    {SLICE("<html><script>a</scr"), SLICE("<html><script>a</scr"), SLICE(" ")},
    {SLICE("<html><script>x<<</script>y  z"),
	SLICE("<html><script>x<<</script>y z"), SLICE(" y z")},
};

struct script {
	struct slice page;
	struct slice scripts;
};

static const struct script scripts[] = {
    {SLICE("<script>A</script>x<SCRIPT y=z>B\n</script>"),
	SLICE("A</script>\0B\n</script>\0")},
    {SLICE("<script>A</script >x"), SLICE("A</script \0")},
    {SLICE("<script>A"), SLICE("A\0")},
    {SLICE("<script>A\0B</style>C</script>"), SLICE("AB</style>C</script>\0")},
    {SLICE("<style>A</style>"), SLICE("")},
    {SLICE("<script>"), SLICE("")},
    {SLICE("<script></script>"), SLICE("</script>\0")},
    {SLICE("<script><!-- </script> --></script>"),
	SLICE("<!-- </script> --></script>\0")},
};

/* The page stands in memory of its own size, so that no byte behind it is read
 * unseen. */
static void
make_forms(struct slice page, uint8_t *room, struct html_forms *forms_r)
{
	uint8_t *copy = malloc(page.size + 1);

	assert_non_null(copy);
	memcpy(copy, page.data, page.size);
	html_form((struct slice){copy, page.size}, room, forms_r);
	assert_true(forms_r->nocomment.size <= 2 * page.size + 1);
	assert_true(forms_r->notags.size <= page.size + 1);
	assert_true(forms_r->scripts.size <= page.size + 1);
	free(copy);
}

static uint8_t *room;

static void
pages_come_out_as_from_clamscan(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct html_forms made;

		make_forms(forms[i].page, room, &made);
		assert_slice_is(made.nocomment, forms[i].nocomment);
		assert_slice_is(made.notags, forms[i].notags);
	}
}

static void
scripts_come_out_as_they_stand(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		struct html_forms made;

		make_forms(scripts[i].page, room, &made);
		assert_slice_is(made.scripts, scripts[i].scripts);
	}
}

static void
a_page_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++)
		for (size_t size = 0; size < forms[i].page.size; size++) {
			struct html_forms made;

			make_forms(
			    slice_sub(forms[i].page, 0, size), room, &made);
		}
}

/* 8,191 bytes of a line make a piece, and blanks ahead of one are dropped. */
static void
a_blank_is_lost_where_a_piece_begins(void **state)
{
	static uint8_t page[20000];
	struct html_forms made;

	(void)state;
	for (size_t words = 8180; words < 8200; words++) {
		memset(page, 'A', words);
		memcpy(page + words, " B", 2);
		html_form((struct slice){page, words + 2}, room, &made);
		assert_int_equal(
		    made.nocomment.size, words + (words == 8191 ? 1 : 2));
	}
	/* A comment does not shift where the pieces begin. */
	memset(page, 'A', sizeof(page));
	memcpy(page, "<!", 2);
	page[9000] = '>';
	page[2 * 8191] = ' ';
	html_form((struct slice){page, sizeof(page)}, room, &made);
	assert_int_equal(made.nocomment.size, sizeof(page) - 9001 - 1);
	/* A line end does. */
	page[100] = '\n';
	html_form((struct slice){page, sizeof(page)}, room, &made);
	assert_int_equal(made.nocomment.size, sizeof(page) - 9001);
}

static void
names_and_values_are_kept_up_to_1024_bytes(void **state)
{
	static uint8_t page[4096];
	static const size_t sizes[] = {1022, 1023, 1024, 1025, 2000};
	/* With quotes the two of them count. */
	static const size_t kept[] = {1022, 1023, 1024, 1024, 1024};
	static const size_t kept_quoted[] = {1022, 1022, 1022, 1022, 1022};

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct html_forms made;
		size_t size = sizes[i];

		memset(page, 'B', sizeof(page));
		memcpy(page, "<a href=", 8);
		memcpy(page + 8 + size, ">x", 2);
		html_form((struct slice){page, size + 10}, room, &made);
		assert_int_equal(made.notags.size, kept[i] + 3);
		page[8] = '"';
		memcpy(page + 9 + size, "\">x", 3);
		page[8 + size] = 'B';
		html_form((struct slice){page, size + 12}, room, &made);
		assert_int_equal(made.notags.size, kept_quoted[i] + 3);
		memset(page, 'B', sizeof(page));
		page[0] = '&';
		memcpy(page + 1 + size, ";x", 2);
		html_form((struct slice){page, size + 3}, room, &made);
		assert_int_equal(made.nocomment.size, size + 3);
		assert_int_equal(
		    made.notags.size, size <= 1024 ? 2 : size - 1024 + 3);
	}
}

static void
names_of_references_are_sorted(void **state)
{
	static const char *const names[] = {
#define ENTITY(name, code) name,
#include "core/normal/entity.def"
#undef ENTITY
	};
	static const uint16_t codes[] = {
#define ENTITY(name, code) code,
#include "core/normal/entity.def"
#undef ENTITY
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (i > 0)
			assert_true(strcmp(names[i - 1], names[i]) < 0);
		assert_int_equal(
		    entity_find(slice_from_string(names[i])), codes[i]);
	}
	assert_int_equal(entity_find(SLICE("")), 0);
	assert_int_equal(entity_find(SLICE("am")), 0);
	assert_int_equal(entity_find(SLICE("ampx")), 0);
	assert_int_equal(entity_find(SLICE("CounterClockwise")), 0);
}

static int
setup(void **state)
{
	(void)state;
	room = malloc(ROOM);
	return room == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	free(room);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pages_come_out_as_from_clamscan),
	    cmocka_unit_test(scripts_come_out_as_they_stand),
	    cmocka_unit_test(a_page_may_end_anywhere),
	    cmocka_unit_test(a_blank_is_lost_where_a_piece_begins),
	    cmocka_unit_test(names_and_values_are_kept_up_to_1024_bytes),
	    cmocka_unit_test(names_of_references_are_sorted),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, setup, teardown);
}
