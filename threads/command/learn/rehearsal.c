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
	void *images[ORDERS]; /* each order's; of the first it is the model */
};

/* What one order did with each item; NULL: no memory. */
static void *
learn(void *owner, unsigned worker, size_t order)
{
	const struct rehearsal *rehearsal = owner;
	const struct cleansing *cleansing = rehearsal->cleansing;
	struct model_step *steps = calloc(cleansing->count, sizeof(*steps));

	(void)worker;
	if (steps == NULL)
		return NULL;
	memcpy(rehearsal->images[order], cleansing->before, cleansing->bytes);
	orders_learn(rehearsal->images[order], cleansing->items,
	    cleansing->count, (unsigned)order, rehearsal->boldly, steps);
	return steps;
}

static bool
take(void *owner, size_t order, void *result)
{
	const struct rehearsal *rehearsal = owner;
	struct cleansing *cleansing = rehearsal->cleansing;
	struct model_step *steps = result;

	if (steps == NULL)
		return false;
	if (order == 0)
		memcpy(
		    cleansing->steps, steps, cleansing->count * sizeof(*steps));
	for (size_t i = 0; order > 0 && i < cleansing->count; i++)
		orders_step_add(&cleansing->steps[i], &steps[i]);
	free(steps);
	return true;
}

static void
drop(void *owner, void *result)
{
	(void)owner;
	free(result);
}

static bool
make_images(struct rehearsal *rehearsal, void *image)
{
	const struct model_shape shape =
	    model_shape_of(rehearsal->cleansing->before);

	rehearsal->images[0] = image;
	for (size_t i = 1; i < ORDERS; i++) {
		rehearsal->images[i] = model_allocate(&shape);
		if (rehearsal->images[i] == NULL)
			return false;
	}
	return true;
}

static void
free_images(struct rehearsal *rehearsal)
{
	for (size_t i = 1; i < ORDERS; i++)
		free(rehearsal->images[i]);
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
	bool good = make_images(&rehearsal, image) && crew_run(&crew);

	if (good)
		mean_take(rehearsal.images, ORDERS);
	for (size_t i = 0; good && i < cleansing->count; i++)
		orders_step_divide(&cleansing->steps[i], ORDERS);
	free_images(&rehearsal);
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
