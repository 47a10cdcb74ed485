/*
 * test_rehearsal - a large batch learnt in several orders at the same time
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/canonical/canonical.h"
#include "threads/command/learn/rehearsal.h"

#define LETTERS (ORDERS_MESSAGES_MIN + 100u)
#define SLIPS 60u

static const struct model_shape shape = {12, 12, 12};
static struct features *letters[LETTERS];

static int
write_letters(void **state)
{
	struct arena *arena = arena_create((size_t)64 << 20);

	(void)state;
	assert_non_null(arena);
	for (size_t i = 0; i < LETTERS; i++) {
		char text[160];
		struct canonical canonical = {0};
		struct features features;

		snprintf(text, sizeof(text), "%s %zu %s\n",
		    i % 2 ? "buy cheap pills now" : "the meeting about the of",
		    i, i % 2 ? "limited offer here" : "is at ten in my room");
		canonical.text = canonical.folded = slice_from_string(text);
		features_make(&canonical, arena, &features);
		letters[i] = features_keep(&features);
		assert_non_null(letters[i]);
		arena_reset(arena);
	}
	arena_destroy(&arena);
	return 0;
}

static int
forget_letters(void **state)
{
	(void)state;
	for (size_t i = 0; i < LETTERS; i++)
		free(letters[i]);
	return 0;
}

/* The image; the labels of the first ones are wrong. */
static void *
rehearse(struct cleansing *cleansing, size_t slips, unsigned workers)
{
	void *image = model_allocate(&shape);

	assert_non_null(image);
	model_init(image, &shape);
	assert_true(cleansing_init(cleansing, image));
	cleansing_begin(cleansing, image);
	for (size_t i = 0; i < LETTERS; i++) {
		assert_int_equal(
		    cleansing_is_large(cleansing), i >= ORDERS_MESSAGES_MIN);
		cleansing_add(
		    cleansing, letters[i], (i % 2 == 1) != (i < slips), 1);
	}
	assert_true(rehearsal_end(cleansing, image, workers));
	model_settle(image);
	return image;
}

static void
any_number_of_processors_teaches_the_same(void **state)
{
	struct cleansing cleansing;
	size_t bytes = model_image_bytes(&shape);

	(void)state;
	for (size_t slips = 0; slips <= SLIPS; slips += SLIPS) {
		void *one = rehearse(&cleansing, slips, 1);

		cleansing_fini(&cleansing);
		for (unsigned workers = 2; workers < 8; workers += 3) {
			void *image = rehearse(&cleansing, slips, workers);

			assert_memory_equal(one, image, bytes);
			cleansing_fini(&cleansing);
			free(image);
		}
		free(one);
	}
}

static void
each_message_is_learnt_once(void **state)
{
	struct cleansing cleansing;
	void *image = rehearse(&cleansing, 0, 2);
	struct model_counts counts = model_counts_of(image);
	struct opinion opinion;

	(void)state;
	assert_int_equal(cleansing.left_out, 0);
	assert_int_equal(counts.ham, LETTERS / 2);
	assert_int_equal(counts.spam, LETTERS / 2);
	for (size_t i = 0; i < LETTERS; i++) {
		model_rate(image, letters[i], &opinion);
		assert_int_equal(opinion.fused > 0, i % 2);
		assert_true(cleansing.steps[i].labels == 1);
	}
	cleansing_fini(&cleansing);
	free(image);
}

static void
what_others_contradict_is_left_out(void **state)
{
	struct cleansing cleansing;
	void *image = rehearse(&cleansing, SLIPS, 2);
	struct model_counts counts = model_counts_of(image);

	(void)state;
	assert_int_equal(cleansing.left_out, SLIPS);
	assert_int_equal(counts.ham + counts.spam, LETTERS - SLIPS);
	for (size_t i = 0; i < LETTERS; i++) {
		assert_int_equal(cleansing.items[i].trust == 0, i < SLIPS);
		assert_int_equal(cleansing.steps[i].labels == 0, i < SLIPS);
	}
	cleansing_fini(&cleansing);
	free(image);
}

/* It was learnt as it came; nothing is learnt of it here. */
static void
a_small_batch_is_only_looked_at(void **state)
{
	struct cleansing cleansing;
	void *image = model_allocate(&shape), *before = model_allocate(&shape);

	(void)state;
	assert_non_null(image);
	assert_non_null(before);
	model_init(image, &shape);
	model_init(before, &shape);
	assert_true(cleansing_init(&cleansing, image));
	cleansing_begin(&cleansing, image);
	for (size_t i = 0; i < ORDERS_MESSAGES_MIN - 1; i++)
		cleansing_add(&cleansing, letters[i], i % 2 == 1, 1);
	assert_true(rehearsal_end(&cleansing, image, 2));
	assert_int_equal(cleansing.left_out, 0);
	assert_memory_equal(image, before, model_image_bytes(&shape));
	cleansing_fini(&cleansing);
	free(before);
	free(image);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_number_of_processors_teaches_the_same),
	    cmocka_unit_test(each_message_is_learnt_once),
	    cmocka_unit_test(what_others_contradict_is_left_out),
	    cmocka_unit_test(a_small_batch_is_only_looked_at),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, write_letters, forget_letters);
}
