/*
 * template - reports and header fields from the configuration, filled in
 *
 * What is put in is data: a ^1 in it stays as it is.
 *
 * Threads: any.
 */
#ifndef CORE_VERDICT_TEMPLATE_H
#define CORE_VERDICT_TEMPLATE_H

#include "core/base/text.h"
#include "core/config/config.h"
#include "core/score/score.h"

/* Put template with each ^1 replaced by value. */
void template_expand(
    struct text *text, const char *template, struct slice value);

/*
 * Put Header and, from AlertLevel on, AlertHeader, filled in.  others is what
 * else the answer will hold: the reasons (^3) take no more than is left of the
 * line to the server once all the rest has its place.  Where ^3 stands right
 * behind the name of its field, the first reason does too; else each begins a
 * line of its own.
 */
void headers_put_score(const struct config *config, const struct score *score,
    struct slice others, struct text *text);

#endif
