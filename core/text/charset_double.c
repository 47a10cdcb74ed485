/*
 * charset_double - double byte charsets
 */
#include "core/text/charset_double.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/base/check.h"
#include "core/text/utf8.h"
#include "simd/unicode.h"

static const char *const table_names[DOUBLE_TABLES] = {
    [DOUBLE_JAPANESE] = "shift_jis",
    [DOUBLE_GB] = "gb18030",
    [DOUBLE_BIG5] = "big5",
    [DOUBLE_KOREAN] = "euc-kr",
};

void
charset_double_fini(struct charset_double *tables)
{
	for (size_t i = 0; i < DOUBLE_TABLES; i++)
		free(tables->pairs[i]);
	charset_iconv_fini(&tables->iconv);
}

/* All pairs with one lead, a line each: iconv is asked once, and once more for
 * each that is none. */
static struct slice
lines_of(uint8_t lead, uint8_t lines[3 * DOUBLE_TRAILS])
{
	for (unsigned i = 0; i < DOUBLE_TRAILS; i++) {
		lines[3 * i] = lead;
		lines[3 * i + 1] = (uint8_t)(0x40 + i);
		lines[3 * i + 2] = '\n';
	}
	return (struct slice){lines, (size_t)3 * DOUBLE_TRAILS};
}

static void
ask_lead(struct charset_iconv *iconv, const struct charset_info *info,
    uint8_t lead, struct double_pair pairs[DOUBLE_TRAILS])
{
	uint8_t lines[3 * DOUBLE_TRAILS];
	uint8_t room[(CHARSET_ICONV_ONE_MAX + 1) * DOUBLE_TRAILS];
	struct slice utf8 = {room, 0};

	utf8.size = charset_iconv_lines(
	    iconv, info, lines_of(lead, lines), room, sizeof(room));
	for (unsigned i = 0; i < DOUBLE_TRAILS && utf8.size > 0; i++) {
		size_t size = slice_find_byte(utf8, '\n');

		/* Two single bytes are no pair; each is 3 bytes or ASCII. */
		if (size >= 2 && size <= 4 && utf8.data[size - 1] >= 0x80)
			memcpy(pairs[i].utf8, utf8.data, size);
		utf8 = slice_skip(utf8, size + 1);
	}
}

static void
ask(struct charset_iconv *iconv, const struct charset_info *info,
    struct double_pair *pairs)
{
	for (unsigned i = 0; i < DOUBLE_LEADS; i++)
		ask_lead(iconv, info, (uint8_t)(0x81 + i),
		    pairs + (size_t)i * DOUBLE_TRAILS);
}

/*
 * The symbols of Big5's first rows as Windows (code page 950) and the Encoding
 * standard have them.  Hong Kong's table has others, or none, in their places.
 */
static void
mend_big5(struct double_pair *pairs)
{
	static const struct {
		uint8_t lead, trail;
		uint16_t code_point;
	} symbols[] = {
	    {0xA1, 0x45, 0x2027},
	    {0xA1, 0x4E, 0xFE51},
	    {0xA1, 0x5A, 0x2574},
	    {0xA1, 0xC2, 0x00AF},
	    {0xA1, 0xC3, 0xFFE3},
	    {0xA1, 0xC5, 0x02CD},
	    {0xA1, 0xE3, 0xFF5E},
	    {0xA1, 0xF2, 0x2295},
	    {0xA1, 0xF3, 0x2299},
	    {0xA1, 0xFE, 0xFF0F},
	    {0xA2, 0x40, 0xFF3C},
	    {0xA2, 0x41, 0x2215},
	    {0xA2, 0x42, 0xFE68},
	    {0xA2, 0x44, 0xFFE5},
	    {0xA2, 0x46, 0xFFE0},
	    {0xA2, 0x47, 0xFFE1},
	    {0xA2, 0xCC, 0x5341},
	    {0xA2, 0xCE, 0x5345},
	    {0xA3, 0xE1, 0x20AC},
	};

	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		struct double_pair pair = {{0}};

		(void)utf8_put(symbols[i].code_point, pair.utf8);
		pairs[(symbols[i].lead - 0x81u) * DOUBLE_TRAILS +
		      (symbols[i].trail - 0x40u)] = pair;
	}
}

bool
charset_double_has(struct charset_double *tables, enum double_table which)
{
	const struct charset_info *info;

	if (tables->pairs[which] != NULL)
		return true;
	if (tables->missing[which])
		return false;
	info = charset_named(table_names[which]);
	if (charset_iconv_has(&tables->iconv, info))
		tables->pairs[which] = calloc(
		    DOUBLE_LEADS * DOUBLE_TRAILS, sizeof(struct double_pair));
	if (tables->pairs[which] == NULL) {
		tables->missing[which] = true;
		return false;
	}
	ask(&tables->iconv, info, tables->pairs[which]);
	if (which == DOUBLE_BIG5)
		mend_big5(tables->pairs[which]);
	return true;
}

bool
charset_double_can(
    struct charset_double *tables, const struct charset_info *info)
{
	switch (info->kind) {
	case CHARSET_SJIS:
	case CHARSET_EUCJP:
	case CHARSET_ISO2022JP:
		return charset_double_has(tables, DOUBLE_JAPANESE);
	case CHARSET_GB18030:
	case CHARSET_HZ:
		return charset_double_has(tables, DOUBLE_GB);
	case CHARSET_BIG5:
		return charset_double_has(tables, DOUBLE_BIG5);
	case CHARSET_EUCKR:
	case CHARSET_ISO2022KR:
		return charset_double_has(tables, DOUBLE_KOREAN);
	case CHARSET_ICONV:
		return charset_iconv_has(&tables->iconv, info);
	default:
		return true;
	}
}

struct decoder {
	struct charset_double *tables;
	const struct double_pair *pairs;
	const struct charset_info
	    *longer; /* whose long characters iconv knows */
	struct slice bytes;
	struct charset_out *out;
};

#define HALFWIDTH_KATAKANA 0xFF61u /* of 0xA1 */

static inline bool
is_katakana(uint8_t byte)
{
	return byte >= 0xA1 && byte <= 0xDF;
}

/* Write what stands for bytes at at; how many bytes it is. */
static size_t
put_or_replace(struct decoder *d, const struct double_pair *pair, size_t at)
{
	size_t size = charset_double_put(pair, d->out->begin + d->out->size);
	bool has_trail = d->bytes.size - at > 1;

	d->out->size += size;
	if (size > 0)
		return 2;
	charset_out_replace(d->out);
	return has_trail && d->bytes.data[at + 1] >= 0x80 ? 2 : 1;
}

static inline uint8_t
byte_at(const struct decoder *d, size_t at)
{
	return at < d->bytes.size ? d->bytes.data[at] : 0;
}

static size_t
put_one(struct decoder *d, uint32_t code_point)
{
	charset_out_put(d->out, code_point);
	return 1;
}

/* A character of three or four bytes, which iconv knows. */
static size_t
put_long(struct decoder *d, size_t at, size_t size)
{
	uint8_t utf8[CHARSET_ICONV_ONE_MAX];
	size_t made = charset_iconv_one(
	    &d->tables->iconv, d->longer, slice_sub(d->bytes, at, size), utf8);

	if (made == 0) {
		charset_out_replace(d->out);
		return size;
	}
	memcpy(d->out->begin + d->out->size, utf8, made);
	d->out->size += made;
	return size;
}

/* Each step: bytes that were read at at, which holds no ASCII. */
static size_t
step_sjis(struct decoder *d, size_t at)
{
	uint8_t lead = d->bytes.data[at];

	if (is_katakana(lead))
		return put_one(d, HALFWIDTH_KATAKANA + lead - 0xA1u);
	if (lead == 0x80)
		return put_one(d, 0x80);
	if (lead == 0xA0 || lead > 0xFC) {
		charset_out_replace(d->out);
		return 1;
	}
	return put_or_replace(
	    d, charset_double_pair(d->pairs, lead, byte_at(d, at + 1)), at);
}

static size_t
step_eucjp(struct decoder *d, size_t at)
{
	static const struct double_pair none;
	uint8_t lead = d->bytes.data[at];
	uint8_t trail = byte_at(d, at + 1);

	if (lead == 0x8E && is_katakana(trail))
		return 1 + put_one(d, HALFWIDTH_KATAKANA + trail - 0xA1u);
	if (lead == 0x8F && trail >= 0xA1 && byte_at(d, at + 2) >= 0xA1)
		return put_long(d, at, 3);
	if (lead < 0xA1 || lead == 0xFF) {
		charset_out_replace(d->out);
		return 1;
	}
	if (trail < 0xA1 || trail == 0xFF)
		return put_or_replace(d, &none, at);
	return put_or_replace(
	    d, charset_double_jis(d->pairs, lead - 0xA1u, trail - 0xA1u), at);
}

/* Four bytes: the planes above the first are in a row (GB 18030-2005). */
static size_t
step_gb_four(struct decoder *d, size_t at)
{
	const uint8_t *b = d->bytes.data + at;
	uint32_t linear = ((b[0] - 0x81u) * 10 + (b[1] - 0x30u)) * 1260 +
			  (b[2] - 0x81u) * 10 + (b[3] - 0x30u);

	if (linear < 189000)
		return put_long(d, at, 4);
	if (linear - 189000 > 0xFFFFF)
		charset_out_replace(d->out);
	else
		charset_out_put(d->out, 0x10000 + linear - 189000);
	return 4;
}

static size_t
step_gb18030(struct decoder *d, size_t at)
{
	uint8_t lead = d->bytes.data[at];
	uint8_t trail = byte_at(d, at + 1);
	uint8_t third = byte_at(d, at + 2);

	if (lead == 0x80)
		return put_one(d, 0x20AC);
	if (lead == 0xFF) {
		charset_out_replace(d->out);
		return 1;
	}
	if (ascii_is_digit(trail) && third >= 0x81 && third <= 0xFE &&
	    ascii_is_digit(byte_at(d, at + 3)))
		return step_gb_four(d, at);
	return put_or_replace(
	    d, charset_double_pair(d->pairs, lead, trail), at);
}

static size_t
step_plain(struct decoder *d, size_t at)
{
	uint8_t lead = d->bytes.data[at];

	if (lead == 0x80 || lead == 0xFF) {
		charset_out_replace(d->out);
		return 1;
	}
	return put_or_replace(
	    d, charset_double_pair(d->pairs, lead, byte_at(d, at + 1)), at);
}

/* Where a pair at p is looked up; out of range, it is none. */
static inline const struct double_pair *
look_up(const struct double_pair *pairs, const uint8_t *p, bool is_eucjp)
{
	static const struct double_pair none;

	if (!is_eucjp)
		return charset_double_pair(pairs, p[0], p[1]);
	if (p[0] < 0xA1 || p[0] == 0xFF || p[1] < 0xA1 || p[1] == 0xFF)
		return &none;
	return charset_double_jis(pairs, p[0] - 0xA1u, p[1] - 0xA1u);
}

/* Pairs from at on, until something else comes.  This is where the time goes:
 * nothing but the pointers changes. */
static inline size_t
feed_pairs(struct decoder *d, size_t at, size_t until, bool is_eucjp)
{
	const uint8_t *p = d->bytes.data + at;
	const uint8_t *end = d->bytes.data + until;
	const struct double_pair *pairs = d->pairs;
	uint8_t *to = d->out->begin + d->out->size;

	while (end - p >= 2 && p[0] >= 0x80) {
		size_t size =
		    charset_double_put(look_up(pairs, p, is_eucjp), to);

		if (size == 0)
			break;
		to += size;
		p += 2;
	}
	d->out->size = (size_t)(to - d->out->begin);
	return (size_t)(p - d->bytes.data);
}

static size_t
feed_ascii(struct decoder *d, size_t at, size_t until)
{
	size_t run = unicode_ascii_run(d->bytes.data + at, until - at);

	memcpy(d->out->begin + d->out->size, d->bytes.data + at, run);
	d->out->size += run;
	return at + run;
}

/* At most one character further than until. */
static inline size_t
feed(struct decoder *d, size_t at, size_t until, bool is_eucjp,
    size_t (*step)(struct decoder *d, size_t at))
{
	while (at < until) {
		size_t before;

		if (d->bytes.data[at] < 0x80) {
			at = feed_ascii(d, at, until);
			continue;
		}
		before = at;
		at = feed_pairs(d, at, until, is_eucjp);
		if (at == before)
			at += step(d, at);
	}
	return at;
}

static size_t
feed_kind(struct decoder *d, enum charset_kind kind, size_t at, size_t until)
{
	switch (kind) {
	case CHARSET_SJIS:
		return feed(d, at, until, false, step_sjis);
	case CHARSET_EUCJP:
		return feed(d, at, until, true, step_eucjp);
	case CHARSET_GB18030:
		return feed(d, at, until, false, step_gb18030);
	default:
		return feed(d, at, until, false, step_plain);
	}
}

static enum double_table
table_of(enum charset_kind kind)
{
	switch (kind) {
	case CHARSET_GB18030:
		return DOUBLE_GB;
	case CHARSET_BIG5:
		return DOUBLE_BIG5;
	case CHARSET_EUCKR:
		return DOUBLE_KOREAN;
	default:
		return DOUBLE_JAPANESE;
	}
}

void
charset_from_double(struct charset_double *tables, enum charset_kind kind,
    struct slice bytes, struct charset_out *out)
{
	enum double_table which = table_of(kind);
	struct decoder d = {.tables = tables, .bytes = bytes, .out = out};
	size_t at = 0;
	size_t piece;

	CHECK(charset_double_has(tables, which));
	d.pairs = tables->pairs[which];
	d.longer = charset_named(kind == CHARSET_EUCJP ? "euc-jp" : "gb18030");
	/* A byte that stands for nothing becomes three. */
	while ((piece = charset_out_piece(out, bytes.size - at, 3, 16)) > 0)
		at = feed_kind(&d, kind, at, at + piece);
}
