/*
 * aplib - aPLib's compression, in which small packers of programs pack (private
 * to core/archive)
 *
 * Bits come in bytes, the highest first; whole bytes stand between them.
 */
#ifndef CORE_ARCHIVE_PROGRAM_APLIB_H
#define CORE_ARCHIVE_PROGRAM_APLIB_H

#include "core/archive/method/lz_output.h"

/*
 * One stream, up to the mark at its end, behind what output has; none of it
 * refers to what stood there.  *consumed_r: bytes of packed.
 */
enum lz_result aplib_decode(struct slice packed, struct body_output *output,
    size_t *consumed_r) MUST_USE;

#endif
