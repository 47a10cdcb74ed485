/*
 * evidence - what the cartridge says of a message (private to this folder)
 *
 * Threads: any.  Memory: the arena.
 */
#ifndef CORE_SCORE_EVIDENCE_H
#define CORE_SCORE_EVIDENCE_H

#include "core/canonical/canonical.h"
#include "core/score/score.h"

/* Reasons while they are collected; what finds no room is the weakest. */
struct score_reasons {
	struct score_reason *items; /* SCORE_REASONS_MAX; NULL: not wanted */
	size_t count;
	struct arena *arena;
};

/* Keep a copy of text, if the reason is among the strongest. */
void score_reasons_add(struct score_reasons *reasons, enum score_source source,
    struct slice text, double weight);

/*
 * 0..100 by model and prints.  False: the cartridge holds neither that can be
 * used.
 */
bool evidence_weigh(const struct score_data *data,
    const struct canonical *canonical, struct score_reasons *reasons,
    double *value_r);

#endif
