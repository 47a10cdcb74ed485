/*
 * test_auth_results - Authentication-Results
 *
 * Expected: RFC 8601 appendix B, and by hand for what servers write.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/header/auth_results.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

static void
put(char *out, size_t room, const char *mark, struct slice s, const char *end)
{
	size_t used = strlen(out);

	snprintf(out + used, room - used, "%s%.*s%s", mark, (int)s.size,
	    (const char *)s.data, end);
}

static const char *
verdict_name(enum auth_verdict verdict)
{
	static const char *const names[] = {"none", "pass", "fail", "softfail",
	    "neutral", "policy", "temperror", "permerror", "other"};

	assert_in_range(verdict, AUTH_NONE, AUTH_OTHER);
	return names[verdict];
}

/* "server|method=verdict property:domain (reason)|" */
static void
assert_results(const char *value, const char *expected)
{
	struct slice server, rest;
	struct auth_result result;
	char got[1024] = "";

	assert_true(
	    auth_results_begin(slice_from_string(value), &server, &rest));
	put(got, sizeof(got), "", server, "|");
	while (auth_results_next(&rest, arena, &result)) {
		put(got, sizeof(got), "", result.method, "=");
		put(got, sizeof(got), verdict_name(result.verdict), SLICE(""),
		    "");
		if (result.property.size > 0) {
			put(got, sizeof(got), " ", result.property, ":");
			put(got, sizeof(got), "", result.domain, "");
		}
		if (result.reason.size > 0)
			put(got, sizeof(got), "(", result.reason, ")");
		put(got, sizeof(got), "|", SLICE(""), "");
	}
	if (strcmp(got, expected) != 0)
		print_error("of \"%s\"\n", value);
	assert_string_equal(got, expected);
	assert_int_equal(rest.size, 0);
	assert_false(auth_results_next(&rest, arena, &result));
}

struct row {
	const char *value;
	const char *expected;
};

static void
assert_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_results(rows[i].value, rows[i].expected);
}
#define ASSERT_ROWS(rows) assert_rows((rows), sizeof(rows) / sizeof((rows)[0]))

static void
the_examples_of_rfc_8601_are_read_as_it_says(void **state)
{
	static const struct row rows[] = {
	    {"example.org 1; none", "example.org|"},
	    {"example.com;\r\n      spf=pass smtp.mailfrom=example.net",
		"example.com|spf=pass smtp.mailfrom:example.net|"},
	    {"example.com;\r\n  auth=pass (cleartext) "
	     "smtp.auth=sender@example.net;\r\n  spf=pass "
	     "smtp.mailfrom=example.net",
		"example.com|auth=pass smtp.auth:example.net|"
		"spf=pass smtp.mailfrom:example.net|"},
	    {"example.com;\r\n iprev=pass\r\n policy.iprev=192.0.2.200",
		"example.com|iprev=pass policy.iprev:192.0.2.200|"},
	    {"example.com;\r\n      dkim=pass (good signature) "
	     "header.d=example.com",
		"example.com|dkim=pass header.d:example.com|"},
	    {"example.com; dkim=fail reason=\"bad signature\"\r\n "
	     "header.i=@newyork.example.com",
		"example.com|dkim=fail header.i:newyork.example.com(bad "
		"signature)|"},
	    {"foo.example.net (foobar) 1 (baz);\r\n    dkim (Because I like "
	     "it) / 1 (One yay) = (wait for it) fail\r\n      policy (A dot "
	     "can go here) . (like that) expired\r\n      (this surprised "
	     "me) = (as I wasn't expecting it) 1362471462",
		"foo.example.net|dkim=fail policy (A dot can go here) . (like "
		"that) expired:1362471462|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
every_verdict_has_its_name(void **state)
{
	static const struct row rows[] = {
	    {"a; x=none; x=pass; x=fail; x=softfail; x=neutral; x=policy; "
	     "x=temperror; x=permerror; x=hardfail; x=discard; x=PASS; x=",
		"a|x=none|x=pass|x=fail|x=softfail|x=neutral|x=policy|"
		"x=temperror|x=permerror|x=fail|x=other|x=pass|x=other|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
the_best_property_is_chosen(void **state)
{
	static const struct row rows[] = {
	    {"a; dkim=pass header.i=@b.c header.s=s header.d=c header.b=x",
		"a|dkim=pass header.d:c|"},
	    {"a; spf=pass smtp.helo=h smtp.mailfrom=\"x y\"@b.c",
		"a|spf=pass smtp.mailfrom:b.c|"},
	    {"a; spf=none smtp.helo=h", "a|spf=none smtp.helo:h|"},
	    {"a; dmarc=fail (p=none dis=none) header.from=b.c",
		"a|dmarc=fail header.from:b.c|"},
	    {"a; arc=pass smtp.remote-ip=192.0.2.1",
		"a|arc=pass smtp.remote-ip:192.0.2.1|"},
	    {"a; dkim=pass header.d=\"b\\\"c\"", "a|dkim=pass header.d:b\"c|"},
	    {"a; dkim=pass header.d = b", "a|dkim=pass header.d:b|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
what_servers_write_is_read(void **state)
{
	static const struct row rows[] = {
	    /* Exchange Online: no server, properties without a type. */
	    {"spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=b.c; "
	     "dkim=none (message not signed)\r\n header.d=none;dmarc=pass "
	     "action=none\r\n header.from=b.c;compauth=pass reason=100",
		"|spf=pass smtp.mailfrom:b.c|dkim=none header.d:none|"
		"dmarc=pass header.from:b.c|compauth=pass(100)|"},
	    /* ARC-Authentication-Results. */
	    {"i=1; mx.test 1; spf=pass smtp.mailfrom=b; arc=none",
		"mx.test|spf=pass smtp.mailfrom:b|arc=none|"},
	    /* opendkim, Google, Yahoo. */
	    {"mm.test;\r\n\tdkim=pass (1024-bit key; unprotected) "
	     "header.d=b.c header.i=@b.c header.b=\"arMt/X\";\r\n "
	     "dkim-atps=neutral",
		"mm.test|dkim=pass header.d:b.c|dkim-atps=neutral|"},
	    {"mx.test;\r\n spf=pass (mx.test: domain of x@b.c designates "
	     "192.0.2.1 as permitted sender) smtp.mailfrom=x@b.c",
		"mx.test|spf=pass smtp.mailfrom:b.c|"},
	    {"mta1.test  from=b.c; domainkeys=neutral (no sig);",
		"mta1.test|from=other|domainkeys=neutral|"},
	    /* No semicolons. */
	    {"a; spf=pass smtp.mailfrom=b dkim=pass header.d=c dmarc=fail",
		"a|spf=pass smtp.mailfrom:b|dkim=pass header.d:c|"
		"dmarc=fail|"},
	    {"\"a b\"; spf=pass", "a b|spf=pass|"},
	    {"a/1; spf=pass", "a/1|spf=pass|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
broken_fields_are_read_as_far_as_they_go(void **state)
{
	static const struct row rows[] = {
	    {"a", "a|"},
	    {"a;", "a|"},
	    {"a;;; ; spf=pass;;", "a|spf=pass|"},
	    {"a; spf", "a|"},
	    {"a; spf pass; dkim=fail", "a|dkim=fail|"},
	    {"a; =pass; dkim=fail", "a|dkim=fail|"},
	    {"a; spf=pass (open; dkim=fail", "a|spf=pass|dkim=fail|"},
	    {"a; spf=pass reason=\"open; dkim=fail",
		"a|spf=pass(\"open)|dkim=fail|"},
	    {"a; spf=pass , \" / x", "a|spf=pass|"},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
what_is_no_such_field_is_none(void **state)
{
	static const char *const values[] = {
	    "", " \r\n ", "(comment)", ";", "; spf=pass"};
	struct slice server, rest;

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_false(auth_results_begin(
		    slice_from_string(values[i]), &server, &rest));
}

static void
a_field_that_ends_at_any_byte_is_survived(void **state)
{
	struct slice whole =
	    SLICE("i=1; (a(b)\\)) \"s\" 1 (c); spf / 1 = pass (d) reason=\"e "
		  "\\\" f\" smtp . mailfrom = \"g\"@h; dkim=fail header.d=i");

	(void)state;
	for (size_t end = 0; end <= whole.size; end++) {
		uint8_t *bytes = malloc(end > 0 ? end : 1);
		struct slice server, rest;
		struct auth_result result;
		unsigned count = 0;

		memcpy(bytes, whole.data, end);
		if (auth_results_begin(
			(struct slice){bytes, end}, &server, &rest))
			while (auth_results_next(&rest, arena, &result))
				count++;
		assert_true(count <= 3);
		assert_true(end < whole.size || count == 2);
		free(bytes);
	}
}

static void
hostile_values_cost_linear_time(void **state)
{
	static const struct slice patterns[] = {SLICE("a=("), SLICE("a=\";"),
	    SLICE("("), SLICE("a=b "), SLICE("spf=a "), SLICE("a=\"\\"),
	    SLICE("a . "), SLICE(";"), SLICE("a=(;")};
	size_t size = (size_t)1 << 19;
	uint8_t *bytes = malloc(size);

	(void)state;
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		struct slice server, rest;
		struct auth_result result;
		size_t count = 0;

		for (size_t i = 0; i < size; i++)
			bytes[i] = patterns[p].data[i % patterns[p].size];
		arena_reset(arena);
		memcpy(bytes, "a; ", 3);
		assert_true(auth_results_begin(
		    (struct slice){bytes, size}, &server, &rest));
		while (auth_results_next(&rest, arena, &result))
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
	    TEST(the_examples_of_rfc_8601_are_read_as_it_says),
	    TEST(every_verdict_has_its_name),
	    TEST(the_best_property_is_chosen),
	    TEST(what_servers_write_is_read),
	    TEST(broken_fields_are_read_as_far_as_they_go),
	    TEST(what_is_no_such_field_is_none),
	    TEST(a_field_that_ends_at_any_byte_is_survived),
	    TEST(hostile_values_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
