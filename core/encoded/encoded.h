/*
 * encoded - files that stand in the middle of a text
 *
 * uuencode (POSIX, with the base64 kind and the variants that clients accept),
 * xxencode, yEnc (1.3) and BinHex 4.0 (RFC 1741).  Mail clients look for these
 * in the text of any part and show them as attachments.
 *
 * Threads: any.  Memory: names and bodies lie in the arena.
 */
#ifndef CORE_ENCODED_ENCODED_H
#define CORE_ENCODED_ENCODED_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/encoded/encoded_file.h"

/*
 * The next file in text at or after *at; *at is behind it then.  size_max:
 * bytes that its bodies may take together.  False: none.
 *
 * Text without any costs one search for the words that begin them.
 */
bool encoded_next(struct slice text, size_t *at, size_t size_max,
    struct arena *arena, struct budget *budget,
    struct encoded_file *file_r) MUST_USE;

const char *encoded_kind_name(enum encoded_kind kind);

#endif
