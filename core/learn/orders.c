/*
 * orders - the same messages learnt in several orders
 */
#include "core/learn/orders.h"

/* Shares of the list that no few steps bring back near to where they began. */
static const double strides[] = {
    0.6180339887498949, /* (root of 5 - 1) / 2, the golden section */
    0.4142135623730950, /* root of 2 - 1 */
    0.7320508075688773, /* root of 3 - 1 */
    0.3027756377319946, /* (root of 13 - 3) / 2 */
};
#define STRIDES (sizeof(strides) / sizeof(strides[0]))

static size_t
common_divisor(size_t a, size_t b)
{
	while (b != 0) {
		size_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/*
 * Any few in a row come from everywhere.  What people list lies in heaps, and
 * so do their slips; who learns a heap of these first takes the rest for wrong.
 */
static size_t
stride_of(size_t count, double share)
{
	size_t stride = (size_t)(share * (double)count) + 1;

	while (common_divisor(stride, count) != 1)
		stride++;
	return stride % count;
}

struct order
order_of(size_t count, unsigned nth)
{
	size_t stride =
	    count < 2 ? 0 : stride_of(count, strides[nth / 2 % STRIDES]);

	if (nth % 2 == 0 || count < 2)
		return (struct order){count, stride, 0};
	return (struct order){count, count - stride, count - stride};
}

void
orders_learn(void *image, const struct doubt_item *items, size_t count,
    unsigned nth, bool boldly, struct model_step *steps_r)
{
	const struct order order = order_of(count, nth);

	for (size_t i = 0; i < count; i++) {
		size_t at = order_place(&order, i);
		const struct doubt_item *item = &items[at];

		if (item->trust > 0)
			(boldly ? model_rehearse : model_learn_step)(image,
			    item->features, item->spam, item->trust,
			    &steps_r[at]);
	}
}

/* ---- what an item did to the mean -----------------------------------------
 */

void
orders_step_add(struct model_step *sum, const struct model_step *step)
{
	for (unsigned i = 0; i < LEARNERS; i++) {
		sum->errors[i] += step->errors[i];
		sum->weights[i] += step->weights[i];
	}
	sum->trust += step->trust;
	sum->bias += step->bias;
	sum->slips += step->slips;
	sum->labels += step->labels;
}

void
orders_step_divide(struct model_step *sum, unsigned orders)
{
	for (unsigned i = 0; i < LEARNERS; i++) {
		sum->errors[i] /= orders;
		sum->weights[i] /= orders;
	}
	sum->trust /= orders;
	sum->bias /= orders;
	sum->slips /= orders;
	sum->labels /= orders;
}
