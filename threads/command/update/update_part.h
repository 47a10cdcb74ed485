/*
 * update_part - what has come of a full set
 *
 * A full set may be tens of megabytes, so a part of it is kept and goes on
 * where it ended: NAME.part beside the published cartridge.
 *
 * Threads: one process at a time (the lock of update_run.c).
 */
#ifndef THREADS_COMMAND_UPDATE_UPDATE_PART_H
#define THREADS_COMMAND_UPDATE_UPDATE_PART_H

#include <stdint.h>

#include "core/base/check.h"
#include "threads/base/places.h"

/* In the directory of the file beside; false: the path is too long. */
bool update_part_path(
    const char *beside, uint64_t number, char path_r[PLACE_BYTES]) MUST_USE;

/* Those of other numbers go: nobody asks for them any more.  0: all. */
void update_part_clean(const char *beside, uint64_t number);

#endif
