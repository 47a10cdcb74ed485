/*
 * verify_plain - a pattern that is one run of bytes
 *
 * Private to the verifier.  window: where it may start.
 */
#ifndef CORE_SCAN_VERIFY_PLAIN_H
#define CORE_SCAN_VERIFY_PLAIN_H

#include "core/pattern/pattern_program.h"
#include "core/scan/verify.h"

/* Of pattern_verify(). */
enum verify_result verify_plain_at(const struct program_head *head,
    struct slice buffer, struct verify_range window, uint64_t literal_end,
    int64_t *steps, struct verify_match *match_r);

/* Of pattern_search(). */
enum verify_result verify_plain_search(const struct program_head *head,
    struct slice buffer, struct verify_range window, uint64_t from,
    int64_t *steps, struct verify_match *match_r, uint64_t *next_r);

#endif
