/*
 * test_unlearn - what was taught wrongly is forgotten, or undone
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "tests/support/model_case.h"

static void
what_is_forgotten_counts_no_more(void **state)
{
	struct features features = letter(true, 1);
	struct token_odds tokens;
	double before;

	(void)state;
	model_init(image, &small);
	model_learn(image, &features, true, 1, NULL);
	before = opinion_of(image, true, 1).odds[LEARNER_HEAD];
	model_forget(image, &features, true, 1);
	assert_int_equal(model_counts_of(image).spam, 0);
	tokens = model_token_odds(image);
	for (size_t i = 0; i < (size_t)1 << small.token_bits; i++)
		assert_true(tokens.counts[i].spam == 0);
	assert_true(opinion_of(image, true, 1).odds[LEARNER_HEAD] < before / 2);
	/* And once more changes no count. */
	model_forget(image, &features, true, 1);
	assert_int_equal(model_counts_of(image).spam, 0);
}

/* Everything but the stacker, which is summed in double. */
static void
assert_as_before(void)
{
	const struct model_head *now = image;
	struct model_head *then = other;

	for (int i = 0; i < LEARNERS; i++)
		assert_true(fabs(now->stacker.all.weights[i] -
				 then->stacker.all.weights[i]) < 1e-12);
	assert_true(fabs(now->stacker.slips - then->stacker.slips) < 1e-9);
	then->stacker = now->stacker;
	assert_memory_equal(image, other, model_image_bytes(&small));
}

static void
what_is_undone_was_never_there(void **state)
{
	struct features features = letter(true, 1);
	struct model_step steps[3];

	(void)state;
	model_init(image, &small);
	teach(image, 100);
	model_settle(image);
	memcpy(other, image, model_image_bytes(&small));
	/* With doubt, and with a label that all contradict. */
	model_learn_step(image, &features, true, 1, &steps[0]);
	model_learn_step(image, &features, false, 0.6, &steps[1]);
	model_learn_step(image, &features, true, 0.3, &steps[2]);
	model_settle(image);
	model_undo(image, &features, true, 0.3, &steps[2]);
	model_undo(image, &features, false, 0.6, &steps[1]);
	model_undo(image, &features, true, 1, &steps[0]);
	model_settle(image);
	assert_as_before();
}

/* The first one that a model learns, too. */
static void
the_first_lesson_can_be_undone(void **state)
{
	struct features features = letter(false, 7);
	struct model_step step;

	(void)state;
	model_init(image, &small);
	model_init(other, &small);
	model_learn_step(image, &features, false, 1, &step);
	model_undo(image, &features, false, 1, &step);
	assert_as_before();
}

/* Beside what others taught since there is little left, and less than where the
 * step is not known. */
static void
what_is_undone_late_leaves_little(void **state)
{
	struct features odd = letter(true, 4711);
	struct model_step step;
	double never, undone, forgotten;

	(void)state;
	for (unsigned with = 0; with < 3; with++) {
		double *is = with == 0   ? &never
			     : with == 1 ? &undone
					 : &forgotten;

		model_init(image, &small);
		teach(image, 100);
		if (with > 0)
			model_learn_step(image, &odd, false, 1, &step);
		teach(image, 100);
		if (with == 1)
			model_undo(image, &odd, false, 1, &step);
		if (with == 2)
			model_forget(image, &odd, false, 1);
		*is = opinion_of(image, true, 4711).fused;
	}
	print_message(
	    "# never %f, undone %f, forgotten %f\n", never, undone, forgotten);
	assert_true(fabs(undone - never) < fabs(forgotten - never));
}

static uint32_t
entries_used(void)
{
	const struct token_odds tokens = model_token_odds(image);
	uint32_t used = 0;

	for (size_t i = 0; i < (size_t)1 << tokens.bits; i++)
		used += tokens.counts[i].ham + tokens.counts[i].spam > 0;
	return used;
}

static void
used_entries_of_words_are_known(void **state)
{
	const struct model_head *head = (const void *)image;

	(void)state;
	model_init(image, &small);
	for (unsigned i = 0; i < 8; i++) {
		struct features features = letter(i % 2 == 0, i);

		model_learn(image, &features, i % 2 == 0, 1, NULL);
		assert_true(head->token_used > 0);
		assert_int_equal(head->token_used, entries_used());
	}
	for (unsigned i = 0; i < 4; i++) {
		struct features features = letter(i % 2 == 0, i);

		model_forget(image, &features, i % 2 == 0, 1);
		assert_int_equal(head->token_used, entries_used());
	}
	model_ship(image);
	assert_int_equal(head->token_used, entries_used());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_forgotten_counts_no_more),
	    cmocka_unit_test(what_is_undone_was_never_there),
	    cmocka_unit_test(the_first_lesson_can_be_undone),
	    cmocka_unit_test(what_is_undone_late_leaves_little),
	    cmocka_unit_test(used_entries_of_words_are_known),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
