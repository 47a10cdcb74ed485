/*
 * css - reading style sheets and style attributes
 *
 * Threads: any.
 */
#ifndef CORE_HTML_CSS_H
#define CORE_HTML_CSS_H

#include "core/base/slice.h"

/* Where the declaration at from ends: its ';' or s.size. */
size_t css_declaration_end(struct slice s, size_t from);

/* Are there comments or escapes in s, so that css_plain() must be asked? */
bool css_needs_plain(struct slice s);

/*
 * s without comments and <!-- -->, with its escapes ("d\69splay") decoded; out
 * has room for s.size.  Returns the bytes written.
 */
size_t css_plain(struct slice s, uint8_t *out);

/*
 * The next url(...) or @import "..." in plain CSS at or after *at; *at is
 * behind it.  False: none.
 */
bool css_next_url(
    struct slice s, size_t *at, struct slice *url_r, bool *is_import_r);

#endif
