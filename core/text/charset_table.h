/*
 * charset_table - the charsets by name; private to core/text/
 *
 * Threads: any; all of it is constant.
 */
#ifndef CORE_TEXT_CHARSET_TABLE_H
#define CORE_TEXT_CHARSET_TABLE_H

#include "core/base/slice.h"

/* How the bytes of a charset are read. */
enum charset_kind {
	CHARSET_UTF8,
	CHARSET_UNKNOWN, /* a label that says nothing: "unknown-8bit" */
	CHARSET_UTF16,   /* byte order as the bytes show */
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_UTF32,
	CHARSET_UTF32LE,
	CHARSET_UTF32BE,
	CHARSET_UTF7,
	CHARSET_IMAP7, /* UTF-7 as IMAP modified it */
	CHARSET_SJIS,
	CHARSET_EUCJP,
	CHARSET_ISO2022JP,
	CHARSET_GB18030,
	CHARSET_HZ,
	CHARSET_BIG5,
	CHARSET_EUCKR,
	CHARSET_ISO2022KR,
	CHARSET_ICONV,
	CHARSET_ASCII, /* windows-1252 by the standard, seven bits by itself */
	CHARSET_SINGLE,
};

struct charset_info {
	const char *name; /* in lower case */
	enum charset_kind kind;
	int table;         /* of a single byte charset, else -1 */
	const char *iconv; /* "": iconv is not needed for it */
};

#define CHARSET_SINGLES_MAX 64u
#define CHARSET_INFO_MAX 96u

/* NULL: nobody knows the label. */
const struct charset_info *charset_find(struct slice label);

/* By its canonical name, which must be there. */
const struct charset_info *charset_named(const char *name);

/* Place of info in the table: below CHARSET_INFO_MAX. */
size_t charset_index(const struct charset_info *info);

/* Code points of the bytes 0x80 to 0xFF; 0xFFFD: none. */
size_t charset_single_count(void);
const uint16_t *charset_single(size_t table);

#endif
