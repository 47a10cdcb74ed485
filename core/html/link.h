/*
 * link - attributes that hold URLs in a grammar of their own
 *
 * Threads: any.
 */
#ifndef CORE_HTML_LINK_H
#define CORE_HTML_LINK_H

#include "core/base/slice.h"

/* The next URL of a srcset at or after *at; false: none (HTML standard,
 * 4.8.4.2.2). */
bool srcset_next(struct slice set, size_t *at, struct slice *url_r);

/* The URL of <meta http-equiv=refresh content=...>; false: none (HTML standard,
 * 4.2.5.3). */
bool refresh_url(struct slice content, struct slice *url_r);

#endif
