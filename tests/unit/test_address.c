/*
 * test_address - the mailboxes in From, To, Cc and the like
 *
 * Expected: RFC 5322 appendix A, and by hand; what mail clients make of the
 * rest was looked at in Python's email.utils where it has an opinion.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/header/address.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

static void
put(char *out, size_t room, const char *mark, struct slice s, const char *end)
{
	size_t used = strlen(out);

	if (s.size > 0)
		snprintf(out + used, room - used, "%s%.*s%s", mark, (int)s.size,
		    (const char *)s.data, end);
}

/* "name<local@domain>{group}(comment)|" for each; what is empty is left out. */
static void
assert_addresses(const char *value, const char *expected)
{
	struct address_list list;
	struct address address;
	char got[2048] = "";

	address_begin(slice_from_string(value), &list);
	while (address_next(&list, arena, &address)) {
		put(got, sizeof(got), "", address.name, "");
		put(got, sizeof(got), "<", address.local, "");
		put(got, sizeof(got), "@", address.domain, "");
		if (address.local.size > 0)
			put(got, sizeof(got), "", SLICE(">"), "");
		put(got, sizeof(got), "{", address.group, "}");
		put(got, sizeof(got), "(", address.comment, ")");
		put(got, sizeof(got), "", SLICE("|"), "");
	}
	if (strcmp(got, expected) != 0)
		print_error("of \"%s\"\n", value);
	assert_string_equal(got, expected);
	assert_int_equal(list.rest.size, 0);
}

struct row {
	const char *value;
	const char *expected;
};

static void
assert_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_addresses(rows[i].value, rows[i].expected);
}
#define ASSERT_ROWS(rows) assert_rows((rows), sizeof(rows) / sizeof((rows)[0]))

static void
the_examples_of_rfc_5322_are_read_as_it_says(void **state)
{
	static const struct row rows[] = {
	    {"John Doe <jdoe@machine.example>",
		"John Doe<jdoe@machine.example>|"},
	    {"\"Joe Q. Public\" <john.q.public@example.com>",
		"Joe Q. Public<john.q.public@example.com>|"},
	    {"Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
		"Mary Smith<mary@x.test>|<jdoe@example.org>|"
		"Who?<one@y.test>|"},
	    {"<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" "
	     "<sysservices@example.net>",
		"<boss@nil.test>|Giant; \"Big\" "
		"Box<sysservices@example.net>|"},
	    {"A Group:Ed Jones <c@a.test>,joe@where.test,John "
	     "<jdoe@one.test>;",
		"Ed Jones<c@a.test>{A Group}|<joe@where.test>{A Group}|"
		"John<jdoe@one.test>{A Group}|"},
	    {"Undisclosed recipients:;", "{Undisclosed recipients}|"},
	    {"Pete(A nice \\) chap) <pete(his account)@silly.test(his "
	     "host)>",
		"Pete<pete@silly.test>(A nice \\) chap his account his "
		"host)|"},
	    {"A Group(Some people)\r\n     :Chris Jones <c@(Chris's "
	     "host.)public.example>,\r\n         joe@example.org,\r\n  John "
	     "<jdoe@one.test> (my dear friend); (the end of the group)",
		"Chris Jones<c@public.example>{A Group}(Some people Chris's "
		"host.)|<joe@example.org>{A Group}|John<jdoe@one.test>{A "
		"Group}(my dear friend)|(the end of the group)|"},
	    {"(Empty list)(start)Hidden recipients  :(nobody(that I know))  "
	     ";",
		"{Hidden recipients}(Empty list start nobody(that I know))|"},
	    {"Joe Q. Public <john.q.public@example.com>",
		"Joe Q. Public<john.q.public@example.com>|"},
	    {"Mary Smith <@node.test:mary@example.net>, , jdoe@test  . "
	     "example",
		"Mary Smith<mary@example.net>(@node.test:)|"
		"<jdoe@test.example>|"},
	    {"John Doe <jdoe@machine(comment).  example>",
		"John Doe<jdoe@machine.example>(comment)|"},
	    {"Mary Smith\r\n          \r\n <mary@example.net>",
		"Mary Smith<mary@example.net>|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
local_parts_and_domains_take_every_form(void **state)
{
	static const struct row rows[] = {
	    {"\"a@b\"@c.test", "<a@b@c.test>|"},
	    {"\"a \\\" b\"@c.test", "<a \" b@c.test>|"},
	    {"<\"a,b\"@c.test>", "<a,b@c.test>|"},
	    {"\"a\".\"b\"@c", "<a.b@c>|"},
	    {"a@b@c", "<a@b@c>|"},
	    {"a@[192.0.2.1]", "<a@[192.0.2.1]>|"},
	    {"N <a@[IPv6:2001:db8::1]>", "N<a@[IPv6:2001:db8::1]>|"},
	    {"a@[open, b@c", "<a@[open>|<b@c>|"},
	    {"a@b.test., <c@d.>", "<a@b.test>|<c@d>|"},
	    {"joe @ example . org", "<joe@example.org>|"},
	    {"a@b.test. Thanks", "Thanks<a@b.test>|"},
	    {"j\xC3\xB6rg@b\xC3\xBC.test", "<j\xC3\xB6rg@b\xC3\xBC.test>|"},
	    {"J\xF6rg <a@b>", "J\xF6rg<a@b>|"},
	    {"=?utf-8?q?a=40b?= <c@d>", "=?utf-8?q?a=40b?=<c@d>|"},
	    {"=?utf-8?q?Doe,_J.?= <c@d>", "=?utf-8?q?Doe,_J.?=<c@d>|"},
	    {"\"=?utf-8?q?Doe?=\" <c@d>", "=?utf-8?q?Doe?=<c@d>|"},
	    {"a+b=c@d, a.@b, .a@b, a..b@c",
		"<a+b=c@d>|<a.@b>|<.a@b>|<a..b@c>|"},
	    {"<root>", "<root>|"},
	    {"Cron <root>", "Cron<root>|"},
	    {"<@a,@b:c@d>", "<c@d>(@a,@b:)|"},
	    {"<mailto:a@b>", "<a@b>(mailto:)|"},
	    {"mailto:a@b, c@d", "<a@b>(mailto:)|<c@d>|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
lists_are_parted_however_they_are_written(void **state)
{
	static const struct row rows[] = {
	    {"a@b;c@d; e@f", "<a@b>|<c@d>|<e@f>|"},
	    {"a@b c@d", "<a@b>|<c@d>|"},
	    {"<a@b> <c@d>", "<a@b>|<c@d>|"},
	    {"<a@b><c@d>", "<a@b>|<c@d>|"},
	    {"\"x\" <a@b> y <c@d> z", "x<a@b>|y z<c@d>|"},
	    {"<a@b,c@d>", "<a@b>|<c@d>|"},
	    {"<a@b;c@d>", "<a@b>|<c@d>|"},
	    {"<a@b c@d>", "<a@b>|<c@d>|"},
	    {"a@b (Al) c@d (Cy)", "<a@b>(Al)|<c@d>(Cy)|"},
	    {",,a@b,, ,c@d,", "<a@b>|<c@d>|"},
	    {"G: a@b; c@d", "<a@b>{G}|<c@d>|"},
	    {"G: a@b, H: c@d; e@f;", "<a@b>{G}|H:<c@d>{G}|<e@f>|"},
	    {"G:;, H:;", "{G}|{H}|"},
	    {"G: ", "{G}|"},
	    {"\"G, x\": a@b", "<a@b>{G, x}|"},
	    {"Doe, John <a@b>", "Doe|John<a@b>|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
names_are_found_on_either_side(void **state)
{
	static const struct row rows[] = {
	    {"a@b (John Doe)", "<a@b>(John Doe)|"},
	    {"a@b John Doe", "John Doe<a@b>|"},
	    {"John Doe a@b", "John Doe<a@b>|"},
	    {"<a@b> John", "John<a@b>|"},
	    {"John<a@b>Doe", "John Doe<a@b>|"},
	    {"a@b.test <c@d.test>", "a@b.test<c@d.test>|"},
	    {"\"a@b.test\" <c@d.test>", "a@b.test<c@d.test>|"},
	    {"a@b <a@b>", "a@b<a@b>|"},
	    {"John  \t\r\n Doe <a@b>", "John Doe<a@b>|"},
	    {"\"John\r\n  Doe\" <a@b>", "John  Doe<a@b>|"},
	    {"\"John\" \"Doe\" <a@b>", "John Doe<a@b>|"},
	    {"\"\" <a@b>", "<a@b>|"},
	    {"'John' <a@b>", "'John'<a@b>|"},
	    {"[x] John <a@b>", "[x] John<a@b>|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
what_is_broken_still_gives_addresses(void **state)
{
	static const struct row rows[] = {
	    {"John <a@b", "John<a@b>|"},
	    {"John a@b>", "John<a@b>|"},
	    {"John <a@b, c@d", "John<a@b>|<c@d>|"},
	    {"John <<a@b>>", "John<a@b>|"},
	    {"John < a@b >", "John<a@b>|"},
	    {"\"John <a@b>", "\"John<a@b>|"},
	    {"John\" <a@b>, c@d", "John\"<a@b>|<c@d>|"},
	    {"\"John <a@b>, \"Jane\" <c@d>", "John <a@b>, Jane\"<c@d>|"},
	    {"Sad ( <a@b>", "Sad (<a@b>|"},
	    {"Sad) <a@b>", "Sad)<a@b>|"},
	    {"(a (b) c <a@b>", "(a (b) c<a@b>|"},
	    {"a\\@b <c@d>", "a\\@b<c@d>|"},
	    {"a@b\\", "<a@b\\>|"},
	    {"=?utf-8?q?x <a@b>", "=?utf-8?q?x<a@b>|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
what_is_no_address_is_a_name(void **state)
{
	static const struct row rows[] = {
	    {"", ""},
	    {" \t\r\n ", ""},
	    {",;,", ""},
	    {"root", "root|"},
	    {"<>", "|"},
	    {"MAILER-DAEMON <>", "MAILER-DAEMON|"},
	    {"<John Doe>", "John Doe|"},
	    {"@john", "@john|"},
	    {"<@john>", "@john|"},
	    {"(comment)", "(comment)|"},
	    {"a@b, (comment), c@d", "<a@b>|(comment)|<c@d>|"},
	    {"john@", "<john>|"},
	    {"@", "@|"},
	    {":", ":|"},
	    {"\"", "\"|"},
	    {">", ""},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
slices_borrow_the_value_where_they_can(void **state)
{
	struct slice value = SLICE("John Doe <a@b>, G: \"x\" <c@d> (e);");
	struct address_list list;
	struct address address;
	size_t used = arena_used(arena);

	(void)state;
	address_begin(value, &list);
	for (unsigned i = 0; i < 2; i++) {
		assert_true(address_next(&list, arena, &address));
		assert_true(slice_is_within(address.local, value));
		assert_true(slice_is_within(address.domain, value));
		assert_true(slice_is_within(address.comment, value));
		if (i == 0)
			assert_int_equal(arena_used(arena), used);
	}
	assert_slice(address.name, "x");
	assert_slice(address.group, "G");
	assert_false(address_next(&list, arena, &address));
}

static void
without_memory_nothing_is_lost_but_form(void **state)
{
	struct arena *small = arena_create(0);
	struct address_list list;
	struct address address;

	(void)state;
	address_begin(SLICE("\"J\\D\" <\"\\a\"@b> (c) (d)"), &list);
	assert_true(address_next(&list, small, &address));
	assert_slice(address.name, "\"J\\D\"");
	assert_slice(address.local, "\"\\a\"");
	assert_slice(address.domain, "b");
	assert_slice(address.comment, "c");
	assert_false(address_next(&list, small, &address));
	arena_destroy(&small);
}

static void
a_value_that_ends_at_any_byte_is_survived(void **state)
{
	struct slice whole =
	    SLICE("G (x): \"a\\\"b\" <@r,@s:\"l\\@\"@d.e>, =?u?q?,?= x@[1:2] "
		  "(c(d)\\)) <m@n> o @ p . q;\r\n \\");

	(void)state;
	for (size_t end = 0; end <= whole.size; end++) {
		uint8_t *bytes = malloc(end > 0 ? end : 1);
		struct address_list list;
		struct address address;
		unsigned count = 0;

		memcpy(bytes, whole.data, end);
		address_begin((struct slice){bytes, end}, &list);
		while (address_next(&list, arena, &address))
			count++;
		assert_true(count <= 6);
		free(bytes);
		arena_reset(arena);
	}
}

/* Quadratic work would take minutes here. */
static void
hostile_values_cost_linear_time(void **state)
{
	static const struct slice patterns[] = {SLICE("("), SLICE("(,"),
	    SLICE("\""), SLICE("\\\""), SLICE("\"\\\","), SLICE("<"),
	    SLICE("<@a,"), SLICE("a@b "), SLICE("<a@b> x "), SLICE("=?a?q?"),
	    SLICE("=?a?q?,"), SLICE("@["), SLICE("a:"), SLICE("a@b x "),
	    SLICE("()"), SLICE("<@"), SLICE("@ "), SLICE("a:;"), SLICE("\"\" "),
	    SLICE("<a@b>("), SLICE(". "), SLICE("a@[b")};
	size_t size = (size_t)1 << 19;
	uint8_t *bytes = malloc(size);
	struct arena *small = arena_create((size_t)8 << 20);

	(void)state;
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		struct address_list list;
		struct address address;
		size_t count = 0;

		for (size_t i = 0; i < size; i++)
			bytes[i] = patterns[p].data[i % patterns[p].size];
		arena_reset(small);
		address_begin((struct slice){bytes, size}, &list);
		while (address_next(&list, small, &address))
			count++;
		assert_true(count <= size);
	}
	free(bytes);
	arena_destroy(&small);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_examples_of_rfc_5322_are_read_as_it_says),
	    TEST(local_parts_and_domains_take_every_form),
	    TEST(lists_are_parted_however_they_are_written),
	    TEST(names_are_found_on_either_side),
	    TEST(what_is_broken_still_gives_addresses),
	    TEST(what_is_no_address_is_a_name),
	    TEST(slices_borrow_the_value_where_they_can),
	    TEST(without_memory_nothing_is_lost_but_form),
	    TEST(a_value_that_ends_at_any_byte_is_survived),
	    TEST(hostile_values_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
