/*
 * rehearsal - a large batch learnt in several orders at the same time
 */
#include "threads/command/learn/rehearsal.h"

#include <stdlib.h>
#include <string.h>

#include "core/learn/mean.h"
#include "threads/base/crew.h"

struct rehearsal {
	struct cleansing *cleansing;
	bool boldly;
	void *images[ORDERS]; /* what each order taught */
};

/* What one order taught. */
struct taught {
	void *image;
	struct model_step *steps;
};

static void
taught_free(struct taught *taught)
{
	if (taught == NULL)
		return;
	free(taught->steps);
	free(taught->image);
	free(taught);
}

/* NULL: no memory. */
static struct taught *
taught_make(const struct cleansing *cleansing)
{
	const struct model_shape shape = model_shape_of(cleansing->before);
	struct taught *taught = calloc(1, sizeof(*taught));

	if (taught == NULL)
		return NULL;
	taught->image = model_allocate(&shape);
	taught->steps = calloc(cleansing->count, sizeof(*taught->steps));
	if (taught->image != NULL && taught->steps != NULL)
		return taught;
	taught_free(taught);
	return NULL;
}

static void *
learn(void *owner, unsigned worker, size_t order)
{
	const struct rehearsal *rehearsal = owner;
	const struct cleansing *cleansing = rehearsal->cleansing;
	struct taught *taught = taught_make(cleansing);

	(void)worker;
	if (taught == NULL)
		return NULL;
	memcpy(taught->image, cleansing->before, cleansing->bytes);
	orders_learn(taught->image, cleansing->items, cleansing->count,
	    (unsigned)order, rehearsal->boldly, taught->steps);
	return taught;
}

static void
take_steps(
    struct cleansing *cleansing, const struct model_step *steps, bool is_first)
{
	size_t count = cleansing->count;

	if (is_first)
		memcpy(cleansing->steps, steps, count * sizeof(*steps));
	for (size_t i = 0; !is_first && i < count; i++)
		orders_step_add(&cleansing->steps[i], &steps[i]);
}

static bool
take(void *owner, size_t order, void *result)
{
	struct rehearsal *rehearsal = owner;
	struct taught *taught = result;

	if (taught == NULL)
		return false;
	take_steps(rehearsal->cleansing, taught->steps, order == 0);
	rehearsal->images[order] = taught->image;
	taught->image = NULL;
	taught_free(taught);
	return true;
}

static void
drop(void *owner, void *result)
{
	(void)owner;
	taught_free(result);
}

static void
finish(struct rehearsal *rehearsal, void *image)
{
	struct cleansing *cleansing = rehearsal->cleansing;

	mean_take(rehearsal->images, ORDERS);
	memcpy(image, rehearsal->images[0], cleansing->bytes);
	for (size_t i = 0; i < cleansing->count; i++)
		orders_step_divide(&cleansing->steps[i], ORDERS);
}

/* All items, each as far as it is trusted; boldly where no label is doubted. */
static bool
learn_all(
    struct cleansing *cleansing, void *image, unsigned workers, bool boldly)
{
	struct rehearsal rehearsal = {.cleansing = cleansing, .boldly = boldly};
	const struct crew crew = {
	    .workers = workers < ORDERS ? workers : ORDERS,
	    .count = ORDERS,
	    .owner = &rehearsal,
	    .work = learn,
	    .take = take,
	    .drop = drop,
	};
	bool good = crew_run(&crew);

	if (good)
		finish(&rehearsal, image);
	for (size_t i = 0; i < ORDERS; i++)
		free(rehearsal.images[i]);
	return good;
}

static double
slips_of(const struct cleansing *cleansing)
{
	double slips = 0;

	for (size_t i = 0; i < cleansing->count; i++)
		slips += cleansing->steps[i].slips;
	return slips;
}

bool
rehearsal_end(struct cleansing *cleansing, void *image, unsigned workers)
{
	if (!cleansing_is_large(cleansing))
		return cleansing_end(cleansing, image, workers);
	if (!learn_all(cleansing, image, workers, true))
		return false;
	cleansing->slips = slips_of(cleansing);
	if (!cleansing_end(cleansing, image, workers))
		return false;
	return cleansing->left_out == 0 ||
	       learn_all(cleansing, image, workers, false);
}
