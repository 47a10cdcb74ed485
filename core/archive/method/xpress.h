/*
 * xpress - LZ77 with a code of Huffman, as Windows packs its images (for
 * core/archive)
 *
 * [MS-XCA] 2.1, 2.2.  Each chunk stands for itself: lengths of 512 codes in 256
 * bytes, then bits in units of 16, between which lengths of matches are whole
 * bytes.
 */
#ifndef CORE_ARCHIVE_METHOD_XPRESS_H
#define CORE_ARCHIVE_METHOD_XPRESS_H

#include "core/archive/method/prefix_code.h"

/* Into out, size bytes.  Returns how many came out; fewer: it is broken.  code:
 * room for what the chunk has. */
size_t xpress_unpack(struct slice packed, struct prefix_code *code,
    uint8_t *out, size_t size) MUST_USE;

#endif
