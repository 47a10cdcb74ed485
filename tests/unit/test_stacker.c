/*
 * test_stacker - what each learner is worth, in each kind of mail
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "core/learn/facts.h"
#include "core/learn/stacker.h"
#include "core/learn/token_odds.h"

/* The same words are ham where they came through a list, else spam. */
static void
learners_are_worth_what_they_are_in_this_kind_of_mail(void **state)
{
	const uint32_t list = 1;
	const double odds[LEARNERS] = {2, 2, 2, 2};
	const struct stacker_case plain = {odds, 0, 1000, 1};
	const struct stacker_case listed = {odds, list, 1000, 1};
	struct stacker stacker;

	(void)state;
	stacker_init(&stacker);
	assert_true(
	    stacker_fuse(&stacker, &plain) == stacker_fuse(&stacker, &listed));
	for (int i = 0; i < 500; i++) {
		stacker_learn(&stacker, &plain, true, 1);
		stacker_learn(&stacker, &listed, false, 1);
	}
	assert_true(stacker_fuse(&stacker, &plain) > 2);
	assert_true(stacker_fuse(&stacker, &listed) < -2);
	assert_true(stacker_check(&stacker));
	/* What ships says of a kind only what learners are worth in it. */
	stacker_ship(&stacker);
	assert_true(stacker.where[0].bias == 0);
	assert_true(stacker.where[0].weights[0] < 0);
	stacker.where[FACTS - 1].bias = NAN;
	assert_false(stacker_check(&stacker));
}

/* What the kind says by itself is no evidence where the words are strange. */
static void
kinds_say_nothing_by_themselves_of_strange_mail(void **state)
{
	const double odds[LEARNERS] = {2, 2, 2, 2};
	struct stacker_case said = {odds, 1, 1000, 1};
	struct stacker stacker;
	double all, none;

	(void)state;
	stacker_init(&stacker);
	none = stacker_fuse(&stacker, &said);
	stacker.where[0].bias = -3;
	all = stacker_fuse(&stacker, &said);
	assert_true(fabs(all - (none - 3)) < 1e-12);
	said.familiar = 0.8;
	assert_true(stacker_fuse(&stacker, &said) == all);
	said.familiar = 0.7;
	assert_true(fabs(stacker_fuse(&stacker, &said) - (none - 1.5)) < 1e-12);
	said.familiar = 0.6;
	assert_true(fabs(stacker_fuse(&stacker, &said) - none) < 1e-12);
	said.familiar = 0;
	assert_true(fabs(stacker_fuse(&stacker, &said) - none) < 1e-12);
}

/* Of a quarter of the entries used, a quarter of new words seem to be known. */
static void
words_are_familiar_but_for_chance(void **state)
{
	const struct token_odds quarter = {.bits = 8, .used = 64};
	const struct token_odds full = {.bits = 8, .used = 256};

	(void)state;
	assert_true(token_odds_familiar(&quarter, 25, 100) == 0);
	assert_true(token_odds_familiar(&quarter, 10, 100) == 0);
	assert_true(token_odds_familiar(&quarter, 100, 100) == 1);
	assert_true(fabs(token_odds_familiar(&quarter, 70, 100) - 0.6) < 1e-12);
	assert_true(token_odds_familiar(&quarter, 0, 0) == 1);
	assert_true(token_odds_familiar(&full, 100, 100) == 1);
	assert_true(token_odds_familiar(&full, 99, 100) == 0);
}

static void
what_a_fact_taught_is_taken_back(void **state)
{
	const double odds[LEARNERS] = {3, -1, 0.5, 7};
	const struct stacker_case said = {odds, 5, 1000, 1};
	struct stacker stacker, before;
	struct stacker_step step;

	(void)state;
	stacker_init(&stacker);
	stacker_learn(&stacker, &said, false, 0.7);
	before = stacker;
	stacker_learn(&stacker, &said, true, 0.9);
	step = stacker_change(&before, &stacker);
	assert_true(stacker.where[2].bias > before.where[2].bias);
	assert_true(stacker.where[1].bias == 0);
	stacker_take_back(&stacker, &step, said.facts);
	for (int i = 0; i < FACTS; i++) {
		assert_true(
		    fabs(stacker.where[i].bias - before.where[i].bias) < 1e-12);
		for (int j = 0; j < LEARNERS; j++)
			assert_true(fabs(stacker.where[i].weights[j] -
					 before.where[i].weights[j]) < 1e-12);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		learners_are_worth_what_they_are_in_this_kind_of_mail),
	    cmocka_unit_test(what_a_fact_taught_is_taken_back),
	    cmocka_unit_test(kinds_say_nothing_by_themselves_of_strange_mail),
	    cmocka_unit_test(words_are_familiar_but_for_chance),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
