/*
 * test_canonical_link - hosts, URLs, and what of them stands in texts
 *
 * Punycode from RFC 3492, section 7.1; addresses from the examples of the
 * WHATWG URL Standard; registrable domains from the public suffix list's own
 * tests; wallets from BIP 173 and 350.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/canonical/links.h"
#include "core/canonical/punycode.h"
#include "core/canonical/shape.h"
#include "core/canonical/wallet.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

/* ---- punycode ------------------------------------------------------------ */

static void
punycode_is_that_of_the_rfc(void **state)
{
	static const char *const labels[][2] = {
	    {"他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"},
	    {"他們爲什麽不說中文", "xn--ihqwctvzc91f659drss3x8bo0yb"},
	    {"pročprostěnemluvíčesky", "xn--proprostnemluvesky-uyb24dma41a"},
	    {"なぜみんな日本語を話してくれないのか",
		"xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"},
	    {"почемужеонинеговорятпорусски",
		"xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"},
	    {"bücher", "xn--bcher-kva"},
	};
	uint8_t out[PUNYCODE_LABEL_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		size_t size =
		    punycode_encode(slice_from_string(labels[i][0]), out);

		assert_slice_is(
		    (struct slice){out, size}, slice_from_string(labels[i][1]));
	}
}

static void
a_label_that_is_too_long_is_none(void **state)
{
	uint8_t out[PUNYCODE_LABEL_MAX], label[2 * 70];

	(void)state;
	for (size_t i = 0; i < 70; i++)
		memcpy(label + 2 * i, i % 2 == 0 ? "\xD0\xB0" : "\xD1\x8F", 2);
	for (size_t count = 1; count <= 70; count++) {
		size_t size =
		    punycode_encode((struct slice){label, 2 * count}, out);

		assert_true(size <= PUNYCODE_LABEL_MAX);
	}
	assert_int_equal(
	    punycode_encode((struct slice){label, sizeof(label)}, out), 0);
}

/* ---- hosts --------------------------------------------------------------- */

struct host_row {
	const char *written;
	const char *host; /* "": none */
	unsigned odd;
};

static const struct host_row hosts[] = {
    {"Example.COM", "example.com", 0},
    {"example.com.", "example.com", 0},
    {"ex%61mple.com", "example.com", HOST_ESCAPED},
    {"192.0.2.1", "192.0.2.1", HOST_ADDRESS},
    {"3221225985", "192.0.2.1", HOST_ADDRESS | HOST_ODD_ADDRESS},
    {"0xC0.0.2.1", "192.0.2.1", HOST_ADDRESS | HOST_ODD_ADDRESS},
    {"0xC0000201", "192.0.2.1", HOST_ADDRESS | HOST_ODD_ADDRESS},
    {"0300.0.02.1", "192.0.2.1", HOST_ADDRESS | HOST_ODD_ADDRESS},
    {"192.0.513", "192.0.2.1", HOST_ADDRESS | HOST_ODD_ADDRESS},
    {"%30x7f.1", "127.0.0.1", HOST_ADDRESS | HOST_ODD_ADDRESS | HOST_ESCAPED},
    {"256.0.0.1", "256.0.0.1", 0},
    {"1.2.3.4.5", "1.2.3.4.5", 0},
    {"[2001:DB8::1]", "[2001:db8::1]", HOST_ADDRESS},
    {"[2001:db8::1", "", HOST_ADDRESS},
    {"bücher.example", "xn--bcher-kva.example", HOST_PUNYCODE},
    {"BÜCHER.example", "xn--bcher-kva.example", HOST_PUNYCODE},
    {"ｅｘａｍｐｌｅ．ｃｏｍ", "example.com", HOST_PUNYCODE},
    {"例え。jp", "xn--r8jz45g.jp", HOST_PUNYCODE},
    {"exa\xC2\xADmple.com", "example.com", HOST_PUNYCODE},
    {"", "", HOST_PUNYCODE},
    {"a b.com", "", HOST_PUNYCODE},
    {"a<b.com", "", HOST_PUNYCODE},
    {"...", "", 0},
};

static void
hosts_are_one_text_however_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++) {
		uint8_t out[DOMAIN_HOST_MAX];
		unsigned odd;
		size_t size =
		    host_normal(slice_from_string(hosts[i].written), out, &odd);

		assert_slice_is((struct slice){out, size},
		    slice_from_string(hosts[i].host));
		if (size > 0)
			assert_int_equal(odd, hosts[i].odd);
	}
}

static void
domains_are_those_that_one_registers(void **state)
{
	static const char *const rows[][2] = {
	    {"example.com", "example.com"},
	    {"b.example.com", "example.com"},
	    {"a.b.example.com", "example.com"},
	    {"com", ""},
	    {"b.c.kobe.jp", "b.c.kobe.jp"},
	    {"a.b.c.kobe.jp", "b.c.kobe.jp"},
	    {"city.kobe.jp", "city.kobe.jp"},
	    {"www.city.kobe.jp", "city.kobe.jp"},
	    {"test.ac.jp", "test.ac.jp"},
	    {"www.test.k12.ak.us", "test.k12.ak.us"},
	    {"shop.example.co.uk", "example.co.uk"},
	    {"", ""},
	};

	(void)state;
	/* Asked twice: the second answer is remembered. */
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(*rows); i++) {
		const char *const *row = rows[i / 2];

		assert_slice_is(domain_of(slice_from_string(row[0])),
		    slice_from_string(row[1]));
	}
	assert_true(domain_is_known(SLICE("www.example.co.uk")));
	assert_false(domain_is_known(SLICE("file.text")));
	assert_false(domain_is_known(SLICE("com")));
	assert_false(domain_is_known((struct slice){(uint8_t *)"a\0.com", 6}));
}

/* ---- URLs ---------------------------------------------------------------- */

struct url_row {
	const char *written;
	enum url_kind kind;
	const char *url;
	const char *domain;
	const char *path;
	unsigned odd;
};

static const struct url_row urls[] = {
    {"HTTP://WWW.Example.com", URL_WEB, "http://www.example.com/",
	"example.com", "", 0},
    {" https://example.com/a/b?c#d ", URL_WEB, "https://example.com/a/b?c",
	"example.com", "a", 0},
    {"http:\\\\example.com\\a\\b", URL_WEB, "http://example.com/a/b",
	"example.com", "a", 0},
    {"http://example.com/a\\b c?d\\e?%41\x7F%4\\#", URL_WEB,
	"http://example.com/a/bc?d\\e?A%4\\", "example.com", "a", URL_ESCAPED},
    {"http:example.com?x", URL_WEB, "http://example.com/?x", "example.com", "",
	0},
    {"http://bank.example.org@x.example.com/", URL_WEB, "http://x.example.com/",
	"example.com", "", URL_USER},
    {"http://a:b@c@x.example.com:8080/p", URL_WEB, "http://x.example.com/p",
	"example.com", "p", URL_USER | URL_PORT},
    {"http://example.com/%41%2f%zz", URL_WEB, "http://example.com/A%2f%zz",
	"example.com", "A%2f%zz", URL_ESCAPED},
    {"http://exa\nmple.com/a\r\nb", URL_NONE, "", "", "", HOST_PUNYCODE},
    {"http://0x7f.1/", URL_WEB, "http://127.0.0.1/", "127.0.0.1", "",
	HOST_ADDRESS | HOST_ODD_ADDRESS},
    {"//example.com/x", URL_WEB, "http://example.com/x", "example.com", "x", 0},
    {"hxxp://example.com/x", URL_WEB, "http://example.com/x", "example.com",
	"x", 0},
    {"http://r.example.com/?u=http%3A%2F%2Fa.example.org%2F", URL_WEB,
	"http://r.example.com/?u=http%3A%2F%2Fa.example.org%2F", "example.com",
	"", URL_INNER},
    {"mailto:ann@example.net", URL_MAIL, "", "", "", 0},
    {"tel:+123", URL_PHONE, "", "", "", 0},
    {"cid:x", URL_CONTENT, "", "", "", 0},
    {"data:,x", URL_DATA, "", "", "", 0},
    {"JavaScript:x", URL_SCRIPT, "", "", "", 0},
    {"index.html", URL_NONE, "", "", "", 0},
    {"#top", URL_NONE, "", "", "", 0},
    {"http://", URL_NONE, "", "", "", HOST_PUNYCODE},
    {"", URL_NONE, "", "", "", 0},
};

static void
urls_are_read_as_browsers_read_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		const struct url_row *row = &urls[i];
		struct canonical_link link;
		struct slice rest;
		unsigned odd;

		arena_reset(arena);
		assert_int_equal(url_read(slice_from_string(row->written),
				     false, arena, &link, &rest, &odd),
		    row->kind);
		assert_int_equal(odd, row->odd);
		if (row->kind != URL_WEB)
			continue;
		assert_slice_is(link.url, slice_from_string(row->url));
		assert_slice_is(link.domain, slice_from_string(row->domain));
		assert_slice_is(link.path, slice_from_string(row->path));
	}
}

/* A link of size bytes in normal form, of those or of escaped ones. */
static unsigned
odd_of_long(size_t size, const char *written, size_t *size_r)
{
	static const char begin[] = "http://example.com/";
	char room[8000];
	size_t at = sizeof(begin) - 1, step = strlen(written);
	struct canonical_link link;
	struct slice rest;
	unsigned odd;

	memcpy(room, begin, at);
	for (size_t i = at; i < size; i++, at += step)
		memcpy(room + at, written, step);
	arena_reset(arena);
	assert_int_equal(url_read((struct slice){(uint8_t *)room, at}, false,
			     arena, &link, &rest, &odd),
	    URL_WEB);
	*size_r = link.url.size;
	return odd;
}

static void
what_is_too_long_is_cut_and_told(void **state)
{
	size_t size;

	(void)state;
	assert_int_equal(odd_of_long(URL_MAX, "a", &size), 0);
	assert_int_equal(size, URL_MAX);
	assert_int_equal(odd_of_long(URL_MAX + 1, "a", &size), URL_LONG);
	assert_int_equal(size, URL_MAX);
	assert_int_equal(odd_of_long(URL_MAX, "%61", &size), URL_ESCAPED);
	assert_int_equal(size, URL_MAX);
	assert_int_equal(
	    odd_of_long(URL_MAX + 1, "%61", &size), URL_ESCAPED | URL_LONG);
	assert_int_equal(size, URL_MAX);
}

/* ---- texts --------------------------------------------------------------- */

struct text_row {
	const char *text;
	const char *found; /* links, then contacts, a blank between */
};

static const struct text_row texts[] = {
    {"", ""},
    {"no link. None at all e.g. here, v1.2.3 file.txt 3.50", ""},
    {"see http://example.com/a. And", "http://example.com/a"},
    {"(http://example.com/a)", "http://example.com/a"},
    {"<https://example.com/?q=1>", "https://example.com/?q=1"},
    {"www.example.com", "http://www.example.com/"},
    {"WWW.EXAMPLE.COM!", "http://www.example.com/"},
    {"go to example.com/x or example.co.uk",
	"http://example.com/x http://example.co.uk/"},
    {"end.Next word go.to", ""},
    {"go.to/x", "http://go.to/x"},
    {"example[.]com and example(dot)org",
	"http://example.com/ http://example.org/"},
    {"a[.]b (.) [.]com example[.]", ""},
    {"hxxp://example.com/", "http://example.com/"},
    {"x http://1.2.3.4/ http://0x01020304/", "http://1.2.3.4/"},
    {"ann.smith@Example.NET, <bob@example.org>",
	"ann.smith@example.net bob@example.org"},
    {"ann@localhost @example.com a@", ""},
    {"http://r.example.com/?u=http://a.example.org/x",
	"http://r.example.com/?u=http://a.example.org/x "
	"http://a.example.org/x"},
    {"http://a.example.com http://a.example.com/", "http://a.example.com/"},
    {"Tel. +81 3-1234-5678, (212) 555-0123 or 18005550123",
	"+81312345678 2125550123 18005550123"},
    {"2002-08-22 10:11:12 192.0.2.111 1,234,567 12345678 A18005550123", ""},
    {"1BvBMSEYstWetqTFn5Au4m4GFgx7xJaNVN2",
	"btc:1BvBMSEYstWetqTFn5Au4m4GFgx7xJaNVN2"},
    {"pay to bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4.",
	"btc:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"},
    {"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", ""},
    {"0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe",
	"eth:0xde0b295669a9fd93d5f28d9ec85e40f4cb697bae"},
};

/* All of a text, with blanks between. */
static size_t
gather(struct slice text, char *found, size_t room)
{
	static struct marks marks;
	static struct links links;
	struct text line = text_over(found, room);

	arena_reset(arena);
	marks_begin(&marks, arena);
	links_begin(&links, arena, &marks);
	links_of_text(&links, text, false);
	links_contacts_of_text(&links, text);
	for (size_t i = 0; i < links.link_count; i++) {
		text_put(&line, links.links[i].url);
		text_put_byte(&line, ' ');
	}
	for (size_t i = 0; i < links.contact_count; i++) {
		text_put(&line, links.contacts[i].text);
		text_put_byte(&line, ' ');
	}
	return line.size == 0 ? 0 : line.size - 1;
}

static void
links_and_contacts_are_found_in_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char found[512];
		size_t size = gather(
		    slice_from_string(texts[i].text), found, sizeof(found));

		assert_slice_is((struct slice){(uint8_t *)found, size},
		    slice_from_string(texts[i].found));
	}
}

/* The texts end at every byte, where a sanitizer watches. */
static void
texts_may_end_anywhere(void **state)
{
	char found[512];

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		for (size_t size = 0; size <= strlen(texts[i].text); size++) {
			uint8_t *exact = malloc(size + 1);

			assert_non_null(exact);
			memcpy(exact, texts[i].text, size);
			exact = realloc(exact, size == 0 ? 1 : size);
			gather(
			    (struct slice){exact, size}, found, sizeof(found));
			free(exact);
		}
}

static void
a_text_that_shows_another_domain_is_a_mismatch(void **state)
{
	static const struct {
		const char *shown;
		bool mismatch;
	} rows[] = {
	    {"www.bank.example.org", true},
	    {"https://bank.example.org/login", true},
	    {"go to bank.example.org now", true},
	    {"www.example.com", false},
	    {"other.example.com", false},
	    {"click here", false},
	    {"bank[.]example.org", false},
	    {"bank[.]org", false},
	    {"", false},
	};
	static struct marks marks;
	static struct links links;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		arena_reset(arena);
		marks_begin(&marks, arena);
		links_begin(&links, arena, &marks);
		links_add(&links, SLICE("http://a.example.com/"), false, false,
		    false, slice_from_string(rows[i].shown));
		assert_int_equal(links.link_count, 1);
		assert_int_equal(links.links[0].mismatch, rows[i].mismatch);
	}
}

/* A megabyte of what might take quadratic time, and what is over the bounds. */
static void
long_texts_take_linear_time(void **state)
{
	static const char *const patterns[] = {"a.", "a@", "a.a@", "://",
	    "http://a", "[.]", "a[.]", "1-", "11", "www.", "%", "@.", "1BvBM",
	    "http://a.example.com/?http://"};
	static char text[1 << 18];
	char found[64];

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		size_t size = strlen(patterns[i]);

		for (size_t at = 0; at + size <= sizeof(text); at += size)
			memcpy(text + at, patterns[i], size);
		gather((struct slice){(uint8_t *)text, sizeof(text)}, found,
		    sizeof(found));
	}
}

static void
no_more_links_are_kept_than_there_may_be(void **state)
{
	static struct marks marks;
	static struct links links;
	char url[64];

	(void)state;
	arena_reset(arena);
	marks_begin(&marks, arena);
	links_begin(&links, arena, &marks);
	for (unsigned i = 0; i < CANONICAL_LINKS_MAX + 1; i++) {
		assert_int_equal(links.cuts, 0);
		snprintf(url, sizeof(url), "http://example.com/%u", i);
		links_add(&links, slice_from_string(url), false, false, false,
		    SLICE(""));
	}
	assert_int_equal(links.cuts, CANONICAL_CUT_LINKS);
	assert_int_equal(links.link_count, CANONICAL_LINKS_MAX);
	for (unsigned i = 0; i < CANONICAL_CONTACTS_MAX + 1; i++) {
		snprintf(url, sizeof(url), "%u@example.com", i);
		links_add_contact(
		    &links, CONTACT_ADDRESS, slice_from_string(url));
	}
	assert_int_equal(
	    links.cuts, CANONICAL_CUT_LINKS | CANONICAL_CUT_CONTACTS);
	assert_int_equal(links.contact_count, CANONICAL_CONTACTS_MAX);
}

/* ---- words --------------------------------------------------------------- */

static void
shapes_tell_kinds_and_lengths(void **state)
{
	static const char *const rows[][2] = {
	    {"20021128.4f3a$Q@", "98.h4$A1@"},
	    {"000001c7a5b1$2d4b1b80", "h12$h8"},
	    {"abc-DEF_Xy9", "a3-A3_x3"},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char room[64];
		struct text text = TEXT_OVER(room);

		shape_put(&text, slice_from_string(rows[i][0]));
		assert_string_equal(text.data, rows[i][1]);
	}
}

static void
wallets_are_those_of_the_standards(void **state)
{
	static const char *const good[] = {
	    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
	    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5x"
	    "w7kt5nd6y",
	    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
	};
	char name[WALLET_NAME_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(wallet_name(slice_from_string(good[i]), name) > 0);
	assert_int_equal(
	    wallet_name(
		SLICE("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3tt"), name),
	    0);
	assert_int_equal(
	    wallet_name(SLICE("1111111111111111111111111111"), name), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(punycode_is_that_of_the_rfc),
	    cmocka_unit_test(a_label_that_is_too_long_is_none),
	    cmocka_unit_test(hosts_are_one_text_however_written),
	    cmocka_unit_test(domains_are_those_that_one_registers),
	    cmocka_unit_test(urls_are_read_as_browsers_read_them),
	    cmocka_unit_test(what_is_too_long_is_cut_and_told),
	    cmocka_unit_test(links_and_contacts_are_found_in_texts),
	    cmocka_unit_test(texts_may_end_anywhere),
	    cmocka_unit_test(a_text_that_shows_another_domain_is_a_mismatch),
	    cmocka_unit_test(long_texts_take_linear_time),
	    cmocka_unit_test(no_more_links_are_kept_than_there_may_be),
	    cmocka_unit_test(shapes_tell_kinds_and_lengths),
	    cmocka_unit_test(wallets_are_those_of_the_standards),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
