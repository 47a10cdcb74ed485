/*
 * update_poll - the helper looks for updates of the cartridge
 *
 * A thread that sleeps, and now and then starts `CGPFilter UPDATE` in a process
 * of its own: nothing that comes over the network is read in an engine, and
 * nothing here is ever waited for by mail.  What was fetched is noticed as
 * every new cartridge is (cartridge_source.h).
 *
 * Where statistics are switched on, `CGPFilter STATS` is started every hour in
 * the same way, with what was counted since the time before.
 *
 * Without a host in cartridge.cfg it sleeps.  The same failure again and again
 * is told once an hour.
 *
 * Threads: the updater's, but for the thread that it starts.
 */
#ifndef THREADS_UPDATE_UPDATE_POLL_H
#define THREADS_UPDATE_UPDATE_POLL_H

#include "core/list/settings.h"
#include "threads/base/places.h"
#include "threads/pipeline/engine.h"

struct update_poll;

/* NULL: no memory or descriptors. */
struct update_poll *update_poll_create(
    struct engine *engine, const struct places *places) MUST_USE;

/* False: no thread; mail goes on without updates. */
bool update_poll_start(struct update_poll *poll) MUST_USE;
/* From the updater: host and interval of a configuration that goes live. */
void update_poll_configure(
    struct update_poll *poll, const struct settings *settings);

/* Only after a start that was true.  A child is ended. */
void update_poll_stop(struct update_poll *poll);
void update_poll_destroy(struct update_poll **poll);

/* Milliseconds until the next look: a fifth longer or shorter than the interval
 * (0: a minute), by a number drawn below 1000. */
uint64_t update_poll_pause_ms(uint32_t interval_s, uint32_t drawn);

#endif
