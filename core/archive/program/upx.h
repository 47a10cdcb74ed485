/*
 * upx - what a program was before UPX packed it
 *
 * PE and ELF, UPX 1 to 4, packed with NRV2B, NRV2D, NRV2E or LZMA.  A PE is put
 * together again with the header and at the offsets it had, addresses in code
 * made relative again; its imports, relocations and resources stay as UPX keeps
 * them.  Without that header it is what would lie in memory.  Of an ELF it is
 * the file, piece behind piece.
 *
 * The mark "UPX!" says how it was packed.  Where it was removed, as malware
 * likes to, a PE is known by what its first instructions do.
 *
 * Threads: one at a time for each struct archives.  Memory: the arena.
 */
#ifndef CORE_ARCHIVE_PROGRAM_UPX_H
#define CORE_ARCHIVE_PROGRAM_UPX_H

#include "core/archive/member/unpacking.h"
#include "core/executable/executable.h"

/*
 * Into member, as if nothing was there when executable is not packed, or when
 * nothing of it could be unpacked.  MEMBER_DAMAGED: it ends too early.
 */
void upx_unpack(struct unpacking *unpacking,
    const struct executable *executable, struct member *member);

#endif
