/*
 * test_show_links - hosts as browsers read them, and what a text shows
 *
 * Expected hosts are those of the WHATWG URL Standard's parser (section 4.4),
 * worked out by hand; percent escapes in hosts are left as they are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/show/links.h"
#include "tests/support/slices.h"

static const struct {
	const char *url, *host;
} hosts[] = {
    {"http://example.com/", "example.com"},
    {"https://example.com", "example.com"},
    {"  HTTPS://Example.COM:443/a?b#c ", "Example.COM"},
    {"http://example.com./", "example.com"},
    {"http:example.com/", "example.com"},
    {"http:////example.com/", "example.com"},
    {"https:\\\\example.com\\a", "example.com"},
    {"//example.com/a", "example.com"},
    {"http://bank.example@evil.example/", "evil.example"},
    {"http://bank.example:80@evil.example:81/", "evil.example"},
    {"http://a@b@evil.example/", "evil.example"},
    {"http://bank.example\\@evil.example/", "bank.example"},
    {"http://bank.example?@evil.example/", "bank.example"},
    {"http://bank.example#@evil.example/", "bank.example"},
    {"http://[2001:db8::1]:80/", "2001:db8::1"},
    {"http://[2001:db8::1", "2001:db8::1"},
    {"mailto:ann@example.net", ""},
    {"javascript:alert(1)", ""},
    {"data:text/html,//example.com/", ""},
    {"/a/b", ""},
    {"a/b", ""},
    {"#top", ""},
    {"", ""},
    {"http://", ""},
    {"://", ""},
};

static const struct {
	const char *shown, *host;
} shown[] = {
    {"https://example.com/login", "example.com"},
    {"Visit www.example.com today", "www.example.com"},
    {"example.com", "example.com"},
    {"example.co.uk/path", "example.co.uk"},
    {"(example.com)", "example.com"},
    {"See example.com.", "example.com"},
    {"Click here", ""},
    {"", ""},
    {"invoice.pdf", ""},
    {"archive.tar.gz", ""},
    {"e.g. this", ""},
    {"3.14", ""},
    {"ann@example.com", ""},
    {"Read more...", ""},
    {"\xD0\xBF\xD1\x80\xD0\xB8\xD0\xBC\xD0\xB5\xD1\x80.com",
	"\xD0\xBF\xD1\x80\xD0\xB8\xD0\xBC\xD0\xB5\xD1\x80.com"},
};

static const struct {
	const char *url, *shown;
	unsigned oddities;
} pairs[] = {
    {"https://example.com/", "https://example.com/", 0},
    {"https://click.example.com/x", "www.example.com", 0},
    {"https://EXAMPLE.com/x", "example.COM", 0},
    {"https://evil.example/", "https://bank.com/", LINK_OTHER_HOST},
    {"https://bank.com.evil.info/", "bank.com", LINK_OTHER_HOST},
    {"https://evilbank.com/", "bank.com", LINK_OTHER_HOST},
    {"https://a.co.uk/", "b.co.uk", LINK_OTHER_HOST},
    {"https://www.a.co.uk/", "a.co.uk", 0},
    {"https://www.bbc.de/", "bbc.de", 0},
    {"https://evil.info/", "Click here", 0},
    {"https://bank.com@evil.info/", "here", LINK_USER},
    {"https://bank.com@evil.info/", "bank.com", LINK_USER | LINK_OTHER_HOST},
    {"http://192.0.2.1/", "here", LINK_NUMBER},
    {"http://3221225985/", "here", LINK_NUMBER},
    {"http://0xC0000201/", "here", LINK_NUMBER},
    {"http://[2001:db8::1]/", "here", LINK_NUMBER},
    {"http://xn--80ak6aa92e.com/", "here", LINK_PUNYCODE},
    {"http://www.xn--80ak6aa92e.com/", "here", LINK_PUNYCODE},
    {"http://axn--b.com/", "here", 0},
    {"JavaScript:alert(1)", "here", LINK_SCRIPT},
    {"data:text/html,x", "here", LINK_SCRIPT},
    {"mailto:ann@example.net", "ann@example.net", 0},
    {"mailto:ANN@example.net?subject=x", "Write to <ann@example.net>.", 0},
    {"mailto:eve@example.net", "ann@example.net", LINK_OTHER_MAILBOX},
    {"mailto:eve@example.net?cc=ann@example.net", "(ann@example.net)",
	LINK_OTHER_MAILBOX},
    {"mailto:ann%40example.net", "ann@example.net", 0},
    {"mailto:eve@example.net", "Write to us", 0},
    {"https://example.net/", "ann@example.com", 0},
    {"http://%77%77%77.example.net/", "here", LINK_ESCAPED},
    {"http://example.net/%77", "here", 0},
    {"http://example.com Search", "http://example.com", 0},
    {"/relative", "example.com", 0},
};

static void
the_host_of_a_url_is_where_a_browser_goes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		assert_slice_is(link_host(slice_from_string(hosts[i].url)),
		    slice_from_string(hosts[i].host));
}

static void
the_shown_host_is_what_a_reader_takes_for_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		assert_slice_is(
		    link_shown_host(slice_from_string(shown[i].shown)),
		    slice_from_string(shown[i].host));
}

static void
each_pair_is_as_odd_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		unsigned oddities =
		    link_oddities(slice_from_string(pairs[i].url),
			slice_from_string(pairs[i].shown));

		if (oddities != pairs[i].oddities)
			fail_msg("%s shown as %s: %x", pairs[i].url,
			    pairs[i].shown, oddities);
	}
}

static void
addresses_in_plain_text_end_where_a_sentence_goes_on(void **state)
{
	static const char *const expected[] = {"http://a.example/x?y=z",
	    "https://b.example/", "www.c.example", "HTTP://d.example/e",
	    "http://", "http://end.example"};
	struct slice text =
	    SLICE("See http://a.example/x?y=z, <https://b.example/> and "
		  "(www.c.example). \"HTTP://d.example/e\"; xhttp://no.example "
		  "http:// http://end.example");
	struct slice url;
	size_t at = 0, count = 0;

	(void)state;
	while (link_next(text, &at, &url)) {
		assert_true(count < 6);
		assert_slice_is(url, slice_from_string(expected[count]));
		count++;
	}
	assert_int_equal(count, 6);
}

/* Nothing is read behind the end: exact copies, for ASan. */
static void
every_url_may_end_at_every_byte(void **state)
{
	static const char url[] = "https://user@www.xn--a.co.uk:80/?q#f";

	(void)state;
	for (size_t size = 0; size < sizeof(url); size++) {
		uint8_t *copy = malloc(size == 0 ? 1 : size);
		struct slice cut = {copy, size}, found;
		size_t at = 0;

		memcpy(copy, url, size);
		assert_true(slice_is_within(link_host(cut), cut));
		assert_true(slice_is_within(link_shown_host(cut), cut));
		(void)link_oddities(cut, cut);
		while (link_next(cut, &at, &found))
			assert_true(slice_is_within(found, cut));
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_host_of_a_url_is_where_a_browser_goes),
	    cmocka_unit_test(the_shown_host_is_what_a_reader_takes_for_one),
	    cmocka_unit_test(each_pair_is_as_odd_as_the_table_says),
	    cmocka_unit_test(
		addresses_in_plain_text_end_where_a_sentence_goes_on),
	    cmocka_unit_test(every_url_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("show_links", tests, NULL, NULL);
}
