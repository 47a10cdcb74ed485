/*
 * test_header_parameter - the value of a structured field, and its parameters
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/header/header.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

/* "main|name=value|name="value"|", quotes as quoted says. */
static void
assert_parameters(const char *value, size_t size, const char *expected)
{
	struct slice rest, whole = {(const uint8_t *)value, size};
	struct slice main_value = header_main_value(whole, &rest);
	struct header_parameter parameter;
	char got[1024];
	size_t used = (size_t)snprintf(got, sizeof(got), "%.*s|",
	    (int)main_value.size, (const char *)main_value.data);

	while (header_next_parameter(&rest, arena, &parameter)) {
		const char *quote = parameter.quoted ? "\"" : "";

		assert_true(slice_is_within(rest, whole));
		used += (size_t)snprintf(got + used, sizeof(got) - used,
		    "%.*s=%s%.*s%s|", (int)parameter.name.size,
		    (const char *)parameter.name.data, quote,
		    (int)parameter.value.size,
		    (const char *)parameter.value.data, quote);
	}
	assert_int_equal(rest.size, 0);
	assert_false(header_next_parameter(&rest, arena, &parameter));
	assert_string_equal(got, expected);
}

static const struct {
	const char *value;
	const char *expected;
} parameter_rows[] = {
    /* RFC 2045, section 5.1, and RFC 2046, section 5.1.1. */
    {"text/plain; charset=us-ascii (Plain text)",
	"text/plain|charset=us-ascii|"},
    {"text/plain; charset=\"us-ascii\"", "text/plain|charset=\"us-ascii\"|"},
    {"multipart/mixed; boundary=\"gc0pJq0M:08jU534c0p\"",
	"multipart/mixed|boundary=\"gc0pJq0M:08jU534c0p\"|"},
    /* RFC 2231, section 3 and 4: names as written. */
    {"message/external-body; access-type=URL;\r\n URL*0=\"ftp://\";\r\n "
     "URL*1=\"cs.utk.edu/x\"",
	"message/external-body|access-type=URL|URL*0=\"ftp://\"|"
	"URL*1=\"cs.utk.edu/x\"|"},
    {"application/x-stuff; title*=us-ascii'en-us'This%20is",
	"application/x-stuff|title*=us-ascii'en-us'This%20is|"},
    /* Nothing, or hardly anything. */
    {"", "|"},
    {" \t\r\n ", "|"},
    {";", "|"},
    {";;;", "|"},
    {"; =", "|=|"},
    {"text/html", "text/html|"},
    {"text/html;", "text/html|"},
    {"text/html; ", "text/html|"},
    {"text/html; charset", "text/html|"},
    {"text/html; charset=", "text/html|charset=|"},
    {"text/html; charset=;x=y", "text/html|charset=|x=y|"},
    {"text/html; charset=\"\"", "text/html|charset=\"\"|"},
    {"text/html; charset=\"", "text/html|charset=\"\"|"},
    {"text/html; =x; y=z", "text/html|=x|y=z|"},
    /* Only parameters. */
    {"boundary=x; a=b", "|boundary=x|a=b|"},
    {"; a=b", "|a=b|"},
    {"filename=\"x.exe\"", "|filename=\"x.exe\"|"},
    /* Blanks and folds around everything. */
    {" text/html ;\r\n\tcharset = \r\n \"x\" ; a\t=\tb ",
	"text/html|charset=\"x\"|a=b|"},
    {"text / html; a=b", "text / html|a=b|"},
    {"text/ html; a=b", "text/ html|a=b|"},
    {"text/ a=b", "text/|a=b|"},
    {"text /html", "text /html|"},
    /* Missing semicolons. */
    {"multipart/mixed boundary=\"x\"", "multipart/mixed|boundary=\"x\"|"},
    {"multipart/mixed boundary=x charset=y",
	"multipart/mixed|boundary=x|charset=y|"},
    {"m/m; boundary=\"x\" type=\"y\"", "m/m|boundary=\"x\"|type=\"y\"|"},
    {"m/m; boundary=\"x\"type=\"y\"", "m/m|boundary=\"x\"|type=\"y\"|"},
    {"m/m\r\n\tboundary=x\r\n\ttype=y", "m/m|boundary=x|type=y|"},
    /* Comments: nested, quoted parens, in odd places, not closed. */
    {"(a(b)c) text/html (d) ; (e) x (f) = (g) y (h) ; z=1",
	"text/html|x=y|z=1|"},
    {"text/html(c); a=b", "text/html|a=b|"},
    {"text/html; (\\)) a=b", "text/html|a=b|"},
    {"text/html; (;boundary=fake;) boundary=real", "text/html|boundary=real|"},
    {"text/html; a=b (c=d)", "text/html|a=b|"},
    {"text/html (not closed; a=b", "text/html|a=b|"},
    {"text/html; (not closed; a=b; (x; c=d", "text/html|a=b|c=d|"},
    {"text/html; a=b (not closed; c=d", "text/html|a=b|c=d|"},
    {"(not closed", "|"},
    {"((((((((", "|"},
    {"text/html; a=\"(no comment)\"; b=c", "text/html|a=\"(no comment)\"|b=c|"},
    {"a/b; name=report(1).pdf", "a/b|name=report(1).pdf|"},
    {"a/b; ) c=d", "a/b|c=d|"},
    /* Quoted strings: backslashes, folds, not closed, junk behind. */
    {"a/b; n=\"x\\\"y\\\\z\"", "a/b|n=\"x\"y\\z\"|"},
    {"a/b; n=\"x\r\n y\"", "a/b|n=\"x y\"|"},
    {"a/b; n=\"x\n\ty\"; c=d", "a/b|n=\"x\ty\"|c=d|"},
    {"a/b; n=\"x;y=z\"; c=d", "a/b|n=\"x;y=z\"|c=d|"},
    {"a/b; n=\"open; c=d", "a/b|n=\"open; c=d\"|"},
    {"a/b; n=\"open\\", "a/b|n=\"open\\\"|"},
    {"a/b; n=\"x\\\"", "a/b|n=\"x\"\"|"},
    {"a/b; n=\"x\"junk; c=d", "a/b|n=\"x\"|c=d|"},
    {"a/b; n=\"x\" junk \"more\"; c=d", "a/b|n=\"x\"|c=d|"},
    {"\"text/html\"; a=b", "text/html|a=b|"},
    {"\"text/html; a=b", "text/html; a=b|"},
    /* Unquoted values with blanks. */
    {"a/b; name=my file.doc", "a/b|name=my file.doc|"},
    {"a/b; name=my file.doc ; c=d", "a/b|name=my file.doc|c=d|"},
    {"a/b; name=my  long file size=3", "a/b|name=my  long file|size=3|"},
    {"a/b; name=my\r\n file", "a/b|name=my|"},
    {"a/b; boundary==_x=y", "a/b|boundary==_x=y|"},
    {"a/b; boundary=--=_a'()+_,-./:=?", "a/b|boundary=--=_a'()+_,-./:=?|"},
    {"a/b; c='d e'; f=g", "a/b|c='d e'|f=g|"},
    /* Duplicates are the caller's to judge. */
    {"a/b; c=1; C=2; c=3", "a/b|c=1|C=2|c=3|"},
    {"base64", "base64|"},
    {" (x) Base64 (y)", "Base64|"},
    {"attachment; filename=\"a b.exe\"; size=12",
	"attachment|filename=\"a b.exe\"|size=12|"},
};

static void
parameters_are_read_as_mail_clients_do(void **state)
{
	(void)state;
	for (size_t i = 0;
	     i < sizeof(parameter_rows) / sizeof(parameter_rows[0]); i++)
		assert_parameters(parameter_rows[i].value,
		    strlen(parameter_rows[i].value),
		    parameter_rows[i].expected);
}

static void
parameters_that_end_at_any_byte_are_survived(void **state)
{
	(void)state;
	for (size_t i = 0;
	     i < sizeof(parameter_rows) / sizeof(parameter_rows[0]); i++) {
		size_t size = strlen(parameter_rows[i].value);

		for (size_t end = 0; end <= size; end++) {
			uint8_t *bytes = malloc(end + 1);
			struct header_parameter parameter;
			struct slice rest;

			memcpy(bytes, parameter_rows[i].value, end);
			header_main_value((struct slice){bytes, end}, &rest);
			while (header_next_parameter(&rest, arena, &parameter))
				assert_true(parameter.value.size <= end);
			free(bytes);
		}
	}
}

static void
unquoting_borrows_unless_it_changes_something(void **state)
{
	struct slice value = SLICE("; a=\"plain\"; b=\"q\\\"\"");
	struct slice rest = value;
	struct header_parameter parameter;

	(void)state;
	assert_true(header_next_parameter(&rest, arena, &parameter));
	assert_true(slice_is_within(parameter.value, value));
	assert_int_equal(arena_used(arena), 0);
	assert_true(header_next_parameter(&rest, arena, &parameter));
	assert_false(slice_is_within(parameter.value, value));
	assert_int_equal(arena_used(arena), 2);
}

static void
with_a_full_arena_the_value_stays_as_written(void **state)
{
	struct slice rest = SLICE("; b=\"q\\\"\"; c=d");
	struct header_parameter parameter;

	(void)state;
	assert_non_null(arena_alloc(arena, arena_free(arena)));
	assert_true(header_next_parameter(&rest, arena, &parameter));
	assert_slice(parameter.value, "q\\\"");
	assert_true(header_next_parameter(&rest, arena, &parameter));
	assert_slice(parameter.value, "d");
}

static void
comments_have_a_longest_size(void **state)
{
	char value[600];

	(void)state;
	for (size_t size = 254; size <= 257; size++) {
		char *at = value;

		at += snprintf(at, 8, "a/b;");
		memset(at, 'x', size);
		at[0] = '(';
		at[1] = '=';
		at[size - 1] = ')';
		at += size;
		memcpy(at, "c=d;e=f", 8);
		assert_parameters(value, strlen(value),
		    size <= 256 ? "a/b|c=d|e=f|" : "a/b|e=f|");
	}
}

/* Quadratic work would take minutes here. */
static void
hostile_parameters_cost_linear_time(void **state)
{
	static const struct slice patterns[] = {SLICE("("), SLICE("(;"),
	    SLICE("\""), SLICE("\\"), SLICE(" x"), SLICE(";"), SLICE("="),
	    SLICE("a=b "), SLICE("a=\"\\"), SLICE("\r\n "), SLICE("()"),
	    SLICE("a "), SLICE("a=b c ")};
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		struct header_parameter parameter;
		struct slice rest;
		size_t count = 0;

		for (size_t i = 0; i < size; i++)
			bytes[i] = patterns[p].data[i % patterns[p].size];
		arena_reset(arena);
		header_main_value((struct slice){bytes, size}, &rest);
		while (header_next_parameter(&rest, arena, &parameter))
			count++;
		assert_true(count <= size);
	}
	free(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(parameters_are_read_as_mail_clients_do),
	    TEST(parameters_that_end_at_any_byte_are_survived),
	    TEST(unquoting_borrows_unless_it_changes_something),
	    TEST(with_a_full_arena_the_value_stays_as_written),
	    TEST(comments_have_a_longest_size),
	    TEST(hostile_parameters_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
