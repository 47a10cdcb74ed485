/*
 * test_script_form - scripts in the form that signatures are written for
 *
 * Expected values: what clamscan 1.4.6 writes for these scripts
 * (--leave-temps).
 */
#include "core/normal/script_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct answer {
	struct slice scripts;
	struct slice form;
};

static const struct answer answers[] = {
    {SLICE("var Abc = 1; Abc = Abc + 2; foo(Abc);</script>\0"),
	SLICE("<script>var n000=1;n000=n000+2;foo(n000);</script>")},
    {SLICE("var a,b=2,c; function Foo(x,y){ var z = x+y; return z; } "
	   "Foo(a,b);</script>\0"),
	SLICE("<script>var n000,n001=2,n002;function n003(n004,n005){var "
	      "n006=n004+n005;return n006;}foo(n000,n001);</script>")},
    {SLICE("Foo.Bar.baz(Qux);  var bar; bar.Foo = 1; foo.bar = 2;</script>\0"),
	SLICE("<script>foo.bar.baz(qux);var "
	      "n000;n000.foo=1;foo.bar=2;</script>")},
    {SLICE("a = \"X\" + \"Y\" + z + \"W\" + 'V';</script>\0"),
	SLICE("<script>a=\"xy\"+z+\"wv\";</script>")},
    {SLICE("\"a\" + /* c */ \"b\"</script>\0"),
	SLICE("<script>\"ab\"</script>")},
    {SLICE("(\"a\")+(\"b\")</script>\0"),
	SLICE("<script>(\"a\")+(\"b\")</script>")},
    {SLICE("a = \"x\\x41\\u0042\\103\\n\\t\\\\\\\"\\'\\q\";</script>\0"),
	SLICE("<script>a=\"xab103  \\\"'q\";</script>")},
    {SLICE("\"\\u00e9\\u20ac\\xe9\\x4\\u12\\0\\b\\/\";</script>\0"),
	SLICE(
	    "<script>\"\xc3\xa9\xe2\x82\xac\xe9\xffu12\x01\x08/\";</script>")},
    {SLICE("document.write(unescape(\"%3Cb%3E\"));</script>\0"),
	SLICE("<script>document.write(\"<b>\");</script>")},
    {SLICE("unescape(\"%4\"+\"1\");</script>\0"),
	SLICE("<script>\"a\";</script>")},
    {SLICE("\"x\"+unescape(\"%41\")+\"y\";</script>\0"),
	SLICE("<script>\"x\"+\"a\"+\"y\";</script>")},
    {SLICE("foo.unescape(\"%41\");</script>\0"),
	SLICE("<script>foo.unescape(\"%41\");</script>")},
    {SLICE("unescape(\"%41\",1);</script>\0"),
	SLICE("<script>\"a\"1);</script>")},
    {SLICE("unescape(unescape(\"%2541\"));</script>\0"),
	SLICE("<script>unescape(\"%41\");</script>")},
    {SLICE("unescape(\"%u0041%u00e9%u4141%00%0A%E9%zz%4\");</script>\0"),
	SLICE("<script>\"a\xc3\xa9\xe4\x85\x81\x01 \xe9%zz%4\";</script>")},
    {SLICE("eval(\"Foo( 1 )\");</script>\0"), SLICE("<script>foo(1)</script>")},
    /* What texts of eval() declare gets the last numbers, ... */
    {SLICE("eval(\"var q=2;\");function g(c){return c;}</script>\0"),
	SLICE("<script>var n002=2;function n000(n001){return n001;}</script>")},
    {SLICE("var a=1;eval(\"var q=2;\");var b=a+q;</script>\0"),
	SLICE("<script>var n000=1;var n002=2;var n001=n000+n002;</script>")},
    /* ... in the function that the script leaves open; words are looked up
     * where they stand. */
    {SLICE("function h(a){var q=a;eval(\"var a=3;\");</script>\0"),
	SLICE("<script>function n000(n003){var n002=n003;var "
	      "n003=3;</script>")},
    {SLICE("eval(\"var a=3;\");function h(a){var q=a;</script>\0"),
	SLICE("<script>var a=3;function n000(n003){var "
	      "n002=n003;</script>")},
    {SLICE("eval(\"a;b\");c;d</script>\0"), SLICE("<script>a;c;d</script>")},
    {SLICE("eval('var a=\"x\";a;');a;</script>\0"),
	SLICE("<script>var n000=\"x\";n000;n000;</script>")},
    {SLICE("eval(unescape(\"a%3bb%3b\"));z;</script>\0"),
	SLICE("<script>a;b;z;</script>")},
    {SLICE("y=eval(\"a;\")+z;</script>\0"), SLICE("<script>y=a;+z;</script>")},
    {SLICE("eval(\"eval('a;')\");q;</script>\0"),
	SLICE("<script>eval(\"a;\")q;</script>")},
    {SLICE("eval(x);</script>\0"), SLICE("<script>eval(x);</script>")},
    {SLICE("1.5e3 + 0x1F + 017 + 1E5 + .5 + 5. + 1234567890123 + "
	   "1.23456789012</script>\0"),
	SLICE("<script>1500+0 x1f+17+1 e5+.5+5+1912276171+1.23457</script>")},
    {SLICE("// E  F\nG</script>\0"), SLICE("<script>e f g</script>")},
    {SLICE("//c2 c3; http://foo.bar/x</script>\0"),
	SLICE("<script>c3;http:</script>")},
    {SLICE("a /* b // c */ d</script>\0"), SLICE("<script>a d</script>")},
    {SLICE("a /* b</script>\0"), SLICE("<script>a</script>")},
    {SLICE("\"unterminated</script>\0"),
	SLICE("<script>\"unterminated</script>\"</script>")},
    {SLICE("'a\nb'</script>\0"), SLICE("<script>\"a b\"</script>")},
    {SLICE("((a</script>\0"), SLICE("<script>((a</script>))</script>")},
    {SLICE("f(a))b(c</script>\0"),
	SLICE("<script>f(a))b(c</script>)</script>")},
    {SLICE("unescape(\"%41\"</script>\0"),
	SLICE("<script>\"a\"/script>)</script>")},
    {SLICE("a\xe9"
	   "b \x01 @#`~c</script>\0"),
	SLICE("<script>a b~c</script>")},
    {SLICE("a\\b \\u0041</script>\0"), SLICE("<script>a b \\0041</script>")},
    {SLICE("var a=1,b=a,c=(d,e),f;d e</script>\0"),
	SLICE(
	    "<script>var n000=1,n001=n000,n002=(d,n003),n004;d n003</script>")},
    {SLICE("var a=[b,c],d;c</script>\0"),
	SLICE("<script>var n000=[b,c],n001;c</script>")},
    {SLICE("var a=function(b){var c,d},e;d</script>\0"),
	SLICE("<script>var n000=function(n001){var n002,d},n003;d</script>")},
    {SLICE("var a={b:1,c:2},d;b c</script>\0"),
	SLICE("<script>var n000={b:1,c:2},n001;b c</script>")},
    {SLICE("function a(){ var b; function b2(){ var c; b; c; a; } b; c; b2; a "
	   "} b; c; a;</script>\0"),
	SLICE("<script>function n000(){var n001;function n002(){var "
	      "n003;n001;n003;n000;}n001;c;b2;n000}b;c;a;</script>")},
    {SLICE("var a; var a; var b; var a; a b</script>\0"),
	SLICE(
	    "<script>var n003;var n003;var n002;var n003;n003 n002</script>")},
    {SLICE("function f(){ y; x; var x } var y;x</script>\0"),
	SLICE(
	    "<script>function n000(){n002;n001;var n001}var n002;x</script>")},
    {SLICE("x={var:1}; var if; b</script>\0"),
	SLICE("<script>x={var:1};var if;b</script>")},
    {SLICE("var a;{var b,c;}var d,e; a b c d e</script>\0"),
	SLICE("<script>var n000;{var n001,c;}var n002,n003;n000 n001 c n002 "
	      "n003</script>")},
    {SLICE("function f(a(b),c){a b c}</script>\0"),
	SLICE("<script>function n000(n001(b),n002){n001 b n002}</script>")},
    {SLICE("}}var a,b;a b</script>\0"),
	SLICE("<script>}}var n000,n001;n000 n001</script>")},
    {SLICE("var a.b=1; b</script>\0"),
	SLICE("<script>var n000.b=1;b</script>")},
    {SLICE("a.var b; b</script>\0"), SLICE("<script>a.var n000;n000</script>")},
    {SLICE("for(var i=0,j=1;i<j;i++){}</script>\0"),
	SLICE("<script>for(var n000=0,n001=1;n000<n001;n000++){}</script>")},
    {SLICE("function */unescape(\"%41\")</script>\0"),
	SLICE("<script>function*/\"a\"</n001></script>")},
    {SLICE("var %41unescape(\"%41\")a+</script>\0"),
	SLICE("<script>var%41\"a\"a+</script>")},
    {SLICE("[var;b+b]</script>\0"), SLICE("<script>[var;n000+n000]</script>")},
    {SLICE("[var x,b,b]</script>\0"),
	SLICE("<script>[var n000,n002,n002]</script>")},
    {SLICE("[var a[x],b;b</script>\0"),
	SLICE("<script>[var n000[x],n001;n001</script>")},
    {SLICE("var a[x,b],c+b+c</script>\0"),
	SLICE("<script>var n000[x,b],n001+b+n001</script>")},
    {SLICE("function a[;b(c,d){b}</script>\0"),
	SLICE("<script>function n000[;b(n001,n002){b}</script>")},
    {SLICE("1.5e3e3e3;1.5ee3;1.5e3ee;1.5e3e+3e;1.5e+e3;1.e3e3;</script>\0"),
	SLICE("<script>1500;1.5 e3;1500 e;1500;1.5;1000;</script>")},
    {SLICE("a;</script>\0b;</script>\0"),
	SLICE("<script>a;</script>\n<script>b;</script>")},
    {SLICE(""), SLICE("")},
    {SLICE("\0"), SLICE("<script></script>")},
};

static struct script_names *names;

/* In memory of the exact size, so that nothing behind it is read or written
 * unseen. */
static void
check_form(struct slice scripts, const struct slice *expected)
{
	uint8_t *copy = malloc(scripts.size + 1);
	uint8_t *room = malloc(script_form_room(scripts.size));
	struct slice form;

	assert_non_null(copy);
	assert_non_null(room);
	memcpy(copy, scripts.data, scripts.size);
	form = script_form((struct slice){copy, scripts.size}, room, names);
	if (expected != NULL)
		assert_slice_is(form, *expected);
	free(room);
	free(copy);
}

static void
scripts_come_out_as_from_clamscan(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++)
		check_form(answers[i].scripts, &answers[i].form);
}

static void
a_script_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++)
		for (size_t size = 0; size < answers[i].scripts.size; size++)
			check_form(
			    slice_sub(answers[i].scripts, 0, size), NULL);
}

/* More names, functions and brackets than are told apart. */
static void
bounds_are_kept(void **state)
{
	static const char *const pieces[] = {"var a%u;", "function f%u(a){",
	    "(", "\"a\"+", "function(", "unescape(", "eval(", "[{"};
	enum { TIMES = 20000, PIECE_MAX = 24 };
	char *script = malloc((size_t)TIMES * PIECE_MAX);

	(void)state;
	assert_non_null(script);
	for (size_t i = 0; i < COUNT(pieces); i++) {
		size_t size = 0;

		for (unsigned k = 0; k < TIMES; k++) {
			const char *number = strstr(pieces[i], "%u");

			if (number == NULL)
				size += (size_t)snprintf(
				    script + size, PIECE_MAX, "%s", pieces[i]);
			else
				size +=
				    (size_t)snprintf(script + size, PIECE_MAX,
					"%.*s%u%s", (int)(number - pieces[i]),
					pieces[i], k, number + 2);
		}
		check_form((struct slice){(uint8_t *)script, size}, NULL);
	}
	free(script);
}

static int
setup(void **state)
{
	(void)state;
	names = calloc(1, sizeof(*names));
	return names == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	free(names);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scripts_come_out_as_from_clamscan),
	    cmocka_unit_test(a_script_may_end_anywhere),
	    cmocka_unit_test(bounds_are_kept),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, setup, teardown);
}
