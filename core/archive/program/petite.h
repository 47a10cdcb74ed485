/*
 * petite - what a program was before Petite packed it
 *
 * Petite 2, known by its first instructions.  What comes out is the program as
 * it lies in memory when it begins (pe_image); imports are as the packer keeps
 * them.
 *
 * Threads: one at a time for each struct archives.  Memory: the arena.
 */
#ifndef CORE_ARCHIVE_PROGRAM_PETITE_H
#define CORE_ARCHIVE_PROGRAM_PETITE_H

#include "core/archive/member/unpacking.h"
#include "core/executable/executable.h"

/* Into member, as if nothing was there when executable is not packed so.
 * MEMBER_DAMAGED: unpacked as far as its table is right. */
void petite_unpack(struct unpacking *unpacking,
    const struct executable *executable, struct member *member);

#endif
