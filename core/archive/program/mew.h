/*
 * mew - what a program was before MEW or FSG packed it
 *
 * MEW 11, FSG 1.33 and 2.0, which are known by their first instructions: they
 * load where the packed bytes are and unpack them as aPLib does.  What comes
 * out is what would lie in memory, piece behind piece; imports are as the
 * packer keeps them.
 *
 * Threads: one at a time for each struct archives.  Memory: the arena.
 */
#ifndef CORE_ARCHIVE_PROGRAM_MEW_H
#define CORE_ARCHIVE_PROGRAM_MEW_H

#include "core/archive/member/unpacking.h"
#include "core/executable/executable.h"

/* Into member, as if nothing was there when executable is not packed so.
 * MEMBER_DAMAGED: it ends too early. */
void mew_unpack(struct unpacking *unpacking,
    const struct executable *executable, struct member *member);

#endif
