/*
 * program - what a program was before it was packed: the door to this folder
 *
 * Threads: one at a time for each struct archives.  Memory: the arena.
 */
#ifndef CORE_ARCHIVE_PROGRAM_PROGRAM_H
#define CORE_ARCHIVE_PROGRAM_PROGRAM_H

#include "core/archive/member/unpacking.h"
#include "core/executable/executable.h"

/*
 * What the first packer that knows executable makes of it, as a member without
 * a name; its body is empty when none does, or when nothing could be unpacked.
 */
struct member program_unpack(struct archives *archives,
    const struct executable *executable, const struct archive_options *options,
    struct arena *arena, struct budget *budget);

#endif
