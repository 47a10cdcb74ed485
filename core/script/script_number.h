/*
 * script_number - sums of numbers in scripts
 *
 * "97", "0x61", "&H61", "90 + 7", "(2 * 50) - 3", "CLng("&H61")", "a Xor b".
 * Nothing but whole numbers; what is larger than any character comes to 0.
 *
 * Threads: any.
 */
#ifndef CORE_SCRIPT_SCRIPT_NUMBER_H
#define CORE_SCRIPT_SCRIPT_NUMBER_H

#include <stdbool.h>

#include "core/base/slice.h"

/*
 * At *at, which moves behind it.  False: there is none.  In both cases about
 * *looked_at_r bytes were looked at, which may be far more than the sum has.
 */
bool script_number_read(
    struct slice s, size_t *at, long *value_r, size_t *looked_at_r);

/* One number without signs. */
bool script_number_digits(struct slice s, size_t *at, long *value_r);

#endif
