/*
 * test_scan - one decoded message against one set of signatures
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "tests/support/scan_case.h"

/* ---- EICAR ------------------------------------------------------------- */

static void
eicar_is_found_wherever_it_is_a_file(void **state)
{
	const char *name = "EICAR-Test-File";

	(void)state;
	open_set();
	assert_one(EICAR, name);
	assert_one(HEAD "\r\n" EICAR, name);
	assert_one(HEAD "\r\n" EICAR "\r\n", name);
	assert_one(HEAD "Content-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
			"\r\n",
	    name);
	assert_one(MIXED "--b\r\n\r\n" EICAR "\r\n--b--\r\n", name);
	assert_one(MIXED
	    "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
	    "\r\n--b--\r\n",
	    name);
	assert_slice(findings.items[0].source, "built-in");
	assert_non_null(findings.items[0].part);
	assert_int_equal(findings.items[0].offset, 0);
	assert_one(MIXED "--b\r\nContent-Type: message/rfc822\r\n\r\n" HEAD
			 "\r\n" EICAR "\r\n--b--\r\n",
	    name);
}

static void
eicar_among_other_things_is_no_test_file(void **state)
{
	char body[256];

	(void)state;
	open_set();
	assert_clean(HEAD "\r\nx" EICAR);
	assert_clean(HEAD "\r\n" EICAR "x");
	assert_clean(HEAD "\r\n" EICAR "\r\nregards");
	/* 128 bytes with the white space behind it, and one more. */
	snprintf(body, sizeof(body), HEAD "\r\n%s%*s", EICAR, 60, "");
	assert_one(body, "EICAR-Test-File");
	snprintf(body, sizeof(body), HEAD "\r\n%s%*s", EICAR, 61, "");
	assert_clean(body);
}

/* ---- types ------------------------------------------------------------- */

static void
mail_patterns_see_the_raw_message(void **state)
{
	(void)state;
	/* "Subject: test" and "evil words" */
	sigfiles_put_text(&files, "a.ndb",
	    "Head:4:*:5375626a6563743a2074657374\n"
	    "Words:4:*:6576696c20776f726473\n");
	open_set();
	scan(HEAD "\r\nsome evil words\r\n");
	assert_int_equal(findings.count, 2);
	assert_slice(findings.items[0].name, "Head.UNOFFICIAL");
	assert_slice(findings.items[0].source, "a.ndb");
	assert_int_equal(findings.items[0].kind, FINDING_PATTERN);
	assert_int_equal(findings.items[0].offset, 21);
	assert_null(findings.items[0].part);
	assert_int_equal(findings.items[1].offset, 43);
	/* The same words inside of an encoded part are no mail. */
	assert_one(HEAD
	    "Content-Transfer-Encoding: base64\r\n\r\nc29tZSBldmlsIHdvcmRz\r\n",
	    "Head.UNOFFICIAL");
}

static void
patterns_of_any_type_see_raw_and_decoded_bytes(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.ndb", "Words:0:*:6576696c20776f726473\n");
	open_set();
	assert_one(HEAD "\r\nsome evil words\r\n", "Words.UNOFFICIAL");
	assert_null(findings.items[0].part);
	assert_one(HEAD
	    "Content-Transfer-Encoding: base64\r\n\r\nc29tZSBldmlsIHdvcmRz\r\n",
	    "Words.UNOFFICIAL");
	assert_int_equal(findings.items[0].part->index, 0);
	assert_int_equal(findings.items[0].offset, 5);
	assert_one(HEAD "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
			"some e=76il words\r\n",
	    "Words.UNOFFICIAL");
}

static void
html_patterns_see_html_alone(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.ndb", "Words:3:*:6576696c20776f726473\n");
	open_set();
	assert_clean(HEAD "\r\nsome evil words\r\n");
	assert_one(HEAD "Content-Type: text/html\r\n\r\n"
			"<html><body>some evil words</body></html>\r\n",
	    "Words.UNOFFICIAL");
	assert_int_equal(findings.items[0].part->index, 0);
	assert_one(HEAD "Content-Type: text/html\r\n"
			"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
			"<html><body>some e=76il words</body></html>\r\n",
	    "Words.UNOFFICIAL");
}

/* With no pattern that reaches further than twelve bytes. */
static void
an_offset_is_looked_for_as_far_as_it_reaches(void **state)
{
	(void)state;
	sigfiles_put_text(
	    &files, "a.ndb", "Near:0:4,2:6e656172\nFirst:0:0:6669727374\n");
	open_set();
	assert_one(MIXED "--b\r\n\r\n....near and more\r\n--b--\r\n",
	    "Near.UNOFFICIAL");
	assert_one(MIXED "--b\r\n\r\n......near and more\r\n--b--\r\n",
	    "Near.UNOFFICIAL");
	assert_clean(MIXED "--b\r\n\r\n.......near and more\r\n--b--\r\n");
	assert_one(MIXED "--b\r\n\r\nfirst\r\n--b--\r\n", "First.UNOFFICIAL");
}

/* So many bytes were matched besides those of the message. */
static size_t
matched_again(const char *text)
{
	assert_clean(text);
	return (size_t)findings.matched - strlen(text);
}

static void
parts_are_matched_again_only_if_a_literal_is_there(void **state)
{
	(void)state;
	/* "first" at the beginning, "words" anywhere, "nowhere" of a page. */
	sigfiles_put_text(&files, "a.ndb",
	    "First:0:0:6669727374\nWords:0:*:776f726473{5-}6162\n"
	    "Page:3:0:6e6f7768657265\n");
	open_set();
	assert_int_equal(
	    matched_again(MIXED "--b\r\n\r\nsome words\r\n--b--\r\n"), 0);
	assert_int_not_equal(
	    matched_again(MIXED "--b\r\n\r\nat first\r\n--b--\r\n"), 0);
	assert_one(MIXED "--b\r\n\r\nfirst\r\n--b--\r\n", "First.UNOFFICIAL");
	assert_one(MIXED "--b\r\n\r\nx\r\n--b\r\n\r\nfirst\r\n--b--\r\n",
	    "First.UNOFFICIAL");
	assert_one("Content-Type: message/rfc822\r\n\r\n" MIXED
		   "--b\r\n\r\nfirst\r\n--b--\r\n",
	    "First.UNOFFICIAL");
	/* Where it is not in the message as such. */
	assert_one(MIXED "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
			 "Zmlyc3Q=\r\n--b--\r\n",
	    "First.UNOFFICIAL");
	assert_one(MIXED "--b\r\nContent-Type: message/rfc822\r\n"
			 "Content-Transfer-Encoding: base64\r\n\r\n"
			 "U3ViamVjdDogYQ0KDQpmaXJzdA==\r\n--b--\r\n",
	    "First.UNOFFICIAL");
}

static void
offsets_count_from_the_part(void **state)
{
	(void)state;
	/* "first", "From: a" and "last\r\n" */
	sigfiles_put_text(&files, "a.ndb",
	    "First:0:0:6669727374\nFrom:4:0:46726f6d3a2061\n"
	    "Last:0:EOF-6:6c6173740d0a\n");
	open_set();
	scan(MIXED "--b\r\n\r\nfirst line\r\n--b\r\n\r\nx\r\nlast\r\n\r\n"
		   "--b--\r\nbehind\r\n");
	assert_int_equal(findings.count, 3);
	assert_null(finding("From.UNOFFICIAL")->part);
	assert_int_equal(finding("First.UNOFFICIAL")->part->index, 1);
	assert_int_equal(finding("First.UNOFFICIAL")->offset, 0);
	assert_int_equal(finding("Last.UNOFFICIAL")->part->index, 2);
	assert_int_equal(finding("Last.UNOFFICIAL")->offset, 3);
	assert_one(
	    MIXED "--b\r\n\r\nnot first\r\n--b--\r\n", "From.UNOFFICIAL");
	/* A message inside of a message is a mail of its own. */
	scan("Subject: outer\r\nContent-Type: message/rfc822\r\n\r\n" HEAD
	     "\r\nbody\r\n");
	assert_int_equal(findings.count, 1);
	assert_int_equal(finding("From.UNOFFICIAL")->part->kind, PART_MESSAGE);
}

/* ---- literals ---------------------------------------------------------- */

static void
short_literals_are_found_too(void **state)
{
	(void)state;
	/* "qz" at the beginning of anything, "wxy" with a nibble behind it */
	sigfiles_put_text(
	    &files, "a.ndb", "Two:0:0:717a??4?\nThree:0:*:7778794?\n");
	open_set();
	scan("qz-A\r\n\r\n..wxyB..");
	assert_int_equal(findings.count, 2);
	assert_int_equal(finding("Two.UNOFFICIAL")->offset, 0);
	assert_int_equal(finding("Three.UNOFFICIAL")->offset, 10);
	assert_clean("qz-z\r\n\r\n..wxyZ..");
}

static void
signatures_with_one_literal_are_told_apart(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.ndb",
	    "A:0:*:636f6d6d6f6e??41\nB:0:*:636f6d6d6f6e??42\n"
	    "C:0:*:636f6d6d6f6e??43\nD:4:*:636f6d6d6f6e??42\n");
	open_set();
	scan(HEAD "\r\ncommon-B common-C\r\n");
	assert_int_equal(findings.count, 3);
	assert_non_null(finding("B.UNOFFICIAL"));
	assert_non_null(finding("C.UNOFFICIAL"));
	assert_non_null(finding("D.UNOFFICIAL"));
}

/* Around both seams of a message of three slices, byte by byte. */
static void
a_literal_across_a_seam_is_found_once(void **state)
{
	const size_t size = 2 * BUDGET_SLICE + 1000;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	sigfiles_put_text(&files, "a.ndb", "Words:0:*:6576696c20776f726473\n");
	open_set();
	for (size_t seam = BUDGET_SLICE; seam < size; seam += BUDGET_SLICE - 9)
		for (size_t at = seam - 22; at < seam + 12; at++) {
			memset(bytes, '.', size);
			memcpy(bytes, "A: b\r\n\r\n", 8);
			memcpy(bytes + at, "evil words", 10);
			scan_bytes((struct slice){bytes, size});
			assert_int_equal(findings.count, 1);
			assert_int_equal(findings.items[0].offset, at);
		}
	free(bytes);
}

/* ---- the scanner ------------------------------------------------------- */

static void
a_scanner_begins_afresh_with_each_message(void **state)
{
	(void)state;
	put_letters();
	open_set();
	/* Also when its serial numbers wrap. */
	scanner->serial = UINT32_MAX - 3;
	for (int i = 0; i < 8; i++) {
		assert_one(HEAD "\r\nA----\r\n", "A.UNOFFICIAL");
		assert_clean(HEAD "\r\nnothing\r\n");
	}
}

/* Hyperscan by itself reads past the end of some short buffers. */
static void
nothing_is_read_behind_the_message(void **state)
{
	struct guard guard = guard_open(4096);
	struct sigdb *small = small_set_open(portable);

	(void)state;
	scanner = scanner_create(small);
	assert_non_null(scanner);
	for (size_t size = 1; size < 600; size++) {
		uint8_t *bytes = guard_tail(&guard, size);

		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t) "From: ab\r\n\r\nxyz<!"[i % 17];
		scan_bytes((struct slice){bytes, size});
	}
	scanner_destroy(&scanner);
	sigdb_close(&small);
	guard_close(&guard);
}

static void
an_empty_message_is_clean(void **state)
{
	(void)state;
	put_letters();
	open_set();
	assert_clean("");
	assert_clean("\r\n");
	assert_clean(HEAD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(eicar_is_found_wherever_it_is_a_file),
	    TEST(eicar_among_other_things_is_no_test_file),
	    TEST(mail_patterns_see_the_raw_message),
	    TEST(patterns_of_any_type_see_raw_and_decoded_bytes),
	    TEST(html_patterns_see_html_alone),
	    TEST(offsets_count_from_the_part),
	    TEST(an_offset_is_looked_for_as_far_as_it_reaches),
	    TEST(parts_are_matched_again_only_if_a_literal_is_there),
	    TEST(short_literals_are_found_too),
	    TEST(signatures_with_one_literal_are_told_apart),
	    TEST(a_literal_across_a_seam_is_found_once),
	    TEST(a_scanner_begins_afresh_with_each_message),
	    TEST(nothing_is_read_behind_the_message),
	    TEST(an_empty_message_is_clean),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
