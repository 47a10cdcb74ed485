/*
 * seed - hashes that nobody outside can foresee
 *
 * For tables of names that are chosen by whoever wrote a message: with a hash
 * that is known beforehand all of them could be made to share one place.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_SEED_H
#define CORE_BASE_SEED_H

#include "core/base/slice.h"

/* The same for the same bytes for as long as the process lives; never stored.
 */
uint64_t seed_hash(struct slice s);

#endif
