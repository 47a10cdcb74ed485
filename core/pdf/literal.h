/*
 * literal - what a string of a PDF says (ISO 32000-2, 7.3.4 and 7.9.2)
 *
 * Threads: any.  Memory: the arena, no more than twice what the string has.
 */
#ifndef CORE_PDF_LITERAL_H
#define CORE_PDF_LITERAL_H

#include "core/base/arena.h"
#include "core/pdf/lexer.h"

/*
 * The bytes of a PDF_STRING (escapes undone) or PDF_HEX.  False: it is neither,
 * or the arena is full.
 */
bool pdf_string_bytes(const struct pdf_token *token, struct arena *arena,
    struct slice *bytes_r) MUST_USE;

/*
 * Text in UTF-8: of UTF-16 where a byte order mark says so; without one the
 * bytes as they are, for nobody writes anything but ASCII where it matters.
 * False: the arena is full.
 */
bool pdf_string_text(
    struct slice bytes, struct arena *arena, struct slice *text_r) MUST_USE;

#endif
