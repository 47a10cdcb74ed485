/*
 * words - encoded words in header values (RFC 2047, and what is found for it)
 *
 * "=?charset?B?...?=" and "?Q?" anywhere in a value, also where the RFC forbids
 * them (in quoted strings, inside of words, without blanks around them), since
 * clients decode them there.  Blanks between two encoded words vanish.  A
 * character that is split over two words of the same charset and encoding is
 * put together; RFC 2231's language suffix is left out.  Raw 8-bit bytes are
 * decoded as UTF-8 if they are, by the default charset otherwise; so is raw
 * ISO-2022-JP.  Folds are taken out.  CR and LF that a word holds become
 * blanks; NUL and other control characters stay as they are.
 *
 * A word that nothing ends goes up to the first blank, to the next word or to
 * the end of the value.  A word whose encoding is neither B nor Q stays as it
 * is written.  Any value costs linear time.
 *
 * Threads: one at a time for each struct charsets.  Memory: the arena; a value
 * of plain ASCII without folds is returned as it is.
 */
#ifndef CORE_HEADER_WORDS_H
#define CORE_HEADER_WORDS_H

#include "core/text/charset.h"

enum words_flag {
	WORDS_BAD = 1 << 0,      /* something that begins like one but is none,
				    or with a broken inside: decoded as far as
				    it goes */
	WORDS_RAW = 1 << 1,      /* bytes over 127 outside of words */
	WORDS_CHARSETS = 1 << 2, /* words of several charsets */
	WORDS_CUT = 1 << 3,      /* no memory: the text is the start of the
				    value, as written, up to the first byte
				    that cannot stand in it */
};

struct words {
	struct slice text;    /* valid UTF-8, one line */
	struct slice charset; /* of the first word, no language; or empty */
	unsigned flags;
	size_t count; /* of encoded words */
};

/* charset: of raw 8-bit bytes that are no UTF-8; may be empty. */
struct words words_decode(struct slice value, struct slice charset,
    struct charsets *charsets, struct arena *arena);

#endif
