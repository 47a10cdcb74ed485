/*
 * lanes_state - what lanes*.c have in common, and nobody else
 */
#ifndef THREADS_PIPELINE_LANES_STATE_H
#define THREADS_PIPELINE_LANES_STATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "threads/base/park.h"
#include "threads/base/ring.h"
#include "threads/pipeline/hands.h"
#include "threads/pipeline/lanes.h"
#include "threads/pipeline/seats.h"
#include "threads/pipeline/standby.h"
#include "threads/shared/shared.h"

struct lane_state {
	struct ring *ring;
	uint32_t workers_max; /* [const] */
	/* [atomic] workers inside; counted only where workers_max bounds it.
	 * Who is in the suspect lane counts in the slow one as well. */
	_Alignas(64) _Atomic uint32_t running;
};

struct lanes {
	struct shared *shared;   /* [const] */
	struct hands *hands;     /* [const] */
	struct standby *standby; /* [const] */
	struct seats *seats;     /* [const] */
	struct lane_state lane[LANES];
	struct park park;
	/* [atomic] workers that joined: not all have begun yet, or ever will */
	_Atomic uint32_t serving;
	/* [atomic] workers that said they shall look */
	_Alignas(64) _Atomic uint32_t seekers;
	/* [reader] it will soon say how much there is; see lanes_sought() */
	_Atomic bool reading;
	_Atomic bool closed;
	/* [atomic] somebody was left asleep since enough were awake */
	_Atomic bool withheld;
	struct park *watch; /* [const] NULL, or woken when that becomes so */
};

/* Without what workers have set aside. */
static inline uint32_t
lanes_ring_backlog(const struct lanes *lanes)
{
	return ring_length(lanes->lane[LANE_FAST].ring);
}

static inline bool
lanes_anything_slow(const struct lanes *lanes)
{
	return ring_length(lanes->lane[LANE_SLOW].ring) > 0 ||
	       ring_length(lanes->lane[LANE_SUSPECT].ring) > 0;
}

/*
 * Something was found, and there may be more: wake one, unless somebody is on
 * the way anyway.
 */
void lanes_pass_on(struct lanes *lanes);

#endif
