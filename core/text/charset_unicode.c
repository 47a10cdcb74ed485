/*
 * charset_unicode - UTF-8 with broken bytes, UTF-16, UTF-32
 */
#include "core/text/charset_decode.h"

#include <string.h>

/* Bytes looked at one by one behind a broken one, before the vector kernel is
 * asked again: it costs the more, the less it finds. */
#define STRETCH 64u

/* Broken bytes, and a stretch behind them.  Ends behind until, by at most one
 * sequence. */
static void
mend_utf8(struct slice bytes, size_t *at, size_t until, struct charset_out *out)
{
	while (*at < until) {
		size_t from = *at;
		uint32_t code_point = utf8_next(bytes, at);

		charset_out_put(out, code_point);
		if (code_point == UTF8_REPLACEMENT &&
		    (*at - from != 3 || bytes.data[from] != 0xEF))
			out->replaced++;
	}
}

void
charset_from_utf8(struct slice bytes, struct charset_out *out)
{
	size_t at = 0;
	size_t piece;

	/* A broken byte becomes three; the last sequence may be one longer. */
	while ((piece = charset_out_piece(out, bytes.size - at, 3, 16)) > 0) {
		size_t until = at + piece;

		while (at < until) {
			size_t run =
			    unicode_utf8_run(bytes.data + at, until - at);

			memcpy(out->begin + out->size, bytes.data + at, run);
			out->size += run;
			at += run;
			mend_utf8(bytes, &at,
			    until - at < STRETCH ? until : at + STRETCH, out);
		}
	}
}

void
charset_from_utf16(struct slice bytes, bool big_endian, struct charset_out *out)
{
	size_t at = 0;
	size_t piece;

	while ((piece = charset_out_piece(out, bytes.size - at, 2, 64)) > 1) {
		size_t count = piece / 2;
		const uint8_t *data = bytes.data + at;
		size_t last = big_endian ? 2 * count - 2 : 2 * count - 1;
		struct unicode_result r;

		/* A pair is not torn, unless it is the end. */
		if ((data[last] & 0xFC) == 0xD8 && count > 1 &&
		    bytes.size - at > 2 * count + 1)
			count--;
		r = unicode_from_utf16(
		    data, count, big_endian, out->begin + out->size);
		out->size += r.written;
		out->replaced += r.replaced;
		at += 2 * count;
	}
	if (piece == 1)
		charset_out_replace(out);
}

static uint32_t
read_u32(const uint8_t *p, bool big_endian)
{
	if (big_endian)
		return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		       (uint32_t)p[2] << 8 | p[3];
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[1] << 8 | p[0];
}

static void
put_u32(struct charset_out *out, uint32_t code_point)
{
	if (code_point > 0x10FFFF || (code_point & 0xFFFFF800) == 0xD800)
		charset_out_replace(out);
	else
		charset_out_put(out, code_point);
}

void
charset_from_utf32(struct slice bytes, bool big_endian, struct charset_out *out)
{
	size_t at = 0;
	size_t piece;

	while ((piece = charset_out_piece(out, bytes.size - at, 1, 16)) > 0) {
		size_t until = at + piece;

		for (; until - at >= 4; at += 4)
			put_u32(out, read_u32(bytes.data + at, big_endian));
		if (bytes.size - at < 4)
			break;
	}
	if (bytes.size - at < 4 && bytes.size > at && !out->cut)
		charset_out_replace(out);
}
