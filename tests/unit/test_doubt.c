/*
 * test_doubt - labels that others contradict
 *
 * What is to be found is what was put in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/canonical/canonical.h"
#include "core/learn/doubt.h"
#include "core/learn/stacker.h"

#define MOST 600u

static const struct model_shape shape = {12, 12, 12};
static struct doubt_item items[MOST];

/* Bayes, by hand. */
static void
a_slip_is_as_probable_as_slips_and_surprise(void **state)
{
	static const struct {
		double share, right, slip;
	} table[] = {
	    {0.1, 0.5, 0.1},
	    {0.5, 0.2, 0.8},
	    {0.01, 0.01, 0.5},
	    {0.2, 1, 0},
	    {0.2, 0, 1},
	    {0, 0.5, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		assert_true(fabs(stacker_slip(table[i].share, table[i].right) -
				 table[i].slip) < 1e-12);
}

/* ---- deciding ------------------------------------------------------------ */

/* Of count, each nth is contradicted with these odds. */
static void
put_odds(size_t count, size_t nth, double odds)
{
	for (size_t i = 0; i < count; i++) {
		bool spam = i % 2;
		double said = i % nth == 0 ? -odds : odds;

		items[i] = (struct doubt_item){
		    .spam = spam, .odds = spam ? said : -said};
	}
}

static void
what_is_contradicted_is_left_out(void **state)
{
	(void)state;
	put_odds(600, 20, 10);
	assert_int_equal(doubt_decide(items, 600), 30);
	for (size_t i = 0; i < 600; i++)
		if (i % 20 == 0)
			assert_true(items[i].trust == 0);
		else
			assert_true(items[i].trust > 0.99);
}

static void
who_knows_nothing_contradicts_nothing(void **state)
{
	(void)state;
	put_odds(600, 20, 10);
	/* One of them is doubted as far as labels are wrong in general. */
	items[1].odds = 0;
	assert_int_equal(doubt_decide(items, 600), 30);
	assert_true(items[1].trust > 0.93 && items[1].trust < 0.97);
	put_odds(600, 20, 0);
	assert_int_equal(doubt_decide(items, 600), 0);
	assert_int_equal(doubt_decide(items, 0), 0);
}

static void
more_than_slips_is_believed(void **state)
{
	(void)state;
	put_odds(600, 3, 10);
	assert_int_equal(doubt_decide(items, 600), 0);
	for (size_t i = 0; i < 600; i++)
		assert_true(items[i].trust == 1);
}

/* ---- judging ------------------------------------------------------------- */

static void
write_letter(struct arena *arena, size_t at, bool spam)
{
	char text[160];
	struct canonical canonical = {0};
	struct features features;

	snprintf(text, sizeof(text), "%s %zu %s\n",
	    spam ? "buy cheap pills now" : "the meeting about the build of", at,
	    spam ? "limited offer click here" : "is at ten in my room");
	canonical.text = canonical.folded = slice_from_string(text);
	features_make(&canonical, arena, &features);
	items[at].features = features_keep(&features);
	assert_non_null(items[at].features);
	arena_reset(arena);
}

static void
judge_all(size_t count)
{
	void *image = model_allocate(&shape);

	assert_non_null(image);
	for (unsigned part = 0; part < DOUBT_PARTS; part++) {
		model_init(image, &shape);
		doubt_judge(image, items, count, part);
	}
	free(image);
}

/* Counts of all sizes, so that some have a divisor in common with the stride.
 */
static void
slips_are_found_though_they_lie_in_a_heap(void **state)
{
	struct arena *arena = arena_create((size_t)64 << 20);

	(void)state;
	assert_non_null(arena);
	for (size_t i = 0; i < MOST; i++)
		write_letter(arena, i, i % 2);
	for (size_t count = MOST - 20; count <= MOST; count++) {
		for (size_t i = 0; i < count; i++) {
			items[i].spam = (i % 2) != (i < 25);
			items[i].odds = NAN;
		}
		judge_all(count);
		assert_in_range(doubt_decide(items, count), 0, 25);
		for (size_t i = 0; i < count; i++)
			if (i < 25)
				assert_true(items[i].trust < 0.98);
			else
				assert_true(items[i].trust > 0.99);
	}
	for (size_t count = 0; count < 7; count++)
		judge_all(count);
	for (size_t i = 0; i < MOST; i++)
		free((void *)(uintptr_t)items[i].features);
	arena_destroy(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_slip_is_as_probable_as_slips_and_surprise),
	    cmocka_unit_test(what_is_contradicted_is_left_out),
	    cmocka_unit_test(who_knows_nothing_contradicts_nothing),
	    cmocka_unit_test(more_than_slips_is_believed),
	    cmocka_unit_test(slips_are_found_though_they_lie_in_a_heap),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
