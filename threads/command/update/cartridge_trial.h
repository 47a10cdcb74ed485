/*
 * cartridge_trial - is a new cartridge fit to serve?
 *
 * Some letters that nobody takes for spam are scored with it.  A site's model
 * may well be wrong about letters that it has never seen the like of; one that
 * takes all of them for certain spam, or gives no score at all, would cost
 * mail.
 *
 * Threads: any.  Blocks: for some milliseconds of processor.
 */
#ifndef THREADS_COMMAND_UPDATE_CARTRIDGE_TRIAL_H
#define THREADS_COMMAND_UPDATE_CARTRIDGE_TRIAL_H

#include "core/cartridge/cartridge.h"

/* Of one that cartridge_source_open() opened.  False: *why_r says what it did.
 */
bool cartridge_trial(
    const struct cartridge *cartridge, struct text *why_r) MUST_USE;

#endif
