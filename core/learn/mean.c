/*
 * mean - one model out of several that were taught the same
 */
#include "core/learn/mean.h"

#include "core/learn/model_image.h"

/* Entries whose sums are in the cache at a time; no table has fewer. */
#define BLOCK 256u
/* A weight and this are never negative together, so that sums may be shifted.
 */
#define LIFT 32768u

static uint32_t
log_of(size_t count)
{
	uint32_t log = 0;

	while ((size_t)1 << log < count)
		log++;
	return log;
}

/* Entries of each table from byte at on, in the first image. */
static void
mean_weights(void *const *images, size_t count, size_t at)
{
	const uint32_t log = log_of(count);
	const uint32_t zero = LIFT << log, half = (1u << log) / 2;
	int16_t *into = (void *)((uint8_t *)images[0] + at);
	uint32_t sums[BLOCK] = {0};

	for (size_t j = 0; j < count; j++) {
		const int16_t *weights =
		    (const void *)((const uint8_t *)images[j] + at);

		for (size_t i = 0; i < BLOCK; i++)
			sums[i] += (uint32_t)(weights[i] + (int32_t)LIFT);
	}
	for (size_t i = 0; i < BLOCK; i++) {
		uint32_t below = sums[i] < zero ? 1 : 0;
		uint32_t lifted = (sums[i] + half - below * (half > 0)) >> log;

		into[i] = (int16_t)((int32_t)lifted - (int32_t)LIFT);
	}
}

static void
mean_energy(void *const *images, size_t count, size_t at)
{
	const uint32_t log = log_of(count), half = (1u << log) / 2;
	uint16_t *into = (void *)((uint8_t *)images[0] + at);
	uint32_t sums[BLOCK] = {0};

	for (size_t j = 0; j < count; j++) {
		const uint16_t *energy =
		    (const void *)((const uint8_t *)images[j] + at);

		for (size_t i = 0; i < BLOCK; i++)
			sums[i] += energy[i];
	}
	for (size_t i = 0; i < BLOCK; i++)
		into[i] = (uint16_t)((sums[i] + half) >> log);
}

static void
mean_table(void *const *images, size_t count, unsigned table)
{
	const struct model_head *head = images[0];
	size_t at = model_table_begin(&head->shape, table);
	size_t end = at + model_table_bytes(&head->shape, table);

	for (; at < end; at += BLOCK * sizeof(int16_t))
		if (table < TABLE_TOKENS)
			mean_weights(images, count, at);
		else
			mean_energy(images, count, at);
}

static void
divide_worth(struct stacker_worth *sum, size_t count)
{
	for (unsigned i = 0; i < LEARNERS; i++)
		sum->weights[i] /= (double)count;
	sum->bias /= (double)count;
}

static void
mean_stacker(void *const *images, size_t count)
{
	struct model_head *head = images[0];
	struct stacker *sum = &head->stacker;

	for (size_t j = 1; j < count; j++) {
		const struct model_head *other = images[j];
		const struct stacker *more = &other->stacker;

		stacker_worth_add(&sum->all, &more->all, 1, 1);
		for (unsigned i = 0; i < FACTS; i++)
			stacker_worth_add(
			    &sum->where[i], &more->where[i], 1, 1);
		sum->slips += more->slips;
		sum->labels += more->labels;
	}
	divide_worth(&sum->all, count);
	for (unsigned i = 0; i < FACTS; i++)
		divide_worth(&sum->where[i], count);
	sum->slips /= (double)count;
	sum->labels /= (double)count;
}

void
mean_take(void *const *images, size_t count)
{
	CHECK(count > 0 && count <= MEAN_MODELS_MAX &&
	      (count & (count - 1)) == 0);
	for (unsigned i = 0; i < MODEL_TABLES; i++)
		if (i != TABLE_TOKENS)
			mean_table(images, count, i);
	mean_stacker(images, count);
}
