/*
 * normal - text in the form that canonical.h describes
 *
 * Nearly all of mail is ASCII, and nearly all of the rest is in form NFKC
 * already, which a bit for each character tells.  What is not is gathered, with
 * the character ahead of it (which an accent may join), and composed.
 */
#include "core/canonical/normal.h"

#include <string.h>

#include "core/canonical/compose.h"
#include "core/canonical/tables.h"
#include "core/text/utf8.h"
#include "simd/bytes.h"

void
normal_begin(struct normal *normal, uint8_t *out, size_t room)
{
	*normal = (struct normal){.out = out, .room = room};
}

/* ---- blanks -------------------------------------------------------------- */

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\n';
}

/* LF wins over the blank that stands there. */
static void
put_blank(struct normal *normal, uint8_t blank)
{
	if (normal->size == 0)
		return;
	if (!is_blank(normal->out[normal->size - 1]))
		normal->out[normal->size++] = blank;
	else if (blank == '\n')
		normal->out[normal->size - 1] = blank;
}

void
normal_end_line(struct normal *normal)
{
	put_blank(normal, '\n');
}

struct slice
normal_text(const struct normal *normal)
{
	size_t size = normal->size;

	if (size > 0 && is_blank(normal->out[size - 1]))
		size--;
	return (struct slice){normal->out, size};
}

/* The blanks of other scripts and typography: ' ' or LF; 0: no blank. */
static uint8_t
blank_of(uint32_t c)
{
	if (c == 0x2028 || c == 0x2029 || c == 0x85)
		return '\n';
	if (c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
	    c == 0x202F || c == 0x205F || c == 0x2800 || c == 0x3000)
		return ' ';
	return 0;
}

/* ---- ASCII --------------------------------------------------------------- */

#define BLOCK sizeof(uint64_t)
/* Eight bytes of one value. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (uint64_t)(byte))

static uint64_t
load(const uint8_t *data)
{
	uint64_t bytes;

	memcpy(&bytes, data, sizeof(bytes));
	return bytes;
}

/* High bits of the bytes that are 0, in bytes below 0x80 (of others, any). */
static uint64_t
zeros(uint64_t bytes)
{
	return ~(bytes + EACH(0x7F)) & EACH(0x80);
}

/* High bits of the blanks and line ends. */
static uint64_t
blanks(uint64_t bytes)
{
	return zeros(bytes ^ EACH(' ')) | zeros(bytes ^ EACH('\n'));
}

/* Printable or LF, and no blank that another one follows: copied as it is.
 * Nine bytes are looked at. */
static bool
is_plain_block(const uint8_t *data)
{
	uint64_t bytes = load(data), next = load(data + 1);
	uint64_t blank = blanks(bytes);
	uint64_t odd = bytes | next | zeros(bytes ^ EACH(0x7F));

	odd |= ~(bytes + EACH(0x80 - ' ')) & ~blank;
	odd |= blank & blanks(next);
	return (odd & EACH(0x80)) == 0;
}

/* c makes no second blank. */
static bool
may_follow(const struct normal *normal, uint8_t c)
{
	return !is_blank(c) ||
	       (normal->size > 0 && !is_blank(normal->out[normal->size - 1]));
}

/* The same byte by byte; where it ends, or at to. */
static size_t
put_bytes(struct normal *normal, struct slice s, size_t at, size_t to)
{
	uint8_t *out = normal->out;
	size_t size = normal->size;

	for (; at < to; at++) {
		uint8_t c = s.data[at];

		if ((uint8_t)(c - 0x20) >= 0x5F && c != '\n')
			break;
		if (!is_blank(c) || (size > 0 && !is_blank(out[size - 1])))
			out[size++] = c;
		else if (size > 0 && c == '\n')
			out[size - 1] = c;
	}
	normal->size = size;
	return at;
}

/* A run so short is no work for put_run(). */
#define RUN_MIN (4 * BLOCK)

/*
 * The same as put_bytes(), by vectors, for what cannot fill the room: up to a
 * whole number of blocks from at on, so that what comes behind it is cut where
 * it would be without.
 */
static size_t
put_run(struct normal *normal, struct slice s, size_t at)
{
	uint8_t *out = normal->out;
	size_t left = normal->room - normal->size, size = normal->size, to;

	/* Between words of other scripts one blank is all. */
	if (left < RUN_MIN || s.size - at < RUN_MIN ||
	    (load(s.data + at) & EACH(0x80)) != 0)
		return at;
	left -= BLOCK;
	to = at + ((s.size - at < left ? s.size - at : left) & ~(BLOCK - 1));
	while (at < to) {
		bool behind = size == 0 || is_blank(out[size - 1]);
		size_t copied =
		    bytes_copy_plain(s.data + at, to - at, behind, out + size);

		size += copied;
		at += copied;
		if (at == to || !is_blank(s.data[at]))
			break;
		/* Behind a blank, or ahead of everything. */
		for (; at < to && is_blank(s.data[at]); at++)
			if (size > 0 && s.data[at] == '\n')
				out[size - 1] = '\n';
	}
	normal->size = size;
	return at;
}

/* Printable ASCII and LF from at on; where it ends. */
static size_t
put_ascii(struct normal *normal, struct slice s, size_t at)
{
	at = put_run(normal, s, at);
	while (at < s.size && normal->size < normal->room) {
		size_t to = s.size - at > BLOCK ? at + BLOCK : s.size;

		if (to < s.size && may_follow(normal, s.data[at]) &&
		    is_plain_block(s.data + at)) {
			memcpy(normal->out + normal->size, s.data + at, BLOCK);
			normal->size += BLOCK;
			at = to;
			continue;
		}
		at = put_bytes(normal, s, at, to);
		if (at < to)
			break;
	}
	return at;
}

static void
put_control(struct normal *normal, struct slice s, size_t at)
{
	uint8_t c = s.data[at];

	if (c == '\r') {
		if (at + 1 == s.size || s.data[at + 1] != '\n')
			put_blank(normal, '\n');
	} else if (c == '\t' || c == '\f' || c == '\v') {
		put_blank(normal, ' ');
	} else {
		normal->odd |= NORMAL_CONTROL;
	}
}

/* ---- characters beyond ASCII --------------------------------------------- */

/* Where the character of out begins that ends at end. */
static size_t
begin_of(const struct normal *normal, size_t end)
{
	while (end > 0 && (normal->out[--end] & 0xC0) == 0x80)
		;
	return end;
}

/* What is written is more than the room: back to whole characters in it. */
static void
keep_room(struct normal *normal)
{
	if (normal->size <= normal->room)
		return;
	normal->cut = true;
	while (normal->size > normal->room)
		normal->size = begin_of(normal, normal->size);
}

/* A character that nobody sees: counted, and gone. */
static bool
drop(struct normal *normal, uint32_t c)
{
	enum utf8_class class = utf8_class(c);

	if (class == UTF8_PLAIN)
		return false;
	if (class == UTF8_CONTROL)
		normal->odd |= NORMAL_CONTROL;
	else if (class == UTF8_BIDI)
		normal->odd |= NORMAL_BIDI;
	else if (c == 0xAD)
		normal->odd |= NORMAL_SOFT_HYPHEN;
	else if (c >= 0xE0000)
		normal->odd |= NORMAL_TAGS;
	else if (c < 0xFE00 || c > 0xFE0F) /* emoji have selectors */
		normal->odd |= NORMAL_ZERO_WIDTH;
	normal->invisible++;
	return true;
}

/* What charsets of one language write with different characters. */
static uint32_t
unify(uint32_t c)
{
	switch (c) {
	case 0x2015:
		return 0x2014; /* dash */
	case 0x2016:
		return 0x2225; /* two bars */
	case 0x2212:
		return '-';
	case 0x301C:
		return '~'; /* wave dash; the fullwidth tilde is its twin */
	default:
		return c;
	}
}

static void
note_style(struct normal *normal, uint32_t c)
{
	if ((c >= 0x1D400 && c <= 0x1D7FF) || (c >= 0x24B6 && c <= 0x24E9) ||
	    (c >= 0x1F110 && c <= 0x1F189))
		normal->odd |= NORMAL_STYLED;
	else if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF5A))
		normal->odd |= NORMAL_FULLWIDTH;
	else if (c == UTF8_REPLACEMENT)
		normal->odd |= NORMAL_REPLACED;
}

/* Accents on one letter: more than any script has are left out (the Stream-Safe
 * Text Format of UAX 15 has as many). */
#define MARKS_MAX 30u
/* No more letters are gathered behind so many characters; accents are. */
#define LETTERS_MAX (COMPOSE_MAX - MARKS_MAX)

/* Characters that are composed together. */
struct gathered {
	uint8_t bytes[COMPOSE_MAX * UTF8_MAX];
	size_t size;
	size_t count;
	size_t marks; /* accents at its end */
};

static void
gather(struct gathered *gathered, uint32_t c)
{
	gathered->size += utf8_put(c, gathered->bytes + gathered->size);
	gathered->count++;
}

/* The letter ahead, which an accent may join, is taken back with those on it.
 */
static void
gather_last(struct normal *normal, struct gathered *gathered)
{
	struct slice out = {normal->out, normal->size};
	size_t begin = normal->size, at;
	bool accent;

	if (begin == 0 || is_blank(normal->out[begin - 1]))
		return;
	do {
		at = begin = begin_of(normal, begin);
		gathered->count++;
		accent = compose_is_mark(utf8_next(out, &at));
	} while (accent && begin > 0 && !is_blank(normal->out[begin - 1]) &&
		 gathered->count <= MARKS_MAX);
	/* A line may begin with accents that are on no letter. */
	gathered->marks = gathered->count - !accent;
	gathered->size = normal->size - begin;
	memcpy(gathered->bytes, normal->out + begin, gathered->size);
	normal->size = begin;
}

/* False: c begins what is composed next. */
static bool
take(struct normal *normal, struct gathered *gathered, uint32_t c)
{
	bool accent = compose_is_mark(c);

	if (!accent && gathered->count >= LETTERS_MAX)
		return false;
	note_style(normal, c);
	if (drop(normal, c))
		return true;
	gathered->marks = accent ? gathered->marks + 1 : 0;
	if (gathered->marks > MARKS_MAX)
		normal->odd |= NORMAL_STACKED;
	else
		gather(gathered, unify(c));
	return true;
}

/* Signs that are composed of a blank and an accent bring blanks. */
static void
put_bytes_of(struct normal *normal, const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size && normal->size <= normal->room; i++)
		if (bytes[i] == ' ')
			put_blank(normal, ' ');
		else
			normal->out[normal->size++] = bytes[i];
	keep_room(normal);
}

/* From at on, up to a character that stands as it is. */
static size_t
put_composed(struct normal *normal, struct slice s, size_t at)
{
	struct gathered gathered = {.size = 0};
	uint8_t out[COMPOSE_ROOM];
	size_t next;

	gather_last(normal, &gathered);
	while (at < s.size && s.data[at] >= 0x80) {
		uint32_t c;

		next = at;
		c = utf8_next(s, &next);
		if (table_is_plain(c) || blank_of(c) != 0 ||
		    !take(normal, &gathered, c))
			break;
		at = next;
	}
	put_bytes_of(normal, out,
	    compose((struct slice){gathered.bytes, gathered.size}, out));
	return at;
}

static bool
is_continued(uint8_t byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Bytes of the character of two or three at data that stands as it is; 0: it
 * does not, or is none.  Others are rare. */
static size_t
plain_size(const uint8_t *data, size_t left)
{
	uint32_t c;

	if (left < 2 || !is_continued(data[1]))
		return 0;
	if (data[0] >= 0xC2 && data[0] <= 0xDF) {
		c = (data[0] & 0x1Fu) << 6 | (data[1] & 0x3Fu);
		return table_is_plain(c) ? 2 : 0;
	}
	if (left < 3 || data[0] < 0xE0 || data[0] > 0xEF ||
	    !is_continued(data[2]))
		return 0;
	c = (data[0] & 0xFu) << 12 | (data[1] & 0x3Fu) << 6 | (data[2] & 0x3Fu);
	/* Surrogates are not plain. */
	return c >= 0x800 && table_is_plain(c) ? 3 : 0;
}

/* Characters that stand as they are, from at on; where they end. */
static size_t
put_plain(struct normal *normal, struct slice s, size_t at)
{
	size_t from = at, room = normal->room - normal->size, size;

	while (at < s.size && at - from < room) {
		size = plain_size(s.data + at, s.size - at);
		if (size == 0)
			break;
		at += size;
	}
	memcpy(normal->out + normal->size, s.data + from, at - from);
	normal->size += at - from;
	keep_room(normal);
	return at;
}

static size_t
put_wide(struct normal *normal, struct slice s, size_t at)
{
	size_t begin = at, next = at;
	uint8_t blank;

	at = put_plain(normal, s, at);
	if (at > begin)
		return at;
	blank = blank_of(utf8_next(s, &next));
	if (blank != 0) {
		put_blank(normal, blank);
		return next;
	}
	return put_composed(normal, s, at);
}

/* ---- the whole ----------------------------------------------------------- */

size_t
normal_put(struct normal *normal, struct slice s)
{
	size_t at = 0;

	while (at < s.size && normal->size < normal->room) {
		at = put_ascii(normal, s, at);
		if (at == s.size || normal->size >= normal->room)
			break;
		if (s.data[at] >= 0x80)
			at = put_wide(normal, s, at);
		else
			put_control(normal, s, at++);
	}
	keep_room(normal);
	normal->cut |= at < s.size;
	return at;
}
