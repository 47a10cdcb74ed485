/*
 * charset_decode - the decoders, one a kind; private to core/text/
 *
 * Each writes all of bytes to out, U+FFFD for what is none of its charset, in
 * time linear in the size of the bytes, and stops where out is cut.
 */
#ifndef CORE_TEXT_CHARSET_DECODE_H
#define CORE_TEXT_CHARSET_DECODE_H

#include "core/text/charset.h"
#include "core/text/charset_out.h"
#include "core/text/charset_table.h"
#include "simd/unicode.h"

void charset_from_utf8(struct slice bytes, struct charset_out *out);
void charset_from_utf16(
    struct slice bytes, bool big_endian, struct charset_out *out);
void charset_from_utf32(
    struct slice bytes, bool big_endian, struct charset_out *out);
/* imap: '&' shifts, and ',' stands for '/' (RFC 3501, section 5.1.3). */
void charset_from_utf7(struct slice bytes, bool imap, struct charset_out *out);

struct charset_single {
	struct unicode_single kernel;
	bool has_holes; /* some bytes stand for nothing */
};
void charset_single_make(struct charset_single *single, size_t table);
void charset_from_single(const struct charset_single *single, size_t table,
    struct slice bytes, struct charset_out *out);

#endif
