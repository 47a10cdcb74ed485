/*
 * published - where the cartridge lies that came as an update
 *
 * Threads: any.
 */
#ifndef THREADS_UPDATE_PUBLISHED_H
#define THREADS_UPDATE_PUBLISHED_H

#include "core/list/settings.h"
#include "threads/base/places.h"

/*
 * published.cartridge in the cache directory (cartridge.cfg's `micro-update
 * cache path`, relative to the program's directory); without one in the state
 * directory, which places_name() has named.  path_r has PLACE_BYTES and is ""
 * where it would be too long.
 */
void published_path(
    const struct places *places, const struct settings *settings, char *path_r);

#endif
