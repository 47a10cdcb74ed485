/*
 * explode - Implode (method 6 of zip) to a body (private to core/archive)
 *
 * PKZIP 1 wrote it, and PKWARE's description of the format (APPNOTE, 5.3) is
 * all there is to it: two or three Shannon-Fano trees, then literals and
 * matches up to 8 KB back, where zeros stand ahead of the first byte.
 */
#ifndef CORE_ARCHIVE_ZIP_EXPLODE_H
#define CORE_ARCHIVE_ZIP_EXPLODE_H

#include "core/archive/method/lz_output.h"

/* Bits of a zip's flags that say which kind it is. */
#define EXPLODE_FAR (1u << 1)      /* 8 KB back, not 4 */
#define EXPLODE_LITERALS (1u << 2) /* literals have a tree too */

/* size: of the body, which nothing in the stream tells. */
enum lz_result explode(unsigned flags, struct slice packed, uint64_t size,
    struct body_output *output) MUST_USE;

#endif
