/*
 * test_html - texts, links and flags of whole pages
 *
 * Expected values are by hand, from the HTML and URL standards and RFC 2397.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/html/html.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

static struct html html;
static const struct html_limits limits = {256, 1000};

static void
read_page(const char *source)
{
	arena_reset(arena);
	html_read(slice_from_string(source), &limits, arena, NULL, &html);
}

/* ---- text -------------------------------------------------------------- */

struct page {
	const char *source;
	const char *visible;
};

static const struct page pages[] = {
    {"", ""},
    {" \r\n ", ""},
    {"a  b\r\n\tc", "a b c"},
    {" a ", "a"},
    {"a<b> b </b> c", "a b c"},
    {"a<p>b</p>c", "a\nb\nc"},
    {"<div><div>a</div></div><div>b", "a\nb"},
    {"a<br>b<br/>c</br>d", "a\nb\nc\nd"},
    {"a<br><br><br>b", "a\n\nb"},
    {"a<hr>b", "a\nb"},
    {"<h1>a</h2>b", "a\nb"},
    {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "* a\n* b\n* c\n* d\ne"},
    {"<table><tr><td>a<td>b</tr><tr><td>c<td><p>d</table>e", "a\tb\nc\nd\ne"},
    {"<img alt='a  b'>c", "[a b]c"},
    {"<img alt=' '>c<img>", "c"},
    {"a&nbsp;&nbsp;b\xC2\xA0 c", "a b c"},
    {"a&#32;&#10;b", "a b"},
    {"a &lt;b&gt; &amp;amp; &#x20AC;&#128;",
	"a <b> &amp; \xE2\x82\xAC\xE2\x82\xAC"},
    {"&copy2&notit;&bogus;&", "\xC2\xA9"
			      "2\xC2\xAC"
			      "it;&bogus;&"},
    {"a\xC2\xADz\xC2", "a\xC2\xADz\xC2"},
    {"<pre>\n a\r\n  b</pre>c", " a\n  b\nc"},
    {"<p style='white-space:pre'>a  b</p>c  d", "a  b\nc d"},
    {"<textarea>\n<b>x  &lt;</textarea>", "<b>x  <"},
    {"<select><option>a<option>b</select>", "a\nb"},
    {"<input type=submit value='Go &gt;'>", "[Go >]"},
    {"<input placeholder='Your name'>", "[Your name]"},
    {"<button>x</button>", "x"},
    {"<title>t</title>x", "x"},
    {"<script>s</script><style>t</style>x", "x"},
    {"<style>x", ""},
    {"a<!-- b -->c", "ac"},
    {"a < b <3 c", "a < b <3 c"},
    {"a</>b</ c>d", "abd"},
    {"<b>a<i>b</b>c</i>d", "abcd"},
    {"<svg><![CDATA[a<b>]]></svg><![CDATA[c]]>", "a<b>"},
    {"a\x01z", "a\x01z"},
    {"V<i hidden>x</i>i<i hidden>y</i>agra", "Viagra"},
};

static void
visible_text_is_what_a_reader_sees(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		read_page(pages[i].source);
		if (!slice_equal(
			html.visible, slice_from_string(pages[i].visible)))
			print_error("for %s:\n", pages[i].source);
		assert_slice_is(
		    html.visible, slice_from_string(pages[i].visible));
		assert_int_equal(html.flags & HTML_CUT, 0);
	}
}

static void
nul_bytes_are_dropped(void **state)
{
	(void)state;
	arena_reset(arena);
	html_read(SLICE("a\0b"), &limits, arena, NULL, &html);
	assert_slice(html.visible, "ab");
}

static void
texts_that_are_not_shown_are_kept_apart(void **state)
{
	(void)state;
	read_page("<title> a &amp;\nb </title><title>c</title>"
		  "<!--x--><!-- y --><!z><script>s(1)</script>"
		  "<script>s(2)</script>v");
	assert_slice(html.title, "a & b");
	assert_slice(html.comment, "x\ny\nz");
	assert_slice(html.script, "s(1)\ns(2)");
	assert_slice(html.visible, "v");
	assert_slice(html.hidden, "c");
}

static void
runs_tell_hidden_and_visible_text_apart(void **state)
{
	(void)state;
	read_page("a<i hidden>b</i>c<b>d</b><i hidden>e</i>");
	assert_int_equal(html.run_count, 4);
	assert_slice(html.runs[0].text, "a");
	assert_slice(html.runs[1].text, "b");
	assert_true(html.runs[1].hidden);
	assert_slice(html.runs[2].text, "cd");
	assert_slice(html.runs[3].text, "\ne");
	assert_slice(html.hidden, "b\ne");
}

/* ---- links ------------------------------------------------------------- */

struct linked {
	const char *source;
	enum html_link_kind kind;
	const char *url;
	const char *shown;
	bool hidden;
};

static const struct linked linked[] = {
    {"<a href=x>y</a>z", HTML_ANCHOR, "x", "y", false},
    {"<A HREF = 'x'> <b>y <i>z</b></i> </a>", HTML_ANCHOR, "x", "y z", false},
    {"<a href=' \thttp://a\n/b\r\nc?d=1&amp;e '>y", HTML_ANCHOR,
	"http://a/bc?d=1&e", "y", false},
    {"<a href=java&#x0a;script&colon;x>y", HTML_ANCHOR, "javascript:x", "y",
	false},
    {"<a href=x><img alt=i></a>", HTML_ANCHOR, "x", "[i]", false},
    {"<a href=x>y<a href=z>w</a>", HTML_ANCHOR, "x", "y", false},
    {"<a href=x><div>y</div>z</a>w", HTML_ANCHOR, "x", "y\nz", false},
    {"<a href=x style=display:none>y</a>", HTML_ANCHOR, "x", "y", true},
    {"<a href=x><i hidden>y</i>z</a>", HTML_ANCHOR, "x", "z", false},
    {"<a href=x><i hidden>y</i></a>", HTML_ANCHOR, "x", "y", true},
    {"<!--[if mso]><a href=x>y</a><![endif]-->", HTML_ANCHOR, "x", "y", true},
    {"<map><area href=x alt=y></map>", HTML_ANCHOR, "x", "y", false},
    {"<svg><a xlink:href=x>y</a></svg>", HTML_ANCHOR, "x", "y", false},
    {"<img src=x alt='y &amp; z'>", HTML_IMAGE, "x", "y & z", false},
    {"<img srcset=' x 1x'>", HTML_IMAGE, "x", "", false},
    {"<img srcset='data:,x,y 2x'>", HTML_IMAGE, "data:,x,y", "", false},
    {"<td background=x>", HTML_IMAGE, "x", "", false},
    {"<p style='background:url(x)'>", HTML_IMAGE, "x", "", false},
    {"<p style='background:url( &quot;x y&quot; )'>", HTML_IMAGE, "x y", "",
	false},
    {"<p style='background:u\\72l(x)'>", HTML_IMAGE, "x", "", false},
    {"<style>p{background:URL('x')}</style>", HTML_IMAGE, "x", "", false},
    {"<style>@import 'x';</style>", HTML_STYLESHEET, "x", "", false},
    {"<style>@import url(x);</style>", HTML_STYLESHEET, "x", "", false},
    {"<link rel='a StyleSheet' href=x>", HTML_STYLESHEET, "x", "", false},
    {"<link rel=icon href=x>", HTML_OTHER_LINK, "x", "", false},
    {"<form action=x>", HTML_FORM, "x", "", false},
    {"<button formaction=x>y</button>", HTML_FORM, "x", "", false},
    {"<iframe src=x></iframe>", HTML_FRAME, "x", "", false},
    {"<frame src=x>", HTML_FRAME, "x", "", false},
    {"<embed src=x>", HTML_FRAME, "x", "", false},
    {"<object data=x></object>", HTML_FRAME, "x", "", false},
    {"<script src=x></script>", HTML_SCRIPT, "x", "", false},
    {"<base href=x>", HTML_BASE, "x", "", false},
    {"<meta http-equiv=Refresh content='0;URL=x'>", HTML_REFRESH, "x", "",
	false},
    {"<meta http-equiv=refresh content=\"5.0 , url = 'x' \">", HTML_REFRESH,
	"x", "", false},
    {"<meta http-equiv=refresh content='1; x'>", HTML_REFRESH, "x", "", false},
    {"<q cite=x>y</q>", HTML_OTHER_LINK, "x", "", false},
    {"<v:fill src=x>", HTML_OTHER_LINK, "x", "", false},
};

static void
links_are_found_with_what_is_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(linked) / sizeof(*linked); i++) {
		const struct linked *row = &linked[i];

		read_page(row->source);
		if (html.link_count == 0 || html.links[0].kind != row->kind ||
		    html.links[0].hidden != row->hidden)
			print_error("for %s\n", row->source);
		assert_true(html.link_count > 0);
		assert_int_equal(html.links[0].kind, row->kind);
		assert_slice_is(html.links[0].url, slice_from_string(row->url));
		assert_slice_is(
		    html.links[0].shown, slice_from_string(row->shown));
		assert_int_equal(html.links[0].hidden, row->hidden);
	}
}

static void
links_know_where_they_stand(void **state)
{
	(void)state;
	read_page("ab<a href=x>y</a><img src=z>");
	assert_int_equal(html.link_count, 2);
	assert_int_equal(html.links[0].offset, 2);
	assert_int_equal(html.links[1].offset, 17);
	read_page("<img srcset='a, b 2x,c'>");
	assert_int_equal(html.link_count, 3);
	assert_slice(html.links[2].url, "c");
	read_page("<a href='' name=x><img src=' '>");
	assert_int_equal(html.link_count, 0);
}

/* ---- flags and figures ------------------------------------------------- */

struct flagged {
	const char *source;
	unsigned flags;
};

static const struct flagged flagged[] = {
    {"<p>x</p>", 0},
    {"<form><input></form>", HTML_HAS_FORM},
    {"<form><input type=submit><input type=hidden></form>", 0},
    {"<form><textarea></textarea></form>", HTML_HAS_FORM},
    {"<input type=PassWord>", HTML_HAS_PASSWORD},
    {"<script></script>", HTML_HAS_SCRIPT},
    {"<meta http-equiv=refresh content=1>", HTML_HAS_REFRESH},
    {"<!--[if IE]>x<![endif]-->", HTML_CONDITIONAL},
    {"<![if IE]>x<![endif]>", HTML_CONDITIONAL},
    {"<p", HTML_UNCLOSED},
    {"<p a='>", HTML_UNCLOSED},
    {"<!-- x", HTML_UNCLOSED},
    {"<title>x", HTML_UNCLOSED},
};

static void
what_is_odd_about_a_page_is_flagged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(flagged) / sizeof(*flagged); i++) {
		read_page(flagged[i].source);
		if (html.flags != flagged[i].flags)
			print_error("for %s\n", flagged[i].source);
		assert_int_equal(html.flags, flagged[i].flags);
	}
	read_page("<div><p><img><b>x</b></div>");
	assert_int_equal(html.tags, 6);
	assert_int_equal(html.images, 1);
	assert_int_equal(html.depth, 3);
}

/* ---- limits ------------------------------------------------------------ */

static struct slice
repeat(const char *unit, size_t times, const char *end)
{
	size_t size = strlen(unit);
	uint8_t *all = malloc(size * times + strlen(end));

	assert_non_null(all);
	for (size_t i = 0; i < times; i++)
		memcpy(all + i * size, unit, size);
	memcpy(all + size * times, end, strlen(end));
	return (struct slice){all, size * times + strlen(end)};
}

static void
elements_over_the_depth_are_flagged_and_read_on(void **state)
{
	struct slice source = repeat("<div>", 1000, "x");

	(void)state;
	arena_reset(arena);
	html_read(source, &limits, arena, NULL, &html);
	assert_int_equal(html.depth, 256);
	assert_int_equal(html.flags, HTML_CUT);
	assert_slice(html.visible, "x");
	free((void *)source.data);
	source = repeat("<div>", 256, "x");
	arena_reset(arena);
	html_read(source, &limits, arena, NULL, &html);
	assert_int_equal(html.depth, 256);
	assert_int_equal(html.flags, 0);
	free((void *)source.data);
}

static void
links_over_the_limit_are_flagged_and_dropped(void **state)
{
	struct html_limits few = {16, 2};

	(void)state;
	arena_reset(arena);
	html_read(SLICE("<a href=1>a<a href=2>b"), &few, arena, NULL, &html);
	assert_int_equal(html.flags, 0);
	html_read(SLICE("<a href=1>a<a href=2>b<a href=3>c"), &few, arena, NULL,
	    &html);
	assert_int_equal(html.link_count, 2);
	assert_int_equal(html.flags, HTML_CUT | HTML_LINKS_CUT);
	assert_slice(html.visible, "abc");
}

static void
a_full_arena_keeps_what_is_there(void **state)
{
	struct slice source = repeat("<p>word</p>", 5000, "");
	struct arena *small = arena_create(100000);

	(void)state;
	assert_non_null(small);
	html_read(source, &limits, small, NULL, &html);
	assert_int_equal(html.flags, HTML_CUT | HTML_LINKS_CUT);
	assert_true(html.visible.size > 1000);
	assert_true(slice_starts_with(html.visible, SLICE("word\nword\n")));
	arena_destroy(&small);
	small = arena_create(10);
	assert_non_null(small);
	html_read(source, &limits, small, NULL, &html);
	assert_int_equal(html.flags, HTML_CUT | HTML_LINKS_CUT);
	assert_int_equal(html.visible.size, 0);
	arena_destroy(&small);
	free((void *)source.data);
}

static void
no_time_is_a_cut(void **state)
{
	struct slice source = repeat("<p>word</p>", 100000, "");
	struct budget budget;

	(void)state;
	budget_init(&budget, 0);
	arena_reset(arena);
	html_read(source, &limits, arena, &budget, &html);
	assert_true((html.flags & HTML_CUT) != 0);
	assert_true(html.visible.size > 0);
	assert_true(html.visible.size < source.size / 2);
	free((void *)source.data);
}

static void
memory_is_six_times_the_source_at_most(void **state)
{
	static const char *const units[] = {"<a href=x>y", "<b hidden>x</b>y",
	    "<!x>y", "&nGt;", "<img alt='&nGt;&nGt;' src='&nGt;'>", "a<p>",
	    "<p style='d\\69splay:none'>"};

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		struct slice source = repeat(units[i], 20000, "");

		arena_reset(arena);
		html_read(source, &limits, arena, NULL, &html);
		assert_true(
		    arena_used(arena) <= 6 * source.size + 300 * 256 + 32768);
		free((void *)source.data);
	}
}

static void
a_page_may_end_at_every_byte(void **state)
{
	const struct slice page =
	    SLICE("<html><style>/*x*/.a{color:\\66ff}@import 'x'</style><p "
		  "class=a style=\"background:url('x')\">a&nbsp;&notit;<!--[if "
		  "mso]><a href='y&amp;'>b<![endif]--><a href=z>c<img "
		  "srcset='d 1x, e' alt=f></a><table><tr><td>g<li>h"
		  "<script><!--<script></script>--></script><title>i&lt;"
		  "</title><pre>\r\nj");

	(void)state;
	for (size_t n = 0; n <= page.size; n++) {
		uint8_t *copy = malloc(n + (n == 0));

		assert_non_null(copy);
		memcpy(copy, page.data, n);
		arena_reset(arena);
		html_read((struct slice){copy, n}, &limits, arena, NULL, &html);
		assert_int_equal(html.flags & HTML_CUT, 0);
		assert_true(html.visible.size <= n);
		free(copy);
	}
}

/* ---- charset, data: URLs ----------------------------------------------- */

static const struct page charsets[] = {
    {"<meta charset=utf-8>", "utf-8"},
    {"<META CHARSET = ' KOI8-R '>", "KOI8-R"},
    {"<!--<meta charset=a>--><meta charset=b>", "b"},
    {"<p title='<meta charset=a>'><meta charset=b>", "b"},
    {"<meta http-equiv=Content-Type content='text/html; charset=big5'>",
	"big5"},
    {"<meta content='text/html;charset = \"big5\"' http-equiv=content-type>",
	"big5"},
    {"<meta http-equiv=content-type content='text/html; charset big5; "
     "charset=x'>",
	"x"},
    {"<meta name=x content='charset=big5'>", ""},
    {"<?xml version='1.0' encoding='koi8-u'?>", "koi8-u"},
    {"<?xml version='1.0'?><meta charset=x>", "x"},
    {"<meta charset=", ""},
    {"", ""},
};

static void
a_document_says_its_charset(void **state)
{
	struct slice far;

	(void)state;
	for (size_t i = 0; i < sizeof(charsets) / sizeof(*charsets); i++)
		assert_slice_is(
		    html_charset(slice_from_string(charsets[i].source)),
		    slice_from_string(charsets[i].visible));
	far = repeat(" ", 1005, "<meta charset=utf-8>");
	assert_int_equal(html_charset(far).size, 0);
	free((void *)far.data);
	far = repeat(" ", 1004, "<meta charset=utf-8>");
	assert_slice(html_charset(far), "utf-8");
	free((void *)far.data);
}

struct data_sample {
	const char *url;
	const char *type; /* NULL: none */
	const char *body;
};

/* The first two are the examples of RFC 2397. */
static const struct data_sample data_samples[] = {
    {"data:,A%20brief%20note", "text/plain", "A brief note"},
    {"data:text/plain;charset=iso-8859-7,%be%fg%be",
	"text/plain;charset=iso-8859-7", "\xBE%fg\xBE"},
    {"DATA:text/html;BASE64,PGI+eDwvYj4=", "text/html", "<b>x</b>"},
    {" data: text/html ; base64 ,PGI+ eDwv\nYj4", "text/html", "<b>x</b>"},
    {"data:text/html;charset=utf-8;base64,PGI%2BeDwvYj4%3D",
	"text/html;charset=utf-8", "<b>x</b>"},
    {"data:;base64,eA==", "text/plain", "x"},
    {"data:;charset=x,y", "text/plain", "y"},
    {"data:base64,eA==", "base64", "eA=="},
    {"data:text/html,a%2cb%", "text/html", "a,b%"},
    {"data:,", "text/plain", ""},
    {"data:text/html", NULL, NULL},
    {"data", NULL, NULL},
    {"http://a/,b", NULL, NULL},
};

static void
data_urls_are_taken_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(data_samples) / sizeof(*data_samples);
	     i++) {
		const struct data_sample *row = &data_samples[i];
		struct data_url data;
		bool known;

		arena_reset(arena);
		known =
		    data_url_decode(slice_from_string(row->url), arena, &data);
		assert_int_equal(known, row->type != NULL);
		if (!known)
			continue;
		assert_slice_is(data.media_type, slice_from_string(row->type));
		assert_slice_is(data.body, slice_from_string(row->body));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(visible_text_is_what_a_reader_sees),
	    cmocka_unit_test(nul_bytes_are_dropped),
	    cmocka_unit_test(texts_that_are_not_shown_are_kept_apart),
	    cmocka_unit_test(runs_tell_hidden_and_visible_text_apart),
	    cmocka_unit_test(links_are_found_with_what_is_shown),
	    cmocka_unit_test(links_know_where_they_stand),
	    cmocka_unit_test(what_is_odd_about_a_page_is_flagged),
	    cmocka_unit_test(elements_over_the_depth_are_flagged_and_read_on),
	    cmocka_unit_test(links_over_the_limit_are_flagged_and_dropped),
	    cmocka_unit_test(a_full_arena_keeps_what_is_there),
	    cmocka_unit_test(no_time_is_a_cut),
	    cmocka_unit_test(memory_is_six_times_the_source_at_most),
	    cmocka_unit_test(a_page_may_end_at_every_byte),
	    cmocka_unit_test(a_document_says_its_charset),
	    cmocka_unit_test(data_urls_are_taken_apart),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
