/*
 * charset - bytes in any charset to UTF-8
 *
 * Labels are read as browsers and mail clients read them (WHATWG Encoding
 * Standard: "us-ascii" and "iso-8859-1" are windows-1252, "gb2312" is GB18030,
 * "ks_c_5601-1987" is EUC-KR with its extension), and as IANA and old programs
 * spell them; charset_names.def has the list.  iconv is used only for charsets
 * of that list, and never by a name that a mail brings.
 *
 * A label may lie, or be missing.  Bytes that cannot be what it says are taken
 * for what they look like (a byte order mark, valid UTF-8, escapes of
 * ISO-2022-JP, a charset in which they read well), and CHARSET_WRONG_LABEL is
 * set.  What still cannot be decoded becomes U+FFFD.  README.md has the order.
 *
 * Threads: one at a time for each struct charsets.
 * Memory: texts lie in the arena, or are the bytes themselves where they are
 * valid UTF-8 already.  About 100 KB here; a table of 96 KB more for each of
 * Japanese, GB, Big5 and Korean is made when it is first needed, and kept, as
 * iconv's descriptors are.
 */
#ifndef CORE_TEXT_CHARSET_H
#define CORE_TEXT_CHARSET_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"

struct charsets;

/* NULL: no memory. */
struct charsets *charsets_create(void) MUST_USE;
void charsets_destroy(struct charsets **charsets);

enum charset_flag {
	CHARSET_UNLABELLED = 1 << 0,    /* no label was given */
	CHARSET_UNKNOWN_LABEL = 1 << 1, /* a name nobody knows, or not here */
	CHARSET_WRONG_LABEL = 1 << 2,   /* the bytes are something else */
	CHARSET_REPLACED = 1 << 3,      /* U+FFFD stands for some bytes */
	CHARSET_CUT = 1 << 4,           /* the arena or the time ran out */
};

struct charset_text {
	struct slice text;   /* valid UTF-8 (RFC 3629), without a BOM */
	const char *charset; /* what was used, in lower case: "koi8-r" */
	unsigned flags;
	size_t replaced; /* how many U+FFFD */
};

/*
 * Decode all of bytes.  label: as written in the message, any case, may be
 * empty.  budget NULL: no end to the time.
 */
struct charset_text charset_decode(struct charsets *charsets,
    struct slice bytes, struct slice label, struct arena *arena,
    struct budget *budget);

/* The canonical name of a label, NULL when nobody knows it. */
const char *charset_name(struct slice label);

#endif
