/*
 * nsis_bzip2 - bzip2 as NSIS has it (private to core/archive)
 *
 * Blocks of at most 900,000 bytes without a head of the stream, sums and the
 * mark of a shuffled block: one byte 0x31 ahead of each block, 0x17 behind the
 * last, none of them aligned.
 */
#ifndef CORE_ARCHIVE_INSTALLER_NSIS_BZIP2_H
#define CORE_ARCHIVE_INSTALLER_NSIS_BZIP2_H

#include "core/archive/method/lz_output.h"

/* The room of one decoder, 3.6 MB; may be used again and again. */
struct nsis_bzip2;

/* NULL: no room in the arena. */
struct nsis_bzip2 *nsis_bzip2_create(struct arena *arena) MUST_USE;

/* Could a stream begin like that? */
bool nsis_bzip2_begins(struct slice packed) MUST_USE;

enum lz_result nsis_bzip2_decode(struct nsis_bzip2 *room, struct slice packed,
    struct body_output *output) MUST_USE;

#endif
