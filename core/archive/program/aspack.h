/*
 * aspack - what a program was before ASPack packed it
 *
 * ASPack 2.12, known by its first instructions.  What comes out is the program
 * as it lies in memory when it begins (pe_image); imports and resources are as
 * the packer keeps them.
 *
 * Threads: one at a time for each struct archives.  Memory: the arena.
 */
#ifndef CORE_ARCHIVE_PROGRAM_ASPACK_H
#define CORE_ARCHIVE_PROGRAM_ASPACK_H

#include "core/archive/member/unpacking.h"
#include "core/executable/executable.h"

/* Into member, as if nothing was there when executable is not packed so.
 * MEMBER_DAMAGED: unpacked as far as its streams are right. */
void aspack_unpack(struct unpacking *unpacking,
    const struct executable *executable, struct member *member);

#endif
