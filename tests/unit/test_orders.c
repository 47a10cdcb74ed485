/*
 * test_orders - orders of learning, and the mean of what they teach
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/canonical/canonical.h"
#include "core/learn/mean.h"
#include "core/learn/model_image.h"
#include "core/learn/orders.h"

#define LETTERS 60u
#define MODELS 4u

static const struct model_shape shape = {10, 11, 10};
static struct doubt_item items[LETTERS];
static struct model_step steps[MODELS][LETTERS];

/* ---- orders -------------------------------------------------------------- */

static void
each_message_is_there_once(void **state)
{
	static bool seen[2100];

	(void)state;
	for (size_t count = 1; count < sizeof(seen) / sizeof(seen[0]);
	     count += count < 70 ? 1 : 97)
		for (unsigned nth = 0; nth < 10; nth++) {
			const struct order order = order_of(count, nth);

			memset(seen, 0, sizeof(seen));
			for (size_t i = 0; i < count; i++)
				seen[order_place(&order, i)] = true;
			assert_null(memchr(seen, false, count));
		}
}

static void
each_second_order_is_the_one_before_backwards(void **state)
{
	(void)state;
	for (size_t count = 1; count < 1300; count += 37)
		for (unsigned nth = 0; nth < 8; nth += 2) {
			const struct order there = order_of(count, nth);
			const struct order back = order_of(count, nth + 1);

			for (size_t i = 0; i < count; i++)
				assert_int_equal(order_place(&there, i),
				    order_place(&back, count - 1 - i));
		}
}

/* Of any 20 in a row of 1,000, one is at least in each fourth of the list. */
static void
any_few_in_a_row_come_from_everywhere(void **state)
{
	(void)state;
	for (unsigned nth = 0; nth < 8; nth++) {
		const struct order order = order_of(1000, nth);

		for (size_t from = 0; from + 20 <= 1000; from++) {
			unsigned fourths = 0;

			for (size_t i = from; i < from + 20; i++)
				fourths |= 1u << (order_place(&order, i) / 250);
			assert_int_equal(fourths, 15);
		}
	}
}

/* ---- the mean ------------------------------------------------------------ */

static void
write_letters(struct arena *arena)
{
	for (size_t i = 0; i < LETTERS; i++) {
		char text[160];
		struct canonical canonical = {0};
		struct features features;

		snprintf(text, sizeof(text), "%s %zu %s\n",
		    i % 2 == 0 ? "the meeting about" : "buy cheap pills at",
		    i * i, i % 3 == 0 ? "is at ten" : "is on offer");
		canonical.text = canonical.folded = slice_from_string(text);
		features_make(&canonical, arena, &features);
		items[i] = (struct doubt_item){
		    .features = features_keep(&features),
		    .spam = i % 2,
		    .trust = i == 7   ? 0
			     : i == 9 ? 0.5
				      : 1,
		};
		assert_non_null(items[i].features);
		arena_reset(arena);
	}
}

static void
forget_letters(void)
{
	for (size_t i = 0; i < LETTERS; i++)
		free((void *)(uintptr_t)items[i].features);
}

static void *
taught_nothing(void)
{
	void *image = model_allocate(&shape);

	assert_non_null(image);
	model_init(image, &shape);
	return image;
}

static void *
taught(unsigned order)
{
	void *image = taught_nothing();

	orders_learn(image, items, LETTERS, order, true, steps[order]);
	return image;
}

/* Each weight is rounded by at most half a unit. */
static void
compare_with(void *const *images, const void *mean)
{
	for (size_t i = 0; i < LETTERS; i++) {
		struct opinion opinion;
		double sums[LEARNERS] = {0};

		for (unsigned j = 0; j < MODELS; j++) {
			model_rate(images[j], items[i].features, &opinion);
			for (unsigned k = 0; k < LEARNERS; k++)
				sums[k] += opinion.odds[k];
		}
		model_rate(mean, items[i].features, &opinion);
		for (unsigned k = 0; k < LEARNERS; k++)
			assert_true(
			    fabs(sums[k] / MODELS - opinion.odds[k]) < 0.06);
	}
}

static void
the_mean_says_the_mean_of_what_they_say(void **state)
{
	struct arena *arena = arena_create((size_t)64 << 20);
	void *images[MODELS], *means[MODELS];
	struct model_head *head;
	double bias = 0;

	(void)state;
	assert_non_null(arena);
	write_letters(arena);
	for (unsigned i = 0; i < MODELS; i++) {
		images[i] = taught(i);
		means[i] = taught(i);
		bias += ((struct model_head *)images[i])->stacker.all.bias;
	}
	mean_take(means, MODELS);
	head = means[0];
	assert_true(
	    model_check((struct slice){means[0], model_image_bytes(&shape)}));
	compare_with(images, means[0]);
	assert_true(head->stacker.all.bias == bias / MODELS);
	assert_true(head->counts.ham + head->counts.spam == LETTERS - 1);
	for (unsigned i = 0; i < MODELS; i++) {
		free(images[i]);
		free(means[i]);
	}
	forget_letters();
	arena_destroy(&arena);
}

static void
the_mean_of_the_same_is_the_same(void **state)
{
	struct arena *arena = arena_create((size_t)64 << 20);
	size_t bytes = model_image_bytes(&shape);
	void *images[2], *copy = malloc(bytes);

	(void)state;
	assert_non_null(arena);
	assert_non_null(copy);
	write_letters(arena);
	images[0] = taught(3);
	images[1] = taught(3);
	memcpy(copy, images[0], bytes);
	mean_take(images, 1);
	assert_memory_equal(images[0], copy, bytes);
	mean_take(images, 2);
	assert_memory_equal(images[0], copy, bytes);
	free(copy);
	free(images[0]);
	free(images[1]);
	forget_letters();
	arena_destroy(&arena);
}

/* By hand. */
static void
halves_are_rounded_away_from_zero(void **state)
{
	static const struct {
		int16_t weights[4];
		int16_t mean_weight;
		uint16_t energy[4];
		uint16_t mean_energy;
	} table[] = {
	    {{1, 2, 1, 2}, 2, {1, 2, 1, 2}, 2},
	    {{-1, -2, -2, -1}, -2, {0, 0, 0, 1}, 0},
	    {{-1, 2, 0, 0}, 0, {0, 0, 1, 1}, 1},
	    {{-1, 0, 0, 0}, 0, {1, 1, 1, 0}, 1},
	    {{-1, -1, 0, 0}, -1, {0, 0, 0, 0}, 0},
	    {{1, 1, 0, 0}, 1, {0, 0, 0, 0}, 0},
	    {{-1, -1, -1, 0}, -1, {0, 0, 0, 0}, 0},
	    {{INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX}, INT16_MAX,
		{UINT16_MAX, UINT16_MAX, UINT16_MAX, UINT16_MAX}, UINT16_MAX},
	    {{-INT16_MAX, -INT16_MAX, -INT16_MAX, -INT16_MAX}, -INT16_MAX,
		{UINT16_MAX, 0, 0, UINT16_MAX}, 32768},
	};
	void *images[4];

	(void)state;
	for (size_t j = 0; j < 4; j++)
		images[j] = taught_nothing();
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		/* The last entry of each. */
		size_t weight = model_table_begin(&shape, TABLE_TEXT + 1) - 2;
		size_t energy = model_table_begin(&shape, MODEL_TABLES) - 2;
		uint8_t *first = images[0];

		for (size_t j = 0; j < 4; j++) {
			uint8_t *image = images[j];

			memcpy(image + weight, &table[i].weights[j], 2);
			memcpy(image + energy, &table[i].energy[j], 2);
		}
		mean_take(images, 4);
		assert_memory_equal(first + weight, &table[i].mean_weight, 2);
		assert_memory_equal(first + energy, &table[i].mean_energy, 2);
	}
	for (size_t j = 0; j < 4; j++)
		free(images[j]);
}

/* ---- steps --------------------------------------------------------------- */

static void
what_is_not_trusted_does_nothing(void **state)
{
	static const struct model_step nothing;
	struct arena *arena = arena_create((size_t)64 << 20);

	(void)state;
	assert_non_null(arena);
	write_letters(arena);
	memset(steps, 0, sizeof(steps));
	free(taught(1));
	for (size_t i = 0; i < LETTERS; i++)
		assert_int_equal(
		    memcmp(&steps[1][i], &nothing, sizeof(nothing)) == 0,
		    i == 7);
	assert_true(steps[1][9].labels == 0.5);
	forget_letters();
	arena_destroy(&arena);
}

/* To a fresh model all is unclear; taught a hundred times it is not. */
static void
what_is_unclear_moves_weights_further(void **state)
{
	struct arena *arena = arena_create((size_t)64 << 20);
	size_t from = model_table_begin(&shape, 0);
	size_t bytes = model_image_bytes(&shape);
	uint8_t *image = taught_nothing(), *other = taught_nothing();
	struct opinion far, near;
	struct model_step step, usual;

	(void)state;
	assert_non_null(arena);
	write_letters(arena);
	model_rehearse(image, items[0].features, false, 1, &step);
	model_learn_step(other, items[0].features, false, 1, &usual);
	assert_true(step.trust == 2 * usual.trust);
	model_rate(image, items[0].features, &far);
	model_rate(other, items[0].features, &near);
	assert_true(near.odds[LEARNER_TEXT] < 0);
	assert_true(far.odds[LEARNER_TEXT] < 1.2 * near.odds[LEARNER_TEXT]);
	/* All of it is taken back. */
	model_undo(image, items[0].features, false, 1, &step);
	model_init(other, &shape);
	assert_memory_equal(image + from, other + from, bytes - from);
	for (unsigned i = 0; i < 200; i++)
		model_learn_step(
		    image, items[i % 2].features, i % 2, 1, &usual);
	model_rehearse(image, items[0].features, false, 1, &step);
	assert_true(step.trust <= 1);
	free(image);
	free(other);
	forget_letters();
	arena_destroy(&arena);
}

static void
the_step_of_several_orders_is_their_mean(void **state)
{
	struct model_step sum = {
	    .errors = {0.5, -0.25},
	    .trust = 1,
	    .fused = 3,
	    .weights = {4},
	    .bias = 1,
	    .slips = 0.5,
	    .labels = 1,
	    .round = 17,
	    .weighed = 1,
	};
	const struct model_step other = {
	    .errors = {0.25, 0.75},
	    .trust = 0.5,
	    .fused = 5,
	    .weights = {2},
	    .bias = 2,
	    .slips = 0.25,
	    .labels = 1,
	    .round = 3,
	};

	(void)state;
	orders_step_add(&sum, &other);
	orders_step_divide(&sum, 2);
	assert_true(sum.errors[0] == 0.375 && sum.errors[1] == 0.25);
	assert_true(sum.trust == 0.75 && sum.weights[0] == 3);
	assert_true(sum.bias == 1.5 && sum.slips == 0.375 && sum.labels == 1);
	/* What is not averaged in the model either. */
	assert_true(sum.fused == 3 && sum.round == 17 && sum.weighed == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_message_is_there_once),
	    cmocka_unit_test(each_second_order_is_the_one_before_backwards),
	    cmocka_unit_test(any_few_in_a_row_come_from_everywhere),
	    cmocka_unit_test(the_mean_says_the_mean_of_what_they_say),
	    cmocka_unit_test(the_mean_of_the_same_is_the_same),
	    cmocka_unit_test(halves_are_rounded_away_from_zero),
	    cmocka_unit_test(what_is_not_trusted_does_nothing),
	    cmocka_unit_test(what_is_unclear_moves_weights_further),
	    cmocka_unit_test(the_step_of_several_orders_is_their_mean),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
