/*
 * pack - zstd (RFC 8878), with a bound on what comes out
 *
 * Threads: any.  Memory: malloc().
 */
#ifndef CORE_UPDATE_PACK_H
#define CORE_UPDATE_PACK_H

#include <stdbool.h>

#include "core/base/check.h"
#include "core/base/slice.h"

/* *packed_r is malloc()ed.  False: no memory. */
bool pack(struct slice plain, uint8_t **packed_r, size_t *size_r) MUST_USE;

enum unpack_result { UNPACK_OK, UNPACK_DAMAGED, UNPACK_NO_MEMORY };

/*
 * One frame that holds exactly size bytes: *plain_r is malloc()ed, NULL unless
 * UNPACK_OK.  Memory is taken as the frame fills it, so that a short file that
 * claims a large size costs nothing.
 */
enum unpack_result unpack(
    struct slice packed, size_t size, uint8_t **plain_r) MUST_USE;

#endif
