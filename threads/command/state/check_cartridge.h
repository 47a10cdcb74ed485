/*
 * check_cartridge - what CHECK says of the cartridge
 */
#ifndef THREADS_COMMAND_STATE_CHECK_CARTRIDGE_H
#define THREADS_COMMAND_STATE_CHECK_CARTRIDGE_H

#include "core/list/settings.h"
#include "threads/base/places.h"

/* Printed; false: what is there cannot be used. */
bool check_cartridge(const struct places *places, const struct config *config,
    const struct settings *settings) MUST_USE;

#endif
