/*
 * fuzz_model - a model of any bytes, also with a head that holds
 *
 * The first byte says how much of the head is made good, so that what is behind
 * it is reached.  What is accepted is asked and taught with everything that a
 * message can bring; scores stay within 0..100.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/canonical/canonical.h"
#include "core/learn/model_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)16 << 20)

static const struct model_shape shape = {8, 8, 8};

static void
make_good(struct model_head *head, uint8_t how)
{
	if (how % 4 == 0)
		return;
	memcpy(head->magic, MODEL_MAGIC, sizeof(head->magic));
	head->version = MODEL_VERSION;
	head->byte_order = MODEL_BYTE_ORDER;
	head->shape = shape;
	head->bytes = model_image_bytes(&shape);
	if (how % 4 > 1) {
		stacker_init(&head->stacker);
		head->token_ham %= TOKEN_ODDS_FULL;
		head->token_spam %= TOKEN_ODDS_FULL;
		head->token_used &= (UINT32_C(1) << head->shape.token_bits) - 1;
	}
	if (how % 4 > 2)
		calibration_init(&head->calibration);
}

static void
rate(const void *image, const struct features *features)
{
	struct opinion opinion;

	model_rate(image, features, &opinion);
	CHECK(opinion.score >= 0 && opinion.score <= 100);
	CHECK(model_score(image, opinion.fused) == opinion.score);
}

static void
use(void *image, struct slice text, struct arena *arena)
{
	const struct canonical canonical = {
	    .head = text, .marks = text, .folded = text, .hidden = text};
	struct reason reasons[4];
	struct features features;

	features_make(&canonical, arena, &features);
	rate(image, &features);
	CHECK(model_reasons(image, &canonical, arena, reasons, 4) <= 4);
	model_learn(image, &features, true, 1, NULL);
	model_learn(image, &features, false, 0.25, NULL);
	model_forget(image, &features, true, 1);
	model_settle(image);
	rate(image, &features);
	model_ship(image);
	rate(image, &features);
	CHECK(model_promise_at(image, 96).bound <= 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t bytes = model_image_bytes(&shape);
	struct arena *arena = arena_create(ARENA_BYTES);
	uint8_t *image = aligned_alloc(MODEL_ALIGN, bytes);

	CHECK(arena != NULL && image != NULL);
	if (size > 0) {
		struct slice text = {data + 1, size - 1};

		/* The rest of the image is the input, over and over. */
		for (size_t at = 0; at < bytes && text.size > 0; at++)
			image[at] = text.data[at % text.size];
		if (text.size == 0)
			memset(image, 0, bytes);
		make_good((void *)image, data[0]);
		if (model_check((struct slice){image, bytes}))
			use(image, text, arena);
	}
	free(image);
	arena_destroy(&arena);
	return 0;
}
