/*
 * bench_header_values - what one header value costs
 *
 * Values as in ordinary mail, each read once an iteration.  The plain subject
 * is the one that matters: most are so, and should cost next to nothing.
 */
#include <string.h>

#include "bench/bench.h"
#include "core/base/check.h"
#include "core/header/address.h"
#include "core/header/auth_results.h"
#include "core/header/received.h"
#include "core/header/words.h"

static struct arena *arena;
static struct charsets *charsets;

struct fixture {
	const char *name;
	struct slice value;
	struct slice expected; /* the text, or the last address's domain */
	size_t count;          /* words, addresses, results */
};

/* ---- words ------------------------------------------------------------- */

static struct words
decode(const struct fixture *fixture)
{
	arena_reset(arena);
	return words_decode(fixture->value, SLICE(""), charsets, arena);
}

static void
words_loop(struct bench *bench, void *owner)
{
	struct fixture *fixture = owner;

	while (bench_next(bench)) {
		struct words words = decode(fixture);

		bench_keep(words.text.data);
	}
	bench_bytes(bench, fixture->value.size);
}

static void
add_words(struct fixture *fixture)
{
	struct words words = decode(fixture);

	if (!slice_equal(words.text, fixture->expected) ||
	    words.count != fixture->count || words.flags != 0)
		bench_refuse(fixture->name, "the text came out wrong");
	bench_add(fixture->name, words_loop, fixture);
}

/* ---- addresses --------------------------------------------------------- */

static size_t
read_addresses(const struct fixture *fixture, struct address *last_r)
{
	struct address_list list;
	struct address address;
	size_t count = 0;

	arena_reset(arena);
	address_begin(fixture->value, &list);
	for (; address_next(&list, arena, &address); count++)
		*last_r = address;
	return count;
}

static void
address_loop(struct bench *bench, void *owner)
{
	struct fixture *fixture = owner;
	struct address last;

	while (bench_next(bench)) {
		(void)read_addresses(fixture, &last);
		bench_keep(last.domain.data);
	}
	bench_bytes(bench, fixture->value.size);
	bench_items(bench, fixture->count);
}

static void
add_addresses(struct fixture *fixture)
{
	struct address last = {.name = {NULL, 0}};

	if (read_addresses(fixture, &last) != fixture->count ||
	    !slice_equal(last.domain, fixture->expected))
		bench_refuse(fixture->name, "wrong addresses");
	bench_add(fixture->name, address_loop, fixture);
}

/* ---- Received, Date, Authentication-Results ---------------------------- */

static void
received_loop(struct bench *bench, void *owner)
{
	struct fixture *fixture = owner;
	struct received received;

	while (bench_next(bench))
		if (received_parse(fixture->value, &received))
			bench_keep(received.address.data);
	bench_bytes(bench, fixture->value.size);
}

static void
add_received(struct fixture *fixture)
{
	struct received received;

	if (!received_parse(fixture->value, &received) ||
	    !slice_equal(received.address, fixture->expected) ||
	    !received.has_date || received.date.seconds != 1073296800)
		bench_refuse(fixture->name, "the hop came out wrong");
	bench_add(fixture->name, received_loop, fixture);
}

static void
date_loop(struct bench *bench, void *owner)
{
	struct fixture *fixture = owner;
	struct date date;

	while (bench_next(bench))
		if (date_parse(fixture->value, &date))
			bench_keep(&date);
	bench_bytes(bench, fixture->value.size);
}

static void
add_date(struct fixture *fixture)
{
	struct date date;

	if (!date_parse(fixture->value, &date) || date.seconds != 1073296800)
		bench_refuse(fixture->name, "the date came out wrong");
	bench_add(fixture->name, date_loop, fixture);
}

static size_t
read_results(const struct fixture *fixture, struct auth_result *last_r)
{
	struct slice server, rest;
	struct auth_result result;
	size_t count = 0;

	arena_reset(arena);
	if (!auth_results_begin(fixture->value, &server, &rest))
		return 0;
	for (; auth_results_next(&rest, arena, &result); count++)
		*last_r = result;
	return count;
}

static void
results_loop(struct bench *bench, void *owner)
{
	struct fixture *fixture = owner;
	struct auth_result last;

	while (bench_next(bench)) {
		(void)read_results(fixture, &last);
		bench_keep(last.domain.data);
	}
	bench_bytes(bench, fixture->value.size);
}

static void
add_results(struct fixture *fixture)
{
	struct auth_result last = {.verdict = AUTH_NONE};

	if (read_results(fixture, &last) != fixture->count ||
	    !slice_equal(last.domain, fixture->expected))
		bench_refuse(fixture->name, "wrong results");
	bench_add(fixture->name, results_loop, fixture);
}

/* ---- values ------------------------------------------------------------ */

static struct fixture words_fixtures[] = {
    {"header_values/subject/plain",
	SLICE("Re: [example-users] the figures of this month, once more"),
	SLICE("Re: [example-users] the figures of this month, once more"), 0},
    {"header_values/subject/utf8_b",
	SLICE("=?UTF-8?B?5LuK5pyI55qE5pWw5a2X5q+U6aKE5pyf55qE5aW9?="),
	SLICE("\xE4\xBB\x8A\xE6\x9C\x88\xE7\x9A\x84\xE6\x95\xB0\xE5\xAD\x97"
	      "\xE6\xAF\x94\xE9\xA2\x84\xE6\x9C\x9F\xE7\x9A\x84\xE5\xA5\xBD"),
	1},
    {"header_values/subject/latin1_q_two",
	SLICE("=?iso-8859-1?Q?Die_Zahlen_dieses_Monats_sind_gr=F6=DFer?=\r\n"
	      " =?iso-8859-1?Q?_als_erwartet?="),
	SLICE("Die Zahlen dieses Monats sind gr\xC3\xB6\xC3\x9F"
	      "er als erwartet"),
	2},
};

static struct fixture address_fixtures[] = {
    {"header_values/address/one", SLICE("Alice Smith <alice@example.com>"),
	SLICE("example.com"), 1},
    {"header_values/address/quoted",
	SLICE("\"Smith, Alice\" <alice@example.com>"), SLICE("example.com"), 1},
    {"header_values/address/five",
	SLICE("alice@example.com, Bob <bob@example.org>,\r\n"
	      "\t\"Carol, of Sales\" <carol@example.net>, dave@example.com,\r\n"
	      "\tEve Jones <eve.jones@example.org>"),
	SLICE("example.org"), 5},
};

static struct fixture received_fixture = {"header_values/received",
    SLICE("from mail.example.com (mail.example.com [192.0.2.1])\r\n"
	  "\tby mx.example.org (Postfix) with ESMTPS id 3661E16F49\r\n"
	  "\tfor <bob@example.org>; Mon,  5 Jan 2004 10:00:00 +0000 (UTC)"),
    SLICE("192.0.2.1"), 1};

static struct fixture date_fixture = {"header_values/date",
    SLICE("Mon, 5 Jan 2004 10:00:00 +0000"), SLICE(""), 1};

static struct fixture results_fixture = {"header_values/auth_results",
    SLICE("mx.example.org;\r\n"
	  "\tdkim=pass header.i=@example.com header.s=s1 header.b=AbCdEf;\r\n"
	  "\tspf=pass (mx.example.org: domain of a@example.com designates\r\n"
	  "\t192.0.2.1 as permitted sender) smtp.mailfrom=a@example.com;\r\n"
	  "\tdmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com"),
    SLICE("example.com"), 3};

void bench_header_values(void);

void
bench_header_values(void)
{
	arena = arena_create((size_t)1 << 20);
	charsets = charsets_create();
	if (arena == NULL || charsets == NULL)
		bench_refuse("header_values", "out of memory");
	for (size_t i = 0; i < 3; i++)
		add_words(&words_fixtures[i]);
	for (size_t i = 0; i < 3; i++)
		add_addresses(&address_fixtures[i]);
	add_received(&received_fixture);
	add_date(&date_fixture);
	add_results(&results_fixture);
}
