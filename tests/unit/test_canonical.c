/*
 * test_canonical - whole messages in canonical form
 *
 * Written by hand from the messages above them; the laws of
 * tests/support/canonical_law.h hold for each, also where it ends at any byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/canonical_law.h"
#include "tests/support/converters.h"
#include "tests/support/slices.h"
#include "tests/support/unpack_case.h"

#define FILLER ((size_t)4 << 20)

static struct message message;
static struct budget budget;
static struct canonical canonical;

static void
make(struct slice file)
{
	struct renderer renderer;

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_not_equal(
	    message_parse(file, &limits, arena, &budget, &message),
	    MESSAGE_NO_MEMORY);
	unpack_message(unpacker, &message, &limits, arena, &budget);
	renderer = renderer_for(
	    &message, unpacker_charsets(unpacker), &limits, arena, &budget);
	canonical_make(&message, &renderer, &canonical);
	canonical_law(&canonical);
}

/* ---- what is asked ------------------------------------------------------- */

static bool
has(struct slice s, const char *what)
{
	return slice_find(s, slice_from_string(what)) < s.size;
}

static void
assert_has(struct slice s, const char *what)
{
	if (!has(s, what))
		fail_msg("no \"%s\" in:\n%.*s", what, (int)s.size,
		    (const char *)s.data);
}

static void
assert_lacks(struct slice s, const char *what)
{
	if (has(s, what))
		fail_msg("\"%s\" in:\n%.*s", what, (int)s.size,
		    (const char *)s.data);
}

static bool
is_marked(const char *word)
{
	struct slice rest = canonical.marks;

	while (rest.size > 0) {
		size_t end = slice_find_byte(rest, ' ');

		if (slice_equal(
			slice_sub(rest, 0, end), slice_from_string(word)))
			return true;
		rest = slice_skip(rest, end + 1);
	}
	return false;
}

static void
assert_marked(const char *word)
{
	if (!is_marked(word))
		fail_msg("no %s in: %.*s", word, (int)canonical.marks.size,
		    (const char *)canonical.marks.data);
}

/* ---- the header ---------------------------------------------------------- */

static const char queue_file[] =
    "P I 27-10-2021_17:02:29 0000 ____ ____ <bounce@lists.example.net>\n"
    "R W 27-10-2021_17:02:29 0000 ____ _FY_ <bob@example.org>\n"
    "S SMTP [192.0.2.77]\n"
    "\n"
    "X-Junk-Score: 0 []\n"
    "X-CGPFilter-Scan: forged\n"
    "X-Spam-Status: No, score=-5\n"
    "Authentication-Results: mx.example.org; spf=pass\n"
    "Delivered-To: bob@example.org\n"
    "Return-Path: <other@example.com>\n"
    "Received: from [10.0.0.7] (HELO inner) by mx.example.org (CommuniGate Pro "
    "SMTP 6.2) with ESMTP id 4711; Wed, 27 Oct 2021 17:02:29 +0000\n"
    "Received: from a.dsl.example.net ([192.0.2.77] verified) by "
    "mx.example.org (CommuniGate Pro SMTP 6.2)\n"
    " with ESMTPS id 4710 for bob@example.org; Wed, 27 Oct 2021 17:02:28 "
    "+0000\n"
    "Received: from pc (198.51.100.23) by a.dsl.example.net (8.14.7/8.14.7)\n"
    "\twith SMTP id x9 for <bob@example.org>; Wed, 27 Oct 2021 16:02:28 -0100\n"
    "From: =?utf-8?Q?J=C3=BCrgen?= <ann@mail.example.net>\n"
    "Reply-To: x@other.example.com\n"
    "To: <bob@example.org>, carl@example.org\n"
    "Subject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=\n"
    " =?koi8-r?Q?=F0?=  one\n"
    "Date: Sat, 23 Oct 2021 16:02:28 +0900\n"
    "Message-ID: <20211023.4f3a$Q@mail.example.net>\n"
    "X-Mailer: Foo 1.2\n"
    "X-Odd: a1b2\n"
    "DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=k; b=AAAA\n"
    "Content-Type: text/plain; charset=utf-8; x=\"12\"; boundary=\"a12\"\n"
    "\n"
    "body\n";

static void
what_the_sender_wrote_is_kept(void **state)
{
	(void)state;
	make(slice_from_string(queue_file));
	assert_has(canonical.head, "from:Jürgen <ann@mail.example.net>\n");
	assert_has(canonical.head,
	    converters_are_missing() ? "П one\n" : "subject:日本П one\n");
	assert_has(canonical.head, "date:+0900\n");
	assert_has(canonical.head, "message-id:98.h4$A1@mail.example.net\n");
	assert_has(canonical.head, "x-mailer:Foo 1.2\n");
	assert_has(canonical.head, "x-odd:a0b0\n");
	assert_has(canonical.head,
	    "content-type:text/plain; charset=utf-8; x=\"12\"; "
	    "boundary=\"a00\"\n");
	assert_has(canonical.head, "envelope-from:bounce@lists.example.net\n");
	assert_slice(canonical.text, "body");
	assert_int_equal(canonical.cuts, 0);
}

static void
what_names_the_way_to_us_is_not(void **state)
{
	static const char *const not_ours[] = {"bob@example.org>\nd", "forged",
	    "mx.example.org", "4710", "10.0.0.7", "inner", "delivered",
	    "other@example.com", "junk", "spf", "score=-5", "for bob"};

	(void)state;
	make(slice_from_string(queue_file));
	for (size_t i = 0; i < sizeof(not_ours) / sizeof(*not_ours); i++)
		assert_lacks(canonical.head, not_ours[i]);
	assert_lacks(canonical.marks, "junk");
	assert_lacks(canonical.marks, "spam");
	assert_lacks(canonical.marks, "cgpfilter");
}

static void
hops_begin_with_the_client_of_the_envelope(void **state)
{
	(void)state;
	make(slice_from_string(queue_file));
	assert_has(canonical.head,
	    "client:from a.dsl.example.net ([192.0.2.] verified)\n"
	    "address:192.0.2.\n"
	    "received:from pc (198.51.100.) by a.dsl.example.net "
	    "(0.00.0/0.00.0) with SMTP id x0 ; Wed, 00 Oct 0000 00:00:00 "
	    "-0000\n");
	assert_marked("hops:2");
	assert_marked("with:esmtps");
}

static void
fields_that_do_not_agree_are_marked(void **state)
{
	static const char *const words[] = {"src:smtp", "reply-to:other",
	    "envelope:same", "dkim:same", "to:2", "to:other", "cc:absent",
	    "date-long-ago", "absent:mime-version"};

	(void)state;
	make(slice_from_string(queue_file));
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		assert_marked(words[i]);
	assert_false(is_marked("auth"));
	make(SLICE("P I 27-10-2021_17:02:29 0000 ____ ____ <>\n"
		   "S <ann@example.net> WEBMAIL [192.0.2.1]\n\n"
		   "From: \"ann@bank.example\" <x@example.net>\n"
		   "Subject: MAKE MONEY FAST!! 12345\n\nx\n"));
	assert_marked("auth");
	assert_marked("return-path-empty");
	assert_marked("from-name-other-address");
	assert_marked("subject-capitals");
	assert_marked("subject-number");
	assert_marked("subject-exclaims");
	assert_marked("date-none");
}

/* ---- texts --------------------------------------------------------------- */

static void
each_text_stands_on_its_own_lines(void **state)
{
	(void)state;
	make(SLICE("Content-Type: multipart/mixed; boundary=b\n\n"
		   "--b\n\none\n"
		   "--b\nContent-Type: multipart/alternative; boundary=c\n\n"
		   "--c\n\nsame words here\n"
		   "--c\nContent-Type: text/html\n\n<p>same <b>words</b> "
		   "here<span style=\"display:none\">salad</span>\n"
		   "--c--\n"
		   "--b\nContent-Type: message/rfc822\n\n"
		   "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\ntwo\n"
		   "--b\nContent-Type: application/zip; name=\"a.exe\"\n\nPK\n"
		   "--b--\n"));
	assert_slice(canonical.text,
	    "one\nsame words here\nsame words here\nGrüße\ntwo");
	assert_slice(canonical.hidden, "salad");
	assert_non_null(canonical.html);
	assert_marked("alternative:same");
	assert_marked("attached-message");
	assert_marked("name:.exe");
	assert_marked("type:application/zip");
	assert_marked("tree:m(ta(th)r(t)a");
	assert_marked("html");
}

static void
an_alternative_that_says_something_else_is_marked(void **state)
{
	(void)state;
	make(SLICE("Content-Type: multipart/alternative; boundary=c\n\n"
		   "--c\n\nsome words from a good book\n"
		   "--c\nContent-Type: text/html\n\n<b>buy our pills</b>\n"
		   "--c--\n"));
	assert_marked("alternative:other");
}

static void
tricks_are_undone_and_marked(void **state)
{
	(void)state;
	make(SLICE("Subject: v\xE2\x80\x8Biagra\n"
		   "Content-Type: text/html; charset=utf-8\n\n"
		   "<p>Buy v\xD1\x96"
		   "agra f&#8203;rom <a "
		   "href=\"http://x@3221225985/%61\">www.bank.example.com</a>"
		   "<font style=\"font-size:0\">words of a novel</font>\n"));
	assert_slice(canonical.folded, "buy viagra from www.bank.example.com");
	assert_has(canonical.text, "v\xD1\x96"
				   "agra");
	assert_has(canonical.head, "subject:viagra\n");
	assert_slice(canonical.hidden, "words of a novel");
	assert_int_equal(canonical.link_count, 2);
	assert_slice(canonical.links[0].url, "http://192.0.2.1/a");
	assert_true(canonical.links[0].mismatch);
	assert_marked("homoglyphs:1");
	assert_marked("zero-width");
	assert_marked("head-invisible");
	assert_marked("mismatch");
	assert_marked("link-user");
	assert_marked("link-odd-address");
	assert_marked("hidden-text:much");
}

static void
broken_charsets_are_marked(void **state)
{
	(void)state;
	make(
	    SLICE("Content-Type: text/plain; charset=x-none\n\n\xFF\xFE ab\n"));
	assert_marked("charset-unknown");
	make(SLICE("Content-Type: text/plain; charset=utf-8\n\n"
		   "Спасибо за ваше письмо. \xFF Мы получили его вчера.\n"));
	assert_has(canonical.text, "письмо. \xEF\xBF\xBD Мы");
	assert_marked("charset-broken");
	assert_marked("replaced");
}

static void
a_message_without_text_says_so(void **state)
{
	(void)state;
	make(SLICE("Content-Type: image/png\n\n\x89PNG\r\n"));
	assert_int_equal(canonical.text.size, 0);
	assert_marked("no-text");
	make(SLICE(""));
	assert_marked("no-text");
	make(SLICE("Content-Type: text/html\n\n<img src=http://a.example/b>"));
	assert_marked("image-only");
	assert_true(canonical.links[0].image);
}

/* ---- bounds -------------------------------------------------------------- */

/* ahead, megabytes of filler, behind. */
static struct slice
with_filler(const char *ahead, const char *filler, const char *behind)
{
	static char *file;
	size_t size = strlen(ahead), step = strlen(filler);

	if (file == NULL)
		file = malloc(FILLER + 4096);
	assert_non_null(file);
	memcpy(file, ahead, size);
	for (; size < FILLER; size += step)
		memcpy(file + size, filler, step);
	memcpy(file + size, behind, strlen(behind));
	return (struct slice){(uint8_t *)file, size + strlen(behind)};
}

static void
filler_does_not_push_the_text_out(void **state)
{
	(void)state;
	make(with_filler(
	    "Subject: x\n\n", "lorem ipsum dolor ", "\nbuy pills\n"));
	assert_has(canonical.text, "lorem");
	assert_has(canonical.text, "\nbuy pills");
	assert_int_equal(canonical.cuts, CANONICAL_CUT_TEXT);
	assert_marked("cut-text");
	make(with_filler("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n",
	    "lorem ipsum\n", "\n--b\n\nbuy pills\n--b--\n"));
	assert_has(canonical.text, "\nbuy pills");
	/* Blanks are no filler at all. */
	make(with_filler("Subject: x\n\na", " \n", "\nbuy pills\n"));
	assert_slice(canonical.text, "a\nbuy pills");
	assert_int_equal(canonical.cuts, 0);
	/* Nor is what nobody sees. */
	make(with_filler("Subject: x\nContent-Type: text/html\n\n<p hidden>",
	    "lorem ipsum ", "</p>buy pills"));
	assert_slice(canonical.text, "buy pills");
	assert_int_equal(canonical.cuts, CANONICAL_CUT_HIDDEN);
}

static void
long_headers_are_cut(void **state)
{
	(void)state;
	make(
	    with_filler("", "X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
		"Subject: late\n\nbody\n"));
	assert_true(canonical.field_count <= CANONICAL_FIELDS_MAX);
	make(
	    with_filler("Subject: ", "word ", "\nFrom: a@b.example\n\nbody\n"));
	assert_slice(canonical.fields[0].name, "subject");
	assert_true(canonical.fields[0].value.size <= CANONICAL_VALUE_MAX);
	assert_marked("head-long-value");
}

/* No room for anything, and every amount of it up to where all fits. */
static void
a_full_arena_is_no_failure(void **state)
{
	struct renderer renderer;

	(void)state;
	for (size_t left = 0; left < (size_t)256 << 10; left += 1021) {
		size_t used;

		arena_reset(arena);
		budget_init(&budget, UINT64_MAX);
		assert_int_not_equal(
		    message_parse(slice_from_string(queue_file), &limits, arena,
			&budget, &message),
		    MESSAGE_NO_MEMORY);
		used = arena_free(arena) - left;
		assert_non_null(arena_alloc(arena, used));
		renderer = renderer_for(&message, unpacker_charsets(unpacker),
		    &limits, arena, &budget);
		canonical_make(&message, &renderer, &canonical);
		canonical_law(&canonical);
	}
	assert_int_equal(canonical.cuts, 0);
}

static void
a_spent_budget_is_told(void **state)
{
	struct renderer renderer;

	(void)state;
	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_equal(message_parse(slice_from_string(queue_file), &limits,
			     arena, &budget, &message),
	    MESSAGE_OK);
	budget.state = BUDGET_SPENT;
	renderer = renderer_for(
	    &message, unpacker_charsets(unpacker), &limits, arena, &budget);
	canonical_make(&message, &renderer, &canonical);
	canonical_law(&canonical);
	assert_true((canonical.cuts & CANONICAL_CUT_TIME) != 0);
}

static void
messages_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t size = 0; size < sizeof(queue_file); size++) {
		uint8_t *exact = malloc(size + 1);

		assert_non_null(exact);
		memcpy(exact, queue_file, size);
		make((struct slice){exact, size});
		free(exact);
	}
}

static void
the_same_message_is_the_same_again(void **state)
{
	struct slice copies[3];
	static uint8_t kept[3][4096];

	(void)state;
	make(slice_from_string(queue_file));
	copies[0] = canonical.head;
	copies[1] = canonical.marks;
	copies[2] = canonical.folded;
	for (size_t i = 0; i < 3; i++) {
		assert_true(copies[i].size <= sizeof(kept[i]));
		memcpy(kept[i], copies[i].data, copies[i].size);
		copies[i].data = kept[i];
	}
	make(slice_from_string(queue_file));
	assert_slice_is(canonical.head, copies[0]);
	assert_slice_is(canonical.marks, copies[1]);
	assert_slice_is(canonical.folded, copies[2]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_the_sender_wrote_is_kept),
	    cmocka_unit_test(what_names_the_way_to_us_is_not),
	    cmocka_unit_test(hops_begin_with_the_client_of_the_envelope),
	    cmocka_unit_test(fields_that_do_not_agree_are_marked),
	    cmocka_unit_test(each_text_stands_on_its_own_lines),
	    cmocka_unit_test(an_alternative_that_says_something_else_is_marked),
	    cmocka_unit_test(tricks_are_undone_and_marked),
	    cmocka_unit_test(broken_charsets_are_marked),
	    cmocka_unit_test(a_message_without_text_says_so),
	    cmocka_unit_test(filler_does_not_push_the_text_out),
	    cmocka_unit_test(long_headers_are_cut),
	    cmocka_unit_test(a_full_arena_is_no_failure),
	    cmocka_unit_test(a_spent_budget_is_told),
	    cmocka_unit_test(messages_may_end_anywhere),
	    cmocka_unit_test(the_same_message_is_the_same_again),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
