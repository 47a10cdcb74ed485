/*
 * model - what was learnt of spam and ham: the image
 */
#include "core/learn/model.h"

#include <string.h>

#include "core/base/large_pages.h"
#include "core/learn/model_image.h"
#include "core/learn/prior.h"

const struct model_shape model_shape_small = {18, 18, 17};
const struct model_shape model_shape_site = {20, 21, 20};

const char *
learner_name(enum learner learner)
{
	static const char *const names[LEARNERS] = {
	    [LEARNER_HEAD] = "head",
	    [LEARNER_TEXT] = "text",
	    [LEARNER_PAIRS] = "pairs",
	    [LEARNER_TOKENS] = "tokens",
	};

	return names[learner];
}

/* ---- layout ----------------------------------------------------------------
 */

uint32_t
model_table_bits(const struct model_shape *shape, unsigned table)
{
	switch (table) {
	case TABLE_PAIRS:
	case TABLE_PAIR_ENERGY:
		return shape->pair_bits;
	case TABLE_TOKENS:
		return shape->token_bits;
	default:
		return shape->gram_bits;
	}
}

size_t
model_table_bytes(const struct model_shape *shape, unsigned table)
{
	size_t entry = table == TABLE_TOKENS ? sizeof(struct token_count)
					     : sizeof(int16_t);

	return entry << model_table_bits(shape, table);
}

size_t
model_table_begin(const struct model_shape *shape, unsigned table)
{
	size_t at = (sizeof(struct model_head) + MODEL_ALIGN - 1) &
		    ~(size_t)(MODEL_ALIGN - 1);

	/* Tables of powers of two leave the next one aligned. */
	for (unsigned i = 0; i < table; i++)
		at += model_table_bytes(shape, i);
	return at;
}

static bool
is_shape(const struct model_shape *shape)
{
	const uint32_t bits[] = {
	    shape->gram_bits, shape->pair_bits, shape->token_bits};

	for (size_t i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
		if (bits[i] < MODEL_BITS_MIN || bits[i] > MODEL_BITS_MAX)
			return false;
	return true;
}

size_t
model_image_bytes(const struct model_shape *shape)
{
	return is_shape(shape) ? model_table_begin(shape, MODEL_TABLES) : 0;
}

void *
model_allocate(const struct model_shape *shape)
{
	return large_pages_allocate(model_image_bytes(shape), MODEL_ALIGN);
}

/* ---- made and checked ------------------------------------------------------
 */

void
model_init(void *image, const struct model_shape *shape)
{
	struct model_head *head = image;
	void *pairs = (uint8_t *)image + model_table_begin(shape, TABLE_PAIRS);

	memset(image, 0, model_image_bytes(shape));
	memcpy(head->magic, MODEL_MAGIC, sizeof(head->magic));
	head->version = MODEL_VERSION;
	head->byte_order = MODEL_BYTE_ORDER;
	head->shape = *shape;
	head->bytes = model_image_bytes(shape);
	stacker_init(&head->stacker);
	calibration_init(&head->calibration);
	prior_put(pairs, shape->pair_bits);
}

bool
model_check(struct slice image)
{
	const struct model_head *head = (const void *)image.data;

	if (image.size < sizeof(*head) ||
	    (uintptr_t)image.data % MODEL_ALIGN != 0)
		return false;
	return memcmp(head->magic, MODEL_MAGIC, sizeof(head->magic)) == 0 &&
	       head->version == MODEL_VERSION &&
	       head->byte_order == MODEL_BYTE_ORDER && is_shape(&head->shape) &&
	       head->bytes == image.size &&
	       model_image_bytes(&head->shape) == image.size &&
	       head->token_ham <= TOKEN_ODDS_FULL &&
	       head->token_spam <= TOKEN_ODDS_FULL &&
	       head->token_used <= UINT32_C(1) << head->shape.token_bits &&
	       stacker_check(&head->stacker) &&
	       calibration_check(&head->calibration);
}

struct model_shape
model_shape_of(const void *image)
{
	return ((const struct model_head *)image)->shape;
}

/* ---- larger
 * ------------------------------------------------------------------
 */

static void
repeat(uint8_t *to, size_t to_bytes, const uint8_t *from, size_t from_bytes)
{
	for (size_t at = 0; at < to_bytes; at += from_bytes)
		memcpy(to + at, from, from_bytes);
}

bool
model_enlarge(struct slice from, void *to, const struct model_shape *shape)
{
	const struct model_head *old = (const void *)from.data;
	struct model_head *head = to;

	if (!is_shape(shape) || shape->gram_bits < old->shape.gram_bits ||
	    shape->pair_bits < old->shape.pair_bits ||
	    shape->token_bits < old->shape.token_bits)
		return false;
	memset(to, 0, model_table_begin(shape, 0));
	memcpy(head, old, sizeof(*head));
	head->shape = *shape;
	head->bytes = model_image_bytes(shape);
	head->token_used <<= shape->token_bits - old->shape.token_bits;
	for (unsigned i = 0; i < MODEL_TABLES; i++)
		repeat((uint8_t *)to + model_table_begin(shape, i),
		    model_table_bytes(shape, i),
		    from.data + model_table_begin(&old->shape, i),
		    model_table_bytes(&old->shape, i));
	return true;
}

/* ---- what is asked of it ------------------------------------------------- */

struct model_counts
model_counts_of(const void *image)
{
	return ((const struct model_head *)image)->counts;
}

void
model_settle(void *image)
{
	calibration_settle(&((struct model_head *)image)->calibration);
}

double
model_score(const void *image, double fused)
{
	const struct model_head *head = image;

	return calibration_score(&head->calibration, fused);
}

struct model_promise
model_promise_at(const void *image, double score)
{
	const struct model_head *head = image;
	struct model_promise promise;

	calibration_over(
	    &head->calibration, score, &promise.ham, &promise.over);
	promise.bound = calibration_bound(promise.over, promise.ham);
	return promise;
}
