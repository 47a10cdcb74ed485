/*
 * test_model_image - models as bytes: enlarged, shipped, damaged
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "tests/support/model_case.h"

static void
a_larger_model_knows_the_same(void **state)
{
	size_t bytes = model_image_bytes(&small);
	struct opinion before, after;

	(void)state;
	model_init(image, &small);
	teach(image, 100);
	assert_true(model_enlarge((struct slice){image, bytes}, other, &large));
	assert_true(
	    model_check((struct slice){other, model_image_bytes(&large)}));
	before = opinion_of(image, true, 5);
	after = opinion_of(other, true, 5);
	assert_true(before.fused == after.fused);
	assert_false(model_enlarge(
	    (struct slice){other, model_image_bytes(&large)}, image, &small));
}

static void
a_shipped_model_promises_nothing(void **state)
{
	(void)state;
	model_init(image, &small);
	teach(image, 1000);
	model_settle(image);
	assert_true(opinion_of(image, true, 5).score > 96);
	model_ship(image);
	model_settle(image);
	assert_true(opinion_of(image, true, 5).score < 95);
	assert_true(opinion_of(image, true, 5).score > 75);
	assert_true(opinion_of(image, false, 5).score < 10);
	assert_true(model_promise_at(image, 96).bound == 1);
}

static void
damaged_images_are_refused(void **state)
{
	size_t bytes = model_image_bytes(&small);
	struct slice all = {image, bytes};
	struct model_head *head = image;

	(void)state;
	model_init(image, &small);
	assert_true(model_check(all));
	for (size_t size = 0; size < sizeof(*head) + 64; size++)
		assert_false(model_check(slice_sub(all, 0, size)));
	assert_false(model_check(slice_sub(all, 0, bytes - 1)));
	head->version++;
	assert_false(model_check(all));
	model_init(image, &small);
	head->byte_order = __builtin_bswap32(head->byte_order);
	assert_false(model_check(all));
	model_init(image, &small);
	head->shape.pair_bits = 63;
	assert_false(model_check(all));
	head->shape.pair_bits = small.pair_bits + 1;
	assert_false(model_check(all));
	model_init(image, &small);
	head->stacker.all.weights[0] = NAN;
	assert_false(model_check(all));
	model_init(image, &small);
	head->token_ham = UINT32_MAX;
	assert_false(model_check(all));
	model_init(image, &small);
	head->token_used = (UINT32_C(1) << small.token_bits) + 1;
	assert_false(model_check(all));
}

static void
shapes_out_of_bounds_have_no_size(void **state)
{
	(void)state;
	assert_int_equal(model_image_bytes(&(struct model_shape){7, 8, 8}), 0);
	assert_int_equal(model_image_bytes(&(struct model_shape){8, 27, 8}), 0);
	assert_true(model_image_bytes(&model_shape_small) <= 4 << 20);
	assert_true(model_image_bytes(&model_shape_site) <= 32 << 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_larger_model_knows_the_same),
	    cmocka_unit_test(a_shipped_model_promises_nothing),
	    cmocka_unit_test(damaged_images_are_refused),
	    cmocka_unit_test(shapes_out_of_bounds_have_no_size),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
