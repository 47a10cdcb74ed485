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

#include "core/archive/member/member.h"
#include "core/executable/executable.h"

struct archives;
struct arena;
struct budget;

/*
 * A member without a name; its body is empty when executable is not packed so.
 * MEMBER_DAMAGED: unpacked as far as its streams are right.
 */
struct member aspack_unpack(struct archives *archives,
    const struct executable *executable, const struct archive_options *options,
    struct arena *arena, struct budget *budget);

#endif
