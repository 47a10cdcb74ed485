/*
 * pattern_run - a compiled pattern run over a whole buffer, without a matcher
 *
 * Looks for each literal of one anchor set in the plainest way and verifies at
 * each hit, as a scanner does.
 */
#ifndef TESTS_SUPPORT_PATTERN_RUN_H
#define TESTS_SUPPORT_PATTERN_RUN_H

#include "core/scan/verify.h"
#include "core/pattern/pattern.h"

/* The first YES wins; else EXHAUSTED if any hit was; else NO. */
enum verify_result pattern_run(const struct pattern *pattern, size_t anchor,
    bool nocase, struct slice buffer, int64_t steps,
    struct verify_match *match_r);

#endif
