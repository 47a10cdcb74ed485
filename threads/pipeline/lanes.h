/*
 * lanes - which worker takes which request
 *
 *     fast     new mail; any number of workers
 *     slow     messages that took long or are large
 *     suspect  messages on which an engine died; one at a time, so that the
 *              next death has one culprit
 *
 * Slow and suspect together never take all workers (if there is more than
 * one), so that at least one always serves new mail.
 *
 * A queued request may be answered by the timer; its entry then stays where it
 * is, stale, and may stand for a later request in the same slot.  So a slot has
 * one entry a lane at most (struct slot says in which), no ring overflows, and
 * the taker must look at the slot's state to find out whether it is wanted.
 *
 * The first worker looks into the slow lanes first, the others into the fast
 * one, so that neither starves.
 *
 * Threads: any.  Progress: lock-free; lanes_wait() sleeps.
 */
#ifndef THREADS_PIPELINE_LANES_H
#define THREADS_PIPELINE_LANES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"

enum lane { LANE_FAST, LANE_SLOW, LANE_SUSPECT, LANES };

struct lanes;
struct park;
struct shared;

/* NULL: no memory. */
struct lanes *lanes_create(
    struct shared *shared, uint32_t workers, uint32_t processors) MUST_USE;
void lanes_destroy(struct lanes **lanes);

/*
 * Queue without waking; lanes_wake() follows, once for a batch.  The slot's
 * state is QUEUED already.
 */
void lanes_push(struct lanes *lanes, enum lane lane, uint32_t slot);
/* The same for new mail, by the reader alone once workers run; slots are
 * changed. */
void lanes_push_new(struct lanes *lanes, uint32_t *slots, uint32_t count);
void lanes_wake(struct lanes *lanes, uint32_t pushed);

/*
 * The reader, which has pushed new mail: more follows at once, so one worker
 * awake will do (true), or that was all for now.  Between the two calls nobody
 * wakes others for new mail, and the reader does not wait for anything.
 */
void lanes_wake_reading(struct lanes *lanes, bool more);

/*
 * The next request for this worker, which is now in *lane_r.  False: none.  It
 * may be a stale one: shared_slot_begin() tells.
 *
 * More than 1 as max: the worker's messages have been quick, and of many that
 * wait it may set aside so many for itself, STASH_MAX at most (see hands.h).
 * They still wait in the fast lane, and others take them when it does not come
 * to them.
 */
bool lanes_take(struct lanes *lanes, uint32_t worker, uint32_t max,
    uint32_t *slot_r, enum lane *lane_r) MUST_USE;

/* Requests that wait in the fast lane. */
uint32_t lanes_backlog(const struct lanes *lanes);
/* The same as the worker knows it: when it last set some aside, perhaps. */
uint32_t lanes_backlog_seen(const struct lanes *lanes, uint32_t worker);

/* The worker has done with what it took. */
void lanes_leave(struct lanes *lanes, enum lane lane);

/*
 * A worker's message has become slow: move on in place.  False: the slow lane
 * is full, so put the message back with lanes_push(LANE_SLOW).
 */
bool lanes_become_slow(struct lanes *lanes) MUST_USE;

/*
 * A worker that shall look for work next says so ahead of writing an answer,
 * and lanes_wake() leaves a sleeper asleep in its place: the request which that
 * answer brings finds this worker awake.  After looking it says whether it
 * found something; what else there is then wakes the next one.
 */
void lanes_seek(struct lanes *lanes);
void lanes_sought(struct lanes *lanes, bool found);

/*
 * Woken when a worker was left asleep since enough are awake (standby.h);
 * whoever sleeps there calls lanes_look() every few milliseconds from then on.
 * Before the threads start.
 */
void lanes_watched_by(struct lanes *lanes, struct park *watch);

/*
 * See how many may be awake, and wake who may be now.  True: some are still
 * left asleep with requests waiting, so look again soon.
 */
bool lanes_look(struct lanes *lanes, uint64_t now_ns);

/*
 * The calling thread is this worker, and no more.  Between the two it takes
 * requests: one that has not begun its work yet must not count as awake.
 */
void lanes_join(struct lanes *lanes, uint32_t worker);
void lanes_part(struct lanes *lanes, uint32_t worker);

/*
 * The same look by a worker, from time to time, which may have been moved to
 * another processor.  True: more are awake than may be, and it should stand by
 * when it has done with its message: sleep though there is work.  Never the
 * first one, which is the one for the slow lanes.
 */
bool lanes_look_around(
    struct lanes *lanes, uint32_t worker, uint64_t now_ns) MUST_USE;
/* Not while seeking. */
void lanes_stand_by(struct lanes *lanes, uint32_t worker);

/* Sleep until there may be something to take, or the lanes are closed, or that
 * time is over (UINT64_MAX: no time).  Not while seeking. */
void lanes_wait(struct lanes *lanes, uint32_t worker, uint64_t timeout_ns);

/* No more will come: lanes_wait() returns at once from now on. */
void lanes_close(struct lanes *lanes);
bool lanes_closed(const struct lanes *lanes);

#endif
