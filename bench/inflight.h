/*
 * inflight - requests in the in-flight table, one thread being all roles
 *
 * What order and table are measured on: slots that are asked, claimed and
 * answered as reader and worker do it.
 */
#ifndef BENCH_INFLIGHT_H
#define BENCH_INFLIGHT_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/slice.h"
#include "threads/pipeline/order.h"
#include "threads/shared/shared.h"

struct inflight {
	struct shared *shared;
	struct order *order; /* strict; NULL: none was wanted */
};

/* A table, and an order that writes to fd (none: -1). */
struct inflight inflight_create(uint32_t slots, int fd);

/* The next ticket goes into this slot, and into the order if there is one. */
void inflight_ask(struct inflight *inflight, uint32_t number);

/* Claim the slot, put line there; complete it if there is an order. */
void inflight_answer(
    struct inflight *inflight, uint32_t number, struct slice line);

#endif
