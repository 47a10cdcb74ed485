/*
 * orders - the same messages learnt in several orders
 *
 * What a model says depends on the order in which it was taught: of mail of
 * which there is little, that which came last counts most.  Where many messages
 * are there at once, several models learn them, each in an order of its own,
 * and the mean of these (mean.h) is kept:
 *
 *     order 0    by a stride through all of the list
 *     order 1    the same backwards: first here is last there
 *     order 2    by another stride, and so on
 *
 * Threads: orders may be learnt at the same time, each with an image of its
 * own.
 */
#ifndef CORE_LEARN_ORDERS_H
#define CORE_LEARN_ORDERS_H

#include "core/learn/doubt.h"

/* A power of two: mean.h. */
#define ORDERS 4u
/* Below this what is common to all orders, copies of tables, would take longer
 * than learning. */
#define ORDERS_MESSAGES_MIN 1000u

struct order {
	size_t count;
	size_t stride; /* from one message to the next */
	size_t first;
};

/* Order nth of count messages. */
struct order order_of(size_t count, unsigned nth);

/* The place in the list of its i-th message; i is less than count. */
static inline size_t
order_place(const struct order *order, size_t i)
{
	return (order->first + i * order->stride) % order->count;
}

/*
 * Learn in this order all items that are trusted, as far as they are.  image is
 * a copy of the model as it was ahead of them; steps_r[i] is what items[i] did,
 * and of those that are not trusted nothing.  boldly: by model_rehearse(),
 * where labels are not in doubt.
 */
void orders_learn(void *image, const struct doubt_item *items, size_t count,
    unsigned nth, bool boldly, struct model_step *steps_r);

/*
 * What an item did to the mean, about: sum is that of its first order, to which
 * the others are added before it is divided.
 */
void orders_step_add(struct model_step *sum, const struct model_step *step);
void orders_step_divide(struct model_step *sum, unsigned orders);

#endif
