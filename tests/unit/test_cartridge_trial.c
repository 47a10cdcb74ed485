/*
 * test_cartridge_trial - what may take the place of a cartridge that serves
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/learn/model_image.h"
#include "threads/command/update/cartridge_trial.h"

static char room[512];
static struct text why;

static void
what_ships_passes(void **state)
{
	struct cartridge *cartridge;

	(void)state;
	why = TEXT_OVER(room);
	if (cartridge_open("conf/cartridge/default.cartridge", &cartridge,
		&why) == CARTRIDGE_FOREIGN) {
		/* Of the other byte order. */
		return;
	}
	assert_non_null(cartridge);
	assert_true(cartridge_trial(cartridge, &why));
	assert_int_equal(why.size, 0);
	cartridge_close(&cartridge);
}

static void
one_that_gives_no_score_does_not(void **state)
{
	const struct cartridge empty = {.published = 0};

	(void)state;
	why = TEXT_OVER(room);
	assert_false(cartridge_trial(&empty, &why));
	assert_string_equal(room, "it gives no score");
}

static void
a_model_that_knows_nothing_takes_no_letter_for_spam(void **state)
{
	const struct model_shape shape = {
	    MODEL_BITS_MIN, MODEL_BITS_MIN, MODEL_BITS_MIN};
	size_t size = model_image_bytes(&shape);
	void *image = aligned_alloc(
	    MODEL_ALIGN, (size + MODEL_ALIGN) / MODEL_ALIGN * MODEL_ALIGN);
	struct cartridge cartridge = {.published = 0};

	(void)state;
	assert_non_null(image);
	model_init(image, &shape);
	cartridge.sections[CARTRIDGE_MODEL] = (struct slice){image, size};
	why = TEXT_OVER(room);
	assert_true(cartridge_trial(&cartridge, &why));
	free(image);
}

/* Every message is far over the place of certain spam: a curve from another
 * site, say, or labels the wrong way round. */
static void
a_model_that_takes_every_letter_for_spam_does_not(void **state)
{
	const struct model_shape shape = {
	    MODEL_BITS_MIN, MODEL_BITS_MIN, MODEL_BITS_MIN};
	size_t size = model_image_bytes(&shape);
	void *image = aligned_alloc(
	    MODEL_ALIGN, (size + MODEL_ALIGN) / MODEL_ALIGN * MODEL_ALIGN);
	struct cartridge cartridge = {.published = 0};
	struct model_head *head = image;

	(void)state;
	assert_non_null(image);
	model_init(image, &shape);
	head->calibration.alert = 20;
	head->calibration.certain = 25;
	cartridge.sections[CARTRIDGE_MODEL] = (struct slice){image, size};
	assert_true(model_check(cartridge.sections[CARTRIDGE_MODEL]));
	why = TEXT_OVER(room);
	assert_true(cartridge_trial(&cartridge, &why));
	head->stacker.all.bias = 60;
	assert_true(model_check(cartridge.sections[CARTRIDGE_MODEL]));
	assert_false(cartridge_trial(&cartridge, &why));
	assert_string_equal(room, "it takes every letter for certain spam");
	free(image);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_ships_passes),
	    cmocka_unit_test(one_that_gives_no_score_does_not),
	    cmocka_unit_test(
		a_model_that_knows_nothing_takes_no_letter_for_spam),
	    cmocka_unit_test(a_model_that_takes_every_letter_for_spam_does_not),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
