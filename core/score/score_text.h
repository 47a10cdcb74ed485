/*
 * score_text - a score as it stands in header fields
 *
 * Threads: any.
 */
#ifndef CORE_SCORE_SCORE_TEXT_H
#define CORE_SCORE_SCORE_TEXT_H

#include "core/base/text.h"
#include "core/score/score.h"

/* "92.120000" */
void score_put_value(struct text *text, double value);

/*
 * The reasons, strongest first, each as
 *
 *     LF TAB "(26%) WORDS: Subject: cheap"
 *
 * so that they go on with the field they stand in.  The number is the share of
 * this reason in all that is listed; it is below 0 for what speaks against
 * spam.  Whole reasons only, as many as have room in max_bytes as the server is
 * sent them (where the LF takes two bytes and so does the TAB).  No byte of
 * them needs an escape.
 */
void score_put_reasons(
    struct text *text, const struct score *score, size_t max_bytes);

#endif
