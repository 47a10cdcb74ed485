/*
 * test_html_hidden - what a reader does not see
 *
 * Each row hides the word "secret", or does not; what a browser shows was
 * decided by hand from CSS 2.1, CSS Color 4 and the HTML standard.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/html/html.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

static const char *const hiding[] = {
    "<p style='display:none'>secret",
    "<p style='DISPLAY : NONE !important;color:red'>secret",
    "<p style='display:none'><b style='display:block'>secret",
    "<p style=display:none>secret",
    "<p style='d\\69splay:none'>secret",
    "<p style='display/**/:/* x */none'>secret",
    "<p style='display&colon;none'>secret",
    "<p style='x:url(a;b);display:none'>secret",
    "<p style='x:\";\";display:none'>secret",
    "<p style='visibility:hidden'>secret",
    "<p style='visibility:collapse'>secret",
    "<p style='opacity:0'>secret",
    "<p style='opacity:.02'>secret",
    "<p style='opacity:1%'>secret",
    "<p style='opacity:.2'><b style='opacity:.2'>secret",
    "<p style='filter:alpha(opacity=0)'>secret",
    "<p style='filter:opacity(0)'>secret",
    "<p style='mso-hide:all'>secret",
    "<p style='font-size:0'>secret",
    "<p style='font-size:1px'>secret",
    "<p style='font-size:1.5pt'>secret",
    "<p style='font-size:0.1em'>secret",
    "<p style='font-size:5%'>secret",
    "<p style='font-size:5px'><b style='font-size:20%'>secret",
    "<p style='font:0/0 a'>secret",
    "<p style='font:bold 1px/2px Arial'>secret",
    "<p style='font:italic 400 0.1rem x'>secret",
    "<p style='height:0;overflow:hidden'>secret",
    "<p style='max-height:0px;overflow:hidden'>secret",
    "<p style='width:0;overflow-x:hidden'>secret",
    "<p style='max-width:1px;overflow:hidden'>secret",
    "<p style='line-height:0;overflow:hidden'>secret",
    "<p style='color:#fff'>secret",
    "<p style='color:white'>secret",
    "<p style='color:#FEFEFE'>secret",
    "<p style='color:#ffffffff'>secret",
    "<p style='color:rgb(255,250,255)'>secret",
    "<p style='color:rgb(100% 100% 100%)'>secret",
    "<p style='color:hsl(120,50%,99%)'>secret",
    "<p style='color:transparent'>secret",
    "<p style='color:rgba(0,0,0,0)'>secret",
    "<p style='color:rgb(0 0 0 / 2%)'>secret",
    "<p style='color:#0000'>secret",
    "<p style='color:black;background:#000'>secret",
    "<p style='color:#010101;background-color:black'>secret",
    "<p style='color:red;background:url(x) red'>secret",
    "<p style='color:ffffff'>secret",
    "<p style='-webkit-text-fill-color:transparent'>secret",
    "<font color=white>secret",
    "<font color='#FFF'>secret",
    "<font color=fdfdfd>secret",
    "<body text=white>secret",
    "<body bgcolor=black>secret",
    "<body bgcolor=navy><font color='#000080'>secret",
    "<table bgcolor=red><tr><td><font color='#fe0000'>secret",
    "<table><tr bgcolor=black><td>secret",
    "<table><tr><td bgcolor=blue><table><tr><td style=color:blue>secret",
    "<div style='background:#123456'><a style='color:#123456' href=x>secret",
    "<p style='position:absolute;left:-9999px'>secret",
    "<p style='position:fixed;top:-1000px'>secret",
    "<p style='text-indent:-999px'>secret",
    "<p style='margin-left:-5000px'>secret",
    "<p style='position:absolute;clip:rect(0,0,0,0)'>secret",
    "<p style='clip-path:inset(100%)'>secret",
    "<p style='transform:scale(0)'>secret",
    "<p hidden>secret",
    "<p hidden=false>secret",
    "<input type=hidden value=secret>",
    "<template>secret</template>",
    "<template><p>secret",
    "<iframe>secret</iframe>",
    "<noframes>secret</noframes>",
    "<datalist><option>secret</datalist>",
    "<table><tr><td width=0 height=0>secret",
    "<table><tr><td style='width:0;height:0'>secret",
    "<!--[if mso]>secret<![endif]-->",
    "<!--[if mso]><p>a</td></div>secret<![endif]-->",
    "<style>.h{display:none}</style><p class='x h'>secret",
    "<style>#h{display:none}</style><p id=h>secret",
    "<style>p{font-size:0}</style><p>secret",
    "<style>p.h,td.i{color:#fff}</style><p class=h>secret",
    "<style>*{display:none}</style><p>secret",
    "<style>@media screen{.h{display:none}}</style><p class=h>secret",
    "<style>div p.h{display:none}</style><div><p class=h>secret",
    "<style><!-- .h{display:none} --></style><p class=h>secret",
    "<style>.\\68{display:none}</style><p class=h>secret",
    "<style>.h{display:none!important}</style><p class=h style=display:block>"
    "secret",
    "<style>#h{display:none}p{display:block}</style><p id=h>secret",
    "<style>.a.b{display:none}</style><p class='b a'>secret",
    "<div style=display:none><table><tr><td></div>secret",
    "<font color=white><div>secret",
    "<div><font color=white>x</div>secret",
    "<b><font color=white>x</b>secret",
    "<p><font color=white><p>secret",
    "<div style=display:none></span></p></b>secret",
    "<div hidden><div hidden=a><div></div>secret",
};

static const char *const showing[] = {
    "secret",
    "<p style='display:block'>secret",
    "<p style='display:none;display:block'>secret",
    "<p style='display:none!x'>secret",
    "<p style='display:inherit'>secret",
    "<p style='xdisplay:none'>secret",
    "<p style='visibility:hidden'><b style='visibility:visible'>secret",
    "<p style='font-size:0'><b style='font-size:14px'>secret",
    "<p style='font-size:10px'><b style='font-size:.5em'>secret",
    "<p style='font:400 12px/0 Arial'>secret",
    "<p style='opacity:.5'>secret",
    "<p style='height:0'>secret",
    "<p style='overflow:hidden'>secret",
    "<p style='max-height:200px;overflow:hidden'>secret",
    "<p style='color:#eee;background:#333'>secret",
    "<p style='color:#ddd'>secret",
    "<p style='color:white;background:url(x)'>secret",
    "<table background=x><tr><td><font color=white>secret",
    "<p style='color:white;background:linear-gradient(red,blue)'>secret",
    "<body bgcolor=black text=white>secret",
    "<div style=color:white><a href=x>secret",
    "<font color=white>x</font>secret",
    "<font color=white><div>x</font>secret",
    "<p style='color:white'>x<p>secret",
    "<p style='text-indent:-20px'>secret",
    "<p style='position:absolute;left:-20px'>secret",
    "<p style='left:-9999px'>secret",
    "<p aria-hidden=true>secret",
    "<noscript>secret</noscript>",
    "<div hidden>x</div>secret",
    "<div hidden><p>x</div>secret",
    "<table style=display:none><div>secret",
    "<table style=display:none>secret",
    "<table hidden><tr><td>x</table>secret",
    "<td style=display:none>secret",
    "<br style=display:none>secret",
    "<span hidden>x</span>secret",
    "<style>.h{display:none}</style><p class=hh>secret",
    "<style>@media print{.h{display:none}}</style><p class=h>secret",
    "<style>@media (max-width:600px){.h{display:none}}</style><p class=h>"
    "secret",
    "<style>.h{display:none}</style><p class=h style=display:block>secret",
    "<style>p:hover{display:none}</style><p>secret",
    "<style>table .h{display:none}</style><p class=h>secret",
    "<style>.h{display:none}.h{display:block}</style><p class=h>secret",
    "<!--[if mso]><style>p{display:none}</style><![endif]--><p>secret",
    "<!--[if mso]><div style=display:none><![endif]--><p>secret",
    "<![if !mso]>secret<![endif]>",
    "<!--[if !mso]><!-->secret<!--<![endif]-->",
    "<small><small><small>secret",
    "<template>x</template>secret",
    "<details>secret",
    "<select><option>secret",
    "<textarea>secret</textarea>",
    "<xmp>secret</xmp>",
    "<plaintext>secret",
    "<button>secret",
};

static const struct html_limits limits = {256, 1000};

static bool
holds(struct slice text)
{
	return slice_find(text, SLICE("secret")) < text.size;
}

static void
check(const char *source, bool hidden)
{
	struct html html;

	arena_reset(arena);
	html_read(slice_from_string(source), &limits, arena, NULL, &html);
	if (holds(html.hidden) != hidden || holds(html.visible) == hidden)
		print_error("wrong for: %s\n", source);
	assert_true(holds(html.hidden) == hidden);
	assert_true(holds(html.visible) != hidden);
}

static void
text_that_a_reader_does_not_see_is_hidden(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(hiding) / sizeof(*hiding); i++)
		check(hiding[i], true);
}

static void
text_that_a_reader_sees_is_visible(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(showing) / sizeof(*showing); i++)
		check(showing[i], false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_that_a_reader_does_not_see_is_hidden),
	    cmocka_unit_test(text_that_a_reader_sees_is_visible),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
