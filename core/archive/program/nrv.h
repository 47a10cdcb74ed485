/*
 * nrv - NRV2B, NRV2D and NRV2E, in which UPX packs (private to core/archive)
 *
 * After the UCL data compression library's description of its formats.
 *
 * Bits come in groups of one, two or four bytes (lowest first), the highest
 * bit first; whole bytes stand between the groups.
 */
#ifndef CORE_ARCHIVE_PROGRAM_NRV_H
#define CORE_ARCHIVE_PROGRAM_NRV_H

#include "core/archive/method/lz_output.h"

enum nrv_kind { NRV_2B, NRV_2D, NRV_2E };

/* LZ_OK: up to the mark at its end. */
enum lz_result nrv_decode(enum nrv_kind kind, unsigned group_bytes,
    struct slice packed, struct body_output *output) MUST_USE;

#endif
