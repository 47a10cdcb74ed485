/*
 * verify_parts - a pattern of parts with gaps between them
 *
 * Private to the verifier.  window: where the first part may start.
 */
#ifndef CORE_SCAN_VERIFY_PARTS_H
#define CORE_SCAN_VERIFY_PARTS_H

#include "core/pattern/pattern_program.h"
#include "core/scan/verify.h"

/* Of pattern_verify(), with known ranges. */
enum verify_result verify_parts_at(const struct program_head *head,
    uint16_t anchor, uint16_t member, struct slice buffer,
    struct verify_range window, uint64_t literal_end, int64_t *steps,
    struct verify_range *known, struct verify_match *match_r);

/* ... and on its own: with a big frame, so apart from the other. */
enum verify_result verify_parts_alone(const struct program_head *head,
    uint16_t anchor, uint16_t member, struct slice buffer,
    struct verify_range window, uint64_t literal_end, int64_t *steps,
    struct verify_match *match_r);

/* Of pattern_search(). */
enum verify_result verify_parts_search(const struct program_head *head,
    struct slice buffer, struct verify_range window, uint64_t from,
    int64_t *steps, struct verify_range *known, struct verify_match *match_r,
    uint64_t *next_r);

#endif
