/*
 * charset_double - double byte charsets; private to core/text/
 *
 * What a pair of bytes stands for is asked of iconv once, for all pairs, when
 * the charset is first met (one to two milliseconds); from then on text is
 * decoded from that table.  So hostile bytes meet our loops and not iconv's,
 * and every charset of a language gives the same text.
 *
 * Bytes are read as the WHATWG Encoding Standard reads them: a pair that
 * stands for nothing is one U+FFFD, and does not swallow an ASCII byte.
 *
 * Threads: one at a time.
 */
#ifndef CORE_TEXT_CHARSET_DOUBLE_H
#define CORE_TEXT_CHARSET_DOUBLE_H

#include <string.h>

#include "core/text/charset_iconv.h"
#include "core/text/charset_out.h"

#define DOUBLE_LEADS 126u  /* 0x81 to 0xFE */
#define DOUBLE_TRAILS 191u /* 0x40 to 0xFE */

/* UTF-8 of a pair, filled up with NUL; all NUL: the pair is none. */
struct double_pair {
	uint8_t utf8[4];
};

enum double_table {
	DOUBLE_JAPANESE, /* by the bytes of Shift_JIS */
	DOUBLE_GB,
	DOUBLE_BIG5,
	DOUBLE_KOREAN,
	DOUBLE_TABLES,
};

struct charset_double {
	struct charset_iconv iconv;
	struct double_pair *pairs[DOUBLE_TABLES]; /* NULL: not made yet */
	bool missing[DOUBLE_TABLES]; /* no memory, or iconv knows it not */
};

void charset_double_fini(struct charset_double *tables);

/* Make the table if need be.  False: it cannot be had. */
bool charset_double_has(struct charset_double *tables, enum double_table which);

/* The charset needs tables that can be had, or none. */
bool charset_double_can(
    struct charset_double *tables, const struct charset_info *info);

static inline const struct double_pair *
charset_double_pair(
    const struct double_pair *pairs, uint8_t lead, uint8_t trail)
{
	static const struct double_pair none;

	if (lead < 0x81 || lead > 0xFE || trail < 0x40 || trail > 0xFE)
		return &none;
	return &pairs[(lead - 0x81u) * DOUBLE_TRAILS + (trail - 0x40u)];
}

/* Bytes of the pair's UTF-8; 0: it is none.  Writes four bytes. */
static inline size_t
charset_double_put(const struct double_pair *pair, uint8_t *out)
{
	memcpy(out, pair->utf8, 4);
	if (pair->utf8[0] == 0)
		return 0;
	return 2u + (pair->utf8[2] != 0) + (pair->utf8[3] != 0);
}

/* Row and cell of JIS X 0208, both from 0, by the Japanese table: two rows
 * share a lead byte of Shift_JIS. */
static inline const struct double_pair *
charset_double_jis(const struct double_pair *pairs, unsigned row, unsigned cell)
{
	unsigned lead = row / 2 + (row < 62 ? 0x81 : 0xC1);
	unsigned trail =
	    row % 2 == 1 ? cell + 0x9F : cell + 0x40 + (cell >= 63);

	return charset_double_pair(pairs, (uint8_t)lead, (uint8_t)trail);
}

/* kind: SJIS, EUCJP, GB18030, BIG5 or EUCKR; charset_double_can() holds. */
void charset_from_double(struct charset_double *tables, enum charset_kind kind,
    struct slice bytes, struct charset_out *out);

/* The stateful charsets over the same tables: ISO-2022-JP, -KR, HZ. */
void charset_from_iso2022(struct charset_double *tables, enum charset_kind kind,
    struct slice bytes, struct charset_out *out);

#endif
