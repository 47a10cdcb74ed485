/*
 * test_phishing - lines of .pdb and .wdb, and what links say and do
 *
 * Expected values: the signature manual; clamscan 1.4.6 on the same links; RFC
 * 3986 for what a URL is; and by hand where a reader sees more than clamscan.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/logic/phishing.h"

static void
assert_text(struct slice s, const char *expected)
{
	assert_int_equal(s.size, strlen(expected));
	assert_memory_equal(s.data, expected, s.size);
}

static void
lines_are_taken_by_their_letter(void **state)
{
	static const struct {
		const char *line;
		bool allow;
		enum phishing_kind kind;
		const char *first;
		const char *second;
	} rows[] = {
	    {"H:paypal.com", false, PHISHING_HOST, "paypal.com", ""},
	    {"R:.+\\.bank\\.[a-z]+", false, PHISHING_SHOWN,
		".+\\.bank\\.[a-z]+", ""},
	    {"M:a.example:b.example", true, PHISHING_PAIR, "a.example",
		"b.example"},
	    {"X:a\\:b([/?].*)?:c", true, PHISHING_PAIR_REGEX, "a\\:b([/?].*)?",
		"c"},
	    {"Y:.*", true, PHISHING_REAL_REGEX, ".*", ""},
	    {"H:paypal.com:17", false, PHISHING_HOST, "paypal.com", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct phishing_rule rule;
		const char *reason;

		assert_true(phishing_parse(slice_from_string(rows[i].line),
		    rows[i].allow, &rule, &reason));
		assert_int_equal(rule.kind, rows[i].kind);
		assert_text(rule.first, rows[i].first);
		assert_text(rule.second, rows[i].second);
	}
}

static void
levels_are_a_number_or_a_range(void **state)
{
	static const struct {
		const char *line;
		uint64_t min;
		uint64_t max;
	} rows[] = {
	    {"H:a", 0, UINT64_MAX},
	    {"H:a:5", 5, UINT64_MAX},
	    {"H:a:5-", 5, UINT64_MAX},
	    {"H:a:5-99", 5, 99},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct phishing_rule rule;
		const char *reason;

		assert_true(phishing_parse(
		    slice_from_string(rows[i].line), false, &rule, &reason));
		assert_true(rule.level_min == rows[i].min);
		assert_true(rule.level_max == rows[i].max);
	}
}

static void
other_lines_are_refused(void **state)
{
	static const struct {
		const char *line;
		bool allow;
	} rows[] = {
	    {"", false},
	    {"H", false},
	    {"H:", false},
	    {"h:a", false},
	    {"HH:a", false},
	    {"M:a:b", false},
	    {"X:a:b", false},
	    {"H:a", true},
	    {"R:a", true},
	    {"H:a:x", false},
	    {"H:a:1-x", false},
	    {"H:a:1:2", false},
	    {"M:a", true},
	    {"M:a:", true},
	    {"M::b", true},
	    {"X:a:b:c:d", true},
	    {"X:a\\:b", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct phishing_rule rule;
		const char *reason = NULL;

		if (phishing_parse(slice_from_string(rows[i].line),
			rows[i].allow, &rule, &reason))
			fail_msg("taken: %s", rows[i].line);
		assert_non_null(reason);
	}
}

static void
a_link_leads_to_its_host(void **state)
{
	static const struct {
		const char *url;
		const char *host; /* NULL: to none */
		bool secure;
	} rows[] = {
	    {"http://www.example.net/x", "www.example.net", false},
	    {"HTTPS://Example.NET", "Example.NET", true},
	    {"  ftp://example.net?x", "example.net", false},
	    {"//example.net/x", "example.net", false},
	    {"http://example.net:8080/x", "example.net", false},
	    {"http://example.net.", "example.net", false},
	    {"http://bank.example@evil.example/x", "evil.example", false},
	    {"http://a:b@c@evil.example/x@y", "evil.example", false},
	    {"http://host/x", "host", false},
	    {"evil.example/x", "evil.example", false},
	    {"evil.example:80/x", "evil.example", false},
	    {"http://evil.example/?u=www.bank.example", "evil.example", false},
	    {"relative/x", NULL, false},
	    {"#anchor", NULL, false},
	    {"", NULL, false},
	    {"http://", NULL, false},
	    {"http://.", NULL, false},
	    {"mailto:ann@example.net", NULL, false},
	    {"javascript:x()", NULL, false},
	    {"cid:1.2", NULL, false},
	    {"tel:123", NULL, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct phishing_url url;
		bool leads =
		    phishing_real(slice_from_string(rows[i].url), &url);

		if (leads != (rows[i].host != NULL))
			fail_msg("%s", rows[i].url);
		if (!leads)
			continue;
		assert_text(url.host, rows[i].host);
		assert_int_equal(url.secure, rows[i].secure);
	}
}

static void
a_text_is_taken_for_a_url(void **state)
{
	static const struct {
		const char *text;
		const char *host; /* NULL: for none */
		bool secure;
	} rows[] = {
	    {"www.bank.example", "www.bank.example", false},
	    {" https://www.bank.example/login ", "www.bank.example", true},
	    {"http: //bank.example", "bank.example", false},
	    {"www .bank.\nexample", "www.bank.example", false},
	    {"bank\xC2\xA0.example", "bank.example", false},
	    {"\"bank.example\"", "bank.example", false},
	    {"(<bank.example>)", "bank.example", false},
	    {"bank.example.", "bank.example", false},
	    {"bank.example:443/x", "bank.example", false},
	    {"see https://bank.example/x now", "bank.example", true},
	    {"visit: www.bank.example", "www.bank.example", false},
	    {"click", NULL, false},
	    {"", NULL, false},
	    {"   ", NULL, false},
	    {"ann@bank.example", NULL, false},
	    {"50% off!", NULL, false},
	    {"...", NULL, false},
	};
	uint8_t buffer[PHISHING_SHOWN_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct phishing_url url;
		bool is = phishing_shown(
		    slice_from_string(rows[i].text), buffer, &url);

		if (is != (rows[i].host != NULL))
			fail_msg("%s", rows[i].text);
		if (!is)
			continue;
		assert_text(url.host, rows[i].host);
		assert_int_equal(url.secure, rows[i].secure);
	}
}

static void
a_long_text_is_cut(void **state)
{
	static char longest[5000];
	uint8_t buffer[PHISHING_SHOWN_MAX];
	struct phishing_url url;

	(void)state;
	memset(longest, 'a', sizeof(longest) - 1);
	longest[3] = '.';
	assert_true(phishing_shown(slice_from_string(longest), buffer, &url));
	assert_int_equal(url.host.size, PHISHING_SHOWN_MAX);
}

static void
names_below_a_domain_belong_to_it(void **state)
{
	(void)state;
	assert_true(phishing_below(SLICE("paypal.com"), SLICE("paypal.com")));
	assert_true(
	    phishing_below(SLICE("WWW.PayPal.com"), SLICE("paypal.com")));
	assert_false(
	    phishing_below(SLICE("notpaypal.com"), SLICE("paypal.com")));
	assert_false(phishing_below(SLICE("com"), SLICE("paypal.com")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_taken_by_their_letter),
	    cmocka_unit_test(levels_are_a_number_or_a_range),
	    cmocka_unit_test(other_lines_are_refused),
	    cmocka_unit_test(a_link_leads_to_its_host),
	    cmocka_unit_test(a_text_is_taken_for_a_url),
	    cmocka_unit_test(a_long_text_is_cut),
	    cmocka_unit_test(names_below_a_domain_belong_to_it),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
