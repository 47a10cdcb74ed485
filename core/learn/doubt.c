/*
 * doubt - which of many labels seem to be wrong
 */
#include "core/learn/doubt.h"

#include "core/learn/numbers.h"
#include "core/learn/orders.h"
#include "core/learn/stacker.h"

/* What is expected before any was looked at: of so many labels so many wrong
 * ones. */
#define LABELS_FIRST 50.0
#define SLIPS_FIRST 0.5
#define ROUNDS 20
#define PROBABLY 0.5

void
doubt_judge(void *image, struct doubt_item *items, size_t count, unsigned part)
{
	const struct order order = order_of(count, 0);
	struct opinion opinion;

	for (size_t i = 0; i < count; i++) {
		const struct doubt_item *item = &items[order_place(&order, i)];

		if (i % DOUBT_PARTS != part)
			model_learn(image, item->features, item->spam, 1, NULL);
	}
	for (size_t i = part; i < count; i += DOUBT_PARTS) {
		struct doubt_item *item = &items[order_place(&order, i)];

		model_rate(image, item->features, &opinion);
		item->odds = opinion.fused;
	}
}

/* The probability that the label is wrong, where this share is. */
static double
slip_of(const struct doubt_item *item, double share)
{
	double odds = item->spam ? item->odds : -item->odds;

	return stacker_slip(share, number_logistic(odds));
}

static double
share_of(const struct doubt_item *items, size_t count)
{
	double share = SLIPS_FIRST / LABELS_FIRST;

	for (int round = 0; round < ROUNDS; round++) {
		double slips = SLIPS_FIRST;

		for (size_t i = 0; i < count; i++)
			slips += slip_of(&items[i], share);
		share = slips / (LABELS_FIRST + (double)count);
		if (share > DOUBT_SHARE_MAX)
			return DOUBT_SHARE_MAX;
	}
	return share;
}

/* With what probability it is right, unless it is probably wrong. */
static double
trust_in(const struct doubt_item *item, double share)
{
	double slip = slip_of(item, share);

	return slip > PROBABLY ? 0 : 1 - slip;
}

size_t
doubt_decide(struct doubt_item *items, size_t count)
{
	double share = share_of(items, count);
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		items[i].trust = trust_in(&items[i], share);
		wrong += items[i].trust == 0 ? 1 : 0;
	}
	if ((double)wrong <= DOUBT_SHARE_MAX * (double)count)
		return wrong;
	for (size_t i = 0; i < count; i++)
		items[i].trust = 1;
	return 0;
}
