/*
 * charset_iconv - the only door to iconv; private to core/text/
 *
 * Descriptors are opened at their first use, once a charset, and kept; there
 * are never more than CHARSET_INFO_MAX.  iconv is asked for the charsets in
 * our table only: the rest of its converters are code that mail must not
 * choose.
 *
 * Threads: one at a time.
 */
#ifndef CORE_TEXT_CHARSET_ICONV_H
#define CORE_TEXT_CHARSET_ICONV_H

#include "core/base/slice.h"
#include "core/text/charset_out.h"
#include "core/text/charset_table.h"

struct charset_iconv {
	void *descriptors[CHARSET_INFO_MAX]; /* NULL: not opened yet */
	size_t open;                         /* how many are */
};

void charset_iconv_fini(struct charset_iconv *iconv);

/* This system's iconv knows the charset (its modules may be missing). */
bool charset_iconv_has(
    struct charset_iconv *iconv, const struct charset_info *info);

/* Decode all of bytes; charset_iconv_has(info) must hold. */
void charset_iconv_decode(struct charset_iconv *iconv,
    const struct charset_info *info, struct slice bytes,
    struct charset_out *out);

/*
 * One character of a few bytes as UTF-8 (two code points at most).  Its size
 * in bytes, 0: it is none.
 */
#define CHARSET_ICONV_ONE_MAX 8u
size_t charset_iconv_one(struct charset_iconv *iconv,
    const struct charset_info *info, struct slice character,
    uint8_t out[CHARSET_ICONV_ONE_MAX]);

/*
 * Lines, each ended by LF, as UTF-8; a line that holds what is no character is
 * empty there.  Its size in bytes.  For our own tables: out has room for all
 * that the lines can become.
 */
size_t charset_iconv_lines(struct charset_iconv *iconv,
    const struct charset_info *info, struct slice lines, uint8_t *out,
    size_t room);

#endif
