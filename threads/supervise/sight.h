/*
 * sight - what the supervisor sees of workers and requests, for STATUS
 *
 * Threads: the supervisor's.
 */
#ifndef THREADS_SUPERVISE_SIGHT_H
#define THREADS_SUPERVISE_SIGHT_H

#include "threads/shared/shared.h"

/*
 * Put down in the live block what each worker is on, and the oldest request in
 * flight.  The engine works on meanwhile: a name may be that of the message
 * before, or half of it.
 */
void sight_take(struct shared *shared, uint64_t now_ns);

#endif
