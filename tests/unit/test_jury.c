/*
 * test_jury - which reports are believed, by the rules in core/feedback/jury.h
 *
 * All trust here can be worked out by hand: (1 + a) / (5 + a + 3 d).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/feedback/jury.h"
#include "tests/support/growing_map.h"
#include "tests/support/store_place.h"

#define TODAY 20000

static struct store *store;
static struct jury_rules rules;

static int
set_up(void **state)
{
	(void)state;
	rules = (struct jury_rules){.people = 2, .per_day = 50, .today = TODAY};
	return begin_store(&store) ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	return end_store(&store);
}

/* ---- who says what ---------------------------------------------------------
 */

static struct witness
person_by(unsigned number, enum report_by by)
{
	char name[32];

	snprintf(name, sizeof(name), "user%u@example.com", number);
	return witness_of(by, slice_from_string(name));
}

/* What a message is: its number, and that of its text. */
struct thing {
	uint8_t identity[PRINT_EXACT_BYTES];
	struct print text;
};

static struct thing
thing_of(uint8_t number, uint8_t text)
{
	struct thing thing = {.text = {.kind = PRINT_TEXT}};

	memset(thing.identity, number, sizeof(thing.identity));
	memset(thing.text.digest, text, PRINT_EXACT_BYTES);
	return thing;
}

static struct jury_finding
say_of(
    const struct thing *thing, struct witness witness, enum store_class class)
{
	const struct matter matter = {thing->identity, &thing->text, 1};
	struct jury_finding finding;

	jury_hear(store, &rules, &witness, &matter, class, &finding);
	assert_int_equal(store_failure(store), STORE_OK);
	return finding;
}

static enum jury_word
say(uint8_t number, unsigned person, enum store_class class)
{
	struct thing thing = thing_of(number, (uint8_t)(number + 100));

	return say_of(&thing, person_by(person, REPORT_BY_ACCOUNT), class).word;
}

static struct store_reporter
record_of(unsigned person)
{
	struct witness witness = person_by(person, REPORT_BY_ACCOUNT);
	struct store_reporter reporter = {.agreed = 0};

	(void)!store_reporter_find(store, witness.key, &reporter);
	return reporter;
}

static void
set_record(unsigned person, uint32_t agreed, uint32_t disagreed)
{
	struct witness witness = person_by(person, REPORT_BY_ACCOUNT);
	const struct store_reporter reporter = {
	    .agreed = agreed, .disagreed = disagreed, .last_day = TODAY};

	store_reporter_put(store, witness.key, &reporter);
}

/* ---- trust -----------------------------------------------------------------
 */

static void
trust_follows_from_agreement(void **state)
{
	static const struct {
		uint32_t agreed, disagreed;
		enum report_by by;
		double trust;
	} rows[] = {
	    {0, 0, REPORT_BY_ACCOUNT, 0.2},
	    {3, 0, REPORT_BY_ACCOUNT, 0.5},
	    {9, 0, REPORT_BY_ACCOUNT, 10.0 / 14},
	    {9, 3, REPORT_BY_ACCOUNT, 10.0 / 23},
	    {0, 5, REPORT_BY_ACCOUNT, 0.05},
	    {95, 0, REPORT_BY_ACCOUNT, 0.96},
	    {95, 0, REPORT_BY_SENDER, 0.1},
	    {0, 5, REPORT_BY_SENDER, 0.05},
	    {95, 0, REPORT_BY_NOBODY, 0},
	    {0, 9, REPORT_BY_TRUSTED, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct store_reporter reporter = {
		    .agreed = rows[i].agreed, .disagreed = rows[i].disagreed};
		double trust = jury_trust(&reporter, rows[i].by);

		assert_true(trust > rows[i].trust - 1e-9 &&
			    trust < rows[i].trust + 1e-9);
	}
}

static void
an_address_is_one_in_any_case_and_proof_makes_another(void **state)
{
	struct witness ann =
	    witness_of(REPORT_BY_ACCOUNT, SLICE("Ann@Example.COM"));
	struct witness same =
	    witness_of(REPORT_BY_ACCOUNT, SLICE("ann@example.com"));
	struct witness forged =
	    witness_of(REPORT_BY_SENDER, SLICE("ann@example.com"));

	(void)state;
	assert_memory_equal(ann.key, same.key, STORE_DIGEST_BYTES);
	assert_memory_not_equal(ann.key, forged.key, STORE_DIGEST_BYTES);
}

/* ---- believing -------------------------------------------------------------
 */

static void
new_people_are_believed_when_five_agree(void **state)
{
	(void)state;
	for (unsigned person = 1; person <= 4; person++)
		assert_int_equal(say(1, person, STORE_IS_SPAM), JURY_WAITS);
	assert_int_equal(say(1, 5, STORE_IS_SPAM), JURY_BELIEVES);
	/* The first four were right; for the fifth nobody has spoken yet. */
	for (unsigned person = 1; person <= 4; person++)
		assert_int_equal(record_of(person).agreed, 1);
	assert_int_equal(record_of(5).agreed, 0);
	assert_int_equal(say(1, 6, STORE_IS_SPAM), JURY_BELIEVES);
	assert_int_equal(record_of(5).agreed, 1);
	assert_int_equal(record_of(1).agreed, 1);
}

static void
one_new_reporter_decides_nothing_however_often_he_says_it(void **state)
{
	struct thing thing = thing_of(1, 2);
	struct jury_finding finding;

	(void)state;
	for (int i = 0; i < 100; i++) {
		finding = say_of(
		    &thing, person_by(1, REPORT_BY_ACCOUNT), STORE_IS_SPAM);
		assert_int_equal(finding.word, JURY_WAITS);
		assert_int_equal(finding.repeated, i > 0);
	}
	assert_int_equal(record_of(1).today, 1);
}

static void
those_who_deny_it_count_against_it(void **state)
{
	(void)state;
	say(1, 11, STORE_LEGIT);
	for (unsigned person = 1; person <= 5; person++)
		assert_int_equal(say(1, person, STORE_IS_SPAM), JURY_WAITS);
	assert_int_equal(say(1, 6, STORE_IS_PHISHING), JURY_BELIEVES);
	assert_int_equal(record_of(11).disagreed, 1);
	assert_int_equal(record_of(1).agreed, 1);
}

static void
two_who_were_right_before_are_enough(void **state)
{
	struct thing thing = thing_of(1, 2);
	struct jury_finding finding;

	(void)state;
	set_record(1, 3, 0);
	set_record(2, 3, 0);
	assert_int_equal(say(1, 1, STORE_LEGIT), JURY_WAITS);
	finding = say_of(&thing, person_by(2, REPORT_BY_ACCOUNT), STORE_LEGIT);
	assert_int_equal(finding.word, JURY_BELIEVES);
	assert_int_equal(finding.class, STORE_LEGIT);
	assert_true(finding.weight == 1);
}

static void
one_of_long_standing_is_believed_with_his_weight(void **state)
{
	struct thing thing = thing_of(1, 2), other = thing_of(3, 4);
	struct jury_finding finding;

	(void)state;
	set_record(1, 9, 0);
	finding =
	    say_of(&thing, person_by(1, REPORT_BY_ACCOUNT), STORE_IS_SPAM);
	assert_int_equal(finding.word, JURY_BELIEVES);
	assert_true(finding.weight > 0.71 && finding.weight < 0.72);
	/* Not where somebody new denies it. */
	say_of(&other, person_by(2, REPORT_BY_ACCOUNT), STORE_LEGIT);
	finding =
	    say_of(&other, person_by(1, REPORT_BY_ACCOUNT), STORE_IS_SPAM);
	assert_int_equal(finding.word, JURY_WAITS);
}

static void
who_proves_nothing_never_is_enough(void **state)
{
	struct thing thing = thing_of(1, 2);

	(void)state;
	for (unsigned person = 1; person <= 30; person++)
		assert_int_equal(
		    say_of(&thing, person_by(person, REPORT_BY_SENDER),
			STORE_IS_SPAM)
			.word,
		    JURY_WAITS);
}

static void
the_operators_word_is_enough(void **state)
{
	struct thing thing = thing_of(1, 2);
	struct jury_finding finding;

	(void)state;
	say(1, 2, STORE_LEGIT);
	finding =
	    say_of(&thing, person_by(1, REPORT_BY_TRUSTED), STORE_IS_PHISHING);
	assert_int_equal(finding.word, JURY_BELIEVES);
	assert_true(finding.weight == 1);
	assert_true((finding.people & JURY_OPERATOR_BIT) != 0);
}

static void
messages_with_the_same_text_are_one_matter(void **state)
{
	(void)state;
	for (uint8_t number = 1; number <= 5; number++) {
		struct thing thing = thing_of(number, 77);

		assert_int_equal(
		    say_of(&thing, person_by(number, REPORT_BY_ACCOUNT),
			STORE_IS_SPAM)
			.word,
		    number == 5 ? JURY_BELIEVES : JURY_WAITS);
	}
	assert_int_equal(record_of(1).agreed, 1);
}

static void
a_day_hears_so_many_of_one(void **state)
{
	(void)state;
	rules.per_day = 3;
	for (uint8_t number = 1; number <= 3; number++)
		assert_int_equal(say(number, 1, STORE_IS_SPAM), JURY_WAITS);
	assert_int_equal(say(4, 1, STORE_IS_SPAM), JURY_TOO_MANY);
	rules.today++;
	assert_int_equal(say(4, 1, STORE_IS_SPAM), JURY_WAITS);
}

static void
a_day_hears_so_many_of_all_who_prove_nothing(void **state)
{
	struct thing thing = thing_of(1, 2);

	(void)state;
	for (unsigned person = 0; person < JURY_UNPROVED_A_DAY; person++)
		assert_int_equal(
		    say_of(&thing, person_by(person, REPORT_BY_SENDER),
			STORE_IS_SPAM)
			.word,
		    JURY_WAITS);
	assert_int_equal(
	    say_of(&thing, person_by(JURY_UNPROVED_A_DAY, REPORT_BY_SENDER),
		STORE_IS_SPAM)
		.word,
	    JURY_TOO_MANY);
	/* That is not the business of who proves it, nor of tomorrow. */
	assert_int_equal(say(3, 1, STORE_IS_SPAM), JURY_WAITS);
	rules.today++;
	assert_int_equal(
	    say_of(&thing, person_by(JURY_UNPROVED_A_DAY, REPORT_BY_SENDER),
		STORE_IS_SPAM)
		.word,
	    JURY_WAITS);
}

static void
a_day_earns_five_agreements_at_most(void **state)
{
	(void)state;
	for (uint8_t number = 1; number <= 9; number++)
		for (unsigned person = 1; person <= 6; person++)
			say(number, person, STORE_IS_SPAM);
	assert_int_equal(record_of(1).agreed, 5);
	rules.today++;
	for (unsigned person = 1; person <= 6; person++)
		say(20, person, STORE_IS_SPAM);
	assert_int_equal(record_of(1).agreed, 6);
}

/* ---- evidence ---------------------------------------------------------------
 */

static void
better_evidence_turns_what_was_earned(void **state)
{
	struct thing thing = thing_of(1, 101);
	const struct matter matter = {thing.identity, &thing.text, 1};

	(void)state;
	for (unsigned person = 1; person <= 6; person++)
		say(1, person, STORE_IS_SPAM);
	say(1, 7, STORE_LEGIT);
	assert_int_equal(record_of(1).agreed, 1);
	jury_take_back(store, TODAY, &matter, STORE_IS_SPAM);
	assert_int_equal(record_of(1).agreed, 0);
	assert_int_equal(record_of(1).disagreed, 1);
	assert_int_equal(record_of(7).agreed, 1);
	assert_int_equal(record_of(7).disagreed, 0);
	/* Who said so is not heard again, as often as he says it; others are,
	 * and he himself if he says otherwise. */
	for (int i = 0; i < 3; i++)
		assert_int_equal(say(1, 1, STORE_IS_SPAM), JURY_TAKEN_BACK);
	assert_int_equal(say(1, 8, STORE_IS_SPAM), JURY_WAITS);
	assert_int_equal(say(1, 1, STORE_LEGIT), JURY_WAITS);
	assert_int_equal(record_of(1).disagreed, 1);
}

static void
settling_twice_counts_once(void **state)
{
	struct thing thing = thing_of(1, 101);
	const struct matter matter = {thing.identity, &thing.text, 1};

	(void)state;
	say(1, 1, STORE_IS_SPAM);
	say(1, 2, STORE_LEGIT);
	for (int i = 0; i < 3; i++)
		jury_settle(store, TODAY, &matter, STORE_IS_PHISHING, NULL);
	assert_int_equal(record_of(1).agreed, 1);
	assert_int_equal(record_of(1).disagreed, 0);
	assert_int_equal(record_of(2).agreed, 0);
	assert_int_equal(record_of(2).disagreed, 1);
}

static void
claims_that_find_no_room_are_left_out(void **state)
{
	(void)state;
	for (unsigned person = 1; person <= STORE_CLAIMS_MAX + 5; person++)
		say(1, person, person % 2 == 0 ? STORE_IS_SPAM : STORE_LEGIT);
	assert_int_equal(store_failure(store), STORE_OK);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(trust_follows_from_agreement),
	    TEST(an_address_is_one_in_any_case_and_proof_makes_another),
	    TEST(new_people_are_believed_when_five_agree),
	    TEST(one_new_reporter_decides_nothing_however_often_he_says_it),
	    TEST(those_who_deny_it_count_against_it),
	    TEST(two_who_were_right_before_are_enough),
	    TEST(one_of_long_standing_is_believed_with_his_weight),
	    TEST(who_proves_nothing_never_is_enough),
	    TEST(the_operators_word_is_enough),
	    TEST(messages_with_the_same_text_are_one_matter),
	    TEST(a_day_hears_so_many_of_one),
	    TEST(a_day_hears_so_many_of_all_who_prove_nothing),
	    TEST(a_day_earns_five_agreements_at_most),
	    TEST(better_evidence_turns_what_was_earned),
	    TEST(settling_twice_counts_once),
	    TEST(claims_that_find_no_room_are_left_out),
	};

	if (maps_do_not_grow())
		return 0;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
