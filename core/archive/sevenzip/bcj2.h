/*
 * bcj2 - undo the filter of 7z that takes jumps out of x86 programs
 *
 * Targets of CALL, and of JMP and Jcc, were made absolute and moved to streams
 * of their own; a fourth one, coded by range, says for each opcode whether that
 * was done.
 */
#ifndef CORE_ARCHIVE_SEVENZIP_BCJ2_H
#define CORE_ARCHIVE_SEVENZIP_BCJ2_H

#include "core/archive/member/body_output.h"

enum bcj2_input { BCJ2_MAIN, BCJ2_CALLS, BCJ2_JUMPS, BCJ2_RANGE, BCJ2_INPUTS };

/* False: an input ended early, or the output is cut. */
bool bcj2_decode(const struct slice inputs[BCJ2_INPUTS], uint64_t size,
    struct body_output *output) MUST_USE;

#endif
