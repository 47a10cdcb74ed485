/*
 * verify_window - where a pattern may start, by its offset
 *
 * Private to the verifier.
 */
#ifndef CORE_SCAN_VERIFY_WINDOW_H
#define CORE_SCAN_VERIFY_WINDOW_H

#include "core/pattern/pattern_program.h"
#include "core/scan/verify.h"

/*
 * The starts that the offset of head allows in a buffer of size bytes, for any
 * origin but PROGRAM_AT_VERSION.  False: none.
 */
bool verify_window(const struct program_head *head,
    const struct verify_places *places, uint64_t size,
    struct verify_range *window_r);

#endif
