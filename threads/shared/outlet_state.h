/*
 * outlet_state - what outlet*.c have in common, and nobody else
 */
#ifndef THREADS_SHARED_OUTLET_STATE_H
#define THREADS_SHARED_OUTLET_STATE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "core/base/slice.h"
#include "threads/shared/carrier.h"
#include "threads/shared/shared.h"

struct outlet_state {
	int fd;                    /* [const] */
	bool is_pipe;              /* [const] */
	bool is_socket;            /* [const] */
	int way_fd;                /* [const] what the two below are for */
	struct receipts *receipts; /* [const] one of them at most */
	struct carrier carrier;    /* [const] */
	struct shared *shared;     /* [const] */
	_Atomic bool gone;         /* [atomic] */
};

extern struct outlet_state outlet;

/* A mutex that knows whether the updater has it. */
struct outlet_lock {
	pthread_mutex_t mutex;
	_Atomic bool updating; /* [atomic] */
};

void outlet_lock(struct outlet_lock *lock);
void outlet_unlock(struct outlet_lock *lock);

/* ---- outlet_way.c ------------------------------------------------------- */

/* A server may have made its end non-blocking; then we wait like a pipe.
 * False: it went away. */
bool outlet_write_all(struct slice lines);

void outlet_set_phase(struct parcel *parcel, enum parcel_phase phase);

/* By the way that there is.  False: the server went away. */
bool outlet_send(struct parcel *parcel, struct slice lines);

#endif
