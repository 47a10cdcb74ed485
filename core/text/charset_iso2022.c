/*
 * charset_iso2022 - charsets that switch: ISO-2022-JP (RFC 1468, 1554),
 * ISO-2022-KR (RFC 1557), HZ (RFC 1843)
 *
 * A line end goes back to ASCII, whether the escape for it came or not, so one
 * lost byte does not spoil the text behind it.
 */
#include "core/text/charset_double.h"

#include <string.h>

#include "core/base/check.h"

enum set {
	SET_ASCII,
	SET_KATAKANA,
	SET_JIS,  /* JIS X 0208 */
	SET_JIS2, /* JIS X 0212 */
	SET_GB,
	SET_KS,
};

struct switcher {
	struct charset_double *tables;
	struct slice bytes;
	struct charset_out *out;
	enum set set;
	enum set before_shift; /* of ISO-2022-JP: what SI goes back to */
	const struct charset_info *eucjp; /* whose JIS X 0212 iconv knows */
};

struct escape {
	const char *sequence;
	enum set set;
};

static const struct escape escapes[] = {
    {"\x1b$B", SET_JIS},
    {"\x1b$@", SET_JIS},
    {"\x1b$(B", SET_JIS},
    {"\x1b$(@", SET_JIS},
    {"\x1b(B", SET_ASCII},
    {"\x1b(J", SET_ASCII}, /* JIS Roman: yen and overline read as ASCII */
    {"\x1b(H", SET_ASCII}, /* an old mistake for it */
    {"\x1b(I", SET_KATAKANA},
    {"\x1b$(D", SET_JIS2},
    {"\x1b$A", SET_GB},
    {"\x1b$(C", SET_KS},
};

static inline uint8_t
byte_at(const struct switcher *s, size_t at)
{
	return at < s->bytes.size ? s->bytes.data[at] : 0;
}

/* The escape at at: bytes passed, and the set it calls. */
static size_t
read_escape(struct switcher *s, size_t at)
{
	for (size_t i = 0; i < sizeof(escapes) / sizeof(*escapes); i++) {
		struct slice sequence = slice_from_string(escapes[i].sequence);

		if (slice_starts_with(slice_skip(s->bytes, at), sequence)) {
			s->set = escapes[i].set;
			return sequence.size;
		}
	}
	charset_out_replace(s->out);
	return 1;
}

static void
put_pair(struct switcher *s, const struct double_pair *pair)
{
	size_t size = charset_double_put(pair, s->out->begin + s->out->size);

	s->out->size += size;
	if (size == 0)
		charset_out_replace(s->out);
}

static void
put_jis2(struct switcher *s, uint8_t lead, uint8_t trail)
{
	uint8_t euc[3] = {
	    0x8F, (uint8_t)(lead | 0x80), (uint8_t)(trail | 0x80)};
	uint8_t utf8[CHARSET_ICONV_ONE_MAX];
	size_t size = charset_iconv_one(
	    &s->tables->iconv, s->eucjp, (struct slice){euc, 3}, utf8);

	if (size == 0) {
		charset_out_replace(s->out);
		return;
	}
	memcpy(s->out->begin + s->out->size, utf8, size);
	s->out->size += size;
}

static void
put_of_table(
    struct switcher *s, enum double_table table, uint8_t lead, uint8_t trail)
{
	if (!charset_double_has(s->tables, table)) {
		charset_out_replace(s->out);
		return;
	}
	put_pair(s, charset_double_pair(s->tables->pairs[table],
			(uint8_t)(lead | 0x80), (uint8_t)(trail | 0x80)));
}

static inline bool
is_graphic(uint8_t byte)
{
	return byte >= 0x21 && byte <= 0x7E;
}

/* A pair of the set in force; bytes passed. */
static size_t
read_pair(struct switcher *s, size_t at)
{
	uint8_t lead = s->bytes.data[at];
	uint8_t trail = byte_at(s, at + 1);

	if (!is_graphic(trail)) {
		charset_out_replace(s->out);
		return 1;
	}
	switch (s->set) {
	case SET_JIS:
		put_pair(
		    s, charset_double_jis(s->tables->pairs[DOUBLE_JAPANESE],
			   lead - 0x21u, trail - 0x21u));
		break;
	case SET_JIS2:
		put_jis2(s, lead, trail);
		break;
	case SET_GB:
		put_of_table(s, DOUBLE_GB, lead, trail);
		break;
	default:
		put_of_table(s, DOUBLE_KOREAN, lead, trail);
		break;
	}
	return 2;
}

/* A character that no escape or shift begins; bytes passed. */
static size_t
read_character(struct switcher *s, size_t at)
{
	uint8_t byte = s->bytes.data[at];

	if (byte >= 0x80) {
		charset_out_replace(s->out);
		return 1;
	}
	if (byte == '\n' || byte == '\r')
		s->set = SET_ASCII;
	if (s->set == SET_KATAKANA && byte >= 0x21 && byte <= 0x5F)
		charset_out_put(s->out, 0xFF61u + byte - 0x21u);
	else if (s->set > SET_KATAKANA && is_graphic(byte))
		return read_pair(s, at);
	else
		charset_out_put(s->out, byte);
	return 1;
}

#define SHIFT_OUT 0x0E
#define SHIFT_IN 0x0F

/* SO and SI: half width katakana, as some programs write them. */
static size_t
step_jp(struct switcher *s, size_t at)
{
	switch (s->bytes.data[at]) {
	case 0x1B:
		return read_escape(s, at);
	case SHIFT_OUT:
		s->before_shift = s->set;
		s->set = SET_KATAKANA;
		return 1;
	case SHIFT_IN:
		s->set = s->before_shift;
		return 1;
	default:
		return read_character(s, at);
	}
}

/* The designator comes once, at the start; without it SO means the same. */
static size_t
step_kr(struct switcher *s, size_t at)
{
	switch (s->bytes.data[at]) {
	case 0x1B:
		if (slice_starts_with(
			slice_skip(s->bytes, at), SLICE("\x1b$)C")))
			return 4;
		charset_out_replace(s->out);
		return 1;
	case SHIFT_OUT:
		s->set = SET_KS;
		return 1;
	case SHIFT_IN:
		s->set = SET_ASCII;
		return 1;
	default:
		return read_character(s, at);
	}
}

/* RFC 1843: "~~" is a tilde, "~" and a line end are nothing. */
static size_t
step_hz(struct switcher *s, size_t at)
{
	uint8_t next = byte_at(s, at + 1);

	if (s->bytes.data[at] != '~')
		return read_character(s, at);
	if (s->set == SET_ASCII && next == '{') {
		s->set = SET_GB;
		return 2;
	}
	if (next == '}') {
		s->set = SET_ASCII;
		return 2;
	}
	if (s->set != SET_ASCII)
		return read_character(s, at);
	if (next == '~')
		charset_out_put(s->out, '~');
	else if (next != '\n')
		return read_character(s, at);
	return 2;
}

/* Pairs of JIS X 0208, the bulk of Japanese mail, in one go. */
static size_t
pass_pairs(struct switcher *s, size_t at, size_t until)
{
	const struct double_pair *pairs = s->tables->pairs[DOUBLE_JAPANESE];
	const uint8_t *data = s->bytes.data;
	uint8_t *to = s->out->begin + s->out->size;

	for (; until - at >= 2; at += 2) {
		size_t size;

		if (!is_graphic(data[at]) || !is_graphic(data[at + 1]))
			break;
		size = charset_double_put(
		    charset_double_jis(
			pairs, data[at] - 0x21u, data[at + 1] - 0x21u),
		    to);
		if (size == 0)
			break;
		to += size;
	}
	s->out->size = (size_t)(to - s->out->begin);
	return at;
}

/* What needs no thought: printable ASCII, or pairs; where it ends. */
static size_t
pass_run(struct switcher *s, size_t at, size_t until)
{
	const uint8_t *data = s->bytes.data;

	if (s->set == SET_JIS)
		return pass_pairs(s, at, until);
	if (s->set != SET_ASCII)
		return at;
	while (at < until && data[at] >= ' ' && data[at] < '~')
		s->out->begin[s->out->size++] = data[at++];
	return at;
}

static size_t
step(struct switcher *s, enum charset_kind kind, size_t at)
{
	if (kind == CHARSET_ISO2022JP)
		return step_jp(s, at);
	if (kind == CHARSET_ISO2022KR)
		return step_kr(s, at);
	return step_hz(s, at);
}

void
charset_from_iso2022(struct charset_double *tables, enum charset_kind kind,
    struct slice bytes, struct charset_out *out)
{
	struct switcher s = {
	    tables, bytes, out, SET_ASCII, SET_ASCII, charset_named("euc-jp")};
	size_t at = 0;
	size_t piece;

	CHECK(kind != CHARSET_ISO2022JP ||
	      charset_double_has(tables, DOUBLE_JAPANESE));
	while ((piece = charset_out_piece(out, bytes.size - at, 3, 16)) > 0)
		for (size_t until = at + piece; at < until;) {
			at = pass_run(&s, at, until);
			if (at < until)
				at += step(&s, kind, at);
		}
}
