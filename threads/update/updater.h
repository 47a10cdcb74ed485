/*
 * updater - loads configuration, signatures and cartridge, at start and while
 * running
 *
 * Builds aside, checks, swaps; what is bad is refused whole and the old stays.
 * Reload on SIGHUP, and when hup.sig appears in the program's directory: the
 * reload is begun when it is first seen, the file is deleted some seconds later
 * so that every helper in the directory has seen it.  Requests that come while
 * a reload runs are merged into one.  A new cartridge is noticed by itself, and
 * takes effect at once, also while signatures are built.
 */
#ifndef THREADS_UPDATE_UPDATER_H
#define THREADS_UPDATE_UPDATER_H

#include "threads/base/places.h"
#include "threads/pipeline/engine.h"

struct updater;

struct updater *updater_create(
    struct engine *engine, const struct places *places) MUST_USE;

/* Start its thread: the first load happens there.  False: no thread. */
bool updater_start(struct updater *updater) MUST_USE;
void updater_stop(struct updater *updater);
void updater_destroy(struct updater **updater);

/* Ask for a reload.  Async-signal-safe. */
void updater_request(struct updater *updater);

#endif
