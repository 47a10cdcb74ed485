/*
 * lexical - blanks, comments and quoted strings of RFC 5322 3.2 (private to
 * this folder)
 *
 * Offsets go in and come out; nothing here looks at a byte twice.
 *
 * Threads: any.
 */
#ifndef CORE_HEADER_LEXICAL_H
#define CORE_HEADER_LEXICAL_H

#include "core/base/arena.h"
#include "core/base/ascii.h"
#include "core/base/slice.h"

static inline bool
lexical_is_line_end(uint8_t c)
{
	return c == '\r' || c == '\n';
}

size_t lexical_skip_blanks(struct slice s, size_t at);

/*
 * The comment that begins at at, with those inside of it: where it ends,
 * behind its ')'.  Not closed within max bytes: at itself.
 */
size_t lexical_comment_end(struct slice s, size_t at, size_t max);

/* The quoted string that begins at at: behind its end, or at itself. */
size_t lexical_quoted_end(struct slice s, size_t at);

/* The first word of s, up to a blank, and what stands behind it. */
struct slice lexical_first_word(struct slice s, struct slice *rest_r);

#endif
