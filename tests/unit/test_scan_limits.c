/*
 * test_scan_limits - what is found when a limit is reached
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/scan_case.h"

static void
too_many_findings_keep_the_first_ones(void **state)
{
	(void)state;
	put_letters();
	open_set();
	limits.max[LIMIT_FINDINGS] = 3;
	scan(HEAD "\r\nZ---- C---- Y---- A---- B---- Z----\r\n");
	assert_int_equal(findings.count, 3);
	assert_slice(findings.items[0].name, "Z.UNOFFICIAL");
	assert_slice(findings.items[1].name, "C.UNOFFICIAL");
	assert_slice(findings.items[2].name, "Y.UNOFFICIAL");
	assert_true(limits_marked(&findings.reached, LIMIT_FINDINGS));
	limits.max[LIMIT_FINDINGS] = 5;
	scan(HEAD "\r\nZ---- C---- Y---- A---- B---- Z----\r\n");
	assert_int_equal(findings.count, 5);
	assert_false(limits_marked(&findings.reached, LIMIT_FINDINGS));
}

static void
the_limit_holds_over_all_parts(void **state)
{
	(void)state;
	put_letters();
	open_set();
	limits.max[LIMIT_FINDINGS] = 2;
	/* "A----B" and "C----D" */
	scan(MIXED "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
		   "QS0tLS1C\r\n--b\r\nContent-Transfer-Encoding: base64\r\n"
		   "\r\nQi0tLS1DLS0tLQ==\r\n--b--\r\n");
	assert_int_equal(findings.count, 2);
	assert_slice(findings.items[0].name, "A.UNOFFICIAL");
	assert_slice(findings.items[1].name, "B.UNOFFICIAL");
	assert_true(limits_marked(&findings.reached, LIMIT_FINDINGS));
}

static void
the_first_finding_is_enough_unless_all_are_wanted(void **state)
{
	(void)state;
	put_letters();
	open_set();
	options.all_matches = false;
	assert_one(HEAD "\r\nZ---- C---- Y----\r\n", "Z.UNOFFICIAL");
	assert_int_equal(findings.reached.bits, 0);
}

static void
one_signature_in_many_places_is_one_finding(void **state)
{
	(void)state;
	put_letters();
	open_set();
	assert_one(MIXED "--b\r\n\r\nA---- A----\r\n--b\r\n"
			 "Content-Transfer-Encoding: base64\r\n\r\nQS0tLS1C\r\n"
			 "--b--\r\n",
	    "A.UNOFFICIAL");
	assert_null(findings.items[0].part);
}

static void
bytes_past_the_scan_limit_are_not_matched(void **state)
{
	static const char text[] = HEAD "\r\nA---- B----\r\n";

	(void)state;
	put_letters();
	open_set();
	limits.max[LIMIT_SCANNED_BYTES] =
	    (int64_t)(strstr(text, "B----") - text);
	assert_one(text, "A.UNOFFICIAL");
	assert_true(limits_marked(&findings.reached, LIMIT_SCANNED_BYTES));
	limits.max[LIMIT_SCANNED_BYTES] = 2 * (int64_t)strlen(text);
	scan(text);
	assert_int_equal(findings.count, 2);
	assert_int_equal(findings.reached.bits, 0);
}

static void
spent_steps_end_matching_but_not_hashing(void **state)
{
	(void)state;
	put_letters();
	put_hash("b.hdb", SLICE("attachment"), "10", "Hash", DIGEST_MD5);
	open_set();
	limits.max[LIMIT_VERIFY_STEPS] = 0;
	scan(PARTS);
	assert_non_null(finding("Hash.UNOFFICIAL"));
	scan(HEAD "\r\nA----\r\n");
	assert_int_equal(findings.count, 0);
	limits.max[LIMIT_VERIFY_STEPS] = 1;
	scan(HEAD "\r\nA---- B---- C----\r\n");
	assert_true(limits_marked(&findings.reached, LIMIT_VERIFY_STEPS));
}

/*
 * Each hit of "zq" begins a search of its own through all gaps; the pattern is
 * dear, the others are not to suffer for it.
 */
static void
a_dear_pattern_is_given_up_alone(void **state)
{
	static char text[65536];
	size_t size = 0;

	(void)state;
	sigfiles_put_text(&files, "dear.ndb",
	    "Dear:0:*:7a717a71(61|6161|616161)(61|6161|616161)(61|6161|616161)"
	    "(61|6161|616161)(61|6161|616161)(61|6161|616161)62626262\n"
	    "Cheap:0:*:632d2d2d2d2d\n");
	open_set();
	limits.max[LIMIT_VERIFY_STEPS] = 100000;
	size = (size_t)snprintf(text, sizeof(text), HEAD "\r\n");
	while (size < sizeof(text) - 100)
		size += (size_t)snprintf(
		    text + size, sizeof(text) - size, "zqzqaaaaaaaaaaaa ");
	snprintf(text + size, sizeof(text) - size, "c-----\r\n");
	scan(text);
	assert_true(limits_marked(&findings.reached, LIMIT_VERIFY_STEPS));
	assert_int_equal(findings.count, 1);
	assert_non_null(finding("Cheap.UNOFFICIAL"));
}

/* Nested messages are the same bytes again and again. */
static void
an_attachment_is_scanned_ahead_of_the_messages_around_it(void **state)
{
	static char text[16384];
	size_t size = 0;

	(void)state;
	sigfiles_put_text(
	    &files, "a.ndb", "Bound:0:EOF-9:6576696c20776f726473\n");
	open_set();
	for (int i = 0; i < 20; i++)
		size += (size_t)snprintf(text + size, sizeof(text) - size,
		    "Content-Type: message/rfc822\r\n\r\n");
	size += (size_t)snprintf(text + size, sizeof(text) - size, MIXED);
	for (int i = 0; i < 100; i++)
		size += (size_t)snprintf(
		    text + size, sizeof(text) - size, "padding padding\r\n");
	snprintf(text + size, sizeof(text) - size,
	    "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
	    "\r\n--b--\r\n");
	limits.max[LIMIT_SCANNED_BYTES] = 3 * (int64_t)strlen(text);
	scan(text);
	assert_true(limits_marked(&findings.reached, LIMIT_SCANNED_BYTES));
	assert_non_null(finding("EICAR-Test-File"));
}

/* However much the first parts took. */
static void
the_last_part_has_steps_left(void **state)
{
	static char text[200000];
	size_t size = 0;

	(void)state;
	sigfiles_put_text(&files, "dear.ndb",
	    "Dear:0:*:7a717a71(61|6161|616161)(61|6161|616161)(61|6161|616161)"
	    "(61|6161|616161)(61|6161|616161)(61|6161|616161)62626262\n");
	open_set();
	limits.max[LIMIT_VERIFY_STEPS] = 100000;
	size = (size_t)snprintf(text, sizeof(text), MIXED);
	for (int part = 0; part < 100; part++) {
		size += (size_t)snprintf(text + size, sizeof(text) - size,
		    "--b\r\nContent-Transfer-Encoding: "
		    "quoted-printable\r\n\r\n");
		for (int i = 0; i < 100; i++)
			size += (size_t)snprintf(text + size,
			    sizeof(text) - size, "=7Aqzqaaaaaaaa ");
		size +=
		    (size_t)snprintf(text + size, sizeof(text) - size, "\r\n");
	}
	snprintf(text + size, sizeof(text) - size,
	    "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
	    "\r\n--b--\r\n");
	scan(text);
	assert_true(limits_marked(&findings.reached, LIMIT_VERIFY_STEPS));
	assert_non_null(finding("EICAR-Test-File"));
}

static void
a_spent_budget_keeps_what_was_found(void **state)
{
	(void)state;
	put_letters();
	open_set();
	budget_init(&budget, 0);
	assert_clean(HEAD "\r\nA----\r\n");
	assert_int_equal(budget.state, BUDGET_SPENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(too_many_findings_keep_the_first_ones),
	    TEST(the_limit_holds_over_all_parts),
	    TEST(the_first_finding_is_enough_unless_all_are_wanted),
	    TEST(one_signature_in_many_places_is_one_finding),
	    TEST(bytes_past_the_scan_limit_are_not_matched),
	    TEST(spent_steps_end_matching_but_not_hashing),
	    TEST(a_dear_pattern_is_given_up_alone),
	    TEST(an_attachment_is_scanned_ahead_of_the_messages_around_it),
	    TEST(the_last_part_has_steps_left),
	    TEST(a_spent_budget_keeps_what_was_found),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
