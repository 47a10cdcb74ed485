/*
 * seed - what nobody outside can foresee
 *
 * For hashes of names that are chosen by whoever wrote a message: with a hash
 * that is known beforehand all of them could be made to share one place of a
 * table.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_SEED_H
#define CORE_BASE_SEED_H

#include <stdint.h>

/* The same number for as long as the process lives, and never 0. */
uint64_t seed_of_process(void);

#endif
